import type { DayRange, EpochMs, LocalDay, ProjectId } from '@micrologs/domain';

/** What a view says of itself, and groups can be made by. An unknown value is an empty text. */
export type ViewDimension =
  | 'url'
  /** Of the URL: without host, query and fragment. */
  | 'path'
  /** Of the URL: lower case, without a port. */
  | 'hostname'
  | 'deviceType'
  | 'os'
  | 'browser'
  | 'country'
  | 'countryCode'
  | 'region'
  | 'city'
  | 'referrer'
  | 'referrerCategory'
  | 'utmSource'
  | 'utmMedium'
  | 'utmCampaign'
  | 'utmTerm'
  | 'utmContent';

/** What is true of a whole session: its first page, its last, and how it came, which its first view tells. */
export type SessionDimension =
  /** Path of the entry URL. */
  | 'entryPage'
  /** Path of the exit URL. */
  | 'exitPage'
  /** See `channelOf`. */
  | 'channel'
  | 'entryReferrer'
  | 'entryUtmSource'
  | 'entryUtmMedium'
  | 'entryUtmCampaign'
  | 'entryUtmTerm'
  | 'entryUtmContent';

/** `day`: of the project's zone. `bucket`: the place of the stretch in `buckets`, from 0. */
export type TimeDimension = 'day' | 'bucket';

/** What pageviews can be grouped by; a session's dimensions are those of the view's session. */
export type PageviewDimension = TimeDimension | ViewDimension | SessionDimension;

/** What can be measured over a group of pageviews. */
export type PageviewMeasure =
  | 'pageviews'
  /** Distinct visitors. */
  | 'visitors'
  /** Distinct visitors whose first view ever lies in the day, or the bucket, of the group; in both where it has both. */
  | 'newOnDay'
  /** Distinct visitors whose first view ever lies in the time asked for. */
  | 'newInRange'
  /** Distinct sessions with a view in the group. */
  | 'sessions'
  /** Sum of engaged time, in ms. */
  | 'engagedMs'
  /** Mean of the deepest scroll position over the views that told one, 0–100; null when none did. */
  | 'scrollPct'
  /** The title of the latest view; the larger text where two views are equally late. */
  | 'latestTitle';

/** Fields of a filter. `visitorType` is `new` (the first view ever lies in the time asked for) or `returning`. */
export type FilterField = Exclude<ViewDimension, 'url'> | SessionDimension | 'visitorType';

/**
 * A condition on single views, which looks at the view, its session and its visitor. Comparisons are bytewise. A
 * condition holds when it does for any of its values.
 */
export type FactFilter =
  | { all: readonly FactFilter[] }
  | { any: readonly FactFilter[] }
  | { not: FactFilter }
  | { field: FilterField; op: 'is' | 'contains' | 'startsWith'; values: readonly string[] };

/** Which facts are asked about. */
export interface FactScope {
  project: ProjectId;
  /** Days of the project's zone, both ends included; with `times`, all that these touch. */
  days: DayRange;
  /** Half-open; leaves out the views, and the sessions that started, at another time. Absent: the whole days. */
  times?: { from: EpochMs; to: EpochMs };
  /**
   * Ascending bounds of half-open stretches of time that lie side by side; what lies outside them is left out, and is not
   * of the time asked for.
   */
  buckets?: readonly EpochMs[];
  /**
   * Views that fulfil it. Of sessions: those that started in the scope and have a view in it that fulfils it.
   */
  filter?: FactFilter;
}

/** Asks for measures of pageviews in groups; made by `pageviewQuery`. */
export interface PageviewQuery<
  D extends PageviewDimension = PageviewDimension,
  M extends PageviewMeasure = PageviewMeasure,
> extends FactScope {
  from: 'pageviews';
  /** Without dimensions, all views are one group, which has a row also when it is empty. */
  by: readonly D[];
  measures: readonly M[];
  /** Leaves out views whose value of this dimension is empty. */
  nonEmpty?: readonly PageviewDimension[];
  /**
   * Most of this measure first, null last; ties by the dimensions in the order of `by`, ascending, bytewise. Without it:
   * by the dimensions.
   */
  mostOf?: Exclude<M, 'latestTitle'>;
  /** Rows at most, from 1. */
  limit?: number;
  /** Rows of that order left out at its beginning. */
  offset?: number;
}

export type SessionGroup = TimeDimension | SessionDimension;

/** Asks for sessions by when they started and what they are; made by `sessionQuery`. */
export interface SessionQuery<D extends SessionGroup = SessionGroup> extends FactScope {
  from: 'sessions';
  /** Without dimensions: one row, also when there is nothing. */
  by: readonly D[];
  /** True where visitors are asked for, which are dear to tell apart. */
  people?: boolean;
  /** Leaves out sessions whose value of this dimension is empty. */
  nonEmpty?: readonly SessionDimension[];
  /** Most sessions first, ties by the dimensions in the order of `by`, ascending, bytewise; without it by the dimensions. */
  mostFirst?: boolean;
  limit?: number;
  offset?: number;
}

export function pageviewQuery<const D extends PageviewDimension, const M extends PageviewMeasure>(
  query: Omit<PageviewQuery<D, M>, 'from'>,
): PageviewQuery<D, M> {
  return { from: 'pageviews', ...query };
}

export function sessionQuery<const D extends SessionGroup>(query: Omit<SessionQuery<D>, 'from'>): SessionQuery<D> {
  return { from: 'sessions', ...query };
}

export type DimensionValue<D> = D extends 'day' ? LocalDay : D extends 'bucket' ? number : string;
export type MeasureValue<M> = M extends 'latestTitle' ? string : M extends 'scrollPct' ? number | null : number;
export type PageviewRow<D extends PageviewDimension, M extends PageviewMeasure> = { [K in D]: DimensionValue<K> } & {
  [K in M]: MeasureValue<K>;
};

/** Sessions in a group. Durations and engaged time are sums over whole sessions, in ms. */
export interface SessionSums {
  sessions: number;
  /** Distinct visitors who started them; 0 where nobody asked for them. */
  visitors: number;
  bounces: number;
  durationMs: number;
  /** Duration of the sessions that did not bounce. */
  unbouncedDurationMs: number;
  engagedMs: number;
}

export type SessionRow<D extends SessionGroup> = { [K in D]: DimensionValue<K> } & SessionSums;
