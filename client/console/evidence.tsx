import type { AlertView } from '../../src/shared/views.ts';
import { clockTime } from '../parts/format.ts';
import { timeZone } from './desk.ts';
import { readable } from './evidence-lines.ts';
import { say } from './say.ts';

/** What the rule saw, as it was written down: thresholds and measured values. */
export function Evidence({ alert }: { alert: AlertView }) {
  const zone = timeZone.value;
  const lines = readable(alert.evidence, (at) => clockTime(at, zone));
  return (
    <dl class="evidence figures">
      <div>
        <dt>{say('rule')}</dt>
        <dd>{say(`rule_${alert.rule}`)}</dd>
      </div>
      {lines.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
