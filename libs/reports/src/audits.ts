import { formatLocal, isoLocal } from '@micrologs/domain';
import { contextAnswer } from './context.ts';
import { pageLimit, pageOf } from './paging.ts';
import { defineReport } from './report.ts';

/** Actions shown at most. */
const TOP_ACTIONS = 20;

/** Audit entries of the range, newest first. */
export const audits = defineReport({
  operationId: 'getAudits',
  message: 'Audit logs fetched successfully',
  cursorWidth: 2,
  plan(scope) {
    const { days, query, after } = scope;
    const project = scope.project.id;
    return {
      actions: { from: 'auditActions', project, days, limit: TOP_ACTIONS },
      entries: {
        from: 'auditEntries',
        project,
        days,
        // An empty filter is none.
        action: query.action || undefined,
        actor: query.actor || undefined,
        after: after ? { occurredAt: after[0]!, sequence: after[1]! } : undefined,
        limit: pageLimit(scope),
      },
    };
  },
  answer({ actions, entries }, scope) {
    const zone = scope.project.timeZone;
    const { rows, next_cursor } = pageOf(entries, scope, ({ occurredAt, sequence }) => [occurredAt, sequence]);
    return {
      count: rows.length,
      top_actions: actions.map(({ action, count }) => ({ action, count })),
      logs: rows.map((entry) => ({
        id: entry.sequence,
        action: entry.action,
        actor: entry.actor,
        context: contextAnswer(entry.context),
        created_at: formatLocal(entry.occurredAt, zone),
        created_at_iso: isoLocal(entry.occurredAt, zone),
        key_type: entry.keyType,
        source: entry.source,
        hash: entry.hash,
      })),
      next_cursor,
    };
  },
});
