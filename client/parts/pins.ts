import { DivIcon } from 'leaflet';
import type { PositionAge } from '../../src/shared/states.ts';
import { initials } from './pin-letters.ts';

const HOUSE = '<path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z" fill="currentColor"/>';
const SHOP = '<path d="M5 4h14l2 5a3 3 0 0 1-2 3v8H5v-8a3 3 0 0 1-2-3zm3 10v4h8v-4z" fill="currentColor"/>';

const drop = (inner: string): string =>
  `<svg viewBox="0 0 40 48" width="40" height="48" aria-hidden="true"><path class="pin-body" d="M20 47C14 38 4 31 4 19a16 16 0 0 1 32 0c0 12-10 19-16 28z"/><svg x="10" y="9" width="20" height="20" viewBox="0 0 24 24">${inner}</svg></svg>`;

const pin = (kind: string, inner: string): DivIcon =>
  new DivIcon({ className: `pin pin-${kind}`, html: drop(inner), iconSize: [40, 48], iconAnchor: [20, 47] });

export const doorPin = (): DivIcon => pin('door', HOUSE);
export const storePin = (): DivIcon => pin('store', SHOP);

/** A courier: initials in a disc, an arrow round it for the heading. The age is set by `markCourier`. */
export function courierPin(name: string): DivIcon {
  const letters = initials(name).replace(/[<>&]/g, '');
  return new DivIcon({
    className: 'courier-pin',
    html: `<svg class="courier-arrow" viewBox="0 0 60 60" width="60" height="60" aria-hidden="true" hidden><path d="M30 2 42 20Q30 12 18 20z" fill="currentColor"/></svg><span class="courier-disc">${letters}</span>`,
    iconSize: [60, 60],
  });
}

/** Shows age and heading on a courier's pin. */
export function markCourier(element: HTMLElement, age: PositionAge, headingDeg?: number | null): void {
  element.dataset['age'] = age;
  if (headingDeg === undefined) return;
  const arrow = element.querySelector<SVGElement>('.courier-arrow');
  if (!arrow) return;
  arrow.toggleAttribute('hidden', headingDeg === null);
  if (headingDeg !== null) arrow.style.rotate = `${headingDeg}deg`;
}
