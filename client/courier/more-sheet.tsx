import { LanguageSwitch } from '../parts/language-switch.tsx';
import { say } from '../parts/say.ts';
import { signOut } from '../parts/session.ts';
import type { CourierHome } from './home-store.ts';
import type { ProjectedHome, ProjectedStop } from './projected-home.ts';
import type { Duty } from './outbox-order.ts';
import { ask } from './say.ts';
import { Sheet } from './sheet.tsx';

interface MoreProps {
  work: CourierHome;
  home: ProjectedHome;
  stop: ProjectedStop | null;
  fail: () => void;
  close: () => void;
}

/** Everything that is not the one thing to do now. */
export function MoreSheet({ work, home, stop, fail, close }: MoreProps) {
  const { state } = home.courier;
  const duty = (next: Duty) => () => {
    work.duty(next);
    close();
  };
  const waiting = work.outbox.waiting.value.length > 0;
  return (
    <Sheet title={ask('more')} close={close}>
      {stop?.allowed.includes('fail') && (
        <button type="button" class="button sheet-row sheet-row-bad" onClick={fail}>
          {ask('do_fail')}
        </button>
      )}
      {state !== 'off_duty' && state !== 'on_break' && (
        <button type="button" class="button sheet-row" onClick={duty('break')}>
          {ask('takeBreak')}
        </button>
      )}
      {state !== 'off_duty' && (
        <button type="button" class="button sheet-row" onClick={duty('off')}>
          {ask('endShift')}
        </button>
      )}
      <button type="button" class="button sheet-row" disabled={waiting} onClick={() => void signOut()}>
        {say('signOut')}
      </button>
      {waiting && <p class="soft">{ask('signOutWaiting')}</p>}
      <LanguageSwitch />
    </Sheet>
  );
}
