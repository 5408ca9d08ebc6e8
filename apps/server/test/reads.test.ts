import { answerTables, operationTable } from '@micrologs/contract';
import { assertAnswer } from '@micrologs/contract/answers';
import { type AuditAct, HOUR_MS, INSTALLATION_CHAIN, type Link, localDay } from '@micrologs/domain';
import { aClick, aLink, anAct, aPageview, aSession, aVisitor, NOON } from '@micrologs/storage/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskingProject, type MountedApp, mountApp } from './mounted-app.ts';
import { send } from './requests.ts';

const CSV = { Accept: 'text/csv' };
/** The day of `NOON`, in every zone used here. */
const RANGE = 'range=custom&from=2026-03-01&to=2026-03-03';

let app: MountedApp;
let shop: AskingProject;
/** A project without facts. */
let other: AskingProject;

beforeAll(async () => {
  app = await mountApp();
  shop = await app.project();
  other = await app.project();
  await addViews(shop, 1, ['/', '/', '/a', '/b', '/c']);
});
afterAll(() => app?.stop());

let views = 0;

/** One visit of a new visitor. */
async function addViews({ id: project }: AskingProject, visitor: number, paths: string[]): Promise<void> {
  await app.storage.ingest.transact(async (transaction) => {
    await transaction.addVisitors([aVisitor({ project, number: visitor })]);
    await transaction.putSessions([aSession({ project, number: visitor, visitor, views: paths.length })]);
    const rows = paths.map((path) => {
      views += 1;
      return aPageview({ project, number: views, visitor, session: visitor, url: `https://shop.test${path}` });
    });
    await transaction.addPageviews(rows);
    await transaction.bumpDays([{ project, day: localDay(NOON, 'UTC') }]);
  });
}

function record({ id }: Pick<AskingProject, 'id'>, given: Partial<AuditAct>) {
  return app.storage.audit.record(id, anAct(given));
}

describe('a tag', () => {
  it('A2: stands for the answer: 304 while nothing changed, another one with the next fact', async () => {
    const project = await app.project();
    await addViews(project, 1, ['/']);
    const path = `analytics/visitors?${RANGE}`;
    const first = await project.get(path);
    expect(first.status).toBe(200);
    expect(first.headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Origin, Accept' });
    const tag = first.headers.etag!;
    expect(tag).toMatch(/^"[\w-]+"$/);
    for (const header of [tag, `W/${tag}`, `"x", ${tag}`, '*']) {
      // A client that also says that it wants no stale copy gets none, and no copy of what it has.
      const again = await project.get(path, { 'If-None-Match': header, 'Cache-Control': 'no-cache' });
      expect(again).toMatchObject({ status: 304, text: '' });
      expect(again.headers).toMatchObject({ etag: tag, 'cache-control': 'no-store' });
    }
    await addViews(project, 2, ['/']);
    const changed = await project.get(path, { 'If-None-Match': tag });
    expect(changed.status).toBe(200);
    expect(changed.json.data.unique_visitors).toBe(2);
    expect(changed.headers.etag).not.toBe(tag);
  });

  it('is of the form that was sent', async () => {
    const json = await shop.get(`analytics/pages?${RANGE}`);
    const csv = await shop.get(`analytics/pages?${RANGE}`, { ...CSV, 'If-None-Match': json.headers.etag! });
    expect(csv.status).toBe(200);
    const again = await shop.get(`analytics/pages?${RANGE}`, { ...CSV, 'If-None-Match': csv.headers.etag! });
    expect(again.status).toBe(304);
  });
});

describe('CSV', () => {
  it.each([
    ['text/csv', true],
    ['text/csv, application/json;q=0.9', true],
    ['application/json;q=0.2, text/csv;q=0.3', true],
    ['text/csv, */*;q=0.1', true],
    ['text/*', true],
    ['application/json, text/csv', false],
    ['text/csv;q=0.5, application/json', false],
    ['text/csv;q=0', false],
    ['text/html, */*', false],
    ['image/png', false],
    ['', false],
  ])('Accept: %s', async (accept, isCsv) => {
    const answer = await shop.get(`analytics/pages?${RANGE}`, { Accept: accept });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(isCsv ? 'text/csv; charset=utf-8' : 'application/json');
  });

  it('is the list that is asked for, its first one by default', async () => {
    const { text } = await shop.get(`analytics/devices?${RANGE}`, CSV);
    expect(text).toBe('device_type,pageviews,unique_visitors\r\ndesktop,5,1\r\n');
    const systems = await shop.get(`analytics/devices?${RANGE}&table=by_os`, CSV);
    expect(systems.text).toBe('os,pageviews\r\nLinux,5\r\n');
  });

  it('knows the lists of its report alone; JSON has them all', async () => {
    for (const table of ['pages', 'range', '__proto__', 'constructor']) {
      const refused = await shop.get(`analytics/devices?${RANGE}&table=${table}`, CSV);
      expect(refused).toMatchObject({ status: 400, json: { message: 'table must name a list of the answer' } });
      expect((await shop.get(`analytics/devices?${RANGE}&table=${table}`)).status).toBe(200);
    }
  });

  const empty = Object.entries(answerTables).filter(([id]) => operationTable[id as 'getPages'].tag === 'Analytics');
  it.each(
    empty
      .filter(([id]) => id !== 'getErrorDetail' && id !== 'getLinkDetail')
      .flatMap(([id, tables]) => Object.entries(tables).map(([table, columns]) => [id, table, columns] as const)),
  )('%s has a header for %s without rows', async (id, table, columns) => {
    const path = operationTable[id as 'getPages'].path.replace('/api/', '');
    const { status, text } = await other.get(`${path}?${RANGE}&table=${table}`, CSV);
    expect({ status, text }).toEqual({ status: 200, text: `${columns.join(',')}\r\n` });
  });

  it('names its next page in a header', async () => {
    const first = await shop.get(`analytics/pages?${RANGE}&limit=3`, CSV);
    const next = /^<(\?[^>]+)>; rel="next"$/.exec(String(first.headers.link))![1]!;
    const second = await shop.get(`analytics/pages${next}`, CSV);
    expect(second.headers.link).toBeUndefined();
    const urls = [first, second]
      .flatMap(({ text }) => text.trim().split('\r\n').slice(1))
      .map((line) => line.split(',')[0]);
    expect(urls).toEqual(['/', '/a', '/b', '/c'].map((path) => `https://shop.test${path}`));
  });

  it('names it for the list that is paged alone: of the others every page is the same', async () => {
    const project = await app.project();
    for (const action of ['a', 'b']) await record(project, { action });
    const entries = await project.get(`analytics/audits?${RANGE}&limit=1`, CSV);
    expect(entries.text.split(',')[0]).toBe('id');
    expect(entries.headers.link).toContain('rel="next"');
    const actions = await project.get(`analytics/audits?${RANGE}&limit=1&table=top_actions`, CSV);
    expect(actions.text.split(',')[0]).toBe('action');
    expect(actions.headers.link).toBeUndefined();
  });

  it('tells failures as JSON', async () => {
    const { status, json } = await shop.get('analytics/pages?range=junk', CSV);
    expect({ status, success: json.success }).toEqual({ status: 400, success: false });
  });
});

describe('audit entries', () => {
  /** Every entry's id, page by page. */
  async function idsByPages({ get }: AskingProject, filter: string, limit: number): Promise<number[]> {
    const ids: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { json, status } = await get(`analytics/audits?${RANGE}${filter}&limit=${limit}&cursor=${cursor}`);
      expect(status).toBe(200);
      assertAnswer('getAudits', 200, json);
      expect(json.data.count).toBeLessThanOrEqual(limit);
      ids.push(...json.data.logs.map((entry: { id: number }) => entry.id));
      cursor = json.data.next_cursor;
    }
    return ids;
  }

  it('A4, A5: come once each however they are paged, ties by their number', async () => {
    const project = await app.project();
    for (let n = 0; n < 12; n += 1) {
      await record(project, { action: n % 3 === 0 ? 'a' : 'b', at: NOON + Math.floor(n / 4) * HOUR_MS });
    }
    const whole = await idsByPages(project, '', 200);
    expect(whole).toEqual([...whole].sort((a, b) => b - a));
    for (const limit of [1, 3, 5]) {
      expect(await idsByPages(project, '', limit)).toEqual(whole);
      expect(await idsByPages(project, '&action=a', limit)).toEqual(await idsByPages(project, '&action=a', 200));
    }
  });

  it('A1: an answer is of its own limit and filter', async () => {
    const project = await app.project();
    for (const actor of ['kim', 'robin', 'kim']) await record(project, { action: 'login', actor });
    const count = async (parameters: string) =>
      (await project.get(`analytics/audits?${RANGE}&action=login${parameters}`)).json.data.count;
    expect([await count('&limit=1'), await count('&limit=2'), await count(''), await count('&actor=kim')]).toEqual([
      1, 2, 3, 2,
    ]);
  });

  it('A10: are filtered and counted to the letter', async () => {
    const project = await app.project();
    for (const action of ['Login', 'login', 'login ', 'lögin']) await record(project, { action, actor: 'Kim' });
    const { json } = await project.get(`analytics/audits?${RANGE}&action=login`);
    expect(json.data.logs.map((entry: { action: string }) => entry.action)).toEqual(['login']);
    expect((await project.get(`analytics/audits?${RANGE}&actor=kim`)).json.data.count).toBe(0);
    const actions = json.data.top_actions.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['Login', 'login', 'login ', 'lögin']));
  });

  it('a cursor of another project, filter or list is refused', async () => {
    const [mine, foreign] = [await app.project(), await app.project()];
    for (const project of [mine, foreign]) for (const action of ['a', 'b', 'c']) await record(project, { action });
    const { json } = await mine.get(`analytics/audits?${RANGE}&limit=1`);
    const cursor = `cursor=${json.data.next_cursor}`;
    expect((await mine.get(`analytics/audits?${RANGE}&limit=2&${cursor}`)).status).toBe(200);
    for (const refused of [
      await foreign.get(`analytics/audits?${RANGE}&limit=1&${cursor}`),
      await mine.get(`analytics/audits?${RANGE}&action=a&${cursor}`),
      await mine.get(`analytics/audits?range=7d&${cursor}`),
      await mine.get(`analytics/links?${RANGE}&${cursor}`),
      await mine.get(`analytics/pages?${RANGE}&${cursor}`),
      await mine.get(`analytics/audits?${RANGE}&cursor=junk`),
    ]) {
      expect(refused).toMatchObject({ status: 400, json: { message: 'cursor is not valid' } });
    }
  });
});

describe('links', () => {
  async function makeLink(project: AskingProject, code: string) {
    const [link] = await app.storage.links.create([aLink({ project: project.id, code, label: '=1+1' })], anAct());
    return link!;
  }

  it('are all listed, most clicks first, ties newest first, each once', async () => {
    const project = await app.project('Europe/Oslo');
    const links: Link[] = [];
    for (let n = 0; n < 6; n += 1) links.push(await makeLink(project, `list${n}`));
    await app.storage.ingest.transact((transaction) =>
      transaction.clicks.addClicks(
        [3, 3, 1].map((place, n) => aClick({ project: project.id, number: n + 1, link: links[place]!.id })),
      ),
    );
    const codes: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { json } = await project.get(`analytics/links?${RANGE}&limit=2&cursor=${cursor}`);
      assertAnswer('getLinkAnalytics', 200, json);
      codes.push(...json.data.links.map(({ code }: { code: string }) => code));
      cursor = json.data.next_cursor;
    }
    expect(codes).toEqual(['list3', 'list1', 'list5', 'list4', 'list2', 'list0']);
    const { json } = await project.get(`analytics/links?${RANGE}&limit=1`);
    expect(json.data.links[0]).toEqual({
      code: 'list3',
      short_url: 'https://stats.test/l/list3',
      label: '=1+1',
      destination_url: 'https://example.org/sale',
      total_clicks: 2,
      unique_clicks: 2,
      created_at: '2026-03-02 13:00:00',
      created_at_iso: '2026-03-02T13:00:00+01:00',
    });
    expect((await project.get(`analytics/links?${RANGE}&limit=1`, CSV)).text).toContain(`,'=1+1,`);
  });

  it('tell the clicks of one of them, and what was no click', async () => {
    const project = await app.project();
    const link = await makeLink(project, 'detail1');
    const place = { country: 'Norway', countryCode: 'NO', region: '', city: '' };
    const click = { project: project.id, link: link.id };
    await app.storage.ingest.transact((transaction) =>
      transaction.clicks.addClicks([
        aClick({ ...click, number: 1, place }),
        aClick({ ...click, number: 2, ipHash: aClick({ ...click, number: 1 }).ipHash }),
        aClick({ ...click, number: 3, uncounted: 'bot' }),
      ]),
    );
    const { json } = await project.get(`analytics/link-detail?${RANGE}&code=detail1&fill=1`);
    assertAnswer('getLinkDetail', 200, json);
    const { range: _, ...data } = json.data;
    expect(data).toEqual({
      link: {
        id: link.id,
        code: 'detail1',
        label: '=1+1',
        destination_url: 'https://example.org/sale',
        created_at: '2026-03-02 12:00:00',
        created_at_iso: '2026-03-02T12:00:00+00:00',
      },
      total_clicks: 2,
      unique_clicks: 1,
      by_country: [{ country: 'Norway', country_code: 'NO', clicks: 1 }],
      by_referrer: [{ category: 'direct', clicks: 2 }],
      by_device: [{ device_type: 'mobile', clicks: 2 }],
      over_time: [
        { date: '2026-03-01', clicks: 0 },
        { date: '2026-03-02', clicks: 2 },
        { date: '2026-03-03', clicks: 0 },
      ],
      uncounted: [{ reason: 'bot', requests: 1 }],
    });
  });

  it('of another project are unknown', async () => {
    await makeLink(shop, 'foreign1');
    const [foreign, unknown] = [
      await other.get(`analytics/link-detail?${RANGE}&code=foreign1`),
      await other.get(`analytics/link-detail?${RANGE}&code=unknown1`),
    ];
    expect(foreign).toMatchObject({ status: 404, json: { success: false, message: 'Link not found' } });
    expect(foreign.text).toBe(unknown.text);
    expect((await shop.get('analytics/link-detail?code=FOREIGN1')).status).toBe(404);
  });

  it('are asked for by a range first, then by a code', async () => {
    const message = async (query: string) => (await shop.get(`analytics/link-detail?${query}`)).json.message;
    expect(await message('range=junk')).toContain('Invalid range');
    expect(await message('range=7d')).toBe('code is required');
    expect(await message('range=7d&code=0')).not.toBe('Link not found');
  });
});

it('the list of projects has a tag and a form for spreadsheets too', async () => {
  const path = `${app.url}/api/projects/list?limit=1`;
  const headers = { 'X-Admin-Key': 'admin' };
  const { status, json, headers: told } = await send(path, { headers });
  expect(status).toBe(200);
  assertAnswer('listProjects', 200, json);
  expect((await send(path, { headers: { ...headers, 'If-None-Match': told.etag! } })).status).toBe(304);
  const csv = await send(path, { headers: { ...headers, ...CSV } });
  expect(csv.text.split('\r\n')).toEqual([answerTables.listProjects.projects.join(','), expect.any(String), '']);
  expect(csv.headers.link).toContain('limit=1&cursor=');
});

it('the acts of the installation are in no project', async () => {
  await record({ id: INSTALLATION_CHAIN }, { action: 'project.deleted' });
  const { json } = await shop.get(`analytics/audits?${RANGE}&action=project.deleted`);
  expect(json.data.count).toBe(0);
});

it('reads are for the secret key alone', async () => {
  for (const path of ['analytics/errors', 'analytics/audits', 'export/pageviews']) {
    const { status } = await send(`${app.url}/api/${path}`, { headers: CSV });
    expect(status).toBe(401);
  }
});
