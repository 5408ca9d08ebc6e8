import type { AuditAct, AuditEntry, AuditHead, ProjectId } from '@micrologs/domain';
import type { AuditTransaction } from '../audit-store.ts';
import { appendAct } from './audit-acts.ts';
import { appendEntries, readPlaces } from './audit-rows.ts';
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

  async record(project: ProjectId, act: AuditAct): Promise<void> {
    await appendAct(this.#connection(), project, act);
  }
}
