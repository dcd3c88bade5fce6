import { useState } from 'preact/hooks';
import type { DeliveryView } from '../../src/shared/views.ts';
import { CorrectRow } from './correct-row.tsx';
import { moveDoor } from './correct.ts';
import { sayCorrect } from './say-correct.ts';

/** Another address for an order; `moved` when the map knows it. */
export function DoorForm({ delivery, moved }: { delivery: DeliveryView; moved?: () => void }) {
  const known = delivery.dropoff.address;
  const [address, setAddress] = useState(known);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const go = async (): Promise<void> => {
    setBusy(true);
    const outcome = await moveDoor(delivery, address.trim());
    setBusy(false);
    setFault(outcome.ok ? null : outcome.message);
    if (outcome.ok) moved?.();
  };
  const isNew = address.trim() !== '' && address.trim() !== known;
  return (
    <CorrectRow busy={busy} ready={isNew} go={() => void go()}>
      <label class="field">
        {sayCorrect('address')}
        <input
          value={address}
          maxLength={300}
          placeholder={sayCorrect('addressHint')}
          aria-invalid={fault !== null}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
      </label>
      <button class="button" disabled={!isNew || busy}>
        {sayCorrect('moveDoor')}
      </button>
      {fault && (
        <p class="field-error" role="alert">
          {fault}
        </p>
      )}
    </CorrectRow>
  );
}
