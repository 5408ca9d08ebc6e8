import type { Comparison, CursorPosition, Filter } from '@micrologs/contract';
import {
  type DayRange,
  dayStart,
  formatDay,
  type IanaZone,
  type LocalDay,
  localDay,
  type Project,
} from '@micrologs/domain';
import type { FactScope, TimeDimension, TimeRange } from '@micrologs/storage';
import type { ReportId, ReportRequest } from './request.ts';
import { daysOf, haveSameDays, type Interval, stretchesOf } from './series.ts';

/** What the parts of a report work with. */
export interface ReportScope<Id extends ReportId = ReportId> extends ReportRequest<Id> {
  operationId: Id;
  /** Where a page begins; null for the first one, and in reports without pages. */
  after: CursorPosition | null;
  /** Whose days the range and the series mean. */
  zone: IanaZone;
  /** The pageviews and sessions that are asked about. */
  facts: FactScope;
  /** The same, cut into the rows of a series. */
  series: FactScope & { by: readonly TimeDimension[] };
  /** Every `date` of the series, whether anything happened or not. */
  dates: readonly string[];
  /** The `date` of a row of the series. */
  dateOf(row: SeriesRow): string;
}

/** A row that was asked for with `series`: it has one of the two. */
type SeriesRow = { day: LocalDay; bucket: number };

/** The parameters that reports on pageviews and sessions share. None of these reports looks at them. */
export interface SharedQuery {
  timezone?: IanaZone;
  interval?: Interval;
  compare?: Comparison;
  filters?: Filter;
}

/** The zone whose days are asked for. */
export function zoneOf({ project, query }: { project: Pick<Project, 'timeZone'>; query: object }): IanaZone {
  return (query as SharedQuery).timezone ?? project.timeZone;
}

/** The stretch of time that the days of a report are. */
export function timeRangeOf({ days, zone }: Pick<ReportScope, 'days' | 'zone'>): TimeRange {
  return { from: dayStart(days.from, zone), to: dayStart(days.to + 1, zone) };
}

export function scopeOf<Id extends ReportId>(
  operationId: Id,
  request: ReportRequest<Id>,
  after: CursorPosition | null,
): ReportScope<Id> {
  const { project, days } = request;
  const { interval = 'day', filters } = request.query as SharedQuery;
  const zone = zoneOf(request);
  const areOwnDays = haveSameDays(days, zone, project.timeZone);
  const facts: FactScope = {
    project: project.id,
    ...(areOwnDays ? { days } : foreignDays(timeRangeOf({ days, zone }), project.timeZone)),
    ...(filters ? { filter: filters } : {}),
  };
  const scope = { ...request, operationId, after, zone, facts };
  if (areOwnDays && interval === 'day') {
    return {
      ...scope,
      series: { ...facts, by: ['day'] },
      dates: daysOf(days).map(formatDay),
      dateOf: ({ day }) => formatDay(day),
    };
  }
  const { bounds, dates } = stretchesOf(interval, days, zone);
  return {
    ...scope,
    series: { ...facts, buckets: bounds, by: ['bucket'] },
    dates,
    dateOf: ({ bucket }) => dates[bucket]!,
  };
}

function foreignDays(times: TimeRange, projectZone: IanaZone): { days: DayRange; times: TimeRange } {
  return { days: { from: localDay(times.from, projectZone), to: localDay(times.to - 1, projectZone) }, times };
}
