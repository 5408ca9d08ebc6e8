import type { EpochMs, IanaZone } from '@micrologs/domain';

/** Wall clocks as the runtime writes them, to hold the calendar of the reports against. */

const MINUTE = 60_000;

interface Wall {
  date: string;
  hour: string;
  minute: number;
  /** `+05:30` */
  offset: string;
}

const formats = new Map<IanaZone, Intl.DateTimeFormat>();
const walls = new Map<string, Wall>();

function wallAt(at: EpochMs, zone: IanaZone): Wall {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  const key = `${zone} ${minute}`;
  const known = walls.get(key);
  if (known) return known;
  if (!formats.has(zone)) {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
    formats.set(zone, format);
  }
  const parts = formats.get(zone)!.formatToParts(minute);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  const wall = {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    hour: part('hour'),
    minute: Number(part('minute')),
    offset: part('timeZoneName').slice('GMT'.length) || '+00:00',
  };
  walls.set(key, wall);
  return wall;
}

/** `YYYY-MM-DD` of a moment. */
export function dateAt(at: EpochMs, zone: IanaZone): string {
  return wallAt(at, zone).date;
}

/**
 * When the hour of the wall clock began in which a moment lies, with its offset. A changed clock begins another hour, also
 * where it was changed in the middle of one.
 */
export function hourAt(at: EpochMs, zone: IanaZone): string {
  const wall = wallAt(at, zone);
  const sameHour = (other: Wall) =>
    other.date === wall.date && other.hour === wall.hour && other.offset === wall.offset;
  const now = Math.floor(at / MINUTE) * MINUTE;
  let start = now - wall.minute * MINUTE;
  if (!sameHour(wallAt(start, zone))) {
    start = now;
    while (sameHour(wallAt(start - MINUTE, zone))) start -= MINUTE;
  }
  const { date, hour, minute, offset } = wallAt(start, zone);
  return `${date}T${hour}:${String(minute).padStart(2, '0')}:00${offset}`;
}

/** The hours of these dates, in order. */
export function hoursBetween(from: string, to: string, zone: IanaZone): string[] {
  const hours = new Set<string>();
  const [first, last] = [from, to].map((date) => Date.parse(`${date}T00:00:00Z`)) as [number, number];
  // No zone is more than 14 hours away from UTC.
  for (let at = first - 15 * 60 * MINUTE; at <= last + 40 * 60 * MINUTE; at += 15 * MINUTE) {
    const date = dateAt(at, zone);
    if (date >= from && date <= to) hours.add(hourAt(at, zone));
  }
  return [...hours];
}

export function weekday(date: string): string {
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(date));
}
