import { BoundedCache, type CacheCounts, HOUR_MS, type Project, type VisitorNumber } from '@micrologs/domain';
import { type BatchState, keyOf, type VisitorState } from './batch-state.ts';

const MAX_VISITORS = 16_384;
const MAX_SESSIONS = 8;
const SESSIONS_KEPT_MS = 2 * HOUR_MS;

/**
 * Visitors of the last batches with their recent sessions, as the store has them, so that a visitor who is browsing is
 * not read again with every batch. One writer owns a project's facts, so nobody else changes them meanwhile; an edit of
 * the project, which may, is told by its time. After a transaction that failed everything is forgotten, since what is
 * here was changed along with it.
 */
export class VisitorMemory {
  readonly #numbers = new BoundedCache<VisitorNumber>(MAX_VISITORS);
  readonly #visitors = new BoundedCache<VisitorState>(MAX_VISITORS);

  findByHash(project: Project, hash: string): VisitorState | undefined {
    const number = this.#numbers.get(keyOf(project.id, hash));
    return number === undefined ? undefined : this.findByNumber(project, number);
  }

  findByNumber(project: Project, number: VisitorNumber): VisitorState | undefined {
    const visitor = this.#visitors.get(keyOf(project.id, number));
    return visitor?.projectEditedAt === project.updatedAt ? visitor : undefined;
  }

  /** Remembers the visitors of a batch that is saved. */
  keep(state: BatchState): void {
    for (const [key, visitor] of state.visitors) {
      this.#numbers.set(key, visitor.number);
      this.#visitors.set(keyOf(visitor.project, visitor.number), visitor);
      visitor.isNew = false;
      visitor.changed = false;
      visitor.views = [];
      if (visitor.sessions.length > MAX_SESSIONS) forgetOldSessions(visitor);
    }
  }

  /** By their hashes; one that is known by number but was forgotten since counts as a hit. */
  counts(): CacheCounts {
    return this.#numbers.counts();
  }

  clear(): void {
    this.#numbers.clear();
    this.#visitors.clear();
  }
}

function forgetOldSessions(visitor: VisitorState): void {
  const newest = Math.max(...visitor.sessions.map((session) => session.lastActivity));
  const from = newest - SESSIONS_KEPT_MS;
  visitor.sessions = visitor.sessions.filter((session) => session.lastActivity >= from);
  visitor.sessionsFrom = Math.max(visitor.sessionsFrom ?? from, from);
}
