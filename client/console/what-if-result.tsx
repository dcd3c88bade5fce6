import type { WhatIfView, WorkSpan } from '../../src/shared/what-if-views.ts';
import { clockTime } from '../parts/format.ts';
import { timeZone } from './desk.ts';
import { sayIf } from './say-what-if.ts';
import { figureRows, mostChanged, verdictOf, type FigureKey, type FigureRow } from './what-if-rows.ts';

const UNIT: Partial<Record<FigureKey, 'minutes' | 'hours' | 'km'>> = {
  lateMinutes: 'minutes',
  toDoorMean: 'minutes',
  toDoorP90: 'minutes',
  courierHours: 'hours',
  km: 'km',
};

function inUnits(key: FigureKey, value: number | null, isChange = false): string {
  if (value === null) return sayIf('none');
  if (isChange && value === 0) return sayIf('same');
  const isShare = key === 'utilisation';
  const plain = isShare ? Math.round(value * 100) : Math.round(value * 10) / 10;
  const text = isChange && plain > 0 ? `+${plain}` : String(plain).replace('-', '−');
  if (isShare) return sayIf(isChange ? 'unit_points' : 'unit_percent', { value: text });
  const unit = UNIT[key];
  return unit ? sayIf(`unit_${unit}`, { value: text }) : text;
}

function Figure({ row }: { row: FigureRow }) {
  const { key, before, after, change, tone, bars } = row;
  return (
    <tr>
      <th scope="row">{sayIf(`figure_${key}`)}</th>
      <td class="figures">{inUnits(key, before)}</td>
      <td class="figures">{inUnits(key, after)}</td>
      <td class="figures" data-tone={tone}>
        {inUnits(key, change, true)}
      </td>
      <td class="if-bars" aria-hidden="true">
        <span data-of="before" style={{ width: `${bars[0] * 100}%` }} />
        <span data-of="after" data-tone={tone} style={{ width: `${bars[1] * 100}%` }} />
      </td>
    </tr>
  );
}

const SHOWN = 12;

const inWords = (span: WorkSpan | null): string =>
  span ? [span.from, span.to].map((at) => clockTime(at, timeZone.value)).join('–') : sayIf('none');

/** Everybody's work from setting out to the last stop, now above and then below. */
function Work({ couriers }: { couriers: WhatIfView['couriers'] }) {
  const all = couriers.flatMap(({ before, after }) => [before, after]).filter((span) => span !== null);
  if (all.length === 0) return null;
  const from = Math.min(...all.map((span) => Date.parse(span.from)));
  const to = Math.max(...all.map((span) => Date.parse(span.to)));
  const share = (at: string) => ((Date.parse(at) - from) / Math.max(1, to - from)) * 100;
  const bar = (span: WorkSpan | null, of: 'before' | 'after') =>
    span && (
      <span
        data-of={of}
        style={{ left: `${share(span.from)}%`, width: `${Math.max(1, share(span.to) - share(span.from))}%` }}
      />
    );
  return (
    <section class="if-work">
      <h3>
        {sayIf('work')} <span data-of="before" /> {sayIf('legendBefore')} <span data-of="after" />{' '}
        {sayIf('legendAfter')}
      </h3>
      <ol>
        {mostChanged(couriers, SHOWN).map(({ name, before, after }, k) => (
          <li key={k}>
            <span class="if-name">{name ?? sayIf('extra')}</span>
            <span class="unseen">
              {sayIf('legendBefore')}: {inWords(before)}, {sayIf('legendAfter')}: {inWords(after)}
            </span>
            <span class="if-track" aria-hidden="true">
              {bar(before, 'before')}
              {bar(after, 'after')}
            </span>
          </li>
        ))}
        {couriers.length > SHOWN && (
          <li>
            <span class="if-name">{sayIf('andMore', { count: couriers.length - SHOWN })}</span>
          </li>
        )}
        <li class="if-axis figures" aria-hidden="true">
          <span />
          <span>
            <time>{clockTime(from, timeZone.value)}</time>
            <time>{clockTime(to, timeZone.value)}</time>
          </span>
        </li>
      </ol>
    </section>
  );
}

/** What would be different, first in a sentence, then in figures and a picture. */
export function WhatIfResult({ view }: { view: WhatIfView }) {
  const verdict = verdictOf(view.before, view.after);
  return (
    <section class="if-result" aria-label={sayIf('result')}>
      <p class="if-verdict" data-tone={verdict.tone}>
        {sayIf(`verdict_${verdict.key}`, verdict.params)}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{sayIf('figure')}</span>
            </th>
            <th scope="col">{sayIf('now')}</th>
            <th scope="col">{sayIf('then')}</th>
            <th scope="col">{sayIf('difference')}</th>
            <th class="if-bars" aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {figureRows(view.before, view.after).map((row) => (
            <Figure key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      <Work couriers={view.couriers} />
    </section>
  );
}
