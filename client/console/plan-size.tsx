import { signal } from '@preact/signals';
import { say } from './say.ts';

const LEAST_PX = 96;
const STEP_PX = 38;

/** Height of the plan; null leaves it to the page's layout. */
export const planPx = signal<number | null>(null);

const most = (): number => Math.round(innerHeight * 0.7);
const resize = (px: number): void => void (planPx.value = Math.max(LEAST_PX, Math.min(most(), px)));

/** The upper edge of the plan: drag it, or use the arrow keys. */
export function PlanSize() {
  const heightOf = (event: Event): number =>
    (event.currentTarget as HTMLElement).parentElement!.getBoundingClientRect().height;
  return (
    <div
      class="plan-size"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={say('planHeight')}
      aria-valuenow={planPx.value ?? undefined}
      aria-valuemin={LEAST_PX}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(innerHeight - event.clientY);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        resize(heightOf(event) + (event.key === 'ArrowUp' ? STEP_PX : -STEP_PX));
      }}
    />
  );
}
