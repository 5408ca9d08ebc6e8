import type { components, operations } from '@micrologs/contract';
import { type DayRange, formatDay, type Project } from '@micrologs/domain';
import type { FactAnswers, FactQueries, FactReader } from '@micrologs/storage';

/** What a report is asked. */
export interface ReportScope {
  project: Pick<Project, 'id' | 'timeZone' | 'settings'>;
  /** Days of the project's zone, both ends included. */
  days: DayRange;
  /** The `limit` parameter, of reports that have one. */
  limit: number;
}

/** The `data` of an operation's answer, as openapi.yaml has it; never for operations without. */
type AnswerData<Id extends keyof operations> = operations[Id]['responses'] extends {
  200: { content: { 'application/json': { data: infer Data } } };
}
  ? Data
  : never;

/** The operations of openapi.yaml that are reports: those whose answer has a range. */
export type ReportId = {
  [Id in keyof operations]: AnswerData<Id> extends infer Data extends { range: ReportRange }
    ? [Data] extends [never]
      ? never
      : Id
    : never;
}[keyof operations];

/** What a report answers. */
export type ReportData<Id extends ReportId> = AnswerData<Id>;

/** The range as every answer echoes it: whole days on the wall clock of `timezone`. */
export type ReportRange = components['schemas']['ReportRange'];

/** What makes one report: the questions that it asks, and what it makes of their answers. Both are pure. */
export interface ReportDefinition<Id extends ReportId, Q extends FactQueries> {
  /** Its operation in openapi.yaml, which also has its path and parameters. */
  readonly operationId: Id;
  /** The envelope's `message`. */
  readonly message: string;
  /** All its questions; they are answered from one snapshot, so their answers agree with each other. */
  plan(scope: ReportScope): Q;
  /** The envelope's `data` but for the range. */
  answer(rows: FactAnswers<Q>, scope: ReportScope): Omit<ReportData<Id>, 'range'>;
}

/** One report: what `/api/analytics/<name>` answers. */
export interface Report<Id extends ReportId = ReportId, Q extends FactQueries = FactQueries>
  extends ReportDefinition<Id, Q> {
  /** The envelope's `data`: equal to a recount of the project's single facts in the range, at one moment. */
  run(facts: FactReader, scope: ReportScope): Promise<ReportData<Id>>;
}

/**
 * Rows of lists that have no limit of their own: far beyond what anybody reads, but it bounds an answer whatever a
 * client puts into its UTM parameters.
 */
export const LIST_CAP = 1000;

export function defineReport<Id extends ReportId, Q extends FactQueries>(
  definition: ReportDefinition<Id, Q>,
): Report<Id, Q> {
  return {
    ...definition,
    async run(facts, scope) {
      const rows = await facts.read(definition.plan(scope));
      // TypeScript cannot put a generic type together again from its parts.
      return { range: rangeOf(scope), ...definition.answer(rows, scope) } as ReportData<Id>;
    },
  };
}

/**
 * What stands in every report that counts visitors: true when nobody is recognised on another day, so that the unique
 * visitors of several days are visitor-days.
 */
export function visitorDays({ settings }: ReportScope['project']): { visitor_days: boolean } {
  return { visitor_days: settings.cookieless };
}

function rangeOf({ project, days }: ReportScope): ReportRange {
  return {
    from: `${formatDay(days.from)} 00:00:00`,
    to: `${formatDay(days.to)} 23:59:59`,
    timezone: project.timeZone,
  };
}
