import { say as sayCommon } from '../parts/say.ts';
import { useModal } from '../parts/use-modal.ts';
import { helpOpen } from './desk.ts';
import { KEYS } from './keyboard-map.ts';
import { say } from './say.ts';

/** Every key, from the same table that hears them. */
export function Help() {
  const open = helpOpen.value;
  const dialog = useModal(open);
  return (
    <dialog ref={dialog} class="help card" aria-label={say('help')} onClose={() => (helpOpen.value = false)}>
      <h2>{say('help')}</h2>
      <dl>
        {KEYS.map(({ keys, command }) => (
          <div key={command}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key === 'Escape' ? 'Esc' : key}</kbd>
              ))}
            </dt>
            <dd>{say(`key_${command}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Alt</kbd>
            <kbd>← → ↑ ↓</kbd>
          </dt>
          <dd>{say('key_moveStop')}</dd>
        </div>
      </dl>
      <form method="dialog">
        <button class="button-main">{sayCommon('close')}</button>
      </form>
    </dialog>
  );
}
