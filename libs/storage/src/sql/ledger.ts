import type { DropReason, ProjectId } from '@micrologs/domain';
import type { LedgerSnapshot, StoredCounts } from '../storage.ts';
import { readPositions } from './ingest-store.ts';
import type { SqlSession } from './session.ts';

export function readLedger(session: SqlSession, source: string): Promise<LedgerSnapshot> {
  return session.snapshot(async (connection) => {
    const projects = new Map<ProjectId, StoredCounts>();
    const countsOf = (project: ProjectId): StoredCounts => {
      let counts = projects.get(project);
      if (!counts) {
        counts = { stored: 0, dropped: {}, deadLetters: 0, receivedElsewhere: 0 };
        projects.set(project, counts);
      }
      return counts;
    };
    const ledger = await connection.all<{
      project: ProjectId;
      outcome: 'stored' | 'received_elsewhere' | DropReason;
      count: number;
    }>('SELECT project_id AS project, outcome, count FROM ledger ORDER BY project_id, outcome');
    for (const { project, outcome, count } of ledger) {
      if (outcome === 'stored') countsOf(project).stored = count;
      else if (outcome === 'received_elsewhere') countsOf(project).receivedElsewhere = count;
      else countsOf(project).dropped[outcome] = count;
    }
    // Dead letters are few, and what lies in their table is what is pending.
    const letters = await connection.all<{ project: ProjectId; count: number }>(
      'SELECT project_id AS project, COUNT(*) AS count FROM dead_letters GROUP BY project_id',
    );
    for (const { project, count } of letters) countsOf(project).deadLetters = count;
    return { projects, positions: await readPositions(connection, source) };
  });
}
