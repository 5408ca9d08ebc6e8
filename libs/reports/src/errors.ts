import { errorGroupAnswer } from './error-group.ts';
import { pageLimit, pageOf } from './paging.ts';
import { defineReport } from './report.ts';
import { timeRangeOf } from './scope.ts';

/** Error groups that occurred last in the range, newest first, with what they did in it. */
export const errors = defineReport({
  operationId: 'getErrors',
  message: 'Errors fetched successfully',
  cursorWidth: 2,
  plan(scope) {
    const { days, query, after } = scope;
    const project = scope.project.id;
    const lastSeen = timeRangeOf(scope);
    return {
      summary: { from: 'errorSummary', project, lastSeen },
      groups: {
        from: 'errorGroups',
        project,
        lastSeen,
        status: query.status,
        severity: query.severity,
        environment: query.environment,
        after: after ? { lastSeen: after[0]!, number: after[1]! } : undefined,
        limit: pageLimit(scope),
      },
      environments: { from: 'errorEnvironments', project, groups: { rowsOf: 'groups' } },
      counts: { from: 'errorCounts', project, days, groups: { rowsOf: 'groups' }, by: ['group'] },
    };
  },
  answer({ summary: [summary], groups, environments, counts }, scope) {
    const { rows, next_cursor } = pageOf(groups, scope, ({ lastSeen, number }) => [lastSeen, number]);
    const countsOf = new Map(counts.map((row) => [row.group, row]));
    return {
      summary: {
        total: summary.total,
        open: summary.open,
        investigating: summary.investigating,
        resolved: summary.resolved,
        ignored: summary.ignored,
        critical: summary.critical,
        error: summary.error,
        warning: summary.warning,
        info: summary.info,
      },
      count: rows.length,
      errors: rows.map((group) =>
        errorGroupAnswer(
          group,
          countsOf.get(group.number),
          environments.filter((row) => row.group === group.number),
          scope.project.timeZone,
        ),
      ),
      next_cursor,
    };
  },
});
