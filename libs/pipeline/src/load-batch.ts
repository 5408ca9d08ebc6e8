import type { EpochMs, EventId, EventKind, Project, ProjectId, QueuedEvent, QueuedPageview } from '@micrologs/domain';
import { REPEATED_VIEW_MS, SESSION_TIMEOUT_MS } from '@micrologs/sessions';
import type { IngestTransaction, VisitorRow } from '@micrologs/storage';
import { type BatchState, keyOf, Numbering, type VisitorState } from './batch-state.ts';
import { fingerprintHashOf, timeOf, visitorHashes } from './event-keys.ts';

/** Reads, in a few sets, everything stored that the batch's events may touch. */
export async function loadBatch(transaction: IngestTransaction, events: readonly QueuedEvent[]): Promise<BatchState> {
  const projectIds = new Set(events.map((event) => event.project));
  const projects = await transaction.projects(projectIds);
  const state: BatchState = {
    projects,
    numbering: new Numbering(await transaction.counters(projects.keys())),
    eventIds: new Map(),
    newEventIds: [],
    visitors: new Map(),
    visitorsByFingerprint: new Map(),
    newVisitors: [],
    newAliases: [],
    sessions: new Map(),
    changedSessions: new Set(),
    newPageviews: new Set(),
    pageviews: new Map(),
    changedPageviews: new Set(),
    waiting: new Map(),
    newWaiting: new Map(),
    changedDays: new Map(),
    tally: new Map(),
  };
  const known = events.filter((event) => projects.has(event.project));
  const views = known.filter((event) => event.kind === 'pageview');
  await loadEventIds(transaction, state, known);
  const byNumber = new Map<string, VisitorState>();
  await loadVisitors(transaction, state, views, byNumber);
  await loadSurroundings(transaction, state, views, byNumber);
  await loadEngagements(transaction, state, known, byNumber);
  return state;
}

async function loadEventIds(
  transaction: IngestTransaction,
  state: BatchState,
  events: readonly QueuedEvent[],
): Promise<void> {
  const wanted = new Map<string, { project: ProjectId; kind: EventKind; id: EventId }>();
  const want = (project: ProjectId, kind: EventKind, id: EventId) =>
    wanted.set(keyOf(project, kind, id), { project, kind, id });
  for (const event of events) {
    if (event.kind === 'drop') continue;
    if (event.idGiven) want(event.project, event.kind, event.id);
    if (event.kind === 'engagement') want(event.project, 'pageview', event.body.pageview_id);
  }
  for (const row of await transaction.findEventIds([...wanted.values()])) {
    state.eventIds.set(keyOf(row.project, row.kind, row.id), row.pageview);
  }
}

async function loadVisitors(
  transaction: IngestTransaction,
  state: BatchState,
  views: readonly QueuedPageview[],
  byNumber: Map<string, VisitorState>,
): Promise<void> {
  const wanted = new Map<string, { project: ProjectId; hash: string }>();
  for (const view of views) {
    for (const hash of visitorHashes(view)) wanted.set(keyOf(view.project, hash), { project: view.project, hash });
  }
  // An alias and the visitor's own hash must lead to the same object.
  const stateOf = (row: VisitorRow, hash: string): VisitorState => {
    const key = keyOf(row.project, row.number);
    let visitor = byNumber.get(key);
    if (!visitor) {
      visitor = { ...row, hash, fingerprintHash: '', isNew: false, changed: false, sessions: [], views: [] };
      byNumber.set(key, visitor);
    }
    return visitor;
  };
  for (const { hash, ...row } of await transaction.findVisitors([...wanted.values()])) {
    state.visitors.set(keyOf(row.project, hash), stateOf(row, hash));
  }

  const fingerprints = new Map<string, { project: ProjectId; fingerprintHash: string }>();
  for (const view of views) {
    if (!mergesFingerprints(state.projects.get(view.project)!)) continue;
    if (visitorHashes(view).some((hash) => state.visitors.has(keyOf(view.project, hash)))) continue;
    const fingerprintHash = fingerprintHashOf(view);
    if (fingerprintHash === '') continue;
    fingerprints.set(keyOf(view.project, fingerprintHash), { project: view.project, fingerprintHash });
  }
  if (fingerprints.size === 0) return;
  for (const { fingerprintHash, ...row } of await transaction.findVisitorsByFingerprint([...fingerprints.values()])) {
    state.visitorsByFingerprint.set(keyOf(row.project, fingerprintHash), stateOf(row, ''));
  }
}

/** Fingerprints identify across lost cookies; where nothing is stored in the browser there is nothing to lose. */
export function mergesFingerprints(project: Project): boolean {
  return project.settings.mergeFingerprints && !project.settings.cookieless;
}

interface Span {
  from: EpochMs;
  to: EpochMs;
}

function widen<K>(spans: Map<K, Span>, key: K, at: EpochMs): void {
  const span = spans.get(key);
  if (!span) spans.set(key, { from: at, to: at });
  else if (at < span.from) span.from = at;
  else if (at > span.to) span.to = at;
}

/** Sessions of known visitors around their events, and their views of the same URLs. */
async function loadSurroundings(
  transaction: IngestTransaction,
  state: BatchState,
  views: readonly QueuedPageview[],
  byNumber: ReadonlyMap<string, VisitorState>,
): Promise<void> {
  const visits = new Map<VisitorState, Span>();
  const viewed = new Map<VisitorState, Map<string, Span>>();
  for (const view of views) {
    const at = timeOf(view);
    for (const visitor of possibleVisitors(state, view)) {
      widen(visits, visitor, at);
      let urls = viewed.get(visitor);
      if (!urls) {
        urls = new Map();
        viewed.set(visitor, urls);
      }
      widen(urls, view.body.url, at);
    }
  }
  if (visits.size === 0) return;
  const sessionKeys = [...visits].map(([{ project, number }, { from, to }]) => ({
    project,
    visitor: number,
    from: from - SESSION_TIMEOUT_MS,
    to: to + SESSION_TIMEOUT_MS,
  }));
  for (const session of await transaction.findSessions(sessionKeys)) {
    state.sessions.set(keyOf(session.project, session.number), session);
    byNumber.get(keyOf(session.project, session.visitor))!.sessions.push(session);
  }
  const viewKeys = [...viewed].flatMap(([{ project, number }, urls]) =>
    [...urls].map(([url, { from, to }]) => ({
      project,
      visitor: number,
      url,
      from: from - REPEATED_VIEW_MS,
      to: to + REPEATED_VIEW_MS,
    })),
  );
  for (const view of await transaction.findViews(viewKeys)) {
    byNumber.get(keyOf(view.project, view.visitor))!.views.push(view);
  }
}

/** Known visitors whose view this may turn out to be. */
function possibleVisitors(state: BatchState, view: QueuedPageview): VisitorState[] {
  const found: VisitorState[] = [];
  for (const hash of visitorHashes(view)) {
    const visitor = state.visitors.get(keyOf(view.project, hash));
    if (visitor) found.push(visitor);
  }
  if (state.visitorsByFingerprint.size > 0) {
    const visitor = state.visitorsByFingerprint.get(keyOf(view.project, fingerprintHashOf(view)));
    if (visitor) found.push(visitor);
  }
  return found;
}

/** Pageviews that are engaged with and their sessions, and engagements that wait for pageviews of the batch. */
async function loadEngagements(
  transaction: IngestTransaction,
  state: BatchState,
  events: readonly QueuedEvent[],
  byNumber: ReadonlyMap<string, VisitorState>,
): Promise<void> {
  const targets = new Map<string, { project: ProjectId; number: number }>();
  const expected = new Map<string, { project: ProjectId; pageviewId: EventId }>();
  for (const event of events) {
    if (event.kind === 'engagement') {
      const number = state.eventIds.get(keyOf(event.project, 'pageview', event.body.pageview_id));
      if (number != null) targets.set(keyOf(event.project, number), { project: event.project, number });
    } else if (event.kind === 'pageview' && event.idGiven) {
      expected.set(keyOf(event.project, event.id), { project: event.project, pageviewId: event.id });
    }
  }
  if (expected.size > 0) {
    for (const waiting of await transaction.takeWaitingEngagements([...expected.values()])) {
      state.waiting.set(keyOf(waiting.project, waiting.pageviewId), waiting);
    }
  }
  if (targets.size === 0) return;
  const sessions = new Map<string, { project: ProjectId; number: number }>();
  for (const view of await transaction.getPageviews([...targets.values()])) {
    state.pageviews.set(keyOf(view.project, view.number), view);
    const key = keyOf(view.project, view.session);
    if (!state.sessions.has(key)) sessions.set(key, { project: view.project, number: view.session });
  }
  for (const session of await transaction.getSessions([...sessions.values()])) {
    state.sessions.set(keyOf(session.project, session.number), session);
    // An engagement may prolong the session so far that a later view of this very batch still belongs to it.
    byNumber.get(keyOf(session.project, session.visitor))?.sessions.push(session);
  }
}
