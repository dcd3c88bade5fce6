/** What became of one instance. */
export interface Row {
  instance: string;
  vehicles: number;
  distance: number;
  unassigned: number;
  /** Says the independent checker. */
  feasible: boolean;
  bestVehicles?: number;
  bestDistance?: number;
  gapPct?: number;
  iterations: number;
  seconds: number;
  cpuSeconds: number;
}

/** A whole set in figures. Gaps of a fleet objective count only where the number of vehicles is the best known one. */
export interface Summary {
  instances: number;
  /** Plans that break a rule or leave somebody out. */
  faulty: number;
  vehicles: number;
  bestVehicles: number;
  /** Instances that need more vehicles than the best known plan. */
  behind: number;
  compared: number;
  meanGapPct: number | undefined;
  worstGapPct: number | undefined;
  cpuSeconds: number;
}

/** How much longer than the best, in percent. */
export const gapPct = (distance: number, best: number): number =>
  Number(((distance / best - 1) * 100).toFixed(4));

export function summarise(rows: readonly Row[], objective: 'fleet' | 'distance'): Summary {
  const gaps = rows
    .filter((row) => objective === 'distance' || row.vehicles === row.bestVehicles)
    .flatMap((row) => row.gapPct ?? []);
  const sum = (pick: (row: Row) => number | undefined) =>
    rows.reduce((total, row) => total + (pick(row) ?? 0), 0);
  return {
    instances: rows.length,
    faulty: rows.filter((row) => !row.feasible || row.unassigned > 0).length,
    vehicles: sum((row) => row.vehicles),
    bestVehicles: sum((row) => row.bestVehicles),
    behind: rows.filter((row) => row.bestVehicles !== undefined && row.vehicles > row.bestVehicles).length,
    compared: gaps.length,
    meanGapPct:
      gaps.length > 0 ? Number((gaps.reduce((a, b) => a + b, 0) / gaps.length).toFixed(4)) : undefined,
    worstGapPct: gaps.length > 0 ? Math.max(...gaps) : undefined,
    cpuSeconds: Number(sum((row) => row.cpuSeconds).toFixed(1)),
  };
}
