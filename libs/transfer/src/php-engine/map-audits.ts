import { type AuditRecord, localDay, type Project } from '@micrologs/domain';
import type { Clocks } from './clocks.ts';
import type { Mapped } from './outcome.ts';
import type { AuditRow } from './rows.ts';
import { RowReader } from './values.ts';

export function mapAudit(
  row: AuditRow,
  { id: project, timeZone }: Pick<Project, 'id' | 'timeZone'>,
  { php }: Clocks,
): Mapped<AuditRecord> {
  const read = new RowReader();
  const occurredAt = php(row.created_at);
  if (occurredAt === null) return { refused: 'no time' };
  const action = read.text(row.action, 100);
  if (action === '') return { refused: 'no action' };
  return {
    fact: {
      project,
      eventId: `php-audit-${row.id}`,
      occurredAt,
      receivedAt: occurredAt,
      day: localDay(occurredAt, timeZone),
      action,
      actor: read.text(row.actor, 255),
      source: 'client',
      // The old engine kept no trace of it, and took entries with either.
      keyType: 'public',
      ipHash: read.addressHash(row.ip_hash),
      context: read.context(row.context, 8192),
    },
    adjusted: read.adjusted,
  };
}
