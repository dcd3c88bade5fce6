/** A problem to paste: a bicycle and a van in the demo city; times are seconds of one's own day. */
export const EXAMPLE = {
  vehicles: [
    {
      id: 1,
      profile: 'bike',
      description: 'Ada',
      start: [11.9668, 57.7046],
      end: [11.9668, 57.7046],
      capacity: [4],
      time_window: [32_400, 61_200],
    },
    {
      id: 2,
      profile: 'car',
      start: [11.9668, 57.7046],
      capacity: [10],
      skills: [1],
      costs: { fixed: 900 },
      time_window: [32_400, 61_200],
    },
  ],
  jobs: [
    { id: 1, location: [11.9735, 57.702], service: 180, delivery: [1] },
    { id: 2, location: [11.9621, 57.7005], service: 180, delivery: [2], time_windows: [[36_000, 39_600]] },
    {
      id: 3,
      location: [11.9767, 57.6985],
      service: 300,
      delivery: [1],
      skills: [1],
      description: 'a heavy one',
    },
    { id: 4, location: [11.9735, 57.702], service: 60, delivery: [1], skills: [9] },
  ],
  shipments: [
    {
      amount: [1],
      max_ride_time: 1_200,
      pickup: { id: 5, location: [11.9579, 57.6968], service: 120 },
      delivery: { id: 6, location: [11.9767, 57.6985], service: 120 },
    },
  ],
  options: { g: true },
};
