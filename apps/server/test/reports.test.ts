import { readFileSync } from 'node:fs';
import { HOUR_MS, localDay, type Pageview } from '@micrologs/domain';
import { aPageview, aSession, aVisitor, NOON } from '@micrologs/storage/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskingProject, type MountedApp, mountApp } from './mounted-app.ts';

/** What reports on pageviews and sessions share, through the app. */

const CSV = { Accept: 'text/csv' };
/** The day of `NOON` and the two after it. */
const RANGE = { range: 'custom', from: '2026-03-02', to: '2026-03-04' };
const DAY_MS = 24 * HOUR_MS;
const PHONE = { deviceType: 'mobile', os: 'iOS', browser: 'Safari', browserVersion: '18.5' } as const;

let app: MountedApp;
let shop: AskingProject;

beforeAll(async () => {
  app = await mountApp();
  shop = await app.project();
  const norway = { country: 'Norway', countryCode: 'NO', region: 'Oslo', city: 'Oslo' };
  const mail = { source: 'news', medium: 'email', campaign: 'spring', content: '', term: '' };
  await addVisit(1, NOON, ['/', '/a?page=1', '/a?page=2'], { place: norway });
  await addVisit(2, NOON + DAY_MS, ['/a'], { utm: mail, device: PHONE });
  // 23:30 in UTC, and so on the next day east of it.
  await addVisit(3, NOON + DAY_MS + 11.5 * HOUR_MS, ['/'], {
    referrer: 'https://chatgpt.com/',
    referrerCategory: 'referral',
  });
});
afterAll(() => app?.stop());

let views = 0;

/** One visit of a new visitor, with a minute between its views. */
async function addVisit(visitor: number, at: number, paths: string[], given: Partial<Pageview>): Promise<void> {
  const project = shop.id;
  const url = (path: string) => `https://shop.test${path}`;
  const startDay = localDay(at, 'UTC');
  const lastAt = at + (paths.length - 1) * 60_000;
  await app.storage.ingest.transact(async (transaction) => {
    await transaction.addVisitors([
      aVisitor({ project, number: visitor, firstSeen: at, firstDay: startDay, lastSeen: at }),
    ]);
    await transaction.putSessions([
      aSession({
        project,
        number: visitor,
        visitor,
        startedAt: at,
        startDay,
        lastActivity: lastAt,
        views: paths.length,
        entryUrl: url(paths[0]!),
        exitUrl: url(paths.at(-1)!),
        entryAt: at,
        exitAt: lastAt,
      }),
    ]);
    await transaction.addPageviews(
      paths.map((path, index) => {
        views += 1;
        const occurredAt = at + index * 60_000;
        const own = { project, number: views, visitor, session: visitor, occurredAt, day: startDay, url: url(path) };
        return aPageview({ ...own, ...given });
      }),
    );
    await transaction.bumpDays([{ project, day: startDay }]);
  });
}

function get(report: string, parameters: Record<string, string> = {}, headers: Record<string, string> = {}) {
  return shop.get(`analytics/${report}?${new URLSearchParams({ ...RANGE, ...parameters })}`, headers);
}

async function dataOf(report: string, parameters: Record<string, string> = {}) {
  const { status, json } = await get(report, parameters);
  expect(status, JSON.stringify(json)).toBe(200);
  return json.data;
}

describe('filters', () => {
  it.each([
    ['["is","country_code","NO"]', 1, 3],
    ['["is_not","country_code","NO"]', 2, 2],
    ['["is","path","/a"]', 2, 3],
    ['["is","entry_page","/"]', 2, 4],
    ['["is","channel",["Email","AI Assistant"]]', 2, 2],
    ['[["is","path","/a"],["not",["contains","utm_campaign","spring"]]]', 1, 2],
    ['["or",["is","os","iOS"],["starts_with","referrer","https://chatgpt"]]', 2, 2],
    ['["is","visitor_type","returning"]', 0, 0],
    ['', 3, 5],
  ])('%s', async (filters, unique_visitors, total_pageviews) => {
    expect(await dataOf('visitors', { filters })).toMatchObject({ unique_visitors, total_pageviews });
  });

  it('are refused with the place that is wrong', async () => {
    const { status, json } = await get('pages', { filters: '[["is","path","/"],["is","colour","red"]]' });
    expect([status, json.message]).toEqual([400, "'filters[1][1]' must be a field such as path or country_code"]);
  });

  it('and the other parameters have answers, and tags, of their own', async () => {
    const tags = new Set<unknown>();
    const questions: Record<string, string>[] = [
      {},
      { filters: '["is","os","iOS"]' },
      { timezone: 'Europe/Oslo' },
      { interval: 'hour' },
      { compare: 'previous' },
      { compare: 'year' },
    ];
    for (const question of questions) {
      const { headers } = await get('visitors', question);
      tags.add(headers.etag);
      expect((await get('visitors', question, { 'If-None-Match': headers.etag! })).status).toBe(304);
    }
    expect(tags.size).toBe(questions.length);
  });
});

describe('intervals, zones and comparisons', () => {
  it('tell hours with their offset', async () => {
    expect((await dataOf('visitors', { interval: 'hour', timezone: 'Asia/Kolkata' })).over_time).toEqual([
      // 12:00 in UTC is 17:30 there.
      { date: '2026-03-02T17:00:00+05:30', pageviews: 3, unique_visitors: 1 },
      { date: '2026-03-03T17:00:00+05:30', pageviews: 1, unique_visitors: 1 },
      { date: '2026-03-04T05:00:00+05:30', pageviews: 1, unique_visitors: 1 },
    ]);
  });

  it('count the days of the zone that is asked for', async () => {
    const { over_time, range } = await dataOf('sessions', { timezone: 'Europe/Oslo' });
    expect(over_time.map(({ date }: { date: string }) => date)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
    expect(range).toMatchObject({ timezone: 'Europe/Oslo', from_iso: '2026-03-02T00:00:00+01:00' });
    expect((await dataOf('sessions')).over_time).toHaveLength(2);
  });

  it('take the present day of that zone for today', async () => {
    const ends = await Promise.all(
      ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(async (timezone) => {
        const { range } = await dataOf('visitors', { range: '1d', timezone });
        return Date.parse(range.to.slice(0, 10));
      }),
    );
    // They are 25 hours apart.
    expect((ends[0]! - ends[1]!) / DAY_MS).toBeGreaterThanOrEqual(1);
  });

  it('compare with the days before', async () => {
    const day = { from: '2026-03-03', to: '2026-03-03', compare: 'previous' };
    expect(await dataOf('visitors-returning', day)).toMatchObject({
      total_visitors: 2,
      comparison: { range: { from: '2026-03-02 00:00:00', to: '2026-03-02 23:59:59' }, total_visitors: 1 },
    });
    expect(await dataOf('channels', day)).toMatchObject({
      channels: [{ channel: 'AI Assistant' }, { channel: 'Email' }],
      comparison: { channels: [{ channel: 'Direct', sessions: 1, pageviews: 3, bounce_rate: 0 }] },
    });
  });
});

describe('lists', () => {
  it.each([
    [
      'entry-pages',
      'entry_page,sessions,unique_visitors,bounce_rate,avg_duration_seconds,avg_engaged_seconds',
      ['/,2,2,50,60,0', '/a,1,1,100,0,0'],
    ],
    [
      'exit-pages',
      'exit_page,exits,unique_visitors,bounce_rate,avg_duration_seconds,avg_engaged_seconds',
      ['/a,2,2,50,60,0', '/,1,1,100,0,0'],
    ],
    [
      'channels',
      'channel,sessions,unique_visitors,pageviews,bounce_rate,avg_duration_seconds,avg_engaged_seconds',
      ['AI Assistant,1,1,1,100,0,0', 'Direct,1,1,3,0,120,0', 'Email,1,1,1,100,0,0'],
    ],
  ])('%s as CSV', async (report, header, rows) => {
    const { text } = await get(report, {}, CSV);
    expect(text).toBe([header, ...rows].map((line) => `${line}\r\n`).join(''));
    const first = await get(report, { limit: '1' }, CSV);
    expect(first.text).toBe(`${header}\r\n${rows[0]}\r\n`);
    expect(first.headers.link).toContain('rel="next"');
  });

  it('have no cursor unless they are asked for with a limit', async () => {
    const whole = await dataOf('referrers');
    expect(Object.keys(whole)).toEqual(['range', 'visitor_days', 'by_category', 'top_referrers']);
    const page = await dataOf('referrers', { limit: '1' });
    expect(page).toMatchObject({ by_category: [{ category: 'direct' }], top_referrers: [{ pageviews: 1 }] });
    // The shorter list has ended.
    const next = await dataOf('referrers', { limit: '1', cursor: page.next_cursor });
    expect(next).toMatchObject({ by_category: [{ category: 'referral' }], top_referrers: [], next_cursor: null });
  });

  it('name their next page as CSV too, whichever list is asked for', async () => {
    const first = await get('devices', { limit: '1', table: 'by_os' }, CSV);
    const next = /^<(\?[^>]+)>; rel="next"$/.exec(String(first.headers.link))![1]!;
    const second = await shop.get(`analytics/devices${next}`, CSV);
    expect([first.text, second.text]).toEqual(['os,pageviews\r\nLinux,4\r\n', 'os,pageviews\r\niOS,1\r\n']);
    expect(second.headers.link).toBeUndefined();
  });

  it('of pages are by URL, or by path', async () => {
    expect((await dataOf('pages')).pages).toHaveLength(4);
    expect((await dataOf('pages', { by: 'path' })).pages).toMatchObject([
      { url: '/a', pageviews: 3, unique_visitors: 2 },
      { url: '/', pageviews: 2, unique_visitors: 2 },
    ]);
  });

  it('refuse a cursor of other filters', async () => {
    const { next_cursor: cursor } = await dataOf('pages', { limit: '1' });
    const { status, json } = await get('pages', { limit: '1', cursor, filters: '["is","os","iOS"]' });
    expect([status, json.message]).toEqual([400, 'cursor is not valid']);
  });
});

describe('the examples of the documentation', () => {
  const read = (file: string) => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
  const asked = read('docs/reports.md').match(/^ask .+$/gm)!;
  const curls = read('README.md').match(/^curl -G .*analytics(?:.*\\\n)*.*$/gm)!;

  it('are found', () => {
    expect(asked.length).toBeGreaterThan(10);
    expect(curls).toHaveLength(1);
  });

  it.each([...asked, ...curls])('%s', async (command) => {
    const report = /analytics\/([\w-]+)/.exec(command)?.[1] ?? /^ask ([\w-]+)/.exec(command)![1]!;
    const pairs = [...command.matchAll(/(?:-d|--data-urlencode) (?:'([^']+)'|(\S+))/g)].map(([, quoted, bare]) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(quoted ?? bare!)!;
      return [name!, value!] as const;
    });
    const headers = command.includes('text/csv') ? CSV : {};
    const { status, text } = await shop.get(
      `analytics/${report}?${new URLSearchParams(Object.fromEntries(pairs))}`,
      headers,
    );
    expect(status, text).toBe(200);
  });
});
