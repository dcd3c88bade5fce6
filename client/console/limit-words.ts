import type { LimitView } from '../../src/shared/explain-views.ts';
import { distance } from '../parts/format.ts';
import { language } from '../parts/i18n.ts';
import { say as sayCommon } from '../parts/say.ts';
import { sayWhy } from './say-why.ts';
import { when } from './when.ts';

/** What would have to change, in words; times in the zone of the place. */
export function limitWords(changes: readonly LimitView[], zone: string): string {
  const [first, ...rest] = changes.map((change) => oneLimit(change, zone));
  return rest.reduce((text, next) => sayWhy('joined', { first: text, rest: next }), first ?? '');
}

function oneLimit(change: LimitView, zone: string): string {
  switch (change.kind) {
    case 'skills':
      return sayWhy('limit_skills', { skills: change.skills.join(', ') });
    case 'allow':
      return sayWhy('limit_allow');
    case 'capacity':
      return capacityWords(change.capacity);
    case 'shift':
      return sayWhy('limit_shift', { minutes: change.minutes, until: when(change.until, zone) });
    case 'tasks':
      return sayWhy('limit_tasks', { count: change.count });
    case 'distance':
      return sayWhy('limit_distance', { distance: distance(change.metres, language.value) });
    case 'extra': {
      const vehicle = sayCommon(`vehicle_${change.vehicle}`);
      return sayWhy('limit_extra', { vehicle, until: when(change.until, zone) });
    }
    default:
      return sayWhy(`limit_${change.kind}`, { minutes: change.minutes });
  }
}

/** Vehicles carry parcels and grams, in this order. */
function capacityWords([parcels = 0, grams]: readonly number[]): string {
  const items = sayWhy('items', { count: parcels });
  if (grams === undefined) return sayWhy('limit_capacity', { items });
  return sayWhy('limit_capacityWeight', { items, kg: Math.ceil(grams / 100) / 10 });
}
