import { useState } from 'preact/hooks';
import { say as sayCommon } from '../parts/say.ts';
import { useModal } from '../parts/use-modal.ts';
import { matching } from './command-match.ts';
import { commandsOpen } from './desk.ts';
import { runCommand } from './hear-keys.ts';
import { KEYS, type KeyCommand } from './keyboard-map.ts';
import { say } from './say.ts';

/** Not to be asked for from here. */
const HIDDEN: ReadonlySet<KeyCommand> = new Set(['commands', 'close']);

interface Entry {
  command: KeyCommand;
  label: string;
  keys: readonly string[];
}

const entries = (): Entry[] =>
  KEYS.filter(({ command }) => !HIDDEN.has(command)).map(({ command, keys }) => ({
    command,
    keys,
    label: say(`key_${command}`),
  }));

function run(command: KeyCommand): void {
  commandsOpen.value = false;
  // Once the dialog has given the focus back: commands may want it elsewhere.
  setTimeout(() => runCommand(command));
}

function Commands() {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = matching(entries(), query);
  const at = Math.min(chosen, found.length - 1);
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen(Math.max(0, Math.min(found.length - 1, at + step)));
    } else if (event.key === 'Enter' && found[at]) {
      event.preventDefault();
      run(found[at].command);
    }
  };
  return (
    <>
      <input
        type="search"
        class="palette-field"
        aria-controls="palette-list"
        aria-activedescendant={found[at] && `palette-${found[at].command}`}
        aria-label={say('key_commands')}
        placeholder={say('commandsHint')}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <ul id="palette-list" class="palette-list" role="listbox" aria-label={say('help')}>
        {found.map(({ command, label, keys }, k) => (
          <li
            key={command}
            id={`palette-${command}`}
            role="option"
            aria-selected={k === at}
            onClick={() => run(command)}
          >
            {label}
            <span>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </span>
          </li>
        ))}
        {found.length === 0 && <li class="palette-none">{say('noMatch', { query })}</li>}
      </ul>
    </>
  );
}

/** Everything that has a key, by its name. */
export function CommandPalette() {
  const open = commandsOpen.value;
  const dialog = useModal(open);
  return (
    <dialog
      ref={dialog}
      class="palette card"
      aria-label={say('key_commands')}
      onClose={() => (commandsOpen.value = false)}
      onClick={(event) => event.target === dialog.current && (commandsOpen.value = false)}
    >
      {open && <Commands />}
      {open && <p class="unseen">{sayCommon('close')}: Esc</p>}
    </dialog>
  );
}
