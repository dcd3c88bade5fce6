import { inbox, sideTab, type SideTab } from './desk.ts';
import { say } from './say.ts';
import { sayChange } from './say-changes.ts';

const TABS: readonly SideTab[] = ['alerts', 'changes'];

/** Chooses between what needs a person and what the planner did. */
export function SideTabs() {
  const waiting = inbox.value.waiting.length;
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    sideTab.value = TABS[1 - TABS.indexOf(sideTab.value)]!;
    document.getElementById(`tab-${sideTab.value}`)?.focus();
  };
  return (
    <div class="side-tabs" role="tablist" aria-label={sayChange('sides')} onKeyDown={move}>
      {TABS.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={sideTab.value === tab}
          tabIndex={sideTab.value === tab ? 0 : -1}
          onClick={() => (sideTab.value = tab)}
        >
          {tab === 'alerts' ? say('alerts') : sayChange('changes')}
          {tab === 'alerts' && waiting > 0 && <span class="head-count figures">{waiting}</span>}
        </button>
      ))}
    </div>
  );
}
