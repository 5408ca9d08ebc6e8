import type { DayRange, LocalDay, ProjectId } from '@micrologs/domain';
import type { AskedLogQuery, LogRows } from './log-queries.ts';

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

/** Asks for measures of pageviews in groups; made by `pageviewQuery`. */
export interface PageviewQuery<
  D extends PageviewDimension = PageviewDimension,
  M extends PageviewMeasure = PageviewMeasure,
> {
  from: 'pageviews';
  project: ProjectId;
  /** Both ends included. */
  days: DayRange;
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

/** Asks for sessions by the day on which they started; made by `sessionQuery`. */
export interface SessionQuery<By extends 'day' | 'total' = 'day' | 'total'> {
  from: 'sessions';
  project: ProjectId;
  /** Both ends included. */
  days: DayRange;
  /** `day`: a row for every day with sessions, ascending. `total`: one row. */
  by: By;
}

/** One question to a `FactReader`. */
export type FactQuery = PageviewQuery | SessionQuery | AskedLogQuery;

/** Questions that belong together, each under a name of the asker's choice. */
export type FactQueries = Readonly<Record<string, FactQuery>>;

export function pageviewQuery<const D extends PageviewDimension, const M extends PageviewMeasure>(
  query: Omit<PageviewQuery<D, M>, 'from'>,
): PageviewQuery<D, M> {
  return { from: 'pageviews', ...query };
}

export function sessionQuery<const By extends 'day' | 'total'>(
  query: Omit<SessionQuery<By>, 'from'>,
): SessionQuery<By> {
  return { from: 'sessions', ...query };
}

export type DimensionValue<D> = D extends 'day' ? LocalDay : string;
export type MeasureValue<M> = M extends 'latestTitle' ? string : M extends 'scrollPct' ? number | null : number;
export type PageviewRow<D extends PageviewDimension, M extends PageviewMeasure> = { [K in D]: DimensionValue<K> } & {
  [K in M]: MeasureValue<K>;
};

/** Sessions that started in a group of days. Durations and engaged time are sums, in ms. */
export interface SessionSums {
  sessions: number;
  bounces: number;
  durationMs: number;
  /** Duration of the sessions that did not bounce. */
  unbouncedDurationMs: number;
  engagedMs: number;
}

export interface SessionDayRow extends SessionSums {
  day: LocalDay;
}

/** The rows that answer a query; a total is one row. */
export type FactRows<Q extends FactQuery> =
  Q extends PageviewQuery<infer D, infer M>
    ? [D] extends [never]
      ? [PageviewRow<D, M>]
      : PageviewRow<D, M>[]
    : Q extends SessionQuery<infer By>
      ? By extends 'total'
        ? [SessionSums]
        : SessionDayRow[]
      : Q extends AskedLogQuery
        ? LogRows[Q['from']]
        : never;

/** The rows of each query under its name. */
export type FactAnswers<Q extends FactQueries> = { [Name in keyof Q]: FactRows<Q[Name]> };

/**
 * Reads aggregates of facts. This is the seam behind which finished days may be kept in another form than rows: whatever
 * stands behind it, an answer equals a recount of the single facts.
 */
export interface FactReader {
  /** Answers all the queries from one snapshot, whatever is stored meanwhile. */
  read<Q extends FactQueries>(queries: Q): Promise<FactAnswers<Q>>;
}
