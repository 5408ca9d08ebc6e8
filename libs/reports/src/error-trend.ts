import { formatDay } from '@micrologs/domain';
import { defineReport } from './report.ts';

/** Groups with most occurrences that are shown. */
const TOP_GROUPS = 5;

/** Occurrences of errors per day, of all groups or of one; another project's group has none. */
export const errorTrend = defineReport({
  operationId: 'getErrorTrend',
  message: 'Error trend fetched successfully',
  emptyRow: { occurrences: 0, unique_groups: 0 },
  plan({ project: { id: project }, days, query: { group_id } }) {
    const scope = { project, days, groups: group_id === undefined ? undefined : [group_id], people: false as const };
    return {
      total: { from: 'errorCounts', ...scope, by: [] },
      top: { from: 'errorCounts', ...scope, by: ['group'], mostFirst: true, limit: TOP_GROUPS },
      groups: { from: 'errorGroups', project, numbers: { rowsOf: 'top' }, limit: TOP_GROUPS },
      series: { from: 'errorCounts', ...scope, by: ['day'] },
    };
  },
  answer({ total, top, groups, series }, { query }) {
    const groupOf = new Map(groups.map((group) => [group.number, group]));
    return {
      group_id: query.group_id ?? null,
      total_occurrences: total[0]!.occurrences,
      total_groups: total[0]!.groups,
      top_groups: top.map((row) => {
        const group = groupOf.get(row.group)!;
        return {
          id: group.number,
          error_type: group.errorType,
          message: group.message,
          severity: group.severity,
          status: group.status,
          occurrences: row.occurrences,
        };
      }),
      over_time: series.map((row) => ({
        date: formatDay(row.day),
        occurrences: row.occurrences,
        unique_groups: row.groups,
      })),
    };
  },
});
