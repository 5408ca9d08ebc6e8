import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, dayStart, HOUR_MS, MINUTE_MS, type Project, parseDay, SECOND_MS } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIST_CAP, type Report, type ReportId, reports } from '../src/index.ts';
import { factsOf, store, type Visit } from './facts.ts';
import { requestFor } from './request.ts';

/** One week of one shop, counted by hand. */

const ZONE = 'Europe/Oslo';
const MONDAY = parseDay('2026-03-02')!;
const at = (day: number, hour: number) => dayStart(day, ZONE) + hour * HOUR_MS;
const bergen = { country: 'Norway', countryCode: 'NO', region: 'Vestland', city: 'Bergen' };
const NO_UTM = { source: '', medium: '', campaign: '', content: '', term: '' };
const campaign = { ...NO_UTM, source: 'mail', medium: 'email', campaign: 'spring' };

function view(url: string, more: Partial<Visit['views'][number]> = {}): Visit['views'][number] {
  return {
    pauseMs: 0,
    url: `https://shop.test${url}`,
    title: 'Shop',
    referrer: '',
    referrerCategory: 'direct',
    deviceType: 'desktop',
    os: 'Linux',
    browser: 'Firefox',
    place: null,
    utm: NO_UTM,
    engagedMs: 0,
    scrollPct: null,
    ...more,
  };
}

const phone = { deviceType: 'mobile', os: 'Android', browser: 'Chrome' } as const;
const visits: Visit[] = [
  // Visitor 1 was there before the week, stays for 61.5 s on Monday, and comes back on Tuesday for one view.
  { visitor: 1, startedAt: at(MONDAY - 10, 9), views: [view('/')] },
  {
    visitor: 1,
    startedAt: at(MONDAY, 9),
    views: [
      view('/', { engagedMs: 20_500, scrollPct: 100 }),
      view('/shoes', { pauseMs: 61_500, title: 'Shoes', engagedMs: 5_000, scrollPct: 33 }),
    ],
  },
  { visitor: 1, startedAt: at(MONDAY + 1, 9), views: [view('/shoes', { title: 'Shoes, new', scrollPct: 34 })] },
  // Visitor 2 is new on Monday, over midnight: two views on Monday, one on Tuesday.
  {
    visitor: 2,
    startedAt: at(MONDAY, 24) - 10 * MINUTE_MS,
    views: [
      view('/', {
        ...phone,
        place: bergen,
        utm: campaign,
        referrer: 'https://news.test/item',
        referrerCategory: 'referral',
      }),
      view('/shoes', { ...phone, pauseMs: 5 * MINUTE_MS, place: bergen, title: 'Shoes' }),
      view('/cart', { ...phone, pauseMs: 15 * MINUTE_MS, place: bergen, title: 'Cart', referrerCategory: 'internal' }),
    ],
  },
  // Visitor 3 is new on Sunday, the last second of the range; visitor 4 comes a second after it.
  { visitor: 3, startedAt: at(MONDAY + 7, 0) - SECOND_MS, views: [view('/')] },
  { visitor: 4, startedAt: at(MONDAY + 7, 0), views: [view('/')] },
];

const expected: Partial<Record<ReportId, object>> = {
  getVisitors: {
    visitor_days: false,
    unique_visitors: 3,
    total_pageviews: 7,
    total_sessions: 4,
    bounce_rate: 50,
    over_time: [
      { date: '2026-03-02', pageviews: 4, unique_visitors: 2 },
      { date: '2026-03-03', pageviews: 2, unique_visitors: 2 },
      { date: '2026-03-08', pageviews: 1, unique_visitors: 1 },
    ],
  },
  getReturningVisitors: {
    visitor_days: false,
    total_visitors: 3,
    new_visitors: 2,
    returning_visitors: 1,
    new_pct: 66.7,
    returning_pct: 33.3,
    over_time: [
      { date: '2026-03-02', new_visitors: 1, returning_visitors: 1 },
      // Visitor 2 is new in the week, but no longer on its second day.
      { date: '2026-03-03', new_visitors: 0, returning_visitors: 2 },
      { date: '2026-03-08', new_visitors: 1, returning_visitors: 0 },
    ],
  },
  getSessions: {
    total_sessions: 4,
    bounce_rate: 50,
    // (61.5 s + 0 + 1200 s + 0) / 4, and the two that did not bounce.
    avg_duration_seconds: 315,
    avg_duration_engaged: 631,
    avg_engaged_seconds: 6.4,
    avg_pages_per_session: 1.75,
    over_time: [
      { date: '2026-03-02', sessions: 2, avg_duration_seconds: 631 },
      { date: '2026-03-03', sessions: 1, avg_duration_seconds: 0 },
      { date: '2026-03-08', sessions: 1, avg_duration_seconds: 0 },
    ],
  },
  getPages: {
    visitor_days: false,
    count: 2,
    pages: [
      {
        url: 'https://shop.test/',
        page_title: 'Shop',
        pageviews: 3,
        unique_visitors: 3,
        avg_engaged_seconds: 6.8,
        avg_scroll_pct: 100,
      },
      {
        url: 'https://shop.test/shoes',
        page_title: 'Shoes, new',
        pageviews: 3,
        unique_visitors: 2,
        avg_engaged_seconds: 1.7,
        avg_scroll_pct: 33.5,
      },
    ],
    next_cursor: expect.stringMatching(/^[\w-]+$/),
  },
  // By when sessions started: visitor 2's goes on over midnight, and ends in the cart.
  getEntryPages: {
    visitor_days: false,
    count: 2,
    pages: [
      {
        entry_page: '/',
        sessions: 3,
        unique_visitors: 3,
        bounce_rate: 33.3,
        avg_duration_seconds: 421,
        avg_engaged_seconds: 8.5,
      },
      {
        entry_page: '/shoes',
        sessions: 1,
        unique_visitors: 1,
        bounce_rate: 100,
        avg_duration_seconds: 0,
        avg_engaged_seconds: 0,
      },
    ],
    next_cursor: null,
  },
  getExitPages: {
    visitor_days: false,
    count: 2,
    pages: [
      {
        exit_page: '/shoes',
        exits: 2,
        unique_visitors: 1,
        bounce_rate: 50,
        avg_duration_seconds: 31,
        avg_engaged_seconds: 12.8,
      },
      {
        exit_page: '/',
        exits: 1,
        unique_visitors: 1,
        bounce_rate: 100,
        avg_duration_seconds: 0,
        avg_engaged_seconds: 0,
      },
    ],
    next_cursor: expect.stringMatching(/^[\w-]+$/),
  },
  getChannels: {
    visitor_days: false,
    count: 2,
    channels: [
      {
        channel: 'Direct',
        sessions: 3,
        unique_visitors: 2,
        pageviews: 4,
        bounce_rate: 66.7,
        avg_duration_seconds: 21,
        avg_engaged_seconds: 8.5,
      },
      {
        channel: 'Email',
        sessions: 1,
        unique_visitors: 1,
        pageviews: 3,
        bounce_rate: 0,
        avg_duration_seconds: 1200,
        avg_engaged_seconds: 0,
      },
    ],
    next_cursor: null,
  },
  getDevices: {
    visitor_days: false,
    by_device: [
      { device_type: 'desktop', pageviews: 4, unique_visitors: 2 },
      { device_type: 'mobile', pageviews: 3, unique_visitors: 1 },
    ],
    by_os: [
      { os: 'Linux', pageviews: 4 },
      { os: 'Android', pageviews: 3 },
    ],
    by_browser: [
      { browser: 'Firefox', pageviews: 4 },
      { browser: 'Chrome', pageviews: 3 },
    ],
  },
  getLocations: {
    visitor_days: false,
    by_country: [{ country: 'Norway', country_code: 'NO', pageviews: 3, unique_visitors: 1 }],
    by_region: [{ country: 'Norway', country_code: 'NO', region: 'Vestland', pageviews: 3 }],
    by_city: [{ city: 'Bergen', region: 'Vestland', country_code: 'NO', pageviews: 3 }],
  },
  getReferrers: {
    visitor_days: false,
    by_category: [
      { category: 'direct', pageviews: 5, unique_visitors: 3 },
      { category: 'internal', pageviews: 1, unique_visitors: 1 },
      { category: 'referral', pageviews: 1, unique_visitors: 1 },
    ],
    top_referrers: [{ referrer_url: 'https://news.test/item', pageviews: 1 }],
  },
  getUtm: {
    visitor_days: false,
    count: 1,
    campaigns: [{ utm_source: 'mail', utm_medium: 'email', utm_campaign: 'spring', pageviews: 1, unique_visitors: 1 }],
    next_cursor: null,
  },
};

let folder: string;
let storage: WritableStorage;
let project: Project;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-reports-'));
  storage = await openSqliteInThread({ file: join(folder, 'test.db'), mode: 'writer' });
  project = await storage.projects.create(
    {
      name: 'Shop',
      publicKey: '1'.repeat(32),
      secretHash: '1'.repeat(64),
      allowedDomains: ['shop.test'],
      timeZone: ZONE,
      settings: DEFAULT_SETTINGS,
      createdAt: 0,
    },
    anAct(),
  );
  await store(storage.ingest, factsOf(visits, project.id, ZONE), 2);
});

afterAll(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const week = { from: MONDAY, to: MONDAY + 6 };

it.each(reports.filter(({ operationId }) => operationId in expected))('$operationId', async (report) => {
  const limit: Record<string, string> = 'count' in expected[report.operationId]! ? { limit: '2' } : {};
  const { range: _, ...data } = await report.run(storage.facts, requestFor(report.operationId, project, week, limit));
  expect(data).toEqual(expected[report.operationId]);
});

type Lists = Record<string, object[]>;

/** Lists of a report, page by page. */
async function readPages(report: Report, parameters: Record<string, string>): Promise<Lists[]> {
  const pages: Lists[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const request = requestFor(report.operationId, project, week, { ...parameters, cursor });
    const data = await report.run(storage.facts, request);
    pages.push(Object.fromEntries(Object.entries<unknown>(data).filter(([, value]) => Array.isArray(value))) as Lists);
    cursor = (data as { next_cursor?: string | null }).next_cursor ?? null;
  }
  return pages;
}

const paged = reports.filter((report) => report.operationId in expected && 'cursorWidth' in report);

it.each(paged)(
  'A4: $operationId gives every row of every list once, in the order of the whole list',
  async (report) => {
    const [whole] = await readPages(report, { limit: '100' });
    const pages = await readPages(report, { limit: '1' });
    const longest = Math.max(...Object.values(whole!).map((rows) => rows.length));
    expect(pages).toHaveLength(longest);
    for (const [name, rows] of Object.entries(whole!)) expect(pages.flatMap((page) => page[name]!)).toEqual(rows);
  },
);

it('goes on without a limit when it is given a cursor alone', async () => {
  const report = reports.find(({ operationId }) => operationId === 'getDevices')!;
  const read = (parameters: Record<string, string>) =>
    report.run(storage.facts, requestFor('getDevices', project, week, parameters)) as Promise<{
      next_cursor?: string | null;
    }>;
  const first = await read({ limit: '1' });
  expect(first).toMatchObject({ by_device: [{ device_type: 'desktop' }] });
  expect(await read({ cursor: first.next_cursor! })).toMatchObject({
    by_device: [{ device_type: 'mobile' }],
    by_os: [{ os: 'Android' }],
    next_cursor: null,
  });
  expect(await read({})).not.toHaveProperty('next_cursor');
});

it('bounds lists that clients can make long', async () => {
  const other = await storage.projects.create(
    {
      name: 'Campaigns',
      publicKey: '2'.repeat(32),
      secretHash: '2'.repeat(64),
      allowedDomains: ['shop.test'],
      timeZone: 'UTC',
      settings: DEFAULT_SETTINGS,
      createdAt: 0,
    },
    anAct(),
  );
  const views = Array.from({ length: LIST_CAP + 5 }, (_, i) =>
    view('/', { utm: { ...NO_UTM, campaign: `campaign ${i}` } }),
  );
  await store(storage.ingest, factsOf([{ visitor: 1, startedAt: at(MONDAY, 12), views }], other.id, 'UTC'), 1);
  const utm = reports.find(({ operationId }) => operationId === 'getUtm')!;
  const data = await utm.run(storage.facts, requestFor('getUtm', other, week));
  expect(data).toMatchObject({ count: LIST_CAP });
});
