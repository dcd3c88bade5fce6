import type { AlertView } from '../../src/shared/views.ts';
import { clockTime, distance, duration } from '../parts/format.ts';
import { language } from '../parts/i18n.ts';
import { timeZone } from './desk.ts';
import { readable, type EvidenceLine, type Spelling } from './evidence-lines.ts';
import { words } from './evidence-words.en.ts';
import { inWords } from './in-words.ts';
import { sayEvidence } from './say-evidence.ts';
import { say } from './say.ts';
import { unassignedWords } from './unassigned-words.ts';

const ORDER = Object.keys(words);
const isKnown = (path: string): path is keyof typeof words => path in words;
const rank = ({ path }: EvidenceLine): number => (isKnown(path) ? ORDER.indexOf(path) : ORDER.length);

/** Why an order is on no route is written down as the server says it; the reader has it in his own language. */
function inOwnWords(evidence: AlertView['evidence']): AlertView['evidence'] {
  const { code, message } = evidence;
  if (typeof code !== 'string' || typeof message !== 'string') return evidence;
  return { ...evidence, message: unassignedWords({ code, message }) };
}

/** What the rule saw, as it was written down: thresholds and measured values. */
export function Evidence({ alert }: { alert: AlertView }) {
  const zone = timeZone.value;
  const spell: Spelling = {
    clock: (at) => clockTime(at, zone),
    lasting: (ms) => duration(ms, language.value),
    far: (metres) => distance(metres, language.value),
    word: inWords,
  };
  const lines = readable(inOwnWords(alert.evidence), spell).sort((a, b) => rank(a) - rank(b));
  return (
    <dl class="evidence figures">
      <div>
        <dt>{say('rule')}</dt>
        <dd>{say(`rule_${alert.rule}`)}</dd>
      </div>
      {lines.map(({ path, name, value }) => (
        <div key={path}>
          <dt>{isKnown(path) ? sayEvidence(path) : name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
