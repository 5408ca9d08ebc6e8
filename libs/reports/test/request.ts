import { parseQuery, unwrap } from '@micrologs/contract';
import type { DayRange, Project } from '@micrologs/domain';
import type { ReportId, ReportRequest } from '../src/index.ts';

/** What a report is asked with these query parameters. */
export function requestFor<Id extends ReportId>(
  operationId: Id,
  project: Pick<Project, 'id' | 'timeZone' | 'settings'>,
  days: DayRange,
  parameters: Record<string, string> = {},
): ReportRequest<Id> {
  const query = unwrap(parseQuery(operationId, new URLSearchParams(parameters)));
  return { project, days, query, shortUrl: (code) => `https://stats.test/l/${code}` };
}
