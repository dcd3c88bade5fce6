import { useState } from 'preact/hooks';
import type { DeliveryView } from '../../src/shared/views.ts';
import { CorrectRow } from './correct-row.tsx';
import { moveDoor } from './correct.ts';
import { doorAsked, drawerOpen } from './desk.ts';
import { sayCorrect } from './say-correct.ts';

interface DoorProps {
  delivery: DeliveryView;
  /** The map knows the address. */
  moved?: () => void;
  /** It is shown on the map instead. */
  leave?: () => void;
}

/** Another address for an order, by text or on the map. */
export function DoorForm({ delivery, moved, leave }: DoorProps) {
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
  const toMap = (): void => {
    leave?.();
    doorAsked.value = { deliveryId: delivery.id, address: address.trim() || known, at: null };
    drawerOpen.value = false;
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
      <button type="button" class="button" disabled={busy} onClick={toMap}>
        {sayCorrect('showOnMap')}
      </button>
      {fault && (
        <p class="field-error" role="alert">
          {fault}
        </p>
      )}
    </CorrectRow>
  );
}
