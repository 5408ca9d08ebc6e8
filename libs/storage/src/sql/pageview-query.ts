import { DummyDriver, Kysely, type RawBuilder, SqliteAdapter, SqliteIntrospector, sql } from 'kysely';
import type { PageviewDimension, PageviewMeasure, PageviewQuery } from '../facts.ts';
import type { SqlDialect, SqlValue } from './connection.ts';
import type { PageviewsTable, Schema } from './schema.ts';

/** Where the title begins in what is selected as `latestTitle`: behind the digits of its time. */
export const TITLE_AT = 16;

const COLUMNS: Partial<Record<PageviewDimension, keyof PageviewsTable>> = {
  day: 'day',
  url: 'url',
  deviceType: 'device_type',
  os: 'os',
  browser: 'browser',
  country: 'country',
  countryCode: 'country_code',
  region: 'region',
  city: 'city',
  referrer: 'referrer',
  referrerCategory: 'referrer_category',
  utmSource: 'utm_source',
  utmMedium: 'utm_medium',
  utmCampaign: 'utm_campaign',
};

/** Builds queries and compiles them to text; it never runs any. */
export type QueryBuilder = Kysely<Schema>;

export async function createQueryBuilder(dialect: SqlDialect): Promise<QueryBuilder> {
  const compiler = await dialect.createQueryCompiler();
  return new Kysely<Schema>({
    dialect: {
      // Adapter and introspector serve running queries and reading schemas, which never happens here.
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => compiler,
    },
  });
}

function measureExpressions(
  dialect: SqlDialect,
  { days }: PageviewQuery,
): Record<PageviewMeasure, RawBuilder<number | string | null>> {
  const visitorsWith = (condition: RawBuilder<unknown>) =>
    sql<number>`count(distinct case when ${condition} then p.visitor end)`;
  return {
    pageviews: sql<number>`count(*)`,
    visitors: sql<number>`count(distinct p.visitor)`,
    newOnDay: visitorsWith(sql`v.first_day = p.day`),
    newInRange: visitorsWith(sql`v.first_day >= ${days.from} and v.first_day <= ${days.to}`),
    sessions: sql<number>`count(distinct p.session)`,
    engagedMs: sql<number>`coalesce(sum(p.engaged_ms), 0)`,
    scrollPct: sql<number | null>`avg(p.scroll_pct)`,
    // The greatest of time and title in one: no second pass, and a tie in time goes to the greater title.
    latestTitle: sql<string | null>`max(${sql.raw(dialect.numberThenText('p.occurred_at', 'p.title'))})`,
  };
}

const NEEDS_VISITORS: ReadonlySet<PageviewMeasure> = new Set(['newOnDay', 'newInRange']);

/**
 * One query text for any dimensions and measures, whose rows carry their names. `latestTitle` comes with its time in
 * front (see `TITLE_AT`).
 */
export function buildPageviewQuery(
  builder: QueryBuilder,
  dialect: SqlDialect,
  query: PageviewQuery,
): { text: string; parameters: readonly SqlValue[] } {
  const column = (dimension: PageviewDimension) => sql.ref<string | number>(`p.${COLUMNS[dimension]}`);
  const measures = measureExpressions(dialect, query);

  let select = builder
    .selectFrom('pageviews as p')
    .where('p.project_id', '=', query.project)
    .where('p.day', '>=', query.days.from)
    .where('p.day', '<=', query.days.to)
    .select([
      ...query.by.map((dimension) => column(dimension).as(dimension)),
      ...query.measures.map((measure) => measures[measure].as(measure)),
    ]);
  if (query.measures.some((measure) => NEEDS_VISITORS.has(measure))) {
    select = select.innerJoin('visitors as v', (join) =>
      join.onRef('v.project_id', '=', 'p.project_id').onRef('v.number', '=', 'p.visitor'),
    );
  }
  for (const dimension of query.nonEmpty ?? []) select = select.where(column(dimension), '<>', '');
  for (const dimension of query.by) select = select.groupBy(column(dimension));
  if (query.mostOf) select = select.orderBy(sql.ref(query.mostOf), 'desc');
  for (const dimension of query.by) select = select.orderBy(column(dimension));
  if (query.limit !== undefined) select = select.limit(query.limit);
  if (query.offset !== undefined) {
    // No engine takes an offset without a limit.
    if (query.limit === undefined) select = select.limit(Number.MAX_SAFE_INTEGER);
    select = select.offset(query.offset);
  }

  const { sql: text, parameters } = select.compile();
  return { text, parameters: parameters as readonly SqlValue[] };
}
