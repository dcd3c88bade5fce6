import { previewFor, preview } from './preview.ts';
import { bestFor, take } from './best-place.ts';
import { carrierOf, isUnassigned } from './carrier.ts';
import { setLock } from './commands.ts';
import { takeDoor } from './correct.ts';
import {
  commandsOpen,
  doorAsked,
  drawerOpen,
  fitAsked,
  focusPane,
  helpOpen,
  marked,
  query,
  select,
  selectedDelivery,
  shown,
  whatIfOpen,
  sideTab,
  zoneState,
} from './desk.ts';
import { readKey, type KeyCommand, type Prefix } from './keyboard-map.ts';
import { neighbour, toggleMark } from './selection.ts';
import { undo } from './sayings.ts';

const TYPING = 'input, textarea, select, [contenteditable]';
/** Where Enter belongs to the control; rows of orders mark themselves as ours. */
const PRESSABLE = 'button:not([data-row]), a, summary';

function move(step: 1 | -1): void {
  const ids = shown.value.map((delivery) => delivery.id);
  const next = neighbour(ids, selectedDelivery.value?.id ?? null, step);
  if (next) select({ kind: 'delivery', id: next });
}

/** The order whose row has the focus. */
const focusedOrder = (): string | null =>
  document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null;

/**
 * Enter takes the door that is shown, or the best place of the order whose places are shown, else opens the selected.
 * A row that has the focus is what Enter is about: no other order is given away from there.
 */
function open(): void {
  if (doorAsked.value) return void takeDoor();
  const focused = focusedOrder();
  const id = focused ?? preview.value?.deliveryId;
  const state = zoneState.value;
  const delivery = id ? state?.deliveries.get(id) : null;
  const best = state && delivery && isUnassigned(state, delivery) ? bestFor(delivery.id) : null;
  if (delivery && best) return void take(delivery.id, best);
  if (focused) select({ kind: 'delivery', id: focused });
  focusPane('detail');
}

function lock(): void {
  const delivery = selectedDelivery.value;
  const state = zoneState.value;
  const carrier = delivery && state ? carrierOf(state, delivery) : null;
  const stops = carrier && state?.routes.get(carrier.id)?.stops;
  const stop = stops?.find((one) => one.deliveryId === delivery?.id && one.kind === 'dropoff');
  if (stop) void setLock(stop, !stop.locked);
}

function close(): void {
  if (helpOpen.value) helpOpen.value = false;
  else if (whatIfOpen.value) whatIfOpen.value = false;
  else if (commandsOpen.value) commandsOpen.value = false;
  else if (doorAsked.value) doorAsked.value = null;
  else if (query.value) query.value = '';
  else if (marked.value.size > 0) marked.value = new Set();
  else {
    select(null);
    drawerOpen.value = false;
  }
}

const RUN: Readonly<Record<KeyCommand, () => void>> = {
  search: () => focusPane('search'),
  next: () => move(1),
  previous: () => move(-1),
  open,
  assign: () => {
    const delivery = selectedDelivery.value;
    if (!delivery) return;
    previewFor(delivery.id);
    focusPane('places');
  },
  lock,
  undo: () => void undo(),
  mark: () => {
    const delivery = selectedDelivery.value;
    if (delivery) marked.value = toggleMark(marked.value, delivery.id);
  },
  map: () => focusPane('map'),
  alerts: () => {
    drawerOpen.value = true;
    sideTab.value = 'alerts';
    focusPane('alerts');
  },
  changes: () => {
    drawerOpen.value = true;
    sideTab.value = 'changes';
    focusPane('alerts');
  },
  orders: () => focusPane('orders'),
  plan: () => focusPane('plan'),
  fit: () => void fitAsked.value++,
  whatIf: () => void (whatIfOpen.value = !whatIfOpen.value),
  commands: () => void (commandsOpen.value = !commandsOpen.value),
  help: () => void (helpOpen.value = !helpOpen.value),
  close,
};

/** Does what a key would. */
export const runCommand = (command: KeyCommand): void => RUN[command]();

/** Listens to the whole page's keys for as long as it lives. */
export function hearKeys(): void {
  let prefix: Prefix | null = null;
  addEventListener('keydown', (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    const typing = target.matches(TYPING);
    if (event.defaultPrevented || (typing && event.key !== 'Escape')) return;
    const heard = readKey(event, prefix, performance.now());
    prefix = heard.prefix;
    if (!heard.command || (event.key === 'Enter' && target.closest(PRESSABLE))) return;
    event.preventDefault();
    if (typing && target instanceof HTMLElement) target.blur();
    RUN[heard.command]();
  });
}
