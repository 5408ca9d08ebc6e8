import { DAY_MS, type DayRange, type LocalDay, parseDay } from '@micrologs/domain';
import { ContractError, type Failure, failure } from './result.ts';

/** The parameters of a report that choose its days. */
export interface RangeQuery {
  /** `N`, `Nd` or `custom` */
  range: string;
  /** `YYYY-MM-DD`, with `custom` only. */
  from?: string;
  /** `YYYY-MM-DD`, with `custom` only. */
  to?: string;
}

export const MAX_RANGE_DAYS = 365;

/**
 * The days that a report counts, both included. `Nd` starts N days before today and so spans N + 1 days.
 * @param today the present day in the project's zone
 * @throws ContractError when the parameters name no range; never for those that `parseQuery` accepted
 */
export function parseRange(query: RangeQuery, today: LocalDay): DayRange {
  const request = readRange(query);
  if (!request.ok) throw new ContractError(request);
  return 'days' in request ? { from: today - request.days, to: today } : { from: request.from, to: request.to };
}

/** What is asked for, before it is known which day today is. */
export function readRange(query: RangeQuery): { ok: true; days: number } | ({ ok: true } & DayRange) | Failure {
  const days = /^(\d+)d?$/.exec(query.range)?.[1];
  if (days !== undefined) return { ok: true, days: Math.min(Math.max(Number(days), 1), MAX_RANGE_DAYS) };
  if (query.range !== 'custom') {
    return failure('Invalid range. Use a number of days such as 7d, or custom with from and to', 'range');
  }
  const from = parseDay(query.from ?? '');
  if (from === null) return failure('Invalid date format. Use YYYY-MM-DD', 'from');
  const to = parseDay(query.to ?? '');
  if (to === null) return failure('Invalid date format. Use YYYY-MM-DD', 'to');
  if (from > to) return failure("'from' must be before 'to'", 'from');
  if (to - from > MAX_RANGE_DAYS) return failure(`Custom date range cannot exceed ${MAX_RANGE_DAYS} days`, 'to');
  return { ok: true, from, to };
}

/** With what a range is compared: as many days just before it, or the same dates one year earlier. */
export type Comparison = 'previous' | 'year';

/** The days that a range is compared with. 29 February is compared with the 28th of a year that has none. */
export function comparedDays({ from, to }: DayRange, comparison: Comparison): DayRange {
  if (comparison === 'year') return { from: yearBefore(from), to: yearBefore(to) };
  return { from: from - (to - from + 1), to: from - 1 };
}

function yearBefore(day: LocalDay): LocalDay {
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth();
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  // The day that does not exist became the first of the month that follows.
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return date.getTime() / DAY_MS;
}
