import type { AuditAct, AuditEntry, AuditHead, EpochMs, ProjectId } from '@micrologs/domain';
import type { AuditChain, AuditStore } from '../audit-store.ts';
import { appendAct } from './audit-acts.ts';
import { pruneEntries } from './audit-prune.ts';
import { type EntryRecord, readEntry, readPlaces, SELECT_ENTRIES } from './audit-rows.ts';
import type { SqlSession } from './session.ts';

export class SqlAuditStore implements AuditStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  chains(): Promise<AuditChain[]> {
    return this.#session.snapshot(async (connection) => {
      // Not from the ends alone: whoever removes one must not hide the entries before it.
      const rows = await connection.all<{ project: ProjectId }>(
        `SELECT project_id AS project FROM audit_heads UNION SELECT project_id FROM audit_anchors
         UNION SELECT DISTINCT project_id FROM audit_entries ORDER BY project`,
      );
      const projects = rows.map(({ project }) => project);
      const heads = await readPlaces(connection, 'audit_heads', projects);
      const anchors = await readPlaces(connection, 'audit_anchors', projects);
      return projects.map((project) => ({ project, head: heads.get(project)!, anchor: anchors.get(project)! }));
    });
  }

  read(project: ProjectId, after: number, limit: number): Promise<AuditEntry[]> {
    return this.#session.use(async (connection) => {
      const records = await connection.all<EntryRecord>(
        `${SELECT_ENTRIES} WHERE project_id = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
        [project, after, limit],
      );
      return records.map(readEntry);
    });
  }

  record(project: ProjectId, act: AuditAct): Promise<AuditEntry> {
    return this.#session.transaction((connection) => appendAct(connection, project, act));
  }

  prune(project: ProjectId, before: EpochMs, act: AuditAct): Promise<{ removed: number; anchor: AuditHead }> {
    return this.#session.transaction((connection) => pruneEntries(connection, project, before, act));
  }
}
