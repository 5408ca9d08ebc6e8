import {
  type EpochMs,
  type LocalDay,
  localDay,
  MINUTE_MS,
  type Pageview,
  type Project,
  type Session,
} from '@micrologs/domain';

/** A session ends after this long without activity. */
export const SESSION_TIMEOUT_MS = 30 * MINUTE_MS;

/**
 * The session that an event at `at` belongs to: one with the same token, from whose activity it is no more than 30
 * minutes away on either side; the earlier one when two qualify, since sessions never merge.
 * @param candidates sessions of the event's visitor
 */
export function findSession(candidates: readonly Session[], tokenHash: string, at: EpochMs): Session | null {
  let found: Session | null = null;
  for (const session of candidates) {
    if (session.tokenHash !== tokenHash) continue;
    if (at < session.startedAt - SESSION_TIMEOUT_MS || at > session.lastActivity + SESSION_TIMEOUT_MS) continue;
    if (
      !found ||
      session.startedAt < found.startedAt ||
      (session.startedAt === found.startedAt && session.number < found.number)
    ) {
      found = session;
    }
  }
  return found;
}

/** The view's facts that a session is made of. */
export type SessionView = Pick<Pageview, 'occurredAt' | 'url'>;

/** A session of one view. */
export function startSession(
  project: Pick<Project, 'id' | 'timeZone'>,
  key: Pick<Session, 'number' | 'visitor' | 'tokenHash'>,
  view: SessionView,
): Session {
  return {
    project: project.id,
    number: key.number,
    visitor: key.visitor,
    tokenHash: key.tokenHash,
    startedAt: view.occurredAt,
    startDay: localDay(view.occurredAt, project.timeZone),
    lastActivity: view.occurredAt,
    views: 1,
    engagedMs: 0,
    entryUrl: view.url,
    exitUrl: view.url,
    entryAt: view.occurredAt,
    exitAt: view.occurredAt,
  };
}

/** Adds a stored view. A late one may move the start, and with it the entry page and the start day, backwards. */
export function addView(session: Session, project: Pick<Project, 'timeZone'>, view: SessionView): void {
  session.views += 1;
  if (view.occurredAt < session.entryAt) {
    session.entryAt = view.occurredAt;
    session.entryUrl = view.url;
    session.startedAt = view.occurredAt;
    session.startDay = localDay(view.occurredAt, project.timeZone);
  }
  if (view.occurredAt >= session.exitAt) {
    session.exitAt = view.occurredAt;
    session.exitUrl = view.url;
  }
  addActivity(session, view.occurredAt);
}

/**
 * The days from a session's first to its last, both included: what is kept of each of them says on which day the sessions of its
 * views started, so a start that moved to another day concerns them all.
 */
export function daysOf({ startDay, lastActivity }: Session, { timeZone }: Pick<Project, 'timeZone'>): LocalDay[] {
  const days = Math.max(0, localDay(lastActivity, timeZone) - startDay);
  return Array.from({ length: days + 1 }, (_, after) => startDay + after);
}

/** Notes that the visitor was there at `at`, without a view of its own: it starts with a stored view, however late. */
export function addActivity(session: Session, at: EpochMs): void {
  if (at > session.lastActivity) session.lastActivity = at;
}

/**
 * Adds engaged time that the tracker told after the view.
 * @param view the view that was engaged with; `engagedMs` is the new cumulative value
 * @param addedMs how much of it is new
 * @param toldAt when the tracker told it: the visitor was not seen later than that
 */
export function addEngagement(
  session: Session,
  view: Pick<Pageview, 'occurredAt' | 'engagedMs'>,
  addedMs: number,
  toldAt: EpochMs,
): void {
  session.engagedMs += addedMs;
  const seenUntil = Math.min(view.occurredAt + view.engagedMs, toldAt);
  if (seenUntil > session.lastActivity) session.lastActivity = seenUntil;
}
