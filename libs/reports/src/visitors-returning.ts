import { formatDay } from '@micrologs/domain';
import { pageviewQuery } from '@micrologs/storage';
import { defineReport, visitorDays } from './report.ts';
import { percent } from './round.ts';

/**
 * New and returning visitors. In the totals a visitor is new when their first day ever lies in the range; in the series,
 * when it is that very day. So a visitor who came first on Monday and again on Tuesday is new in the totals, new on
 * Monday and returning on Tuesday.
 */
export const visitorsReturning = defineReport({
  operationId: 'getReturningVisitors',
  message: 'Visitor retention fetched successfully',
  emptyDay: { new_visitors: 0, returning_visitors: 0 },
  plan({ project, days }) {
    const scope = { project: project.id, days };
    return {
      total: pageviewQuery({ ...scope, by: [], measures: ['visitors', 'newInRange'] }),
      series: pageviewQuery({ ...scope, by: ['day'], measures: ['visitors', 'newOnDay'] }),
    };
  },
  answer({ total: [{ visitors: all, newInRange: fresh }], series }, { project }) {
    return {
      ...visitorDays(project),
      total_visitors: all,
      new_visitors: fresh,
      returning_visitors: all - fresh,
      new_pct: percent(fresh, all),
      returning_pct: percent(all - fresh, all),
      over_time: series.map((row) => ({
        date: formatDay(row.day),
        new_visitors: row.newOnDay,
        returning_visitors: row.visitors - row.newOnDay,
      })),
    };
  },
});
