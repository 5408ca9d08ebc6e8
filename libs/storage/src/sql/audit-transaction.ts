import { type AuditEntry, type AuditHead, EMPTY_CHAIN, type ProjectId } from '@micrologs/domain';
import { type AuditTransaction, ConflictError } from '../audit-store.ts';
import { insertEntries, readPlaces } from './audit-rows.ts';
import { hexToBytes } from './codec.ts';
import type { SqlConnection } from './connection.ts';

export class SqlAuditTransaction implements AuditTransaction {
  readonly #connection: () => SqlConnection;

  /** @param connection of the open transaction; throws once that has ended */
  constructor(connection: () => SqlConnection) {
    this.#connection = connection;
  }

  heads(projects: Iterable<ProjectId>): Promise<Map<ProjectId, AuditHead>> {
    const connection = this.#connection();
    return readPlaces(connection, 'audit_heads', projects, connection.dialect.forUpdate);
  }

  async append(project: ProjectId, after: AuditHead, entries: AuditEntry[]): Promise<void> {
    await appendEntries(this.#connection(), project, after, entries);
  }
}

/**
 * Moves the chain's end and stores the entries, inside an open transaction.
 * @throws ConflictError when the chain does not end at `after`
 */
export async function appendEntries(
  connection: SqlConnection,
  project: ProjectId,
  after: AuditHead,
  entries: readonly AuditEntry[],
): Promise<void> {
  const head = entries.at(-1);
  if (!head) return;
  if (after.sequence === EMPTY_CHAIN.sequence) {
    const keep = connection.dialect.onConflict(['project_id'], {});
    await connection.run(`INSERT INTO audit_heads (project_id, sequence, hash) VALUES (?, ?, ?) ${keep}`, [
      project,
      EMPTY_CHAIN.sequence,
      hexToBytes(EMPTY_CHAIN.hash),
    ]);
  }
  const { changes } = await connection.run(
    'UPDATE audit_heads SET sequence = ?, hash = ? WHERE project_id = ? AND sequence = ? AND hash = ?',
    [head.sequence, hexToBytes(head.hash), project, after.sequence, hexToBytes(after.hash)],
  );
  if (changes !== 1) throw new ConflictError(`The audit chain of project ${project} has gone on meanwhile`);
  await insertEntries(connection, entries);
}
