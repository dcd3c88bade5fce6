import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlanView, UndoView } from '../../src/shared/page-views.ts';
import { say as sayCommon } from '../parts/say.ts';
import { tell } from '../parts/toasts.tsx';
import { backSentence, keptSentence } from './change-sentences.ts';
import { lookUndo, undoPlan } from './plan-changes.ts';
import { sayChange } from './say-changes.ts';
import { refuse } from './sayings.ts';

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

/** Says what taking the plan back will do, and does it when that is wanted. */
function Asking({ plan, close }: { plan: PlanView; close: () => void }) {
  const [view, setView] = useState<UndoView | null>(null);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    lookUndo(plan.id).then(setView, (error: unknown) => {
      refuse(error);
      close();
    });
  }, [plan.id]);
  const putBack = async (): Promise<void> => {
    setBusy(true);
    try {
      const { back, kept } = await undoPlan(plan.id);
      tell(
        kept.length > 0
          ? sayChange('doneUndoKept', { count: kept.length })
          : sayChange('doneUndo', { count: back.length }),
      );
    } catch (error) {
      refuse(error);
    }
    close();
  };
  return (
    <div class="plan-undo" tabIndex={-1} ref={box} aria-busy={view === null}>
      {!view && <p>{sayChange('undoAsking')}</p>}
      {view && view.back.length === 0 && <p>{sayChange('undoNothing')}</p>}
      {view && (
        <Lines title={sayChange('willBack')} lines={view.back.map((one) => backSentence(sayChange, one))} />
      )}
      {view && (
        <Lines title={sayChange('willStay')} lines={view.kept.map((one) => keptSentence(sayChange, one))} />
      )}
      {view && view.back.length > 0 && <p class="soft">{sayChange('undoHolds')}</p>}
      <div class="actions">
        {view && view.back.length > 0 && (
          <button type="button" class="button-main" disabled={busy} onClick={() => void putBack()}>
            {sayChange('undoNow')}
          </button>
        )}
        <button type="button" class="button-plain" onClick={close}>
          {sayCommon(view && view.back.length === 0 ? 'close' : 'cancel')}
        </button>
      </div>
    </div>
  );
}

/** The way back from a plan: a button, or that it was taken already. */
export function PlanUndo({ plan }: { plan: PlanView }) {
  const [asking, setAsking] = useState(false);
  if (plan.undoneBy) return <span class="chip">{sayChange('undone')}</span>;
  if (asking) return <Asking plan={plan} close={() => setAsking(false)} />;
  return (
    <button type="button" class="button" onClick={() => setAsking(true)}>
      {sayChange('undoPlan')}
    </button>
  );
}
