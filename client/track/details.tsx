import type { TrackView } from '../../src/shared/page-views.ts';
import { clockTime, otherDay } from '../parts/format.ts';
import { now } from '../parts/clock.ts';
import { language } from '../parts/i18n.ts';
import { say } from '../parts/say.ts';
import { tell } from './say.ts';

/** The number that proves to the courier that it is the right person. */
export function Pin({ pin, name }: { pin: string; name: string }) {
  return (
    <section class="card pin-card">
      <div>
        <h2>{tell('pinTitle')}</h2>
        <p>{tell('pinHelp', { name })}</p>
      </div>
      <output class="pin-number figures" aria-label={pin.split('').join(' ')}>
        {pin}
      </output>
    </section>
  );
}

/** What shows that the order was handed over. */
export function Proof({ proof, zone }: { proof: NonNullable<TrackView['proof']>; zone: string }) {
  const kinds = proof.kinds.map((kind) => say(`proof_${kind}`)).join(', ');
  return (
    <section class="card proof">
      <h2 class="figures">{tell('proofTitle', { time: clockTime(proof.at, zone) })}</h2>
      {kinds && <p class="soft">{tell('proofKinds', { kinds })}</p>}
      {proof.photoUrl && <img src={proof.photoUrl} alt={tell('proofPhoto')} loading="lazy" />}
    </section>
  );
}

/** What was ordered and where it goes. */
export function Contents({ view }: { view: TrackView }) {
  return (
    <section class="card">
      <h2>{tell('contents')}</h2>
      {view.lines.length > 0 && (
        <ul class="lines">
          {view.lines.map((line) => (
            <li key={line.name}>
              <span class="figures">{line.quantity}×</span> {line.name}
            </li>
          ))}
        </ul>
      )}
      <dl class="facts">
        <dt>{tell('deliverTo')}</dt>
        <dd>{view.dropoff.address}</dd>
        {view.dropoff.notes && (
          <>
            <dt>{tell('note')}</dt>
            <dd>{view.dropoff.notes}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Answers to what customers ask. */
export function Help({ view }: { view: TrackView }) {
  const { zone } = view.dropoff;
  const day = otherDay(view.expiresAt, zone, now.value, language.value);
  const time = [day, clockTime(view.expiresAt, zone)].filter(Boolean).join(' ');
  const questions = [
    [tell('helpWrong'), tell('helpWrongText', { store: view.storeName, number: view.number })],
    [tell('helpTimes'), tell('helpTimesText')],
    [tell('helpLive'), tell('helpLiveText')],
    [tell('helpLink'), tell('helpLinkText', { time })],
  ] as const;
  return (
    <section class="card help">
      <h2>{tell('help')}</h2>
      {questions.map(([question, answer]) => (
        <details key={question}>
          <summary>{question}</summary>
          <p>{answer}</p>
        </details>
      ))}
    </section>
  );
}
