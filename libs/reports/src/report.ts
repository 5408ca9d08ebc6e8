import {
  type CursorPosition,
  type components,
  decodeCursor,
  encodeCursor,
  type operations,
  type QueryOf,
  type QueryOperationId,
} from '@micrologs/contract';
import { type DayRange, dayStart, formatDay, isoLocal, type Project, SECOND_MS } from '@micrologs/domain';
import type { FactAnswers, FactQueries, FactReader, TimeRange } from '@micrologs/storage';

/** What a report is asked. */
export interface ReportRequest<Id extends ReportId = ReportId> {
  project: Pick<Project, 'id' | 'timeZone' | 'settings'>;
  /** Days of the project's zone, both ends included. */
  days: DayRange;
  /** The operation's parameters in their strict form. */
  query: QueryOf<Id>;
  /** The address to give away for a link's code. */
  shortUrl(code: string): string;
}

/** What the parts of a report work with. */
export interface ReportScope<Id extends ReportId = ReportId> extends ReportRequest<Id> {
  operationId: Id;
  /** Where a page begins; null for the first one, and in reports without pages. */
  after: CursorPosition | null;
}

/** The `data` of an operation's answer, as openapi.yaml has it; never for operations without. */
type AnswerData<Id extends keyof operations> = operations[Id]['responses'] extends {
  200: { content: { 'application/json': { data: infer Data } } };
}
  ? Data
  : never;

/** The operations of openapi.yaml that are reports: those whose answer has a range. */
export type ReportId = {
  [Id in QueryOperationId]: AnswerData<Id> extends infer Data extends { range: ReportRange }
    ? [Data] extends [never]
      ? never
      : Id
    : never;
}[QueryOperationId];

/** What a report answers. */
export type ReportData<Id extends ReportId> = AnswerData<Id>;

/** The range as every answer echoes it: whole days on the wall clock of `timezone`. */
export type ReportRange = components['schemas']['ReportRange'];

/** A row of a report's series; never for reports without. */
type DayRow<Id extends ReportId> = ReportData<Id> extends { over_time: (infer Row)[] } ? Row : never;

/** What makes one report: the questions that it asks, and what it makes of their answers. Both are pure. */
export type ReportDefinition<Id extends ReportId, Q extends FactQueries> = {
  /** Its operation in openapi.yaml, which also has its path and parameters. */
  readonly operationId: Id;
  /** The envelope's `message`. */
  readonly message: string;
  /** All its questions; they are answered from one snapshot, so their answers agree with each other. */
  plan(scope: ReportScope<Id>): Q;
  /**
   * The envelope's `data` but for the range.
   * @throws NotFoundError when what it is asked about does not exist
   */
  answer(rows: FactAnswers<Q>, scope: ReportScope<Id>): Omit<ReportData<Id>, 'range'>;
} & Paged<Id> &
  Daily<Id>;

/** Of reports whose list has pages: how many numbers a cursor holds. */
type Paged<Id extends ReportId> = 'cursor' extends keyof QueryOf<Id> ? { readonly cursorWidth: number } : object;

/** Of reports with a series: a day on which nothing happened. */
type Daily<Id extends ReportId> = [DayRow<Id>] extends [never]
  ? object
  : { readonly emptyDay: Omit<DayRow<Id>, 'date'> };

/** One report: what `/api/analytics/<name>` answers. */
export interface Report<Id extends ReportId = ReportId> {
  readonly operationId: Id;
  readonly message: string;
  /**
   * The envelope's `data`: equal to a recount of the project's single facts in the range, at one moment.
   * @throws ContractError for a cursor of another list
   * @throws NotFoundError when what it is asked about does not exist
   */
  run(facts: FactReader, request: ReportRequest<Id>): Promise<ReportData<Id>>;
}

/**
 * Rows of lists that have no limit of their own: far beyond what anybody reads, but it bounds an answer whatever a
 * client puts into its UTM parameters.
 */
export const LIST_CAP = 1000;

export function defineReport<Id extends ReportId, Q extends FactQueries>(
  definition: ReportDefinition<Id, Q>,
): ReportDefinition<Id, Q> & Pick<Report<Id>, 'run'> {
  const { operationId } = definition;
  const { cursorWidth = 0, emptyDay } = definition as { cursorWidth?: number; emptyDay?: object };
  return {
    ...definition,
    async run(facts: FactReader, request: ReportRequest<Id>) {
      const { cursor, fill } = request.query as { cursor?: string; fill?: boolean };
      const list = { operationId, project: request.project.id, query: request.query };
      const scope = { ...request, operationId, after: decodeCursor(list, cursor, cursorWidth) };
      const rows = await facts.read(definition.plan(scope));
      const data: { over_time?: DatedRow[] } = definition.answer(rows, scope);
      if (fill && emptyDay) data.over_time = everyDay(data.over_time!, request.days, emptyDay);
      // TypeScript cannot put a generic type together again from its parts.
      return { range: rangeOf(request), ...data } as ReportData<Id>;
    },
  };
}

/**
 * One page of a list.
 * @param rows asked for with `pageLimit`, so that one more than the page tells whether there is another
 * @param positionOf what the list is ordered by, of a row
 */
export function pageOf<Row>(
  rows: readonly Row[],
  { operationId, project, query }: ReportScope & { query: { limit: number } },
  positionOf: (row: Row) => CursorPosition,
): { rows: Row[]; next_cursor: string | null } {
  const page = rows.slice(0, query.limit);
  const isLast = rows.length <= query.limit;
  const list = { operationId, project: project.id, query };
  return { rows: page, next_cursor: isLast ? null : encodeCursor(list, positionOf(page.at(-1)!)) };
}

/** The limit of the question whose rows make a page. */
export function pageLimit({ query }: { query: { limit: number } }): number {
  return query.limit + 1;
}

/**
 * What stands in every report that counts visitors: true when nobody is recognised on another day, so that the unique
 * visitors of several days are visitor-days.
 */
export function visitorDays({ settings }: ReportRequest['project']): { visitor_days: boolean } {
  return { visitor_days: settings.cookieless };
}

/** The stretch of time that the days of a report are. */
export function timeRangeOf({ project, days }: Pick<ReportRequest, 'project' | 'days'>): TimeRange {
  return { from: dayStart(days.from, project.timeZone), to: dayStart(days.to + 1, project.timeZone) };
}

function rangeOf(request: Pick<ReportRequest, 'project' | 'days'>): ReportRange {
  const { project, days } = request;
  const { from, to } = timeRangeOf(request);
  return {
    from: `${formatDay(days.from)} 00:00:00`,
    to: `${formatDay(days.to)} 23:59:59`,
    timezone: project.timeZone,
    from_iso: isoLocal(from, project.timeZone),
    to_iso: isoLocal(to - SECOND_MS, project.timeZone),
  };
}

interface DatedRow {
  date: string;
}

/** The series with a row for every day, as openapi.yaml orders its members: the date first. */
function everyDay(series: readonly DatedRow[], { from, to }: DayRange, emptyDay: object): DatedRow[] {
  const known = new Map(series.map((row) => [row.date, row]));
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const date = formatDay(from + index);
    return known.get(date) ?? { date, ...emptyDay };
  });
}
