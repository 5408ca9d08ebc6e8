import { type AuditEntry, type AuditRecord, chainEntry, type Project } from '@micrologs/domain';
import type { IngestTransaction } from '@micrologs/storage';

/** Chains entries behind those that are stored, in the order given. */
export async function storeAudits(
  transaction: IngestTransaction,
  project: Project,
  records: readonly AuditRecord[],
): Promise<void> {
  const end = (await transaction.audit.heads([project.id])).get(project.id)!;
  const entries: AuditEntry[] = [];
  for (const record of records) entries.push(chainEntry(entries.at(-1) ?? end, record));
  await transaction.audit.append(project.id, end, entries);
}
