import { isTimeZone, parseDay } from '@micrologs/domain';
import { readFilters } from './filters.ts';
import { type Comparison, comparedDays, type RangeQuery, readRange } from './range.ts';
import { failure, type Parsed } from './result.ts';

/** Hours are told one by one for as many days, so that an answer stays small. */
const MAX_HOURLY_DAYS = 31;

/** Before it, dates have no four digits. */
const FIRST_DAY = parseDay('0000-01-01')!;

/** The parameters that reports on pageviews share, each of the right type. */
interface ReportQuery {
  timezone?: string;
  interval?: string;
  compare?: Comparison;
  filters?: string;
}

/** What parameters of reports mean, beyond their types: `filters` becomes its conditions. Others stay as they are. */
export function readReportQuery(query: object): Parsed<object> {
  const { timezone, interval, compare, filters } = query as ReportQuery;
  if (timezone !== undefined && !isTimeZone(timezone)) {
    return failure('timezone must be the IANA name of a time zone such as Europe/Oslo', 'timezone');
  }
  if (interval === 'hour' && daysBetween(query as RangeQuery) > MAX_HOURLY_DAYS) {
    return failure(`interval=hour takes a range of ${MAX_HOURLY_DAYS} days at most`, 'interval');
  }
  if (compare !== undefined && reachesTooFar(query as RangeQuery, compare)) {
    return failure('compare must not reach before the year 0', 'compare');
  }
  if (filters === undefined) return { ok: true, value: query };
  const read = readFilters(filters);
  if (!read.ok) return read;
  const { filters: _, ...others } = query as ReportQuery;
  return { ok: true, value: read.value === undefined ? others : { ...others, filters: read.value } };
}

/** From the first day to the last one. */
function daysBetween(query: RangeQuery): number {
  const range = readRange(query);
  if (!range.ok) return 0;
  return 'days' in range ? range.days : range.to - range.from;
}

function reachesTooFar(query: RangeQuery, compare: Comparison): boolean {
  const range = readRange(query);
  return range.ok && 'from' in range && comparedDays(range, compare).from < FIRST_DAY;
}
