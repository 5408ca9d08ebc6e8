import type { EpochMs, EventId, EventKind, PageviewNumber, Project, ProjectId, VisitorNumber } from '@micrologs/domain';
import { REPEATED_VIEW_MS, SESSION_TIMEOUT_MS } from '@micrologs/sessions';
import type { IngestTransaction, VisitorRow } from '@micrologs/storage';
import { type BatchState, eventKey, keyOf, Numbering, type VisitorState } from './batch-state.ts';
import type { Engagement, View } from './prepared.ts';
import type { VisitorMemory } from './visitor-memory.ts';

/** An event of an existing project. */
type KnownEvent = View | Engagement;

/** Reads, in a few sets, everything stored that the batch's events may touch. */
export async function loadBatch(
  transaction: IngestTransaction,
  events: readonly KnownEvent[],
  projects: BatchState['projects'],
  memory: VisitorMemory | null,
): Promise<BatchState> {
  const state: BatchState = {
    projects,
    frozenBefore: await transaction.frozenBefore(projects.keys()),
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
    changedDays: new Map(),
    tally: new Map(),
  };
  const views = events.filter((event) => event.kind === 'pageview');
  const visitors = new KnownVisitors(state, memory);
  await loadEventIds(transaction, state, events);
  await loadVisitors(transaction, state, views, visitors);
  await loadSurroundings(transaction, state, views, visitors);
  await loadEngagements(transaction, state, events, visitors);
  return state;
}

/** The stored visitors that the batch meets: one object for each, however it is found. */
class KnownVisitors {
  readonly #state: BatchState;
  readonly #memory: VisitorMemory | null;
  readonly #byNumber = new Map<string, VisitorState>();

  constructor(state: BatchState, memory: VisitorMemory | null) {
    this.#state = state;
    this.#memory = memory;
  }

  get size(): number {
    return this.#byNumber.size;
  }

  rememberedByHash(project: Project, hash: string): VisitorState | undefined {
    const visitor = this.#memory?.findByHash(project, hash);
    return visitor && this.#adopt(visitor);
  }

  byNumber(project: ProjectId, number: VisitorNumber): VisitorState | undefined {
    const known = this.#byNumber.get(keyOf(project, number));
    if (known) return known;
    const remembered = this.#memory?.findByNumber(this.#state.projects.get(project)!, number);
    return remembered && this.#adopt(remembered);
  }

  fromRow(row: VisitorRow, hash: string): VisitorState {
    return (
      this.byNumber(row.project, row.number) ??
      this.#adopt({
        project: row.project,
        number: row.number,
        hash,
        firstSeen: row.firstSeen,
        firstDay: row.firstDay,
        lastSeen: row.lastSeen,
        fingerprintHash: '',
        isNew: false,
        changed: false,
        sessions: [],
        sessionsFrom: null,
        projectEditedAt: this.#state.projects.get(row.project)!.updatedAt,
        views: [],
      })
    );
  }

  #adopt(visitor: VisitorState): VisitorState {
    this.#byNumber.set(keyOf(visitor.project, visitor.number), visitor);
    for (const session of visitor.sessions) this.#state.sessions.set(keyOf(session.project, session.number), session);
    return visitor;
  }
}

async function loadEventIds(
  transaction: IngestTransaction,
  state: BatchState,
  events: readonly KnownEvent[],
): Promise<void> {
  const wanted = new Map<string, { project: ProjectId; kind: EventKind; id: EventId }>();
  const want = (project: ProjectId, kind: EventKind, id: EventId) =>
    wanted.set(eventKey(project, kind, id), { project, kind, id });
  for (const { kind, event, project } of events) {
    if (event.idGiven) want(project.id, kind, event.id);
    if (kind === 'engagement') want(project.id, 'pageview', event.body.pageview_id);
  }
  if (wanted.size === 0) return;
  for (const row of await transaction.findEventIds([...wanted.values()])) {
    state.eventIds.set(eventKey(row.project, row.kind, row.id), row.pageview);
  }
}

async function loadVisitors(
  transaction: IngestTransaction,
  state: BatchState,
  views: readonly View[],
  visitors: KnownVisitors,
): Promise<void> {
  const wanted = new Map<string, { project: ProjectId; hash: string }>();
  const want = (project: Project, hash: string) => {
    const key = keyOf(project.id, hash);
    if (state.visitors.has(key) || wanted.has(key)) return;
    const remembered = visitors.rememberedByHash(project, hash);
    if (remembered) state.visitors.set(key, remembered);
    else wanted.set(key, { project: project.id, hash });
  };
  for (const { project, visitorHash, yesterdayHash } of views) {
    want(project, visitorHash);
    if (yesterdayHash) want(project, yesterdayHash);
  }
  for (const row of await transaction.findVisitors([...wanted.values()])) {
    state.visitors.set(keyOf(row.project, row.hash), visitors.fromRow(row, row.hash));
  }

  const fingerprints = new Map<string, { project: ProjectId; fingerprintHash: string }>();
  for (const { project, visitorHash, fingerprintHash } of views) {
    if (fingerprintHash === '' || state.visitors.has(keyOf(project.id, visitorHash))) continue;
    fingerprints.set(keyOf(project.id, fingerprintHash), { project: project.id, fingerprintHash });
  }
  if (fingerprints.size === 0) return;
  for (const row of await transaction.findVisitorsByFingerprint([...fingerprints.values()])) {
    state.visitorsByFingerprint.set(keyOf(row.project, row.fingerprintHash), visitors.fromRow(row, ''));
  }
}

interface Span {
  from: EpochMs;
  to: EpochMs;
}

/** The spans of time around which something is asked for, by what is asked for. */
class Spans<K, T> {
  readonly #spans = new Map<K, { what: T } & Span>();

  widen(key: K, at: EpochMs, what: T): void {
    const span = this.#spans.get(key);
    if (!span) this.#spans.set(key, { what, from: at, to: at });
    else if (at < span.from) span.from = at;
    else if (at > span.to) span.to = at;
  }

  /** One query per key, its span widened by `marginMs` on both sides. */
  map<Q>(marginMs: number, query: (what: T, from: EpochMs, to: EpochMs) => Q): Q[] {
    const queries: Q[] = [];
    for (const { what, from, to } of this.#spans.values()) queries.push(query(what, from - marginMs, to + marginMs));
    return queries;
  }
}

/** Sessions of known visitors around their events, and their views of the same URLs. */
async function loadSurroundings(
  transaction: IngestTransaction,
  state: BatchState,
  views: readonly View[],
  visitors: KnownVisitors,
): Promise<void> {
  if (visitors.size === 0) return;
  const visits = new Spans<VisitorState, VisitorState>();
  const viewed = new Spans<string, { visitor: VisitorState; url: string }>();
  for (const view of views) {
    const { url } = view.event.body;
    for (const visitor of possibleVisitors(state, view)) {
      if (visitor.sessionsFrom === null || view.at - SESSION_TIMEOUT_MS < visitor.sessionsFrom) {
        visits.widen(visitor, view.at, visitor);
      }
      viewed.widen(`${visitor.project} ${visitor.number} ${url}`, view.at, { visitor, url });
    }
  }
  // Later sessions are read too, so that what is known of a visitor has one end only.
  const sessionKeys = visits.map(SESSION_TIMEOUT_MS, (visitor, from) => {
    visitor.sessionsFrom = Math.min(visitor.sessionsFrom ?? from, from);
    return { project: visitor.project, visitor: visitor.number, from, to: Number.MAX_SAFE_INTEGER };
  });
  for (const session of await transaction.findSessions(sessionKeys)) {
    const key = keyOf(session.project, session.number);
    if (state.sessions.has(key)) continue;
    state.sessions.set(key, session);
    visitors.byNumber(session.project, session.visitor)!.sessions.push(session);
  }
  const viewKeys = viewed.map(REPEATED_VIEW_MS, ({ visitor, url }, from, to) => ({
    project: visitor.project,
    visitor: visitor.number,
    url,
    from,
    to,
  }));
  for (const view of await transaction.findViews(viewKeys)) {
    visitors.byNumber(view.project, view.visitor)!.views.push(view);
  }
}

/** Known visitors whose view this may turn out to be. */
function possibleVisitors(state: BatchState, view: View): VisitorState[] {
  const found: VisitorState[] = [];
  const add = (visitor: VisitorState | undefined) => {
    if (visitor) found.push(visitor);
  };
  add(state.visitors.get(keyOf(view.project.id, view.visitorHash)));
  if (view.yesterdayHash) add(state.visitors.get(keyOf(view.project.id, view.yesterdayHash)));
  if (view.fingerprintHash) add(state.visitorsByFingerprint.get(keyOf(view.project.id, view.fingerprintHash)));
  return found;
}

/** Pageviews that are engaged with and their sessions, and engagements that wait for pageviews of the batch. */
async function loadEngagements(
  transaction: IngestTransaction,
  state: BatchState,
  events: readonly KnownEvent[],
  visitors: KnownVisitors,
): Promise<void> {
  const targets = new Map<string, { project: ProjectId; number: number }>();
  const want = (project: ProjectId, number: PageviewNumber) => targets.set(keyOf(project, number), { project, number });
  const expected: { project: ProjectId; pageviewId: EventId }[] = [];
  /** Ids of pageviews that something was told of before they came, by `keyOf`. */
  const toldOf = new Set<string>();
  for (const { kind, event, project } of events) {
    if (kind === 'engagement') {
      const number = state.eventIds.get(eventKey(project.id, 'pageview', event.body.pageview_id));
      if (number != null) want(project.id, number);
      else toldOf.add(keyOf(project.id, event.body.pageview_id));
    } else if (event.idGiven) {
      expected.push({ project: project.id, pageviewId: event.id });
    }
  }
  if (expected.length > 0) {
    for (const waiting of await transaction.takeWaitingEngagements(expected)) {
      const key = keyOf(waiting.project, waiting.pageviewId);
      state.waiting.set(key, waiting);
      toldOf.add(key);
    }
  }
  if (toldOf.size > 0) {
    for (const view of events) {
      if (view.kind !== 'pageview' || !toldOf.has(keyOf(view.project.id, view.event.id))) continue;
      // Should it repeat a stored view, the engagement is that view's.
      for (const visitor of possibleVisitors(state, view)) {
        for (const seen of visitor.views) if (seen.url === view.event.body.url) want(view.project.id, seen.number);
      }
    }
  }
  if (targets.size === 0) return;
  const sessions = new Map<string, { project: ProjectId; number: number }>();
  for (const view of await transaction.getPageviews([...targets.values()])) {
    state.pageviews.set(keyOf(view.project, view.number), view);
    visitors.byNumber(view.project, view.visitor);
    const key = keyOf(view.project, view.session);
    if (!state.sessions.has(key)) sessions.set(key, { project: view.project, number: view.session });
  }
  for (const session of await transaction.getSessions([...sessions.values()])) {
    state.sessions.set(keyOf(session.project, session.number), session);
    // An engagement may prolong the session so far that a later view of this very batch still belongs to it.
    visitors.byNumber(session.project, session.visitor)?.sessions.push(session);
  }
}
