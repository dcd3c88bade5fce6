/** A planned or running time of work; `endedAt` is set when duty ended. */
export interface ShiftTimes {
  startsAt: Date;
  endsAt: Date;
  endedAt?: Date | null;
}

export const LONGEST_SHIFT_MS = 24 * 3_600_000;
/** How long a shift lasts that nobody planned. */
const UNPLANNED_MS = 8 * 3_600_000;

/** Why a shift can't be planned so, or null. */
export function shiftTrouble(from: Date, to: Date, others: readonly ShiftTimes[]): string | null {
  if (to <= from) return 'A shift ends after it starts.';
  if (to.getTime() - from.getTime() > LONGEST_SHIFT_MS) return 'A shift lasts 24 hours at most.';
  const clash = others.some((other) => from < (other.endedAt ?? other.endsAt) && other.startsAt < to);
  return clash ? 'This courier has another shift in that time.' : null;
}

/** Why a shift can't end then, or null. */
export function endTrouble(shift: ShiftTimes, to: Date, others: readonly ShiftTimes[]): string | null {
  if (shift.endedAt) return 'This shift is over: the courier went off duty.';
  return shiftTrouble(shift.startsAt, to, others);
}

/** Why a planned shift can't be taken back, or null: whoever has begun it ends it, and what was worked stays written down. */
export function withdrawTrouble(shift: ShiftTimes, isOnDuty: boolean, now: Date): string | null {
  if (shift.endedAt || (isOnDuty && shift.startsAt <= now)) return 'The courier has begun this shift.';
  return shift.endsAt <= now ? 'The time of this shift is over.' : null;
}

/** The shift that a courier who comes on duty now goes on with: the one whose time it is, the newest of several. */
export function shiftToContinue<S extends ShiftTimes>(shifts: readonly S[], now: Date): S | null {
  return newest(shifts.filter((shift) => shift.startsAt <= now && now < shift.endsAt));
}

/** The shift that a courier who is at home is expected in now: not one that he ended himself. */
export const shiftDue = <S extends ShiftTimes>(shifts: readonly S[], now: Date): S | null =>
  shiftToContinue(
    shifts.filter(({ endedAt }) => !endedAt),
    now,
  );

/** The end of a shift opened at `now` without a plan: eight hours later, or when the next planned one starts. */
export function endOfUnplanned(shifts: readonly ShiftTimes[], now: Date): Date {
  const later = shifts.map((shift) => shift.startsAt.getTime()).filter((start) => start > now.getTime());
  return new Date(Math.min(now.getTime() + UNPLANNED_MS, ...later));
}

/** The shift a courier is working in: begun and not ended, even past its planned end. */
export function runningShift<S extends ShiftTimes>(shifts: readonly S[], now: Date): S | null {
  return newest(shifts.filter((shift) => shift.startsAt <= now && !shift.endedAt));
}

const newest = <S extends ShiftTimes>(shifts: readonly S[]): S | null =>
  shifts.toSorted((a, b) => b.startsAt.getTime() - a.startsAt.getTime())[0] ?? null;
