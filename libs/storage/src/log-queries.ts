import type {
  AuditEntry,
  DayRange,
  Environment,
  EpochMs,
  ErrorEvent,
  ErrorEventNumber,
  ErrorGroup,
  ErrorGroupEnvironment,
  ErrorGroupNumber,
  ErrorStatus,
  ErrorTransition,
  Link,
  LinkId,
  LocalDay,
  PageviewNumber,
  ProjectId,
  ReferrerCategory,
  Severity,
} from '@micrologs/domain';
import type { AfterGroup } from './error-store.ts';

/** Half-open. */
export interface TimeRange {
  from: EpochMs;
  to: EpochMs;
}

/** Groups that occurred last in a stretch of time, newest first, ties by number, the larger first. */
export interface ErrorGroupsQuery {
  from: 'errorGroups';
  project: ProjectId;
  /** Which groups; all of the project's in `lastSeen` when absent. */
  numbers?: readonly ErrorGroupNumber[];
  lastSeen?: TimeRange;
  status?: ErrorStatus;
  severity?: Severity;
  /** Groups that ever occurred in this environment. */
  environment?: Environment;
  after?: AfterGroup;
  limit: number;
}

/** How many groups occurred last in a stretch of time, by status and severity: one row. */
export interface ErrorSummaryQuery {
  from: 'errorSummary';
  project: ProjectId;
  lastSeen: TimeRange;
}

export type ErrorSummary = { total: number } & Record<ErrorStatus, number> & Record<Severity, number>;

export type ErrorDimension = 'day' | 'group';

/** Counts of error events. Without dimensions: one row, also when there is nothing. */
export interface ErrorCountsQuery {
  from: 'errorCounts';
  project: ProjectId;
  days: DayRange;
  /** Only these groups. */
  groups?: readonly ErrorGroupNumber[];
  by: readonly ErrorDimension[];
  /** False where nobody asks for visitors and sessions, which are dear to tell apart. */
  people?: false;
  /** Most occurrences first, ties by the dimensions; without it by the dimensions, ascending. */
  mostFirst?: boolean;
  limit?: number;
}

export interface ErrorCounts {
  /** Where asked for; 0 otherwise. */
  day: LocalDay;
  group: ErrorGroupNumber;
  occurrences: number;
  /** Distinct groups. */
  groups: number;
  /** Distinct visitors and sessions, of the events that told them; 0 where not asked for. */
  visitors: number;
  sessions: number;
}

/** Occurrences in a stretch of time of each group that occurred in it or later, 0 included; by group, ascending. */
export interface ErrorWindowQuery {
  from: 'errorWindow';
  project: ProjectId;
  times: TimeRange;
  /** Only these groups, environments or severities; all of them when absent. */
  groups?: readonly ErrorGroupNumber[];
  environments?: readonly Environment[];
  severities?: readonly Severity[];
}

/** Single occurrences of a group, newest first, ties by number, the larger first. */
export interface ErrorEventsQuery {
  from: 'errorEvents';
  project: ProjectId;
  group: ErrorGroupNumber;
  days: DayRange;
  after?: { occurredAt: EpochMs; number: ErrorEventNumber };
  limit: number;
}

/** Per environment, most occurrences first. */
export interface ErrorEnvironmentsQuery {
  from: 'errorEnvironments';
  project: ProjectId;
  groups: readonly ErrorGroupNumber[];
}

/** Changes of a group's status, newest first. */
export interface ErrorTransitionsQuery {
  from: 'errorTransitions';
  project: ProjectId;
  group: ErrorGroupNumber;
  limit: number;
}

/** Audit entries, newest first, ties by sequence, the larger first. Filters compare bytes. */
export interface AuditEntriesQuery {
  from: 'auditEntries';
  project: ProjectId;
  days: DayRange;
  action?: string;
  actor?: string;
  after?: { occurredAt: EpochMs; sequence: number };
  limit: number;
}

/** Most frequent first, ties by action, ascending. */
export interface AuditActionsQuery {
  from: 'auditActions';
  project: ProjectId;
  days: DayRange;
  limit: number;
}

/** Links of a project, newest (largest id) first. */
export interface LinksQuery {
  from: 'links';
  project: ProjectId;
  code?: string;
  tag?: string;
  /** Links with a smaller id than this. */
  before?: LinkId;
  limit: number;
}

/** Every link with its clicks of these days, most clicks first, ties by id, the larger first. */
export interface LinkClicksQuery {
  from: 'linkClicks';
  project: ProjectId;
  days: DayRange;
  after?: { clicks: number; id: LinkId };
  limit: number;
}

export type ClickDimension = 'day' | 'country' | 'countryCode' | 'referrerCategory' | 'deviceType' | 'uncounted';

/** Clicks of one link. Without dimensions: one row, also when there is nothing. */
export interface ClicksQuery {
  from: 'clicks';
  project: ProjectId;
  link: LinkId;
  days: DayRange;
  /** True: clicks that count; false: requests that do not. */
  counted: boolean;
  by: readonly ClickDimension[];
  /** Leaves out clicks without a country. */
  located?: boolean;
  /** Most clicks first, ties by the dimensions; without it by the dimensions, ascending. */
  mostFirst?: boolean;
  limit?: number;
}

/** Dimensions that were not asked for are 0 or empty. */
export interface ClickCounts {
  day: LocalDay;
  country: string;
  countryCode: string;
  referrerCategory: ReferrerCategory | '';
  deviceType: string;
  uncounted: string;
  clicks: number;
  /** Distinct address hashes. */
  uniqueClicks: number;
}

/** How many of the views that were stored after the one numbered `after` happened in a stretch of time: one row. */
export interface NewViewsQuery {
  from: 'newViews';
  project: ProjectId;
  after: PageviewNumber;
  times: TimeRange;
}

/** Tells whether errors came since it was asked last: the number of the occurrence stored last, 0 before the first; one row. */
export interface LastErrorQuery {
  from: 'lastError';
  project: ProjectId;
}

/** When anything last happened that a client told of: one row. Looks at what was stored last of each kind. */
export interface LatestEventQuery {
  from: 'latestEvent';
  project: ProjectId;
}

/** Questions about errors, audit entries and links, as a store answers them, and those that alerts ask all the time. */
export type LogQuery =
  | NewViewsQuery
  | LastErrorQuery
  | LatestEventQuery
  | ErrorWindowQuery
  | ErrorGroupsQuery
  | ErrorSummaryQuery
  | ErrorCountsQuery
  | ErrorEventsQuery
  | ErrorEnvironmentsQuery
  | ErrorTransitionsQuery
  | AuditEntriesQuery
  | AuditActionsQuery
  | LinksQuery
  | LinkClicksQuery
  | ClicksQuery;

/** What each of them is answered with. */
export interface LogRows {
  errorGroups: ErrorGroup[];
  errorSummary: [ErrorSummary];
  errorCounts: ErrorCounts[];
  errorWindow: { group: ErrorGroupNumber; occurrences: number }[];
  errorEvents: ErrorEvent[];
  errorEnvironments: ErrorGroupEnvironment[];
  errorTransitions: ErrorTransition[];
  auditEntries: AuditEntry[];
  auditActions: { action: string; count: number }[];
  links: Link[];
  linkClicks: { link: Link; clicks: number; uniqueClicks: number }[];
  clicks: ClickCounts[];
  /** `last`: the number of the view stored last; 0 before the first. */
  newViews: [{ pageviews: number; last: PageviewNumber }];
  /** Null when nothing ever happened. */
  lastError: [{ number: ErrorEventNumber }];
  latestEvent: [{ at: EpochMs | null }];
}

/**
 * Stands for the groups, or the link, in the rows that another query of the same read was answered with; that one comes
 * earlier. About no rows at all there is nothing to say: then the answer has no row either, not even a total.
 */
export interface RowsOf {
  rowsOf: string;
}

type Replacing<Query, Name extends keyof Query> = Omit<Query, Name> & { [K in Name]-?: RowsOf };

/** What may be asked: every question, and those that depend on the answer to another. */
export type AskedLogQuery =
  | LogQuery
  | Replacing<ErrorGroupsQuery, 'numbers'>
  | Replacing<ErrorCountsQuery, 'groups'>
  | Replacing<ErrorEnvironmentsQuery, 'groups'>
  | Replacing<ClicksQuery, 'link'>;
