import { comparedDays, decodeCursor, type QueryOf } from '@micrologs/contract';
import { formatDay, isoLocal, SECOND_MS } from '@micrologs/domain';
import { type FactAnswers, type FactKind, type FactQueries, type FactReader, kindsOf } from '@micrologs/storage';
import type { ReportData, ReportId, ReportRange, ReportRequest } from './request.ts';
import { type ReportScope, type SharedQuery, scopeOf, timeRangeOf } from './scope.ts';

/** A row of a report's series; never for reports without. */
type SeriesRow<Id extends ReportId> = ReportData<Id> extends { over_time: (infer Row)[] } ? Row : never;

/** What makes one report: the questions that it asks, and what it makes of their answers. Both are pure. */
export type ReportDefinition<Id extends ReportId, Q extends FactQueries> = {
  /** Its operation in openapi.yaml, which also has its path and parameters. */
  readonly operationId: Id;
  /** The envelope's `message`. */
  readonly message: string;
  /** Of reports that take a limit for several lists at once: each of them goes on by the answer's cursor. */
  readonly pagesEveryList?: true;
  /**
   * All its questions; they are answered from one snapshot, so their answers agree with each other. Those of a report that
   * can be compared do not build on each other's rows.
   */
  plan(scope: ReportScope<Id>): Q;
  /**
   * The envelope's `data` but for the range and a comparison.
   * @throws NotFoundError when what it is asked about does not exist
   */
  answer(rows: FactAnswers<Q>, scope: ReportScope<Id>): Omit<ReportData<Id>, 'range' | 'comparison'>;
} & Paged<Id> &
  Serial<Id>;

/** Of reports whose list has pages: how many numbers a cursor holds. */
type Paged<Id extends ReportId> = 'cursor' extends keyof QueryOf<Id> ? { readonly cursorWidth: number } : object;

/** Of reports with a series: a row of it in which nothing happened. */
type Serial<Id extends ReportId> = [SeriesRow<Id>] extends [never]
  ? object
  : { readonly emptyRow: Omit<SeriesRow<Id>, 'date'> };

/** One report: what `/api/analytics/<name>` answers. */
export interface Report<Id extends ReportId = ReportId> {
  readonly operationId: Id;
  readonly message: string;
  readonly pagesEveryList?: true;
  /**
   * The envelope's `data`: equal to a recount of the project's single facts in the range, at one moment.
   * @throws ContractError for a cursor of another list
   * @throws NotFoundError when what it is asked about does not exist
   */
  run(facts: FactReader, request: ReportRequest<Id>): Promise<ReportData<Id>>;
  /** The facts of which the answer is made. */
  about(request: ReportRequest<Id>): ReadonlySet<FactKind>;
}

export function defineReport<Id extends ReportId, Q extends FactQueries>(
  definition: ReportDefinition<Id, Q>,
): ReportDefinition<Id, Q> & Pick<Report<Id>, 'run' | 'about'> {
  const { operationId } = definition;
  const { cursorWidth = 0, emptyRow } = definition as { cursorWidth?: number; emptyRow?: object };

  function dataOf(rows: FactAnswers<Q>, scope: ReportScope<Id>): object {
    const data: { over_time?: DatedRow[] } = definition.answer(rows, scope);
    const { fill } = scope.query as { fill?: boolean };
    if (fill && emptyRow) data.over_time = everyRow(data.over_time!, scope.dates, emptyRow);
    return { range: rangeOf(scope), ...data };
  }

  return {
    ...definition,
    about: (request) => kindsOf(definition.plan(scopeOf(operationId, request, null))),
    async run(facts: FactReader, request: ReportRequest<Id>) {
      const { cursor, compare } = request.query as { cursor?: string } & SharedQuery;
      const list = { operationId, project: request.project.id, query: request.query };
      const after = decodeCursor(list, cursor, cursorWidth);
      const ranges = compare ? [request.days, comparedDays(request.days, compare)] : [request.days];
      const scopes = ranges.map((days) => scopeOf(operationId, { ...request, days }, after));
      const answers = await readTogether(
        facts,
        scopes.map((scope) => definition.plan(scope)),
      );
      const [data, comparison] = answers.map((rows, index) => dataOf(rows, scopes[index]!));
      // TypeScript cannot put a generic type together again from its parts.
      return (comparison ? { ...data, comparison } : data) as ReportData<Id>;
    },
  };
}

/** The answers to each of the plans, all from one snapshot. */
async function readTogether<Q extends FactQueries>(facts: FactReader, plans: readonly Q[]): Promise<FactAnswers<Q>[]> {
  if (plans.length === 1) return [await facts.read(plans[0]!)];
  const nameIn = (plan: number, name: string) => `${plan}.${name}`;
  const all = plans.flatMap((plan, index) => Object.entries(plan).map(([name, query]) => [nameIn(index, name), query]));
  const rows: Readonly<Record<string, unknown>> = await facts.read(Object.fromEntries(all) as FactQueries);
  return plans.map((plan, index) => {
    const own = Object.keys(plan).map((name) => [name, rows[nameIn(index, name)]]);
    return Object.fromEntries(own) as FactAnswers<Q>;
  });
}

/**
 * What stands in every report that counts visitors: true when nobody is recognised on another day, so that the unique
 * visitors of several days are visitor-days.
 */
export function visitorDays({ settings }: ReportRequest['project']): { visitor_days: boolean } {
  return { visitor_days: settings.cookieless };
}

function rangeOf(scope: Pick<ReportScope, 'days' | 'zone'>): ReportRange {
  const { days, zone } = scope;
  const { from, to } = timeRangeOf(scope);
  return {
    from: `${formatDay(days.from)} 00:00:00`,
    to: `${formatDay(days.to)} 23:59:59`,
    timezone: zone,
    from_iso: isoLocal(from, zone),
    to_iso: isoLocal(to - SECOND_MS, zone),
  };
}

interface DatedRow {
  date: string;
}

/** The series with a row for every date, as openapi.yaml orders its members: the date first. */
function everyRow(series: readonly DatedRow[], dates: readonly string[], emptyRow: object): DatedRow[] {
  const known = new Map(series.map((row) => [row.date, row]));
  return dates.map((date) => known.get(date) ?? { date, ...emptyRow });
}
