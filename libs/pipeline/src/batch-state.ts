import type {
  DropReason,
  EpochMs,
  EventId,
  EventKind,
  LocalDay,
  Pageview,
  PageviewNumber,
  Project,
  ProjectId,
  Session,
  VisitorNumber,
} from '@micrologs/domain';
import type { SeenView } from '@micrologs/sessions';
import type { Counters, PageviewState, WaitingEngagement } from '@micrologs/storage';

/** A visitor as the batch sees it. */
export interface VisitorState {
  project: ProjectId;
  number: VisitorNumber;
  /** Hex; the hash under which a new visitor will be stored. */
  hash: string;
  firstSeen: EpochMs;
  firstDay: LocalDay;
  lastSeen: EpochMs;
  /** Hex; empty when none was told. The store never replaces one that it has. */
  fingerprintHash: string;
  isNew: boolean;
  changed: boolean;
  /** Known sessions, and those that the batch starts. */
  sessions: Session[];
  /** Every session whose activity reaches to this time or beyond is among `sessions`; null when none was read. */
  sessionsFrom: EpochMs | null;
  /** When the project was last edited: an edit may have rewritten days. */
  projectEditedAt: EpochMs;
  /** Known views around the batch's events, and those that it adds. */
  views: SeenView[];
}

/** A key of a Map: numbers and ids hold no space, so no two keys are alike. */
export const keyOf = (project: ProjectId, id: string | number): string => `${project} ${id}`;

export const eventKey = (project: ProjectId, kind: EventKind, id: EventId): string => `${project} ${kind} ${id}`;

/** Numbers given out to new visitors, sessions and pageviews, per project. */
export class Numbering {
  readonly #counters: Map<ProjectId, Counters>;
  readonly #changed = new Set<ProjectId>();

  constructor(counters: Map<ProjectId, Counters>) {
    this.#counters = counters;
  }

  next(project: ProjectId, what: keyof Counters): number {
    const counters = this.#counters.get(project)!;
    counters[what] += 1;
    this.#changed.add(project);
    return counters[what];
  }

  changed(): { project: ProjectId; counters: Counters }[] {
    return [...this.#changed].map((project) => ({ project, counters: this.#counters.get(project)! }));
  }
}

export interface EventIdRow {
  project: ProjectId;
  kind: EventKind;
  id: EventId;
  pageview: PageviewNumber | null;
  receivedAt: EpochMs;
}

/** Everything that a batch reads, decides and will write. Loaded, then changed by pure code, then saved. */
export interface BatchState {
  projects: Map<ProjectId, Project>;
  /** The first day of a project that still takes views; absent where every day does. */
  frozenBefore: Map<ProjectId, LocalDay>;
  numbering: Numbering;
  /** By `eventKey`: the pageview that the id stands for, null for other kinds. */
  eventIds: Map<string, PageviewNumber | null>;
  newEventIds: EventIdRow[];
  /** By `project hash`. */
  visitors: Map<string, VisitorState>;
  /** By `project fingerprintHash`. */
  visitorsByFingerprint: Map<string, VisitorState>;
  newVisitors: VisitorState[];
  newAliases: { project: ProjectId; hash: string; number: VisitorNumber }[];
  /** By `project number`. */
  sessions: Map<string, Session>;
  changedSessions: Set<Session>;
  newPageviews: Set<Pageview>;
  /** Pageviews whose engagement may change, stored and new ones, by `project number`. */
  pageviews: Map<string, PageviewState>;
  /** Stored pageviews whose engagement changed. */
  changedPageviews: Set<PageviewState>;
  /**
   * Engagements that came before their pageview, by `project pageviewId`: those of the batch, and those taken from the store
   * because their pageview may be in the batch. What is left in the end waits on.
   */
  waiting: Map<string, WaitingEngagement>;
  /** By `project day`. */
  changedDays: Map<string, { project: ProjectId; day: LocalDay }>;
  /** By `project outcome`. */
  tally: Map<string, { project: ProjectId; outcome: 'stored' | DropReason; count: number }>;
}

export function markDay(state: BatchState, project: ProjectId, day: LocalDay): void {
  // A session that the writer remembers may have started on one.
  if (isFrozen(state, project, day)) return;
  const key = keyOf(project, day);
  if (!state.changedDays.has(key)) state.changedDays.set(key, { project, day });
}

/** Whether the views of a day have gone by retention: nothing of it changes any more. */
export function isFrozen({ frozenBefore }: BatchState, project: ProjectId, day: LocalDay): boolean {
  return day < (frozenBefore.get(project) ?? day);
}

export function tally(state: BatchState, project: ProjectId, outcome: 'stored' | DropReason): void {
  const key = keyOf(project, outcome);
  const entry = state.tally.get(key);
  if (entry) entry.count += 1;
  else state.tally.set(key, { project, outcome, count: 1 });
}
