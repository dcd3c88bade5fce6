/** Instants that lie closer than this are the same to people. */
const SAME_MS = 60_000;

export const isSameToPeople = (a: Date, b: Date): boolean => Math.abs(a.getTime() - b.getTime()) < SAME_MS;
