/** How a road is drawn, from the widest. */
const LOOKS = ['motorway', 'main', 'street', 'lane', 'path'] as const;
export type RoadLook = (typeof LOOKS)[number];

/** From the ground up: wide roads are drawn over small ones. */
export const PAINT_ORDER: readonly RoadLook[] = LOOKS.toReversed();

/** How the road classes of a street tile are drawn. */
const LOOK_OF_CLASS: Readonly<Record<string, RoadLook>> = {
  motorway: 'motorway',
  trunk: 'motorway',
  primary: 'main',
  secondary: 'main',
  tertiary: 'street',
  unclassified: 'street',
  residential: 'street',
  living_street: 'street',
  service: 'lane',
  pedestrian: 'lane',
  track: 'path',
  cycleway: 'path',
  path: 'path',
  footway: 'path',
  steps: 'path',
};

export const lookOf = (roadClass: string): RoadLook => LOOK_OF_CLASS[roadClass] ?? 'lane';

export interface RoadStyle {
  fill: string;
  /** Width in CSS pixels at zoom 16. */
  width: number;
  /** Not drawn below this zoom. */
  fromZoom: number;
}

export interface StreetPalette {
  ground: string;
  casing: string;
  label: string;
  halo: string;
  water: string;
  park: string;
  roads: Record<RoadLook, RoadStyle>;
}

/** The colours of the streets as the theme has them now. */
export function streetPalette(): StreetPalette {
  const theme = getComputedStyle(document.documentElement);
  const token = (name: string): string => theme.getPropertyValue(`--map-${name}`).trim();
  const main = token('main');
  const street = token('street');
  return {
    ground: token('ground'),
    casing: token('casing'),
    label: token('label'),
    halo: token('halo'),
    water: token('water'),
    park: token('park'),
    roads: {
      motorway: { fill: main, width: 13, fromZoom: 0 },
      main: { fill: main, width: 10, fromZoom: 9 },
      street: { fill: street, width: 8, fromZoom: 12 },
      lane: { fill: street, width: 5, fromZoom: 13 },
      path: { fill: token('path'), width: 2, fromZoom: 15 },
    },
  };
}

/** Width in CSS pixels at a zoom; thin lines stay visible. */
export const roadWidth = (style: RoadStyle, zoom: number): number =>
  Math.max(0.7, style.width * 1.45 ** (zoom - 16));
