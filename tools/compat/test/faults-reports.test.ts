import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Project } from '../src/api.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server?.stop());

const DAY_MS = 86_400_000;
let count = 0;

/** A view of a backend, so that its time may lie in the past. */
const view = (url: string, more: object = {}) => ({
  kind: 'pageview',
  url,
  visitor_id: `v-${++count}`,
  session_token: `s-${count}`,
  ...more,
});

async function project(events: object[] = [], options: object = {}): Promise<Project> {
  const made = await Project.create(server, options);
  if (events.length > 0) await made.post('track/batch', { events });
  await made.settled();
  return made;
}

const errors = (amount: number, more: (i: number) => object = () => ({})) =>
  Array.from({ length: amount }, (_, i) => ({
    kind: 'error',
    message: 'Fault',
    fingerprint: `f-${i}`,
    ...more(i),
  }));

it('A1: an answer with limit=1 is not served to others', async () => {
  const shop = await project([...errors(3), { kind: 'audit', action: 'a' }, { kind: 'audit', action: 'b' }]);
  for (const [name, list] of [
    ['errors', 'errors'],
    ['audits', 'logs'],
  ] as const) {
    expect((await shop.get(`analytics/${name}?limit=1`))[list]).toHaveLength(1);
    expect((await shop.get(`analytics/${name}`))[list].length).toBeGreaterThan(1);
  }
});

it('A2, A3, A14: what is written shows at once, in lists, details and after a change of status', async () => {
  const shop = await project(errors(1));
  expect((await shop.get('analytics/audits')).logs.map(({ action }: { action: string }) => action)).not.toContain('x');
  await shop.post('track/audit', { action: 'x' });
  await shop.settled();
  expect((await shop.get('analytics/audits')).logs[0].action).toBe('x');
  const id = (await shop.get('analytics/errors')).errors[0].id;
  expect((await shop.get(`analytics/error-detail?id=${id}`)).events).toHaveLength(1);
  await shop.post('track/error', { message: 'Fault', fingerprint: 'f-0' });
  await shop.settled();
  expect((await shop.get(`analytics/error-detail?id=${id}`)).events).toHaveLength(2);
  await shop.post('track/errors-update-status', { id, status: 'ignored' });
  expect((await shop.get('analytics/errors?status=ignored')).errors).toMatchObject([{ id, occurrence_count: 2 }]);
});

it.each([
  ['errors', 'errors', (row: { id: number }) => row.id],
  ['audits', 'logs', (row: { id: number }) => row.id],
  ['links', 'links', (row: { code: string }) => row.code],
] as const)('A4, A5: %s go on by a cursor, each row once and in one order', async (name, list, keyOf) => {
  const at = new Date(Date.now() - 60_000).toISOString();
  const shop = await project([
    ...errors(7, () => ({ occurred_at: at })),
    ...Array.from({ length: 7 }, () => ({ kind: 'audit', action: 'same', occurred_at: at })),
  ]);
  for (let i = 0; i < 7; i++) await shop.post('links/create', { destination_url: 'https://shop.test/' });
  const whole = (await shop.get(`analytics/${name}`))[list].map(keyOf);
  expect(new Set(whole).size).toBe(whole.length);
  const pages: unknown[] = [];
  let cursor: string | null = null;
  do {
    const search: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const data = await shop.get(`analytics/${name}?limit=3${search}`);
    expect(data[list].length).toBeLessThanOrEqual(3);
    pages.push(...data[list].map(keyOf));
    cursor = data.next_cursor;
  } while (cursor !== null);
  expect(pages).toEqual(whole);
  const wrong = await shop.try('GET', `analytics/${name}?cursor=nonsense`);
  expect([wrong.status, wrong.json.message]).toEqual([400, 'cursor is not valid']);
});

it.each(['visitors', 'visitors-returning', 'sessions', 'errors-trend'])(
  'A7: %s has every day of the range on request, and only days with data otherwise',
  async (name) => {
    const shop = await project([view('https://shop.test/'), ...errors(1)]);
    expect((await shop.get(`analytics/${name}?range=7d`)).over_time).toHaveLength(1);
    const { over_time } = await shop.get(`analytics/${name}?range=7d&fill=true`);
    expect(over_time).toHaveLength(8);
    const [first, last] = [over_time[0], over_time.at(-1)];
    expect(Object.keys(first)).toEqual(Object.keys(last));
    expect(Object.values(first).slice(1)).toEqual(
      Object.values(first)
        .slice(1)
        .map(() => 0),
    );
    expect(Object.values(last).slice(1)).not.toEqual(Object.values(first).slice(1));
  },
);

it('A8: a visitor is new on the first day ever and returning on every later day', async () => {
  const yesterday = new Date(Date.now() - DAY_MS).toISOString();
  const shop = await project([
    view('https://shop.test/', { visitor_id: 'kim', occurred_at: yesterday }),
    view('https://shop.test/', { visitor_id: 'kim' }),
  ]);
  expect((await shop.get('analytics/visitors-returning?range=2d')).over_time).toMatchObject([
    { new_visitors: 1, returning_visitors: 0 },
    { new_visitors: 0, returning_visitors: 1 },
  ]);
});

it('A9: pages are grouped by URL, with the newest title', async () => {
  const hourAgo = new Date(Date.now() - DAY_MS / 24).toISOString();
  const shop = await project([
    view('https://shop.test/', { page_title: 'New' }),
    view('https://shop.test/', { page_title: 'Old', occurred_at: hourAgo }),
  ]);
  expect((await shop.get('analytics/pages')).pages).toMatchObject([
    { url: 'https://shop.test/', page_title: 'New', pageviews: 2 },
  ]);
});

it('A10: filters of the audit log are exact', async () => {
  const shop = await project(
    ['Paid', 'paid', 'pàid', 'paid!'].map((action) => ({ kind: 'audit', action, actor: 'Kim' })),
  );
  expect((await shop.get('analytics/audits?action=paid')).logs.map(({ action }: { action: string }) => action)).toEqual(
    ['paid'],
  );
  expect((await shop.get('analytics/audits?actor=kim')).count).toBe(0);
  expect((await shop.get('analytics/audits?actor=%20Kim%20')).count).toBe(4);
});

it('A11: impossible dates are refused, junk ranges keep their old meaning', async () => {
  const shop = await project();
  for (const from of ['2026-02-31', '2026-13-01', '2026-1-1', 'yesterday']) {
    const answer = await shop.try('GET', `analytics/errors?range=custom&from=${from}&to=2026-12-31`);
    expect([from, answer.status]).toEqual([from, 400]);
  }
});

it('A12: 7d spans eight calendar days, as it always did', async () => {
  const shop = await project();
  const { range } = await shop.get('analytics/visitors?range=7d');
  const days = (Date.parse(`${range.to.slice(0, 10)}Z`) - Date.parse(`${range.from.slice(0, 10)}Z`)) / DAY_MS + 1;
  expect(days).toBe(8);
});

it('A13: lists have an end', async () => {
  const shop = await project();
  for (let batch = 0; batch < 3; batch++) {
    await shop.post('track/batch', {
      events: Array.from({ length: 400 }, (_, i) => view(`https://shop.test/?utm_campaign=c-${batch}-${i}`)),
    });
  }
  await shop.settled();
  expect((await shop.get('analytics/utm')).campaigns).toHaveLength(1000);
});

it('A15: group_id=0 is refused, and so is what is no number', async () => {
  const shop = await project(errors(1));
  for (const id of ['0', 'abc', '-1']) {
    expect((await shop.try('GET', `analytics/errors-trend?group_id=${id}`)).status).toBe(400);
  }
  expect((await shop.get('analytics/errors-trend')).group_id).toBeNull();
  expect((await shop.get('analytics/errors-trend?group_id=999999')).total_occurrences).toBe(0);
});

it('T1: days and times are those of the zone, with its daylight saving time', async () => {
  const at = Date.now() - DAY_MS;
  const oslo = await project([{ kind: 'error', message: 'Late', occurred_at: at }], { timezone: 'Europe/Oslo' });
  const wall = new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Oslo' });
  expect((await oslo.get('analytics/errors')).errors[0].last_seen).toBe(wall);
  expect((await oslo.get('analytics/errors-trend')).over_time).toMatchObject([{ date: wall.slice(0, 10) }]);
  const clockChange = 'range=custom&from=2026-03-29&to=2026-03-29';
  expect((await oslo.get(`analytics/errors?${clockChange}`)).range).toMatchObject({
    from_iso: '2026-03-29T00:00:00+01:00',
    to_iso: '2026-03-29T23:59:59+02:00',
  });
});

it('T2: every local time has a sibling with its offset', async () => {
  const oslo = await project([...errors(1), { kind: 'audit', action: 'x' }], { timezone: 'Europe/Oslo' });
  await oslo.post('links/create', { destination_url: 'https://shop.test/' });
  const id = (await oslo.get('analytics/errors')).errors[0].id;
  const answers = await Promise.all(
    ['analytics/errors', 'analytics/audits', 'analytics/links', `analytics/error-detail?id=${id}`, 'links/list'].map(
      (target) => oslo.get(target),
    ),
  );
  const times: [local: string, iso: unknown][] = [];
  const collect = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      const iso = (value as Record<string, unknown>)[`${name}_iso`];
      if (typeof member === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(member)) times.push([member, iso]);
      collect(member);
    }
  };
  answers.forEach(collect);
  expect(times.length).toBeGreaterThan(10);
  for (const [local, iso] of times) {
    expect(iso).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]0[12]:00$/);
    expect(String(iso).slice(0, 19)).toBe(local.replace(' ', 'T'));
  }
});
