import { effect, signal } from '@preact/signals';
import { phrase, type Language, type Params, type Phrase } from './phrase.ts';

const KEPT_AS = 'waylight.language';

function firstLanguage(): Language {
  const kept = keptLanguage();
  if (kept) return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('zh')) &&
    !navigator.languages[0]?.toLowerCase().startsWith('en')
    ? 'zh'
    : 'en';
}

function keptLanguage(): Language | null {
  try {
    const kept = localStorage.getItem(KEPT_AS);
    return kept === 'en' || kept === 'zh' ? kept : null;
  } catch {
    return null; // storage is forbidden in some private windows; the browser's language serves
  }
}

/** The language of the page. */
export const language = signal<Language>(firstLanguage());

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

/** Changes the language and keeps the choice for this browser. */
export function chooseLanguage(next: Language): void {
  language.value = next;
  try {
    localStorage.setItem(KEPT_AS, next);
  } catch {
    // the choice then lasts as long as the page
  }
}

/** A typed `say(key, params)` over a page's two tables; reading it in a component follows the language. */
export function wordsOf<K extends string>(tables: Record<Language, Record<K, Phrase>>) {
  return (key: K, params: Params = {}): string => phrase(tables[language.value][key], params, language.value);
}
