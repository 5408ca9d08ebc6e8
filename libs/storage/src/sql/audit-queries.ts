import type { AuditActionsQuery, AuditEntriesQuery } from '../log-queries.ts';
import type { Question } from './question.ts';

export function auditQuestion(query: AuditEntriesQuery | AuditActionsQuery): Question {
  throw new Error(`Not written yet: ${query.from}`);
}
