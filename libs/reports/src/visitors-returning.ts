import { pageviewQuery } from '@micrologs/storage';
import { defineReport, visitorDays } from './report.ts';
import { percent } from './round.ts';

/**
 * New and returning visitors. In the totals a visitor is new when their first view ever lies in the range; in the series,
 * when it lies in that very day or other interval. So a visitor who came first on Monday and again on Tuesday is new in the totals, new on
 * Monday and returning on Tuesday.
 */
export const visitorsReturning = defineReport({
  operationId: 'getReturningVisitors',
  message: 'Visitor retention fetched successfully',
  emptyRow: { new_visitors: 0, returning_visitors: 0 },
  plan: ({ facts, series }) => ({
    total: pageviewQuery({ ...facts, by: [], measures: ['visitors', 'newInRange'] }),
    series: pageviewQuery({ ...series, measures: ['visitors', 'newOnDay'] }),
  }),
  answer({ total: [{ visitors: all, newInRange: fresh }], series }, { project, dateOf }) {
    return {
      ...visitorDays(project),
      total_visitors: all,
      new_visitors: fresh,
      returning_visitors: all - fresh,
      new_pct: percent(fresh, all),
      returning_pct: percent(all - fresh, all),
      over_time: series.map((row) => ({
        date: dateOf(row),
        new_visitors: row.newOnDay,
        returning_visitors: row.visitors - row.newOnDay,
      })),
    };
  },
});
