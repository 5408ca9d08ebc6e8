import type { DayRange, LocalDay, ProjectId } from '@micrologs/domain';

/** What pageviews can be grouped by. */
export type PageviewDimension =
  | 'day'
  | 'url'
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
  | 'utmCampaign';

/** What can be measured over a group of pageviews. */
export type PageviewMeasure =
  | 'pageviews'
  /** Distinct visitors. */
  | 'visitors'
  /** Distinct visitors whose first day ever is the day of the view. */
  | 'newOnDay'
  /** Distinct visitors whose first day ever lies in the range asked for. */
  | 'newInRange'
  /** Distinct sessions with a view in the group. */
  | 'sessions'
  /** Sum of engaged time, in ms. */
  | 'engagedMs'
  /** Mean of the deepest scroll position over the views that told one, 0–100; null when none did. */
  | 'scrollPct'
  /** The title of the latest view; the larger text where two views are equally late. */
  | 'latestTitle';

export interface PageviewQuery<D extends PageviewDimension, M extends PageviewMeasure> {
  project: ProjectId;
  days: DayRange;
  by: readonly D[];
  measures: readonly M[];
  /** Leaves out views whose value of this dimension is empty. */
  nonEmpty?: readonly PageviewDimension[];
  /**
   * Most of this measure first, null last; ties by the dimensions in the order of `by`, ascending, bytewise. Without it:
   * by the dimensions.
   */
  mostOf?: Exclude<M, 'latestTitle'>;
  limit?: number;
}

export type DimensionValue<D> = D extends 'day' ? LocalDay : string;
export type MeasureValue<M> = M extends 'latestTitle' ? string : M extends 'scrollPct' ? number | null : number;
export type PageviewRow<D extends PageviewDimension, M extends PageviewMeasure> = { [K in D]: DimensionValue<K> } & {
  [K in M]: MeasureValue<K>;
};

/** Sessions that started in a group of days. Durations and engaged time are sums, in ms. */
export interface SessionRow {
  /** Null in a total. */
  day: LocalDay | null;
  sessions: number;
  bounces: number;
  durationMs: number;
  /** Duration of the sessions that did not bounce. */
  unbouncedDurationMs: number;
  engagedMs: number;
}

/**
 * Reads aggregates of facts, each answer from one snapshot. This is the seam behind which finished days may be kept in
 * another form than rows: whatever stands behind it, an answer equals a recount of the single facts.
 */
export interface FactReader {
  /** Without dimensions there is exactly one row. */
  pageviews<D extends PageviewDimension, M extends PageviewMeasure>(
    query: PageviewQuery<D, M>,
  ): Promise<PageviewRow<D, M>[]>;
  /** One row per start day with sessions, ascending; or one total row. */
  sessions(query: { project: ProjectId; days: DayRange; by: 'day' | 'total' }): Promise<SessionRow[]>;
}
