import type { components, operations, QueryOf, QueryOperationId } from '@micrologs/contract';
import type { DayRange, Project } from '@micrologs/domain';

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

/** What a report is asked. */
export interface ReportRequest<Id extends ReportId = ReportId> {
  project: Pick<Project, 'id' | 'timeZone' | 'settings'>;
  /** Days of the zone that `zoneOf` tells, both ends included. */
  days: DayRange;
  /** The operation's parameters in their strict form. */
  query: QueryOf<Id>;
  /** The address to give away for a link's code. */
  shortUrl(code: string): string;
}
