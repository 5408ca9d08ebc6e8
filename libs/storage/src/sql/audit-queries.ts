import type { AuditActionsQuery, AuditEntriesQuery } from '../log-queries.ts';
import { type EntryRecord, readEntry, SELECT_ENTRIES } from './audit-rows.ts';
import type { SqlValue } from './connection.ts';
import { timesAround } from './days.ts';
import type { Question } from './question.ts';

export function auditQuestion(query: AuditEntriesQuery | AuditActionsQuery): Question {
  return query.from === 'auditEntries' ? entriesQuestion(query) : actionsQuestion(query);
}

function entriesQuestion({ project, days, action, actor, after, limit }: AuditEntriesQuery): Question {
  // Entries are found by their time, which the index holds in the order asked for; the day alone decides.
  const { from, to } = timesAround(days);
  const conditions = ['project_id = ?', 'occurred_at >= ?', 'occurred_at <= ?', 'day >= ?', 'day <= ?'];
  const parameters: SqlValue[] = [project, from, after ? Math.min(after.occurredAt, to) : to, days.from, days.to];
  if (action !== undefined) {
    conditions.push('action = ?');
    parameters.push(action);
  }
  if (actor !== undefined) {
    conditions.push('actor = ?');
    parameters.push(actor);
  }
  if (after) {
    conditions.push('(occurred_at < ? OR sequence < ?)');
    parameters.push(after.occurredAt, after.sequence);
  }
  return {
    text: `${SELECT_ENTRIES} WHERE ${conditions.join(' AND ')} ORDER BY occurred_at DESC, sequence DESC LIMIT ?`,
    parameters: [...parameters, limit],
    read: (row) => readEntry(row as EntryRecord),
  };
}

function actionsQuestion({ project, days, limit }: AuditActionsQuery): Question {
  return {
    text: `SELECT action, COUNT(*) AS count FROM audit_entries WHERE project_id = ? AND day >= ? AND day <= ?
      GROUP BY action ORDER BY count DESC, action LIMIT ?`,
    parameters: [project, days.from, days.to, limit],
  };
}
