/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** A name of the IANA time zone database, such as `Europe/Oslo`. */
export type IanaZone = string;

/** A calendar day of some zone as the number of days since 1970-01-01: an integer, so that it sorts, groups and subtracts. */
export type LocalDay = number;

/** Both ends included, as days are asked for and shown. */
export interface DayRange {
  from: LocalDay;
  to: LocalDay;
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The present instant; tests pass a clock of their own. */
export type Clock = () => EpochMs;

const formatters = new Map<IanaZone, Intl.DateTimeFormat>();

function formatterOf(zone: IanaZone): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** True when `zone` names a zone that this runtime knows; offsets such as `+05:30` are refused, since they have no DST. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What must be added to `at` to get the wall clock of `zone`, in ms. */
function computeOffset(at: EpochMs, zone: IanaZone): number {
  const fields: Record<string, string> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) fields[type] = value;
  const { era, year, month, day, hour, minute, second } = fields;
  // Date.UTC() would take the years 0 to 99 for those of the twentieth century.
  const midnight = new Date(0).setUTCFullYear(
    era === 'BC' ? 1 - Number(year) : Number(year),
    Number(month) - 1,
    Number(day),
  );
  const wall = midnight + Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * SECOND_MS;
  return wall - Math.floor(at / SECOND_MS) * SECOND_MS;
}

/**
 * Offsets are asked for with every event. No zone changes its offset inside a quarter of an hour that starts at a
 * multiple of 15 minutes UTC, so one answer per such slot is exact.
 */
const SLOT_MS = 15 * MINUTE_MS;
const offsetSlots = new Map<IanaZone, Map<number, number>>();

/** The offset of `zone` from UTC at `at`, in ms; positive east of Greenwich. */
export function zoneOffset(at: EpochMs, zone: IanaZone): number {
  if (zone === 'UTC') return 0;
  let slots = offsetSlots.get(zone);
  if (!slots) {
    slots = new Map();
    offsetSlots.set(zone, slots);
  }
  const slot = Math.floor(at / SLOT_MS);
  let offset = slots.get(slot);
  if (offset === undefined) {
    offset = computeOffset(slot * SLOT_MS, zone);
    if (slots.size > 4096) slots.clear();
    slots.set(slot, offset);
  }
  return offset;
}

/** The calendar day of `zone` in which `at` lies. */
export function localDay(at: EpochMs, zone: IanaZone): LocalDay {
  return Math.floor((at + zoneOffset(at, zone)) / DAY_MS);
}

/**
 * The first instant at which clocks of `zone` show a time or a later one: where a clock change skips it, the end of the gap;
 * where it happens twice, the first of the two.
 * @param wall what the clock shows, as the epoch ms at which a clock in UTC shows it
 */
export function firstInstantAt(wall: number, zone: IanaZone): EpochMs {
  const candidates = [wall - zoneOffset(wall - DAY_MS, zone), wall - zoneOffset(wall + DAY_MS, zone)];
  const exact = candidates.filter((at) => at + zoneOffset(at, zone) === wall);
  if (exact.length > 0) return Math.min(...exact);
  let low = Math.min(...candidates) - 3 * HOUR_MS;
  let high = Math.max(...candidates) + 3 * HOUR_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + zoneOffset(middle, zone) >= wall) high = middle;
    else low = middle;
  }
  return high;
}

/** The first instant of a day of `zone`, as `firstInstantAt` takes it. */
export function dayStart(day: LocalDay, zone: IanaZone): EpochMs {
  return firstInstantAt(day * DAY_MS, zone);
}

/** `YYYY-MM-DD`. */
export function formatDay(day: LocalDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Reads `YYYY-MM-DD`; null for anything else, impossible dates such as 2026-02-31 included. */
export function parseDay(text: string): LocalDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return null;
  return at / DAY_MS;
}

/** The month of a day, as one number: the year times 12, and the month from 0. */
export function monthOf(day: LocalDay): number {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The days of a month that is numbered as by `monthOf`. */
export function daysOfMonth(month: number): DayRange {
  const start = (number: number) => Date.UTC(Math.floor(number / 12), ((number % 12) + 12) % 12) / DAY_MS;
  return { from: start(month), to: start(month + 1) - 1 };
}

/** `YYYY-MM-DD HH:MM:SS` on the wall clock of `zone`, without an offset, as existing clients expect it. */
export function formatLocal(at: EpochMs, zone: IanaZone): string {
  return new Date(at + zoneOffset(at, zone)).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * ISO 8601 with the offset that `zone` had then, such as `2026-03-02T09:12:44+01:00`: the same wall clock as `formatLocal`, but
 * no two instants share it. Offsets of the past with seconds are written to the minute, and the clock with them.
 */
export function isoLocal(at: EpochMs, zone: IanaZone): string {
  const minutes = Math.trunc(zoneOffset(at, zone) / MINUTE_MS);
  const wall = new Date(at + minutes * MINUTE_MS).toISOString().slice(0, -5);
  const two = (number: number) => String(number).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${wall}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A stretch of time, half-open, in which a zone keeps one offset. */
export interface OffsetSpan {
  from: EpochMs;
  to: EpochMs;
  offset: number;
}

/** Cuts [from, to) into spans of one offset each; a few per year, for rewriting days in bulk. */
export function offsetSpans(from: EpochMs, to: EpochMs, zone: IanaZone): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let start = from;
  let offset = zoneOffset(start, zone);
  for (let at = from; at < to; ) {
    const next = Math.min(at + DAY_MS, to);
    const nextOffset = zoneOffset(next, zone);
    if (nextOffset !== offset) {
      let low = at;
      let high = next;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (zoneOffset(middle, zone) === offset) low = middle;
        else high = middle;
      }
      spans.push({ from: start, to: high, offset });
      start = high;
      offset = zoneOffset(high, zone);
      at = high;
    } else {
      at = next;
    }
  }
  if (start < to) spans.push({ from: start, to, offset });
  return spans;
}
