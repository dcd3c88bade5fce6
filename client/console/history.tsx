import type { HistoryView, PageOf } from '../../src/shared/views.ts';
import { Empty, Failure, Skeleton } from '../parts/list-states.tsx';
import { useAsked } from './asked.ts';
import { inWords } from './in-words.ts';
import { say } from './say.ts';
import { unassignedWords } from './unassigned-words.ts';
import { when } from './when.ts';

function whatOf({ kind, from, to }: HistoryView, zone: string): string {
  if (kind === 'promise_moved' && from && to)
    return say('history_promise_moved', { from: when(from, zone), to: when(to, zone) });
  return inWords(kind === 'unplanned' ? kind : (to ?? kind));
}

/** What the promise was is above, in the page's own words. */
function noteOf({ kind, to, note }: HistoryView): string | null {
  if (!note || kind === 'created' || kind === 'promise_moved') return null;
  return kind === 'unplanned' && to ? unassignedWords({ code: to, message: note }) : inWords(note);
}

function Line({ line, zone }: { line: HistoryView; zone: string }) {
  const by = line.by.name ?? (line.by.kind === 'system' ? say('bySystem') : line.by.kind);
  const note = noteOf(line);
  return (
    <li>
      <time dateTime={line.at}>{when(line.at, zone)}</time>
      <span>
        {whatOf(line, zone)}
        {note && <em> {note}</em>}
        <small> {by}</small>
      </span>
    </li>
  );
}

/** What happened to a delivery, newest first. */
export function History({
  deliveryId,
  version,
  zone,
}: {
  deliveryId: string;
  version: number;
  zone: string;
}) {
  const { value, error, again } = useAsked<PageOf<HistoryView>>(`/deliveries/${deliveryId}/history`, version);
  if (error) return <Failure error={error} retry={again} />;
  if (!value) return <Skeleton rows={3} />;
  if (value.items.length === 0) return <Empty title={say('noHistory')} />;
  const newestFirst = [...value.items].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <ol class="history">
      {newestFirst.map((line, i) => (
        <Line key={`${line.at} ${i}`} line={line} zone={zone} />
      ))}
    </ol>
  );
}
