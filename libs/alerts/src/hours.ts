import { DAY_MS, type EpochMs, firstInstantAt, HOUR_MS, type IanaZone, zoneOffset } from '@micrologs/domain';

/** A stretch of time, half-open. */
export interface Stretch {
  from: EpochMs;
  to: EpochMs;
}

/**
 * The hour in which `at` lies on the clocks of `zone`.
 * @returns null where a change of the clocks makes it longer or shorter than an hour: it compares with no other
 */
export function hourAt(at: EpochMs, zone: IanaZone): Stretch | null {
  return hourOf(Math.floor((at + zoneOffset(at, zone)) / HOUR_MS) * HOUR_MS, zone);
}

/** The same hour of the `days` days before, the nearest first, without those that the clocks changed. */
export function earlierHours({ from }: Stretch, zone: IanaZone, days: number): Stretch[] {
  const wall = from + zoneOffset(from, zone);
  return Array.from({ length: days }, (_, i) => hourOf(wall - (i + 1) * DAY_MS, zone)).filter((hour) => hour !== null);
}

/** @param wall what the clock shows at its beginning, as `firstInstantAt` takes it */
function hourOf(wall: number, zone: IanaZone): Stretch | null {
  const from = firstInstantAt(wall, zone);
  const to = firstInstantAt(wall + HOUR_MS, zone);
  return to - from === HOUR_MS ? { from, to } : null;
}
