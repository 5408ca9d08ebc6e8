import { type EpochMs, HOUR_MS, localDay, type Pageview, type Project, type Session } from '@micrologs/domain';
import { referrerCategory, utmOf } from '@micrologs/ingest';
import { addActivity, addView, daysOf, findRepeatedView, findSession, startSession } from '@micrologs/sessions';
import { applyWaitingEngagement } from './apply-engagement.ts';
import { type BatchState, eventKey, isFrozen, keyOf, markDay, tally, type VisitorState } from './batch-state.ts';
import type { View } from './prepared.ts';

/** `last_seen` serves retention and support, not reports; so that not every view rewrites its visitor, it is this coarse. */
const LAST_SEEN_GRAIN_MS = HOUR_MS;

/** Stores a view, or counts why it is not stored. */
export function applyPageview(state: BatchState, prepared: View): void {
  const { project, event, at, tokenHash } = prepared;
  const idKey = eventKey(project.id, 'pageview', event.id);
  if (event.idGiven && state.eventIds.has(idKey)) return tally(state, project.id, 'duplicate');
  if (isFrozen(state, project.id, localDay(at, project.timeZone))) return tally(state, project.id, 'too_old');

  const visitor = resolveVisitor(state, prepared);
  noteLastSeen(visitor, at);
  const session = findSession(visitor.sessions, tokenHash, at);

  const repeated = findRepeatedView(visitor.views, event.body.url, at);
  const number = repeated?.number ?? state.numbering.next(project.id, 'pageview');
  state.eventIds.set(idKey, number);
  state.newEventIds.push({
    project: project.id,
    kind: 'pageview',
    id: event.id,
    pageview: number,
    receivedAt: event.receivedAt,
  });
  if (repeated) {
    // It shows that the visitor was there; it starts nothing and is no second view.
    if (session) changeSession(state, project, session, () => addActivity(session, at));
    applyWaitingEngagement(state, project.id, event.id, number);
    return tally(state, project.id, 'repeated_view');
  }

  noteFirstView(state, project, visitor, at);
  const view: Pageview = {
    project: project.id,
    number,
    visitor: visitor.number,
    session: session?.number ?? state.numbering.next(project.id, 'session'),
    occurredAt: at,
    day: localDay(at, project.timeZone),
    url: event.body.url,
    title: event.body.page_title ?? '',
    referrer: event.body.referrer ?? '',
    referrerCategory: referrerCategory(event.body.referrer ?? '', project.allowedDomains),
    utm: utmOf(event.body.url),
    device: event.device,
    place: event.place ?? null,
    screen: event.body.screen_resolution ?? '',
    browserZone: event.body.timezone ?? '',
    engagedMs: 0,
    scrollPct: null,
  };
  if (session) {
    changeSession(state, project, session, () => addView(session, project, view));
  } else {
    const started = startSession(project, { number: view.session, visitor: visitor.number, tokenHash }, view);
    state.sessions.set(keyOf(project.id, started.number), started);
    visitor.sessions.push(started);
    changeSession(state, project, started, () => {});
  }
  visitor.views.push({ number, url: view.url, occurredAt: at });
  state.newPageviews.add(view);
  state.pageviews.set(keyOf(project.id, number), view);
  markDay(state, project.id, view.day);
  tally(state, project.id, 'stored');
  applyWaitingEngagement(state, project.id, event.id, number);
}

/** Notes a change of a session and of the days that tell of it, before and after. */
function changeSession(state: BatchState, project: Project, session: Session, change: () => void): void {
  const before = session.startDay;
  change();
  const days = session.startDay === before ? [before] : daysOf(session, project);
  for (const day of days) markDay(state, project.id, day);
  state.changedSessions.add(session);
}

function resolveVisitor(
  state: BatchState,
  { project, at, visitorHash, yesterdayHash, tokenHash, fingerprintHash }: View,
): VisitorState {
  const ownKey = keyOf(project.id, visitorHash);
  const known = state.visitors.get(ownKey);
  if (known) return known;

  // A new id becomes an alias before its first fact, or never.
  const before =
    (yesterdayHash && withOpenSession(state.visitors.get(keyOf(project.id, yesterdayHash)), tokenHash, at)) ||
    (fingerprintHash && state.visitorsByFingerprint.get(keyOf(project.id, fingerprintHash)));
  if (before) {
    state.visitors.set(ownKey, before);
    state.newAliases.push({ project: project.id, hash: visitorHash, number: before.number });
    return before;
  }

  const visitor: VisitorState = {
    project: project.id,
    number: state.numbering.next(project.id, 'visitor'),
    hash: visitorHash,
    firstSeen: at,
    firstDay: localDay(at, project.timeZone),
    lastSeen: at,
    fingerprintHash,
    isNew: true,
    changed: false,
    sessions: [],
    sessionsFrom: Number.NEGATIVE_INFINITY,
    projectEditedAt: project.updatedAt,
    views: [],
  };
  state.visitors.set(ownKey, visitor);
  state.newVisitors.push(visitor);
  if (fingerprintHash) state.visitorsByFingerprint.set(keyOf(project.id, fingerprintHash), visitor);
  return visitor;
}

/** Yesterday's cookieless visitor goes on under today's id only while a session of theirs goes on over midnight. */
function withOpenSession(visitor: VisitorState | undefined, tokenHash: string, at: number): VisitorState | undefined {
  return visitor && findSession(visitor.sessions, tokenHash, at) ? visitor : undefined;
}

function noteLastSeen(visitor: VisitorState, at: EpochMs): void {
  if (at < visitor.lastSeen + LAST_SEEN_GRAIN_MS) return;
  visitor.lastSeen = at;
  visitor.changed = true;
}

/** A visitor is new on the first day with a stored view; one that is only repeated tells nothing of that. */
function noteFirstView(state: BatchState, project: Project, visitor: VisitorState, at: EpochMs): void {
  if (at >= visitor.firstSeen) return;
  const firstDay = localDay(at, project.timeZone);
  if (firstDay !== visitor.firstDay) {
    // The visitor stops being new on the later day, and becomes new on this one.
    markDay(state, project.id, visitor.firstDay);
    markDay(state, project.id, firstDay);
  }
  visitor.firstSeen = at;
  visitor.firstDay = firstDay;
  visitor.changed = true;
}
