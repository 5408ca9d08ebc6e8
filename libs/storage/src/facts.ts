import type { PageviewQuery, PageviewRow, SessionQuery, SessionRow, SessionSums } from '@micrologs/columns';
import type { AskedLogQuery, LogRows } from './log-queries.ts';

export {
  type FactFilter,
  type FactScope,
  type FilterField,
  type PageviewDimension,
  type PageviewMeasure,
  type PageviewQuery,
  type PageviewRow,
  pageviewQuery,
  type SessionDimension,
  type SessionGroup,
  type SessionQuery,
  type SessionRow,
  type SessionSums,
  sessionQuery,
  type TimeDimension,
  type ViewDimension,
} from '@micrologs/columns';

/** One question to a `FactReader`. */
export type FactQuery = PageviewQuery | SessionQuery | AskedLogQuery;

/** Questions that belong together, each under a name of the asker's choice. */
export type FactQueries = Readonly<Record<string, FactQuery>>;

/** The rows that answer a query; a total is one row. */
export type FactRows<Q extends FactQuery> =
  Q extends PageviewQuery<infer D, infer M>
    ? [D] extends [never]
      ? [PageviewRow<D, M>]
      : PageviewRow<D, M>[]
    : Q extends SessionQuery<infer D>
      ? [D] extends [never]
        ? [SessionSums]
        : SessionRow<D>[]
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

/** About facts whose every change is counted. */
export type CountedQuery = PageviewQuery | SessionQuery;

export function isCounted(query: FactQuery): query is CountedQuery {
  return query.from === 'pageviews' || query.from === 'sessions';
}

/** The same, where every change of what is asked about is counted. */
export interface VersionedFactReader extends FactReader {
  /**
   * What tells the present state of all facts that these questions are about from any other: while it is the same, so are the
   * answers.
   */
  version(queries: Readonly<Record<string, CountedQuery>>): Promise<string>;
  /** Answers, and the version of the facts in their snapshot. */
  readVersioned<Q extends Readonly<Record<string, CountedQuery>>>(
    queries: Q,
  ): Promise<{ version: string; answers: FactAnswers<Q> }>;
}
