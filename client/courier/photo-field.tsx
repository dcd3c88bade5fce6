import { useSignal, type Signal } from '@preact/signals';
import { smallPhoto } from './photo.ts';
import { ask } from './say.ts';

/** Takes a photo with the phone's camera and keeps it small. */
export function PhotoField({ label, taken }: { label: string; taken: Signal<string | null> }) {
  const state = useSignal<'idle' | 'working' | 'failed'>('idle');
  const take = async (event: Event): Promise<void> => {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    if (!file) return;
    state.value = 'working';
    try {
      taken.value = await smallPhoto(file);
      state.value = 'idle';
    } catch {
      state.value = 'failed'; // told to the courier, who takes another one
    }
  };
  return (
    <div class="photo-field">
      {taken.value && <img src={taken.value} alt={label} />}
      <label class="button sheet-row">
        <input
          type="file"
          accept="image/*"
          capture="environment"
          class="unseen"
          onChange={(event) => void take(event)}
        />
        {state.value === 'working'
          ? ask('photoWorking')
          : `${label}: ${ask(taken.value ? 'photoAgain' : 'photo')}`}
      </label>
      {state.value === 'failed' && (
        <p class="field-error" role="alert">
          {ask('photoFailed')}
        </p>
      )}
    </div>
  );
}
