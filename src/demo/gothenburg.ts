import type { VehicleKind } from '../shared/states.ts';

/** The demo's city: one zone, three shops, what they sell, and the vehicles of twelve couriers. */
export const ZONE = {
  name: 'Göteborg',
  timeZone: 'Europe/Stockholm',
  ring: [
    { lon: 11.885, lat: 57.672 },
    { lon: 11.93, lat: 57.664 },
    { lon: 12.005, lat: 57.668 },
    { lon: 12.033, lat: 57.69 },
    { lon: 12.037, lat: 57.72 },
    { lon: 12.0, lat: 57.739 },
    { lon: 11.91, lat: 57.741 },
    { lon: 11.883, lat: 57.72 },
  ],
};

interface DemoStore {
  name: string;
  address: string;
  at: { lon: number; lat: number };
  /** sku, name, price in öre, weight in grams. */
  products: [string, string, number, number][];
}

export const STORES: DemoStore[] = [
  {
    name: 'Linné Bageri',
    address: 'Linnégatan 28, Göteborg',
    at: { lon: 11.951859, lat: 57.694938 },
    products: [
      ['BUN-6', 'Cinnamon buns, six', 12_900, 600],
      ['RYE-1', 'Rye loaf', 6_500, 900],
      ['CAKE-P', 'Princess cake', 38_500, 1_400],
      ['COFFEE', 'Coffee beans, 500 g', 9_900, 520],
    ],
  },
  {
    name: 'Avenyns Blommor',
    address: 'Kungsportsavenyen 22, Göteborg',
    at: { lon: 11.974152, lat: 57.700873 },
    products: [
      ['ROSE-10', 'Ten roses', 29_900, 800],
      ['TULIP-20', 'Twenty tulips', 19_900, 900],
      ['WREATH', 'Winter wreath', 45_000, 1_500],
      ['CARD', 'Greeting card', 3_900, 30],
    ],
  },
  {
    name: 'Lindholmens Kök',
    address: 'Lindholmsallén 10, Göteborg',
    at: { lon: 11.947501, lat: 57.71342 },
    products: [
      ['BOWL', 'Salmon bowl', 14_500, 650],
      ['SOUP', 'Fish soup', 13_900, 700],
      ['PASTA', 'Mushroom pasta', 13_500, 600],
      ['JUICE', 'Apple juice', 4_500, 350],
    ],
  },
];

export const VEHICLES: VehicleKind[] = [
  'bike',
  'car',
  'scooter',
  'bike',
  'car',
  'scooter',
  'bike',
  'car',
  'scooter',
  'bike',
  'car',
  'bike',
];

/** What fits: parcels, grams. */
export const CAPACITY: Record<VehicleKind, [number, number]> = {
  foot: [3, 8_000],
  bike: [6, 20_000],
  scooter: [8, 30_000],
  car: [30, 300_000],
  van: [80, 900_000],
};
