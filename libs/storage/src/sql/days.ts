import { DAY_MS, type DayRange, type EpochMs, HOUR_MS } from '@micrologs/domain';

/** No zone is further from UTC, nor ever was. */
const FURTHEST_ZONE_MS = 16 * HOUR_MS;

/** Both ends of a stretch of time that these days lie in, whatever the zone: where facts are found by their time. */
export function timesAround(days: DayRange): { from: EpochMs; to: EpochMs } {
  return { from: days.from * DAY_MS - FURTHEST_ZONE_MS, to: (days.to + 1) * DAY_MS + FURTHEST_ZONE_MS };
}
