import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assertAnswer } from '@micrologs/contract/answers';
import { DAY_MS, localDay } from '@micrologs/domain';
import { type ExportStore, StorageUnavailableError } from '@micrologs/storage';
import { aClick, aLink, anAct, aPageview, aSession, aVisitor, NOON } from '@micrologs/storage/conformance';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type AskingProject, type MountedApp, mountApp } from './mounted-app.ts';

const RANGE = 'range=custom&from=2026-03-01&to=2026-03-03';
const MB = 1024 * 1024;
/** Far more than all buffers between the store and a client hold. */
const MANY = 200_000;
/** With this, each of many facts is about 1 KB. */
const LONG_REFERRER = `https://news.test/${'x'.repeat(700)}`;

let app: MountedApp;
let shop: AskingProject;
let many: AskingProject;
let pagesRead: number;
/** What happens before a page is read. */
let beforePage: (page: number) => void;

beforeAll(async () => {
  app = await mountApp((storage) => ({
    exports: {
      page: (...args: Parameters<ExportStore['page']>) => {
        pagesRead += 1;
        beforePage(pagesRead);
        return storage.exports.page(...args);
      },
    } as ExportStore,
  }));
  shop = await app.project('Europe/Oslo');
  many = await app.project();
  const [link] = await app.storage.links.create([aLink({ project: many.id, code: 'many-clicks' })], anAct());
  for (let first = 1; first <= MANY; first += 20_000) {
    const clicks = Array.from({ length: 20_000 }, (_, i) =>
      aClick({ project: many.id, number: first + i, link: link!.id, referrer: LONG_REFERRER, ipHash: '00'.repeat(32) }),
    );
    await app.storage.ingest.transact((transaction) => transaction.clicks.addClicks(clicks));
  }
});
afterAll(() => app?.stop());

beforeEach(() => {
  pagesRead = 0;
  beforePage = () => {};
});

function linesOf(text: string): object[] {
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** An answer whose body the test reads itself. */
async function open(path: string): Promise<IncomingMessage> {
  const request = get(`${app.url}/api/${path}`, { headers: { 'X-API-Key': many.secretKey }, agent: false });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}

it('gives out facts with every stored member', async () => {
  const project = shop.id;
  await app.storage.ingest.transact(async (transaction) => {
    await transaction.addVisitors([aVisitor({ project, number: 1, hash: 'ab'.repeat(32) })]);
    await transaction.putSessions([aSession({ project, number: 1, visitor: 1 })]);
    await transaction.addPageviews([
      aPageview({ project, number: 1, url: 'https://shop.test/?a=é', scrollPct: 40, engagedMs: 1500 }),
      aPageview({
        project,
        number: 2,
        occurredAt: NOON - DAY_MS,
        place: { country: 'Norway', countryCode: 'NO', region: '', city: 'Bergen' },
      }),
      aPageview({ project, number: 3, occurredAt: NOON + 5 * DAY_MS }),
    ]);
    await transaction.bumpDays([{ project, day: localDay(NOON, 'UTC') }]);
  });
  const { status, headers, text } = await shop.get(`export/pageviews?${RANGE}`);
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  const [older, newer, ...others] = linesOf(text);
  expect(others).toEqual([]);
  expect(newer).toEqual({
    id: 1,
    occurred_at: '2026-03-02T12:00:00.000Z',
    day: '2026-03-02',
    visitor: 'ab'.repeat(32),
    session: 1,
    url: 'https://shop.test/?a=é',
    page_title: 'Home',
    referrer: '',
    referrer_category: 'direct',
    utm_source: '',
    utm_medium: '',
    utm_campaign: '',
    utm_content: '',
    utm_term: '',
    device_type: 'desktop',
    os: 'Linux',
    browser: 'Firefox',
    browser_version: '145.0',
    country: null,
    country_code: null,
    region: null,
    city: null,
    screen_resolution: '1920x1080',
    timezone: 'Europe/Oslo',
    engaged_ms: 1500,
    scroll_pct: 40,
  });
  expect(older).toMatchObject({ id: 2, day: '2026-03-01', country: 'Norway', region: null, city: 'Bergen' });
});

it('gives out clicks and audit entries, but no hash of an address', async () => {
  const [link] = await app.storage.links.create([aLink({ project: shop.id, code: 'one-click' })], anAct());
  const click = aClick({ project: shop.id, number: 1, link: link!.id, uncounted: 'prefetch' });
  await app.storage.ingest.transact((transaction) => transaction.clicks.addClicks([click]));
  const clicks = await shop.get(`export/clicks?${RANGE}`);
  expect(linesOf(clicks.text)).toEqual([
    {
      id: 1,
      link_id: link!.id,
      code: 'one-click',
      occurred_at: '2026-03-02T12:00:00.000Z',
      day: '2026-03-02',
      uncounted: 'prefetch',
      referrer: '',
      referrer_category: 'direct',
      device_type: 'mobile',
      os: 'Android',
      browser: 'Chrome',
      browser_version: '143.0',
      country: null,
      country_code: null,
      region: null,
      city: null,
    },
  ]);
  const act = anAct({ action: 'invoice.paid', context: { invoice: 'A-1', lines: [], note: {} } });
  const entry = await app.storage.audit.record(shop.id, act);
  const audits = await shop.get(`export/audits?${RANGE}`);
  expect(linesOf(audits.text).at(-1)).toEqual({
    id: entry.sequence,
    event_id: entry.eventId,
    occurred_at: '2026-03-02T12:00:00.000Z',
    received_at: '2026-03-02T12:00:00.000Z',
    day: '2026-03-02',
    action: 'invoice.paid',
    actor: 'micrologs:secret',
    context: { invoice: 'A-1', lines: [], note: {} },
    key_type: 'secret',
    source: 'server',
    previous_hash: entry.previousHash,
    hash: entry.hash,
  });
  expect(clicks.text + audits.text).not.toContain(click.ipHash);
  expect(clicks.text + audits.text).not.toContain(act.ipHash);
});

it('is empty for a range without facts, and refused for one that is none', async () => {
  expect(await shop.get('export/clicks?range=custom&from=2020-01-01&to=2020-01-02')).toMatchObject({
    status: 200,
    text: '',
  });
  const refused = await shop.get('export/clicks?range=custom&from=2026-02-31&to=2026-03-01');
  expect(refused.status).toBe(400);
  assertAnswer('exportClicks', 400, refused.json);
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are of use still: how much garbage lies around is the collector's affair. */
function memoryHeld(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it('passes through a bounded memory, each fact once', async () => {
  const before = memoryHeld();
  let highest = before;
  const answer = await open(`export/clicks?${RANGE}`);
  let bytes = 0;
  let measuredAt = 0;
  let next = 1;
  let rest = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    bytes += chunk.length;
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (!line.startsWith(`{"id":${next},`)) throw new Error(`Expected ${next}, found ${line.slice(0, 40)}`);
      next += 1;
    }
    if (bytes < measuredAt + 10 * MB) continue;
    measuredAt = bytes;
    highest = Math.max(highest, memoryHeld());
  }
  expect({ facts: next - 1, rest, complete: answer.complete }).toEqual({ facts: MANY, rest: '', complete: true });
  expect(bytes).toBeGreaterThan(180 * MB);
  expect(highest - before).toBeLessThan(30 * MB);
});

/** Waits until no further page is read. */
async function untilNoMorePages(): Promise<void> {
  for (let last = -1; last !== pagesRead; ) {
    last = pagesRead;
    await sleep(400);
  }
}

it('waits for a client that reads slowly', async () => {
  const answer = await open(`export/clicks?${RANGE}`);
  answer.pause();
  await untilNoMorePages();
  const whilePaused = pagesRead;
  expect(whilePaused).toBeLessThan(MANY / 500 / 4);
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  answer.resume();
  await once(answer, 'end');
  expect(answer.complete).toBe(true);
  expect(bytes).toBeGreaterThan(180 * MB);
  expect(pagesRead).toBeGreaterThan(whilePaused);
});

it('stops when the client goes away', async () => {
  const answer = await open(`export/clicks?${RANGE}`);
  answer.on('error', () => {});
  await once(answer, 'data');
  answer.destroy();
  await untilNoMorePages();
  expect(pagesRead).toBeLessThan(MANY / 500 / 4);
  expect(app.log.filter((line) => line.includes('cut off'))).toEqual([]);
  expect((await shop.get(`analytics/visitors?${RANGE}`)).status).toBe(200);
});

it('breaks off when the store fails half-way, so that a part is not taken for the whole', async () => {
  beforePage = (page) => {
    if (page === 4) throw new StorageUnavailableError('The disk is gone');
  };
  const answer = await open(`export/clicks?${RANGE}`);
  const failure = new Promise<Error>((resolve) => answer.once('error', resolve));
  answer.resume();
  expect(await failure).toMatchObject({ code: 'ECONNRESET' });
  expect(answer.complete).toBe(false);
  const told = app.log.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'an export was cut off');
  expect(told).toMatchObject({ err: { message: 'The disk is gone' }, requestId: answer.headers['x-request-id'] });
});

it('tells by a status when the store does not answer at all', async () => {
  beforePage = () => {
    throw new StorageUnavailableError('The disk is gone');
  };
  const { status, json, headers } = await shop.get(`export/clicks?${RANGE}`);
  expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '5' });
  assertAnswer('exportClicks', 503, json);
});
