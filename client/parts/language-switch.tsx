import { chooseLanguage, language } from './i18n.ts';
import { say } from './say.ts';

/** Shows the other language's own name and changes to it. */
export function LanguageSwitch() {
  return (
    <button
      type="button"
      class="button-plain"
      lang={language.value === 'en' ? 'zh-CN' : 'en'}
      onClick={() => chooseLanguage(language.value === 'en' ? 'zh' : 'en')}
    >
      {say('otherLanguage')}
    </button>
  );
}
