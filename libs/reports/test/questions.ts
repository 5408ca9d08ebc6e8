import { DAY_MS, formatDay, type IanaZone, type LocalDay, type Project, parseDay } from '@micrologs/domain';
import type { FactReader } from '@micrologs/storage';
import fc from 'fast-check';
import { reports } from '../src/index.ts';
import { type Condition, shiftDate } from './asked-facts.ts';
import type { Facts } from './facts.ts';
import { recount, type Shown } from './recount.ts';
import { requestFor } from './request.ts';

const OTHER_ZONES: IanaZone[] = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'];

export const NOTHING = { sessions: [], pageviews: [] };
export const A_DAY: Shown = {
  from: '2026-03-01',
  to: '2026-03-01',
  zone: 'UTC',
  interval: 'day',
  filters: [],
  by: 'url',
  fill: false,
  visitorDays: false,
};

/** The reports on pageviews and sessions. */
export const viewReports = reports.filter(({ operationId }) => operationId in recount(NOTHING, A_DAY));

/** What is asked in the words of a query. */
export interface Question extends Omit<Shown, 'visitorDays'> {
  compare?: 'previous' | 'year' | undefined;
}

export async function answersTo(
  facts: FactReader,
  project: Project,
  question: Question,
): Promise<Record<string, object>> {
  const { from, to, zone, interval, filters, compare, limit, by, fill } = question;
  const parameters = {
    timezone: zone,
    interval,
    filters: JSON.stringify(filters),
    by,
    fill: String(fill),
    ...(compare ? { compare } : {}),
    ...(limit ? { limit: String(limit) } : {}),
  };
  const days = { from: parseDay(from)!, to: parseDay(to)! };
  const answers = await Promise.all(
    viewReports.map(async ({ operationId, run }) => {
      const data = await run(facts, requestFor(operationId, project, days, parameters));
      return [operationId, counted(data)];
    }),
  );
  return Object.fromEntries(answers);
}

/** An answer without what a recount cannot tell: its range, and the text of a cursor. */
function counted({ range: _, ...data }: { range?: unknown; comparison?: object; next_cursor?: string | null }): object {
  return {
    ...data,
    ...('next_cursor' in data ? { next_cursor: data.next_cursor !== null } : {}),
    ...(data.comparison ? { comparison: counted(data.comparison) } : {}),
  };
}

/** The recount of what is asked, and of what it is compared with. */
export function recountOf(facts: Facts, question: Question, visitorDays: boolean): Record<string, object> {
  const { compare, ...shown } = question;
  const answers = recount(facts, { ...shown, visitorDays });
  if (!compare) return answers;
  const other = recount(facts, { ...shown, ...comparedDates(question, compare), visitorDays }) as Record<
    string,
    object
  >;
  return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, { ...answer, comparison: other[id] }]));
}

function comparedDates({ from, to }: Question, compare: 'previous' | 'year') {
  if (compare === 'year') return { from: yearBefore(from), to: yearBefore(to) };
  const length = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return { from: shiftDate(from, -length), to: shiftDate(from, -1) };
}

function yearBefore(date: string): string {
  const before = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
  return parseDay(before) === null ? before.replace('-29', '-28') : before;
}

const matches = (field: string, ...known: string[]) =>
  comparison(['is', 'is_not', 'contains', 'starts_with'], field, known);
const equals = (field: string, ...known: string[]) => comparison(['is', 'is_not'], field, known);

function comparison(operators: string[], field: string, known: string[]): fc.Arbitrary<Condition> {
  const values = fc.uniqueArray(fc.constantFrom(...known), { minLength: 1, maxLength: 2 });
  return fc.tuple(fc.constantFrom(...operators), fc.constant(field), values);
}

const comparisons = fc.oneof(
  matches('path', '/a', '/', '/A', '/é'),
  matches('hostname', 'a.test', 'b', 'test'),
  matches('entry_page', '/a', '/', '/a '),
  matches('exit_page', '/a', '/A'),
  matches('channel', 'Direct', 'Email', 'AI Assistant'),
  matches('referrer', 'https://', 'news', 'https://chatgpt.com/'),
  matches('utm_campaign', 'spring', 'aut'),
  matches('entry_utm_source', 'mail', 'Mail', 'ail'),
  matches('country', 'Norway', 'I', 'way'),
  matches('city', 'Bergen', 'Oslo'),
  equals('referrer_category', 'direct', 'social', 'internal'),
  equals('entry_referrer', '', 'https://youtu.be/1'),
  equals('utm_source', '', 'mail'),
  equals('utm_medium', 'email', 'cpc'),
  equals('utm_content', '', 'top'),
  equals('utm_term', 'boots', 'none'),
  equals('entry_utm_medium', '', 'cpc'),
  equals('entry_utm_campaign', 'spring', ''),
  equals('entry_utm_content', 'top'),
  equals('entry_utm_term', ''),
  equals('country_code', 'NO', ''),
  equals('region', 'Oslo', 'Vestland', ''),
  equals('device_type', 'mobile', 'desktop'),
  equals('os', 'macOS', 'Android'),
  equals('browser', 'Chrome', 'Safari'),
  equals('visitor_type', 'new', 'returning'),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    { arbitrary: comparisons, weight: 4 },
    { arbitrary: fc.tuple(fc.constantFrom('and', 'or'), tie('condition'), tie('condition')), weight: 1 },
    { arbitrary: fc.tuple(fc.constant('not'), tie('condition')), weight: 1 },
  ),
}));

/**
 * Questions about these days and those beside them.
 * @param zone the project's
 */
export function randomQuestion(zone: IanaZone, days: readonly LocalDay[]): fc.Arbitrary<Question> {
  const day = fc.constantFrom<LocalDay>(...days.flatMap((day) => [day - 1, day, day + 1]));
  return fc
    .record({
      ends: fc.tuple(day, day),
      // A zone with the same days, and others whose days are not the project's.
      zone: fc.constantFrom(zone, zone, ...OTHER_ZONES),
      interval: fc.constantFrom('day' as const, 'day' as const, 'hour' as const, 'week' as const, 'month' as const),
      filters: fc.array(condition, { maxLength: 2 }),
      compare: fc.option(fc.constantFrom('previous' as const, 'year' as const), { nil: undefined }),
      limit: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
      by: fc.constantFrom('url' as const, 'path' as const),
      fill: fc.boolean(),
    })
    .map(({ ends, ...asked }): Question => {
      const [from, to] = [Math.min(...ends), Math.max(...ends)];
      const interval = asked.interval === 'hour' && to - from > 31 ? 'week' : asked.interval;
      return { ...asked, interval, from: formatDay(from), to: formatDay(to) };
    });
}
