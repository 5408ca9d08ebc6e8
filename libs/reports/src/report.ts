import { type DayRange, formatDay, type IanaZone, type Project } from '@micrologs/domain';
import type { FactReader } from '@micrologs/storage';

/** What a report is asked. */
export interface ReportScope {
  project: Pick<Project, 'id' | 'timeZone' | 'settings'>;
  /** Days of the project's zone, both ends included. */
  days: DayRange;
  /** The `limit` parameter, of reports that have one. */
  limit: number;
}

/** The range as every answer echoes it: wall clock of `timezone`, whole days. */
export interface ReportRange {
  /** `YYYY-MM-DD 00:00:00` */
  from: string;
  /** `YYYY-MM-DD 23:59:59` */
  to: string;
  timezone: IanaZone;
}

/** One report: what `/api/analytics/<name>` answers. */
export interface Report<Id extends string = string, Data extends object = object> {
  /** Its operation in openapi.yaml, which also has its path and parameters. */
  readonly operationId: Id;
  /** The envelope's `message`. */
  readonly message: string;
  /** The envelope's `data`: equal to a recount of the project's single facts in the range. */
  run(facts: FactReader, scope: ReportScope): Promise<{ range: ReportRange } & Data>;
}

/**
 * Rows of lists that have no limit of their own: far beyond what anybody reads, but it bounds an answer whatever a
 * client puts into its UTM parameters.
 */
export const LIST_CAP = 1000;

/** A report from its operation, its message and the function that reads everything but the range. */
export function defineReport<Id extends string, Data extends object>(
  operationId: Id,
  message: string,
  read: (facts: FactReader, scope: ReportScope) => Promise<Data>,
): Report<Id, Data> {
  return {
    operationId,
    message,
    async run(facts, scope) {
      return { range: rangeOf(scope), ...(await read(facts, scope)) };
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
