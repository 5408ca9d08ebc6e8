import { type LocalDay, localDay, type Pageview, type Project, type Session } from '@micrologs/domain';
import { addView, daysOf, startSession } from '@micrologs/sessions';
import type { Counters, IngestTransaction, NewVisitor, VisitorRow } from '@micrologs/storage';
import type { ImportedView } from './map-views.ts';

/** A visitor that is stored already, or a new one. */
type KnownVisitor = VisitorRow & Partial<Pick<NewVisitor, 'hash' | 'fingerprintHash'>>;

/**
 * Stores views with the visitors and sessions that they show, as far as these are not stored: numbers are given in the order
 * of the views. A session is what the old engine called one: views of one visitor under one token, whatever the pauses.
 */
export async function storeViews(
  transaction: IngestTransaction,
  project: Project,
  views: readonly ImportedView[],
): Promise<void> {
  const counters = (await transaction.counters([project.id])).get(project.id)!;
  const days = new Set<LocalDay>();
  const visitors = await visitorsOf(transaction, project, views, counters, days);
  const known = [...visitors.values()].filter((visitor) => !isNew(visitor)).map(({ number }) => number);
  const sessions = await findSessionsOf(transaction, project, [...new Set(known)]);
  const changed = new Set<Session>();
  const stored: Pageview[] = [];
  for (const { visitorHash, tokenHash, sessionMs, view } of views) {
    const visitor = visitors.get(visitorHash)!;
    const key = sessionKey(visitor.number, tokenHash);
    let session = sessions.get(key);
    if (session) {
      const before = session.startDay;
      addView(session, project, view);
      if (session.startDay !== before) for (const day of daysOf(session, project)) days.add(day);
    } else {
      counters.session += 1;
      session = startSession(project, { number: counters.session, visitor: visitor.number, tokenHash }, view);
      sessions.set(key, session);
    }
    session.lastActivity = Math.max(session.lastActivity, session.startedAt + sessionMs);
    changed.add(session);
    days.add(session.startDay);
    days.add(view.day);
    counters.pageview += 1;
    stored.push({ ...view, number: counters.pageview, visitor: visitor.number, session: session.number });
  }
  await saveVisitors(transaction, [...visitors.values()]);
  await transaction.putSessions([...changed]);
  await transaction.addPageviews(stored);
  await transaction.setCounters([{ project: project.id, counters }]);
  await transaction.bumpDays([...days].map((day) => ({ project: project.id, day })));
}

/** By hash. Their first day is that of their first stored view, whatever the old engine says. */
async function visitorsOf(
  transaction: IngestTransaction,
  project: Project,
  views: readonly ImportedView[],
  counters: Counters,
  days: Set<LocalDay>,
): Promise<Map<string, KnownVisitor>> {
  const hashes = [...new Set(views.map(({ visitorHash }) => visitorHash))];
  const found = await transaction.findVisitors(hashes.map((hash) => ({ project: project.id, hash })));
  const visitors = new Map<string, KnownVisitor>();
  // One that has an alias is found under both.
  const byNumber = new Map<number, KnownVisitor>();
  for (const { hash, ...row } of found) {
    const visitor = byNumber.get(row.number) ?? row;
    byNumber.set(row.number, visitor);
    visitors.set(hash, visitor);
  }
  for (const { visitorHash: hash, fingerprintHash, view } of views) {
    const { occurredAt: at } = view;
    const known = visitors.get(hash);
    if (!known) {
      counters.visitor += 1;
      const number = counters.visitor;
      const seen = { firstSeen: at, firstDay: view.day, lastSeen: at };
      visitors.set(hash, { project: project.id, number, hash, fingerprintHash, ...seen });
      continue;
    }
    if (at < known.firstSeen) {
      const firstDay = localDay(at, project.timeZone);
      // The visitor stops being new on the later day, and becomes new on this one.
      if (firstDay !== known.firstDay) days.add(known.firstDay).add(firstDay);
      known.firstSeen = at;
      known.firstDay = firstDay;
    }
    known.lastSeen = Math.max(known.lastSeen, at);
  }
  return visitors;
}

function isNew(visitor: KnownVisitor): visitor is NewVisitor {
  return visitor.hash !== undefined;
}

async function saveVisitors(transaction: IngestTransaction, visitors: readonly KnownVisitor[]): Promise<void> {
  await transaction.addVisitors(visitors.filter(isNew));
  const known = new Set(visitors.filter((visitor) => !isNew(visitor)));
  await transaction.updateVisitors([...known].map((visitor) => ({ ...visitor, fingerprintHash: '' })));
}

/** Sessions of these visitors, by `sessionKey`; of several under one token the oldest. */
export async function findSessionsOf(
  transaction: IngestTransaction,
  project: Pick<Project, 'id'>,
  visitors: readonly number[],
): Promise<Map<string, Session>> {
  const found = await transaction.findSessions(
    visitors.map((visitor) => ({ project: project.id, visitor, from: 0, to: Number.MAX_SAFE_INTEGER })),
  );
  const sessions = new Map<string, Session>();
  for (const session of found.sort((a, b) => b.number - a.number)) {
    sessions.set(sessionKey(session.visitor, session.tokenHash), session);
  }
  return sessions;
}

export function sessionKey(visitor: number, tokenHash: string): string {
  return `${visitor} ${tokenHash}`;
}
