import { useSignal } from '@preact/signals';
import type { FailReason, StopKind } from '../../src/shared/states.ts';
import { say } from '../parts/say.ts';
import type { CourierHome } from './home-store.ts';
import { PhotoField } from './photo-field.tsx';
import type { ProjectedStop } from './projected-home.ts';
import { ask } from './say.ts';
import { Sheet } from './sheet.tsx';

const REASONS: Record<StopKind, readonly FailReason[]> = {
  pickup: ['not_ready', 'no_access', 'address_wrong', 'damaged', 'no_time', 'other'],
  dropoff: ['not_home', 'no_access', 'address_wrong', 'refused', 'damaged', 'no_time', 'other'],
  return: ['no_access', 'refused', 'no_time', 'other'],
};

/** Why it did not work: a reason from the field's list, a note, a photo. */
export function FailedAttempt({
  stop,
  work,
  close,
}: {
  stop: ProjectedStop;
  work: CourierHome;
  close: () => void;
}) {
  const reason = useSignal<FailReason | null>(null);
  const note = useSignal('');
  const photo = useSignal<string | null>(null);
  const report = (): void => {
    const text = note.value.trim();
    work.act(stop.id, 'fail', {
      reason: reason.value,
      ...(text ? { note: text } : {}),
      ...(photo.value ? { photo: photo.value } : {}),
    });
    close();
  };
  return (
    <Sheet title={ask('failTitle')} close={close}>
      <div class="reasons" role="radiogroup" aria-label={ask('failTitle')}>
        {REASONS[stop.kind].map((one) => (
          <label key={one} class="reason">
            <input
              type="radio"
              name="reason"
              checked={reason.value === one}
              onChange={() => (reason.value = one)}
            />
            {say(`reason_${one}`)}
          </label>
        ))}
      </div>
      <label class="field">
        {ask('failNote')}
        <textarea
          rows={2}
          maxLength={500}
          value={note.value}
          onInput={(event) => (note.value = event.currentTarget.value)}
        />
      </label>
      <PhotoField label={ask('photoOptional')} taken={photo} />
      <p class="soft">{ask('failText')}</p>
      <button type="button" class="button-main action-main" disabled={!reason.value} onClick={report}>
        {ask('failSend')}
      </button>
    </Sheet>
  );
}
