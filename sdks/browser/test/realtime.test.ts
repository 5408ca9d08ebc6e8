import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { launchBrowser } from '@micrologs/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ServedServer, serve } from '../../conformance/src/served.ts';
import { bundleRecipe, readBlocks } from './support/recipes.ts';
import { Site } from './support/site.ts';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

let server: ServedServer;
let browser: Browser;
let site: Site;
let page: Page;
let project: { id: number; publicKey: string; secretKey: string };
let bundle: string;

beforeAll(async () => {
  [server, browser, site, bundle] = await Promise.all([
    serve(),
    launchBrowser(),
    Site.start(),
    bundleRecipe(join(import.meta.dirname, '../src/realtime.ts'), {}),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.stop();
});
beforeEach(async () => {
  const { data } = await ask(
    '/api/projects/create',
    { name: 'Shop', allowed_domains: ['localhost'] },
    { 'X-Admin-Key': server.adminKey },
  );
  project = { id: data.id, publicKey: data.public_key, secretKey: data.secret_key };
  page = await (await browser.newContext()).newPage();
  await page.exposeFunction('freshToken', () => token());
});
afterEach(async () => {
  await page.context().close();
  site.pages.clear();
});

// biome-ignore lint/suspicious/noExplicitAny: answers are read member by member.
async function ask(path: string, body: object, headers: Record<string, string>): Promise<any> {
  const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
  return answer.json();
}

async function token(settings: object = {}): Promise<string> {
  const body = { channels: ['pageviews'], ...settings };
  return (await ask('/api/realtime/token', body, { 'X-API-Key': project.secretKey })).data.token;
}

/** Stores pageviews of these paths, in this order. */
async function view(...paths: string[]) {
  const events = paths.map((path, index) => ({
    kind: 'pageview',
    url: `https://shop.test${path}`,
    visitor_id: `visitor ${path}`,
    session_token: `session ${path}`,
    user_agent: USER_AGENT,
    occurred_at: Date.now() - 1_000 + index,
  }));
  await ask('/api/track/batch', { events }, { 'X-API-Key': project.secretKey });
}

/** Opens a page that listens to `pageviews` and keeps what it hears. @param options code */
async function listen(options: string, listener = '{}', host?: string) {
  site.pages.set('/', {
    body: `<script>${bundle}</script><script>
      window.heard = []; window.states = [];
      const listener = {
        onSnapshot: (events) => heard.push({ snapshot: events }),
        onEvents: (events, place) => { heard.push(...events); window.place = place },
        onError: (error) => heard.push({ error }),
        ...${listener},
      };
      window.feed = recipe.connect({ apiUrl: '${server.url}', onState: (state) => states.push(state), ...${options} });
      window.stop = feed.subscribe('pageviews', listener);
    </script>`,
  });
  await page.goto(site.url('/', host));
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the page heard.
const heard = (): Promise<any[]> => page.evaluate('heard');
const states = async () =>
  ((await page.evaluate('states')) as { state: string; code?: number }[]).map(({ state, code }) => code ?? state);
const paths = async () =>
  (await heard()).map(({ snapshot, error, url }) => (snapshot ? 'snapshot' : (error?.code ?? new URL(url).pathname)));
const untilPaths = (...expected: string[]) => expect.poll(paths, { timeout: 20_000 }).toEqual(expected);

test('the example of the README', async () => {
  const main = (await readBlocks('sdks/browser/README.md', 'run')).get('realtime')!;
  const code = await bundleRecipe(join(import.meta.dirname, 'main.ts'), { main });
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await page.route('**/live-token', async (route) => route.fulfill({ body: await token() }));
  site.pages.set('/', { body: `<script>${code.replaceAll('https://stats.example.com', server.url)}</script>` });
  await page.goto(site.url('/'));
  await expect.poll(() => logged.join()).toContain('begin with');
  await view('/one');
  await expect.poll(() => logged.join()).toContain('then');
});

test('the latest views first, then each one as it is stored, with the members that its type promises', async () => {
  await view('/before');
  await listen(`{ token: '${await token()}' }`);
  await untilPaths('snapshot');
  await expect.poll(async () => (await heard())[0].snapshot.length).toBe(1);
  await view('/one', '/two');
  await untilPaths('snapshot', '/one', '/two');
  const [{ snapshot }, one, two] = await heard();
  expect([snapshot[0].offset, one.offset, two.offset]).toEqual([1, 2, 3]);
  expect(await page.evaluate('place')).toEqual({ offset: 3, position: expect.any(String) });
  expect(one).toMatchObject({
    url: 'https://shop.test/one',
    device_type: 'desktop',
    browser: 'Chrome',
    scroll_pct: null,
  });
  const [state, open] = (await page.evaluate('states')) as object[];
  expect([state, open]).toEqual([
    { state: 'connecting' },
    { state: 'open', projectId: project.id, expiresAt: expect.stringMatching(/Z$|\+00:00$/) },
  ]);
});

test('filters let through what was asked for; errors are told with what they did', async () => {
  await listen(
    `{ token: '${await token({ channels: ['pageviews', 'errors'] })}' }`,
    `{ filters: { url: ['*/blog*', 'https://shop.test/b*'] } }`,
  );
  await untilPaths('snapshot');
  await page.evaluate(
    `feed.subscribe('errors', { onEvents: (events) => (window.errors = events), onSnapshot() { window.errors = [] } })`,
  );
  await expect.poll(() => page.evaluate('window.errors')).toEqual([]);
  await view('/shop', '/blog', '/cart', '/bag');
  await ask('/api/track/error', { message: 'No stock' }, { 'X-API-Key': project.secretKey });
  await untilPaths('snapshot', '/blog', '/bag');
  await expect
    .poll(() => page.evaluate('window.errors'))
    .toMatchObject([{ kind: 'occurrence', effect: 'created', message: 'No stock', offset: 1 }]);
});

test('a server that is killed and comes back tells what was missed, once and in order', async () => {
  await listen('{ token: () => freshToken() }');
  await untilPaths('snapshot');
  await view('/1');
  await untilPaths('snapshot', '/1');
  await server.kill();
  await expect.poll(states).toContain(1006);
  await server.start();
  await view('/2', '/3');
  await view('/4');
  await untilPaths('snapshot', '/1', '/2', '/3', '/4');
});

test('a token that ends is followed by the next one, without a gap', async () => {
  let asked = 0;
  await page.exposeFunction('shortToken', () => token({ expires_in: asked++ === 0 ? 1 : 60 }));
  await listen('{ token: () => shortToken() }');
  await untilPaths('snapshot');
  await expect.poll(states, { timeout: 20_000 }).toContain(4002);
  await view('/meanwhile');
  await untilPaths('snapshot', '/meanwhile');
  expect(asked).toBe(2);
});

test('a fixed token that is not valid is final', async () => {
  await listen(`{ token: 'nonsense' }`);
  await expect.poll(states).toEqual(['connecting', 4001]);
  expect((await page.evaluate('states.at(-1)')) as object).toMatchObject({ state: 'closed' });
});

test('a token for another origin is final', async () => {
  await listen(`{ token: '${await token({ origin: 'https://dashboard.shop.test' })}' }`);
  await expect.poll(states).toEqual(['connecting', 4004]);
});

test('a token that cannot be had is asked for again', async () => {
  await listen(
    `{ token: () => (window.isAsked ? freshToken() : Promise.reject(new Error((window.isAsked = 'yes')))) }`,
  );
  await untilPaths('snapshot');
  expect(await states()).toEqual(['connecting', 1006, 'connecting', 'open']);
});

test('a channel that the token does not open is an error of its listener alone', async () => {
  await listen(`{ token: '${await token()}' }`);
  await page.evaluate(`feed.subscribe('secrets', listener)`);
  await expect.poll(paths).toContain('unknown_channel');
  await view('/still');
  await expect.poll(paths).toContain('/still');
});

test('whoever stops hears nothing more; whoever begins again goes on from where it was told', async () => {
  await listen(`{ token: '${await token()}' }`);
  await untilPaths('snapshot');
  await view('/1');
  await untilPaths('snapshot', '/1');
  await page.evaluate('stop(); stop()');
  await view('/2');
  await page.evaluate(
    'heard.length = 0; stop = feed.subscribe("pageviews", { ...listener, position: place.position })',
  );
  await untilPaths('/2');
  await expect(page.evaluate('feed.subscribe("pageviews", {})')).rejects.toThrow('There is a listener for pageviews');
});

test('a page that comes back from the back/forward cache, or is reloaded with its position, missed nothing', async () => {
  site.pages.set('/other', {});
  await listen('{ token: () => freshToken() }', `{ position: sessionStorage.position }`);
  await untilPaths('snapshot');
  await view('/1');
  await untilPaths('snapshot', '/1');
  await page.evaluate(() => {
    location.href = '/other';
  });
  await page.waitForURL('**/other');
  await view('/2');
  await page.goBack({ waitUntil: 'commit' });
  await expect.poll(paths).toContain('/2');
  await page.evaluate('sessionStorage.position = place.position');
  await view('/3');
  await page.reload();
  await untilPaths('/3');
});

test('what the page throws is an error of the page, and the feed goes on', async () => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await listen(`{ token: '${await token()}' }`, `{ onSnapshot() { throw new Error('from the page') } }`);
  await expect.poll(() => errors).toEqual(['from the page']);
  await view('/after');
  await untilPaths('/after');
});

test('close ends it for good', async () => {
  await listen(`{ token: '${await token()}' }`);
  await untilPaths('snapshot');
  await page.evaluate('feed.close(); feed.close(); dispatchEvent(new Event("online"))');
  await view('/late');
  expect(await states()).toEqual(['connecting', 'open', 1000]);
});

/** A server that says what a test wants. @param obey is called with each message of a client */
async function scriptedServer(obey: (message: Record<string, unknown>, socket: WebSocket, connection: number) => void) {
  const scripted = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => scripted.once('listening', resolve));
  let connections = 0;
  scripted.on('connection', (socket) => {
    const connection = ++connections;
    socket.on('message', (data) => obey(JSON.parse(data.toString()), socket, connection));
  });
  const { port } = scripted.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const socket of scripted.clients) socket.terminate();
      await new Promise((resolve) => scripted.close(resolve));
    },
  };
}

const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
const welcome = (socket: WebSocket, pingSeconds = 25) =>
  say(socket, { type: 'welcome', protocol: 1, project_id: 1, expires_at: null, ping_seconds: pingSeconds });

test('a connection that falls silent is asked, and given up when nothing comes', async () => {
  const messages: unknown[] = [];
  const scripted = await scriptedServer((message, socket, connection) => {
    messages.push([connection, message.type]);
    if (message.type === 'hello') welcome(socket, connection === 1 ? 0.05 : 25);
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`);
  await expect.poll(() => messages).toContainEqual([2, 'subscribe']);
  expect(messages).toEqual([
    [1, 'hello'],
    [1, 'subscribe'],
    [1, 'ping'],
    [2, 'hello'],
    [2, 'subscribe'],
  ]);
  await scripted.close();
});

test('a position counts only once what it promises was told', async () => {
  const positions: unknown[] = [];
  const scripted = await scriptedServer(({ type, position }, socket, connection) => {
    if (type === 'hello') return welcome(socket);
    positions.push(position);
    const place = { channel: 'pageviews', offset: 9, position: `p${connection}` };
    say(socket, { type: 'subscribed', recovered: connection === 3, ...place });
    if (connection === 2) say(socket, { type: 'snapshot', events: [], ...place });
    if (connection < 4) socket.close(1001);
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`, `{ position: 'old' }`);
  await expect.poll(() => positions, { timeout: 20_000 }).toEqual(['old', 'old', 'p2', 'p3']);
  await scripted.close();
});

test('[R19] a position without events, as filters bring about, is where the next connection goes on', async () => {
  const positions: unknown[] = [];
  const scripted = await scriptedServer(({ type, position }, socket, connection) => {
    if (type === 'hello') return welcome(socket);
    positions.push(position);
    if (connection > 1) return;
    const channel = 'pageviews';
    say(socket, { type: 'subscribed', recovered: true, channel, offset: 9, position });
    say(socket, { type: 'position', channel, offset: 509, position: 'further' });
    socket.close(1001);
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`, `{ position: 'old', filters: { url: ['x'] } }`);
  await expect.poll(() => positions, { timeout: 20_000 }).toEqual(['old', 'further']);
  expect(await heard()).toEqual([]);
  await scripted.close();
});

test('pings are answered, unknown messages ignored, and a channel that is unavailable is asked for again', async () => {
  const types: unknown[] = [];
  const scripted = await scriptedServer(({ type }, socket) => {
    types.push(type);
    if (type === 'hello') {
      welcome(socket);
      say(socket, { type: 'novelty', channel: 'pageviews' });
      say(socket, { type: 'ping' });
    } else if (type === 'subscribe' && types.filter((each) => each === 'subscribe').length === 1) {
      say(socket, { type: 'error', code: 'unavailable', message: 'Later', channel: 'pageviews' });
    }
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`);
  await expect.poll(() => types, { timeout: 20_000 }).toEqual(['hello', 'subscribe', 'pong', 'subscribe']);
  expect(await heard()).toEqual([]);
  await scripted.close();
});

test('whoever stops while the channel is unavailable and begins again is subscribed', async () => {
  const types: unknown[] = [];
  const scripted = await scriptedServer(({ type }, socket) => {
    types.push(type);
    const channel = 'pageviews';
    if (type === 'hello') return welcome(socket);
    if (type === 'unsubscribe') return say(socket, { type: 'error', code: 'not_subscribed', message: 'No', channel });
    const code = types.filter((each) => each === 'subscribe').length === 1 ? 'unavailable' : 'already_subscribed';
    say(socket, { type: 'error', code, message: 'No', channel });
  });
  await listen(`{ token: 'x', apiUrl: '${scripted.url}' }`);
  await expect.poll(() => types).toContain('subscribe');
  await page.evaluate('stop(); stop = feed.subscribe("pageviews", listener)');
  await expect
    .poll(() => types, { timeout: 20_000 })
    .toEqual(['hello', 'subscribe', 'unsubscribe', 'subscribe', 'subscribe']);
  expect(await heard()).toEqual([]);
  await scripted.close();
});
