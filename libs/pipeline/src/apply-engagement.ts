import type { EventId, Pageview, PageviewNumber, ProjectId } from '@micrologs/domain';
import { addEngagement } from '@micrologs/sessions';
import type { PageviewState } from '@micrologs/storage';
import { type BatchState, eventKey, keyOf, markDay, tally } from './batch-state.ts';
import { isDuplicate, noteEventId } from './event-ids.ts';
import type { Engagement } from './prepared.ts';

/** What the tracker told of a view: cumulative, so the maximum wins and the order of arrival does not matter. */
interface Told {
  engagedMs: number;
  scrollPct: number | null;
  toldAt: number;
}

/** Raises a view's engagement, or keeps it until the view comes. */
export function applyEngagement(state: BatchState, engagement: Engagement): void {
  const { project, event, at } = engagement;
  const { pageview_id: pageviewId, engaged_ms: engagedMs, scroll_pct: scrollPct } = event.body;
  if (isDuplicate(state, engagement)) return tally(state, project.id, 'duplicate');
  noteEventId(state, engagement);
  tally(state, project.id, 'stored');
  const told = { engagedMs, scrollPct, toldAt: at };

  const number = state.eventIds.get(eventKey(project.id, 'pageview', pageviewId));
  if (number == null) return keepWaiting(state, engagement, told);
  const view = state.pageviews.get(keyOf(project.id, number));
  // The view may be gone while its id is still remembered: nothing is left to be engaged with.
  if (!view) return;
  raiseKnown(state, view, told);
}

/**
 * Applies what was told of a view before the view itself came.
 * @param number the stored view that the event's id stands for: its own, or the one that it repeats
 */
export function applyWaitingEngagement(
  state: BatchState,
  project: ProjectId,
  pageviewId: EventId,
  number: PageviewNumber,
): void {
  const key = keyOf(project, pageviewId);
  const waiting = state.waiting.get(key);
  const view = state.pageviews.get(keyOf(project, number));
  if (!waiting || !view) return;
  state.waiting.delete(key);
  raiseKnown(state, view, { ...waiting, toldAt: waiting.occurredAt });
}

function keepWaiting(state: BatchState, { project, event }: Engagement, told: Told): void {
  const pageviewId = event.body.pageview_id;
  const key = keyOf(project.id, pageviewId);
  const before = state.waiting.get(key);
  state.waiting.set(key, {
    project: project.id,
    pageviewId,
    engagedMs: Math.max(told.engagedMs, before?.engagedMs ?? 0),
    scrollPct: maxScroll(told.scrollPct, before?.scrollPct ?? null),
    occurredAt: Math.max(told.toldAt, before?.occurredAt ?? 0),
    receivedAt: Math.max(event.receivedAt, before?.receivedAt ?? 0),
  });
}

/** Raises a view's engagement, and notes it for saving unless the view is saved as a whole anyway. */
function raiseKnown(state: BatchState, view: PageviewState, told: Told): void {
  if (raise(state, view, told) && !state.newPageviews.has(view as Pageview)) state.changedPageviews.add(view);
}

/** @returns whether anything changed */
function raise(state: BatchState, view: PageviewState, told: Told): boolean {
  const addedMs = Math.max(0, told.engagedMs - view.engagedMs);
  const scrollPct = maxScroll(told.scrollPct, view.scrollPct);
  if (addedMs === 0 && scrollPct === view.scrollPct) return false;
  view.engagedMs += addedMs;
  view.scrollPct = scrollPct;
  markDay(state, view.project, view.day);
  const session = state.sessions.get(keyOf(view.project, view.session));
  if (session) {
    addEngagement(session, view, addedMs, told.toldAt);
    markDay(state, view.project, session.startDay);
    state.changedSessions.add(session);
  }
  return true;
}

function maxScroll(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}
