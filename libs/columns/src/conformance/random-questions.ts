import {
  DAY_MS,
  dayStart,
  daysOfMonth,
  type IanaZone,
  type LocalDay,
  MINUTE_MS,
  monthOf,
  type ProjectId,
} from '@micrologs/domain';
import fc from 'fast-check';
import {
  type FactFilter,
  type FactScope,
  type FilterField,
  type PageviewDimension,
  type PageviewMeasure,
  type PageviewQuery,
  pageviewQuery,
  type SessionDimension,
  type SessionGroup,
  type SessionQuery,
  sessionQuery,
} from '../question.ts';

export const VIEW_DIMENSIONS = [
  'url',
  'path',
  'hostname',
  'deviceType',
  'os',
  'browser',
  'country',
  'countryCode',
  'region',
  'city',
  'referrer',
  'referrerCategory',
  'utmSource',
  'utmMedium',
  'utmCampaign',
  'utmTerm',
  'utmContent',
] as const satisfies readonly PageviewDimension[];

export const SESSION_DIMENSIONS = [
  'entryPage',
  'exitPage',
  'channel',
  'entryReferrer',
  'entryUtmSource',
  'entryUtmMedium',
  'entryUtmCampaign',
  'entryUtmTerm',
  'entryUtmContent',
] as const satisfies readonly SessionDimension[];

export const MEASURES = [
  'pageviews',
  'visitors',
  'newOnDay',
  'newInRange',
  'sessions',
  'engagedMs',
  'scrollPct',
  'latestTitle',
] as const satisfies readonly PageviewMeasure[];

const FIELDS: readonly FilterField[] = [
  ...VIEW_DIMENSIONS.filter((dimension) => dimension !== 'url'),
  ...SESSION_DIMENSIONS,
  'visitorType',
];

/** What is often asked for; the last is nowhere. */
const COMMON_VALUES = [
  '',
  'new',
  'returning',
  'mobile',
  'desktop',
  'social',
  'Direct',
  'Organic',
  '/a',
  'no such text',
];

/** Where questions are asked about: a project, some days of its zone, and texts that occur there. */
export interface Ground {
  project: ProjectId;
  zone: IanaZone;
  days: { from: LocalDay; to: LocalDay };
  texts: readonly string[];
}

/** Filters of any shape, nested up to three deep. */
function randomFilter(texts: readonly string[]): fc.Arbitrary<FactFilter> {
  const value = fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...COMMON_VALUES));
  const leaf: fc.Arbitrary<FactFilter> = fc.record({
    field: fc.constantFrom(...FIELDS),
    op: fc.constantFrom('is' as const, 'contains' as const, 'startsWith' as const),
    values: fc.oneof(fc.array(value, { maxLength: 3 }), fc.array(value, { minLength: 4, maxLength: 12 })),
  });
  const nested = (inner: fc.Arbitrary<FactFilter>): fc.Arbitrary<FactFilter> =>
    fc.oneof(
      { weight: 2, arbitrary: leaf },
      fc.record({ all: fc.array(inner, { maxLength: 3 }) }),
      fc.record({ any: fc.array(inner, { maxLength: 3 }) }),
      fc.record({ not: inner }),
    );
  return nested(nested(nested(leaf)));
}

/** Absent as often as not, or more often, so that most questions find something. */
function optional<T>(arbitrary: fc.Arbitrary<T>, present = 1, absent = 1): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: present, arbitrary }, { weight: absent, arbitrary: fc.constant(undefined) });
}

/** Any stretch of days, sometimes cut by instants, whole minutes or not, and sometimes into stretches. */
function randomScope({ project, zone, days, texts }: Ground): fc.Arbitrary<FactScope> {
  const length = days.to - days.from + 1;
  const start = dayStart(days.from, zone);
  const end = dayStart(days.to + 1, zone);
  const instant = fc.oneof(
    fc.integer({ min: 0, max: length * (DAY_MS / MINUTE_MS) }).map((minute) => start + minute * MINUTE_MS),
    fc.integer({ min: 0, max: length * DAY_MS }).map((ms) => start + ms),
    fc.integer({ min: 0, max: length }).map((day) => dayStart(days.from + day, zone)),
  );
  return fc
    .record({
      first: fc.oneof(fc.integer({ min: 0, max: length - 1 }), fc.constant(0)),
      days: fc.oneof(fc.integer({ min: 0, max: length }), fc.constant(length), fc.constant(length)),
      times: optional(fc.tuple(instant, instant), 1, 3),
      buckets: optional(
        fc.oneof(
          fc.uniqueArray(instant, { maxLength: 8 }),
          fc.uniqueArray(instant, { maxLength: 30 }).map((some) => [...new Set([start, ...some, end])]),
        ),
        1,
        2,
      ),
      filter: optional(randomFilter(texts)),
    })
    .map((random) => ({
      project,
      days: { from: days.from + random.first, to: days.from + random.first + random.days - 1 },
      times: random.times && { from: Math.min(...random.times), to: Math.max(...random.times) },
      buckets: random.buckets?.toSorted((a, b) => a - b),
      filter: random.filter,
    }));
}

/** Times more often than each other dimension. */
function randomGroups<D extends PageviewDimension>(dimensions: D[]): fc.Arbitrary<D[]> {
  const some = fc.shuffledSubarray(dimensions, { maxLength: 4 });
  const bucket = dimensions.filter((dimension) => dimension === 'bucket');
  return fc.oneof(
    { weight: 4, arbitrary: some },
    { weight: 1, arbitrary: some.map((by) => [...new Set([...bucket, ...by])]) },
  );
}

const randomPage = {
  limit: optional(fc.integer({ min: 1, max: 6 })),
  offset: optional(fc.integer({ min: 0, max: 6 }), 1, 3),
};

export function randomPageviewQuery(ground: Ground): fc.Arbitrary<PageviewQuery> {
  const dimensions: PageviewDimension[] = ['day', 'bucket', ...VIEW_DIMENSIONS, ...SESSION_DIMENSIONS];
  return fc
    .record({
      scope: randomScope(ground),
      by: randomGroups(dimensions),
      measures: fc.subarray([...MEASURES], { minLength: 1 }),
      nonEmpty: optional(fc.subarray(dimensions, { minLength: 1, maxLength: 2 }), 1, 2),
      mostOf: fc.nat(),
      ...randomPage,
    })
    .map(({ scope, by, measures, nonEmpty, mostOf, limit, offset }) => {
      const ranking = measures.filter((name) => name !== 'latestTitle');
      return pageviewQuery({
        ...scope,
        by: by.filter((dimension) => dimension !== 'bucket' || scope.buckets),
        measures,
        nonEmpty: nonEmpty?.filter((dimension) => dimension !== 'bucket' || scope.buckets),
        mostOf: mostOf % 3 === 0 ? undefined : ranking[mostOf % ranking.length],
        limit,
        offset,
      });
    });
}

export function randomSessionQuery(ground: Ground): fc.Arbitrary<SessionQuery> {
  const groups: SessionGroup[] = ['day', 'bucket', ...SESSION_DIMENSIONS];
  return fc
    .record({
      scope: randomScope(ground),
      by: randomGroups(groups),
      people: optional(fc.boolean()),
      nonEmpty: optional(fc.subarray([...SESSION_DIMENSIONS], { minLength: 1, maxLength: 2 }), 1, 2),
      mostFirst: optional(fc.boolean()),
      ...randomPage,
    })
    .map(({ scope, by, ...rest }) =>
      sessionQuery({ ...scope, by: by.filter((group) => group !== 'bucket' || scope.buckets), ...rest }),
    );
}

/** Questions that sums of days may answer: about whole days, all of what they have. */
export function randomSumsQuery(ground: Ground): fc.Arbitrary<PageviewQuery | SessionQuery> {
  const by = fc.constantFrom([], ['day'] as const);
  const whole = { filter: undefined, times: undefined, buckets: undefined, nonEmpty: undefined };
  return fc.oneof(
    fc.tuple(randomPageviewQuery(ground), by).map(([query, by]) => ({ ...query, ...whole, by })),
    fc.tuple(randomSessionQuery(ground), by).map(([query, by]) => ({ ...query, ...whole, by })),
  );
}

const KEPT_MEASURES = ['pageviews', 'visitors', 'engagedMs', 'scrollPct', 'latestTitle'] as const;

/** Questions that what is kept of months may answer, about more than two whole months around the ground's days. */
export function randomMonthsQuery(ground: Ground): fc.Arbitrary<PageviewQuery | SessionQuery> {
  const month = monthOf(ground.days.from);
  const whole = { filter: undefined, times: undefined, buckets: undefined };
  const days = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })).map(([before, after]) => ({
    from: daysOfMonth(month).from - before,
    to: daysOfMonth(month + 1).to + after,
  }));
  const ofViews = [
    ...VIEW_DIMENSIONS.map((dimension) => [dimension]),
    ['countryCode', 'country'],
    ['country', 'countryCode', 'region'],
    ['city', 'region', 'countryCode'],
    ['utmCampaign', 'utmSource', 'utmMedium'],
    [],
  ] as PageviewDimension[][];
  const pageviews = fc
    .tuple(randomPageviewQuery(ground), days, fc.constantFrom(...ofViews), fc.subarray([...KEPT_MEASURES]), fc.nat(9))
    .map(([query, days, by, some, rank]): PageviewQuery => {
      const measures: PageviewMeasure[] = ['pageviews', ...some.filter((measure) => measure !== 'pageviews')];
      const mostOf = KEPT_MEASURES[rank];
      const ranks = mostOf && mostOf !== 'latestTitle' && measures.includes(mostOf);
      const nonEmpty = rank % 2 === 0 ? by.slice(0, 1) : undefined;
      return { ...query, ...whole, days, by, measures, nonEmpty, mostOf: ranks ? mostOf : undefined };
    });
  const sessions = fc
    .tuple(
      randomSessionQuery(ground),
      days,
      fc.constantFrom<SessionDimension>('entryPage', 'exitPage', 'channel'),
      fc.boolean(),
    )
    .map(([query, days, group, isFull]): SessionQuery => {
      return { ...query, ...whole, days, by: [group], nonEmpty: isFull ? [group] : undefined };
    });
  return fc.oneof(pageviews, sessions);
}
