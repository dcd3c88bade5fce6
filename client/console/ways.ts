import type { ConsoleState } from './console-store.ts';

export type Routes = ConsoleState['routes'];

/** What these couriers have before them, in a text that is another as soon as one of their routes is. */
export function waysOf(courierIds: readonly string[], routes: Routes | undefined): string {
  const wayOf = (id: string): string => {
    const route = routes?.get(id);
    return route ? `${route.version} ${route.stops.map((stop) => stop.id).join()}` : '';
  };
  return courierIds.map(wayOf).join(';');
}
