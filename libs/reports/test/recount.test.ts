import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DAY_MS,
  DEFAULT_SETTINGS,
  formatDay,
  type IanaZone,
  type LocalDay,
  type Project,
  parseDay,
} from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reports } from '../src/index.ts';
import { type Condition, shiftDate } from './asked-facts.ts';
import { type Facts, factsOf, store, visitsAround } from './facts.ts';
import { recount, type Shown } from './recount.ts';
import { requestFor } from './request.ts';

const RUNS_PER_ZONE = 30;

const OTHER_ZONES: IanaZone[] = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'];

/** Days around which visits crowd: each zone's clock changes, and ordinary days beside them. */
const ZONES: [IanaZone, string[]][] = [
  ['UTC', ['2026-02-28', '2026-03-01']],
  ['Europe/Oslo', ['2026-03-28', '2026-03-29', '2026-03-30', '2025-10-26']],
  ['America/New_York', ['2026-03-08', '2026-03-09', '2025-11-02']],
  ['Asia/Kolkata', ['2026-03-01', '2026-03-02']],
  ['Pacific/Chatham', ['2026-04-05', '2026-04-06', '2025-09-28']],
  ['America/Santiago', ['2025-09-07', '2026-04-04', '2026-04-05']],
];

let folder: string;
let storage: WritableStorage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-reports-'));
  storage = await openSqliteInThread({ file: join(folder, 'test.db'), mode: 'writer' });
});

afterAll(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const NOTHING = { sessions: [], pageviews: [] };
const A_DAY: Shown = {
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
const viewReports = reports.filter(({ operationId }) => operationId in recount(NOTHING, A_DAY));

/** What is asked in the words of a query. */
interface Question extends Omit<Shown, 'visitorDays'> {
  compare?: 'previous' | 'year' | undefined;
}

async function answersTo(project: Project, question: Question): Promise<Record<string, object>> {
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
      const data = await run(storage.facts, requestFor(operationId, project, days, parameters));
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
function recountOf(facts: Facts, question: Question, visitorDays: boolean): Record<string, object> {
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

let projectsMade = 0;

function newProject(timeZone: IanaZone, cookieless: boolean) {
  projectsMade += 1;
  return storage.projects.create(
    {
      name: `Project ${projectsMade}`,
      publicKey: projectsMade.toString(16).padStart(32, '0'),
      secretHash: projectsMade.toString(16).padStart(64, '0'),
      allowedDomains: ['a.test'],
      timeZone,
      settings: { ...DEFAULT_SETTINGS, cookieless },
      createdAt: 0,
    },
    anAct(),
  );
}

describe('every report equals a recount of the single facts', () => {
  it.each(ZONES)('in %s', async (zone, dates) => {
    const days = dates.map((date) => parseDay(date)!);
    const day = fc.constantFrom<LocalDay>(...days.flatMap((day) => [day - 1, day, day + 1]));
    const question = fc
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
    await fc.assert(
      fc.asyncProperty(
        visitsAround(zone, days),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        fc.array(question, { minLength: 3, maxLength: 3 }),
        async (visits, batch, cookieless, questions) => {
          const project = await newProject(zone, cookieless);
          const facts = factsOf(visits, project.id, zone);
          await store(storage.ingest, facts, batch);
          for (const asked of questions) {
            expect(await answersTo(project, asked), JSON.stringify(asked)).toEqual(recountOf(facts, asked, cookieless));
          }
        },
      ),
      { numRuns: RUNS_PER_ZONE },
    );
  });
});

describe('a report', () => {
  it('echoes its range first, in whole days of the project zone', async () => {
    const project = await newProject('Pacific/Chatham', false);
    const days = { from: parseDay('2026-03-01')!, to: parseDay('2026-03-08')! };
    for (const report of viewReports) {
      const data = await report.run(storage.facts, requestFor(report.operationId, project, days));
      expect(Object.keys(data)[0]).toBe('range');
      expect(data.range).toEqual({
        from: '2026-03-01 00:00:00',
        to: '2026-03-08 23:59:59',
        timezone: 'Pacific/Chatham',
        from_iso: '2026-03-01T00:00:00+13:45',
        to_iso: '2026-03-08T23:59:59+13:45',
      });
    }
  });

  it('echoes the zone that was asked for, and the range that it is compared with', async () => {
    const project = await newProject('Pacific/Chatham', false);
    const days = { from: parseDay('2026-03-02')!, to: parseDay('2026-03-08')! };
    for (const report of viewReports) {
      const asked = requestFor(report.operationId, project, days, {
        timezone: 'America/New_York',
        compare: 'previous',
      });
      const data = (await report.run(storage.facts, asked)) as { range: object; comparison?: { range: object } };
      expect(data.range).toEqual({
        from: '2026-03-02 00:00:00',
        to: '2026-03-08 23:59:59',
        timezone: 'America/New_York',
        from_iso: '2026-03-02T00:00:00-05:00',
        to_iso: '2026-03-08T23:59:59-04:00',
      });
      expect(data.comparison!.range).toMatchObject({ from: '2026-02-23 00:00:00', to: '2026-03-01 23:59:59' });
      expect(Object.keys(data.comparison!)[0]).toBe('range');
    }
  });

  it('has nothing on a day that its zone never had', async () => {
    const project = await newProject('UTC', false);
    const [visits] = fc.sample(visitsAround('UTC', [parseDay('2011-12-30')!]), { numRuns: 1, seed: 7 });
    await store(storage.ingest, factsOf(visits!, project.id, 'UTC'), 5);
    const asked: Question = { ...A_DAY, from: '2011-12-30', to: '2011-12-30', zone: 'Pacific/Apia', fill: true };
    for (const filters of [[], [['is', 'device_type', 'mobile']] as Condition[]]) {
      const answers = await answersTo(project, { ...asked, filters });
      expect(answers).toEqual(recountOf(NOTHING, { ...asked, fill: false }, false));
    }
  });

  it('never contains the facts of another project', async () => {
    const [mine, other] = [await newProject('UTC', false), await newProject('UTC', false)];
    const day = parseDay('2026-03-01')!;
    const [visits] = fc.sample(visitsAround('UTC', [day]), { numRuns: 1, seed: 7 });
    await store(storage.ingest, factsOf(visits!, other.id, 'UTC'), 5);
    const asked: Question = { ...A_DAY, from: '2025-03-01', to: '2027-03-01' };
    expect(visits!.length).toBeGreaterThan(0);
    expect(await answersTo(mine, asked)).toEqual(recountOf(NOTHING, asked, false));
    expect(await answersTo(other, asked)).not.toEqual(recountOf(NOTHING, asked, false));
  });
});
