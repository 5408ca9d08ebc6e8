import { type EpochMs, firstInstantAt, HOUR_MS, type IanaZone, MINUTE_MS } from '@micrologs/domain';
import type { WallTime } from './rows.ts';

/** The instant of a stored time; null where none is stored, such as `0000-00-00 00:00:00`. */
export type Clock = (text: WallTime) => EpochMs | null;

/**
 * The two clocks of an installation of the PHP engine: times that PHP wrote (pageviews, errors, audit entries) follow its
 * zone; those that the database wrote (projects, links, clicks, sessions) an offset that never changes.
 */
export interface Clocks {
  php: Clock;
  database: Clock;
}

/** @param offsetMs of the database's clock, in ms; null where it went like PHP's */
export function clocksOf(zone: IanaZone, offsetMs: number | null): Clocks {
  const php: Clock = (text) => {
    const wall = wallOf(text);
    return wall === null ? null : firstInstantAt(wall, zone);
  };
  if (offsetMs === null) return { php, database: php };
  return {
    php,
    database: (text) => {
      const wall = wallOf(text);
      return wall === null ? null : wall - offsetMs;
    },
  };
}

/** `+05:30` in ms; null when it is no offset. */
export function parseOffset(text: string): number | null {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (!sign || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}

/** What the clock showed, as if it had been one in UTC. */
function wallOf(text: WallTime): number | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  if (!date || !time) return null;
  const at = Date.parse(`${date}T${time}Z`);
  // Years before the epoch are no time of an event; MySQL keeps such as 0000-00-00 and 2026-00-00.
  if (!(at >= 0) || new Date(at).toISOString().slice(0, 10) !== date) return null;
  return at;
}
