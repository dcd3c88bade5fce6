import { useSignal } from '@preact/signals';
import type { ProofKind } from '../../src/shared/states.ts';
import { say } from '../parts/say.ts';
import type { CourierHome } from './home-store.ts';
import { PhotoField } from './photo-field.tsx';
import type { ProjectedStop } from './projected-home.ts';
import { ask } from './say.ts';
import { Sheet } from './sheet.tsx';
import { SignaturePad } from './signature-pad.tsx';

/** The proofs this stop needs, each as easy as it gets, then one button. */
export function HandOver({
  stop,
  work,
  close,
}: {
  stop: ProjectedStop;
  work: CourierHome;
  close: () => void;
}) {
  const pin = useSignal('');
  const photo = useSignal(work.pictures.get(stop.id)?.photo ?? null);
  const signature = useSignal(work.pictures.get(stop.id)?.signature ?? null);
  const given: Record<ProofKind, string | null> = {
    pin: pin.value || null,
    photo: photo.value,
    signature: signature.value,
  };
  const missing = stop.proofRequired.filter((kind) => !given[kind]);
  const needs = (kind: ProofKind): boolean => stop.proofRequired.includes(kind);
  const handOver = (): void => {
    const proof = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    work.pictures.set(stop.id, { photo: photo.value, signature: signature.value });
    work.act(stop.id, 'complete', Object.keys(proof).length > 0 ? { proof } : {});
    close();
  };
  return (
    <Sheet title={ask('handOver', { number: stop.number })} close={close}>
      <p class="next-who">{ask('handOverTo', { name: stop.contact.name })}</p>
      {needs('pin') && (
        <label class="field">
          {ask('pin')}
          <input
            class="pin-input"
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            value={pin.value}
            onInput={(event) => (pin.value = event.currentTarget.value.replace(/\D/g, ''))}
          />
        </label>
      )}
      <PhotoField label={needs('photo') ? say('proof_photo') : ask('photoOptional')} taken={photo} />
      {needs('signature') && <SignaturePad signed={signature} />}
      {missing.length > 0 && (
        <p class="soft" role="status">
          {ask('stillMissing', { kinds: missing.map((kind) => say(`proof_${kind}`)).join(', ') })}
        </p>
      )}
      <button type="button" class="button-main action-main" disabled={missing.length > 0} onClick={handOver}>
        {ask(stop.kind === 'dropoff' ? 'confirmHandOver' : `do_complete_${stop.kind}`)}
      </button>
    </Sheet>
  );
}
