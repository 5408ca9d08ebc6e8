import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Micrologs } from '../src/index.ts';
import { type AnyOptions, type Application, FRAMEWORKS } from './applications.ts';
import { type ScriptedServer, scriptedServer } from './scripted-server.ts';

const BROWSER = {
  'User-Agent': 'Mozilla/5.0 (X11) Firefox/140.0',
  'Accept-Language': 'nb',
  Referer: 'https://news.test/',
};

describe.each(FRAMEWORKS)('in %s', (_name, start) => {
  let server: ScriptedServer;
  let client: Micrologs;
  let app: Application;

  beforeEach(async () => {
    server = await scriptedServer();
    client = new Micrologs({ host: server.url, key: 'k', flushIntervalMs: 600_000, timeoutMs: 60_000 });
  });

  afterEach(async () => {
    await app.stop();
    await client.close();
    await server.stop();
  });

  async function ask(path: string, request: RequestInit = {}) {
    const response = await fetch(app.url + path, {
      ...request,
      headers: { ...BROWSER, ...request.headers, Connection: 'close' },
    });
    return { status: response.status, type: response.headers.get('Content-Type'), body: await response.text() };
  }

  /** Events once the answers have left. */
  async function events() {
    await client.flush(60_000);
    return server.events();
  }

  const buy = { method: 'POST', body: '{"amount":1}', headers: { 'Content-Type': 'application/json' } };

  it('answers are what they are without the middleware', async () => {
    const answers = async () => [
      await ask('/shop/items/5'),
      await ask('/shop/items/5', buy),
      await ask('/shop/private'),
      await ask('/data'),
      await ask('/nowhere'),
    ];
    app = await start(null);
    const without = await answers();
    await app.stop();
    app = await start(client, { pageviews: true });
    expect(await answers()).toEqual(without);
    expect(without.map(({ status }) => status)).toEqual([200, 500, 401, 200, 404]);
  });

  it('a fault is captured with its request and route, a refusal is not', async () => {
    app = await start(client);
    await ask('/shop/private');
    await ask('/shop/items/5?token=secret-value', buy);
    expect(await events()).toMatchObject([
      {
        kind: 'error',
        message: 'out of stock',
        error_type: 'Error',
        stack: expect.stringContaining('applications.ts'),
        url: `${app.url}/shop/items/5?token=[Filtered]`,
        context: { request: { method: 'POST', route: '/shop/items/:id' } },
      },
    ]);
    expect(server.events()[0]).not.toHaveProperty('client_ip');
  });

  it('what is captured while a request is handled knows of it, also of others at the same time', async () => {
    app = await start(client);
    await Promise.all(['a', 'b', 'c'].map((id) => ask(`/shop/items/${id}`)));
    const contexts = (await events()).map(({ context }) => context as { item: string });
    expect(contexts.sort((one, other) => one.item.localeCompare(other.item))).toEqual(
      ['a', 'b', 'c'].map((item) => ({ item, request: { method: 'GET', route: '/shop/items/:id' } })),
    );
  });

  it('what counts as a fault is yours to say, and the browser goes along if you want it', async () => {
    app = await start(client, { shouldCapture: () => true, clientInfo: true });
    await ask('/shop/private');
    expect(await events()).toMatchObject([
      { message: 'who are you?', client_ip: '127.0.0.1', user_agent: BROWSER['User-Agent'], accept_language: 'nb' },
    ]);
  });

  async function pageviews(options: AnyOptions, requests: [string, RequestInit?][]) {
    app = await start(client, options);
    for (const [path, request] of requests) await ask(path, request);
    return (await events()).filter(({ kind }) => kind === 'pageview');
  }

  it('a pageview is captured of each page', async () => {
    const seen = await pageviews({ pageviews: true }, [
      ['/shop/items/5?utm_source=mail'],
      ['/data'],
      ['/nowhere'],
      ['/shop/items/5', buy],
      ['/shop/items/5', { headers: { 'Sec-Purpose': 'prefetch' } }],
      ['/shop/items/5', { headers: { DNT: '1' } }],
      ['/shop/items/5', { headers: { 'Sec-GPC': '1' } }],
    ]);
    expect(seen).toEqual([
      {
        kind: 'pageview',
        event_id: expect.any(String),
        occurred_at: expect.any(String),
        url: `${app.url}/shop/items/5?utm_source=mail`,
        referrer: 'https://news.test/',
        client_ip: '127.0.0.1',
        user_agent: BROWSER['User-Agent'],
        accept_language: 'nb',
      },
    ]);
  });

  it('visitors are as you tell them, and what you leave out is not counted', async () => {
    const options: AnyOptions = {
      respectDnt: false,
      pageviews: ({ headers: { 'x-visitor': visitor } }) =>
        typeof visitor === 'string' ? { visitor_id: visitor, session_token: 's' } : null,
    };
    const seen = await pageviews(options, [
      ['/shop/items/1', { headers: { 'X-Visitor': 'v', DNT: '1' } }],
      ['/shop/items/2'],
    ]);
    expect(seen).toMatchObject([{ url: `${app.url}/shop/items/1`, visitor_id: 'v', session_token: 's' }]);
  });

  it('a function of yours that fails harms no answer', async () => {
    const options: AnyOptions = {
      pageviews: () => {
        throw new Error('yours');
      },
    };
    expect(await pageviews(options, [['/shop/items/1']])).toEqual([]);
    expect((await ask('/shop/items/1')).status).toBe(200);
  });
});
