import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as sdk from '../src/index.ts';
import { cut, data, json, refusal, reset, type ScriptedServer, scriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
let client: sdk.Micrologs;

beforeEach(async () => {
  server = await scriptedServer();
  client = connect();
});

const TIMEOUT_MS = 60_000;

const connect = () =>
  new sdk.Micrologs({
    host: `${server.url}/`,
    key: 'k',
    adminKey: 'a',
    timeoutMs: TIMEOUT_MS,
    retryBaseMs: 1,
    retryMaxMs: 2,
  });

afterEach(async () => {
  vi.useRealTimers();
  await client.close(0);
  await server.stop();
});

const paths = () => server.received.map(({ path }) => path);

it('the version is that of package.json', () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(sdk.VERSION).toBe(version);
});

it.each([[{}], [{ host: 'http://x' }], [{ key: 'k' }], [{ host: 5, key: 'k' }], [undefined]])(
  'a client without host or key is refused: %j',
  (options) => {
    expect(() => new sdk.Micrologs(options as never)).toThrow(/is required and must be a string/);
  },
);

it('fields go into path, query and body; JSON parameters are written as text', async () => {
  server.next(data({ pages: [], next_cursor: null }), data({}), data({}));
  await client.api.analytics.pages({ range: '7d', filters: ['is', 'path', '/a b'], limit: undefined });
  await client.api.links.create({ destination_url: 'https://shop.test/', tags: ['x'] });
  await client.api.projects.toggle({ id: 3, is_active: false });
  await client.api.request('openShortLink', { code: 'a/b' }).catch(() => {});
  const [pages, link, project, short] = server.received;
  const query = new URL(pages!.path, server.url).searchParams;
  expect(Object.fromEntries(query)).toEqual({ range: '7d', filters: '["is","path","/a b"]' });
  expect(pages!.headers).toMatchObject({ 'x-api-key': 'k', 'user-agent': `micrologs-node/${sdk.VERSION}` });
  expect(link).toMatchObject({ path: '/api/links/create', headers: { 'content-type': 'application/json' } });
  expect(JSON.parse(link!.body)).toEqual({ destination_url: 'https://shop.test/', tags: ['x'] });
  expect(project!.headers).toMatchObject({ 'x-admin-key': 'a' });
  expect(project!.headers).not.toHaveProperty('x-api-key');
  expect(short!.path).toBe('/l/a%2Fb');
});

it('an operation that does not exist is refused', () => {
  expect(() => client.api.request('nothing' as never)).toThrow(TypeError);
});

it.each([
  [400, sdk.InvalidRequestError],
  [401, sdk.AuthenticationError],
  [403, sdk.PermissionDeniedError],
  [404, sdk.NotFoundError],
  [409, sdk.ConflictError],
  [413, sdk.TooLargeError],
  [418, sdk.ApiError],
  [500, sdk.ServerError],
])('[Q1] %i is an error of its own class', async (status, type) => {
  server.next(refusal(status, 'the reason'));
  const error = await client.api.links.delete({ code: 'x' }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(type);
  expect(error).toBeInstanceOf(sdk.MicrologsError);
  expect(error).toMatchObject({ name: type.name, status, message: 'the reason', retryAfter: null });
});

it('[Q1] a refusal of a batch tells of its items', async () => {
  const results = [{ index: 0, status: 'rejected', message: 'no' }];
  server.next(json(400, { success: false, message: 'All events were rejected', data: { results } }));
  await expect(client.api.track.batch({ events: [] })).rejects.toMatchObject({ errors: results });
});

it('[Q1] a success without a valid envelope is an error', async () => {
  for (const answer of [{ success: true, message: 'OK' }, 'text', undefined]) {
    server.next(json(200, answer));
    await expect(client.api.links.delete({ code: 'x' })).rejects.toBeInstanceOf(sdk.InvalidAnswerError);
  }
});

it('[Q1] nobody there', async () => {
  const nowhere = new sdk.Micrologs({ host: 'http://127.0.0.1:1', key: 'k', retryBaseMs: 1 });
  await expect(nowhere.api.system.live()).rejects.toBeInstanceOf(sdk.ConnectionError);
});

it.each([
  ['a reset', reset],
  ['a cut answer', cut],
  ['half of the JSON', json(200, 'x')],
  ['429', refusal(429, 'many')],
  ['502', refusal(502, 'proxy')],
  ['503', refusal(503, 'away')],
  ['504', refusal(504, 'late')],
])('[Q2] a GET is tried twice more after %s', async (_name, answer) => {
  server.next(answer, answer, data({ code: 'x' }));
  await expect(client.api.links.get({ code: 'x' })).resolves.toEqual({ code: 'x' });
  server.next(answer, answer, answer, data({ code: 'x' }));
  await expect(client.api.links.get({ code: 'x' })).rejects.toBeInstanceOf(sdk.MicrologsError);
  expect(server.received).toHaveLength(6);
});

it.each([
  ['a reset', reset, 1],
  ['a cut answer', cut, 1],
  ['500', refusal(500, 'fault'), 1],
  ['503', refusal(503, 'away'), 1],
  ['503 with Retry-After', refusal(503, 'away', { 'Retry-After': '0' }), 3],
  ['429', refusal(429, 'many'), 3],
])('[Q2] a POST after %s', async (_name, answer, attempts) => {
  server.next(answer, answer, answer);
  await expect(client.api.links.delete({ code: 'x' })).rejects.toBeInstanceOf(sdk.MicrologsError);
  expect(server.received).toHaveLength(attempts);
});

it('[Q2] a GET is not tried again after a 500', async () => {
  server.next(refusal(500, 'fault'));
  await expect(client.api.links.get({ code: 'x' })).rejects.toBeInstanceOf(sdk.ServerError);
  expect(server.received).toHaveLength(1);
});

it('[Q2] a rate limit tells when to come back', async () => {
  const answer = refusal(429, 'Too many attempts', { 'Retry-After': '0' });
  server.next(answer, answer, answer);
  await expect(client.api.links.get({ code: 'x' })).rejects.toMatchObject({ name: 'RateLimitedError', retryAfter: 0 });
});

it('[Q3] a server that hangs gives a TimeoutError', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const untilTooLate = () => vi.advanceTimersByTime(TIMEOUT_MS);
  server.next(untilTooLate, untilTooLate, untilTooLate);
  await expect(client.api.links.get({ code: 'x' })).rejects.toBeInstanceOf(sdk.TimeoutError);
  expect(server.received).toHaveLength(3);
});

it('[Q4] an iterator asks for a page when a row of it is wanted', async () => {
  const page = (codes: string[], next_cursor: string | null) =>
    data({ links: codes.map((code) => ({ code })), next_cursor });
  server.next(page(['a', 'b'], 'n1'), page([], 'n2'), page(['c'], null));
  const iterator = client.api.links.iterateList({ limit: 2 })[Symbol.asyncIterator]();
  expect(server.received).toHaveLength(0);
  const take = async () => (await iterator.next()).value?.code;
  expect([await take(), await take()]).toEqual(['a', 'b']);
  expect(server.received).toHaveLength(1);
  expect([await take(), await take()]).toEqual(['c', undefined]);
  expect(paths()).toEqual([
    '/api/links/list?limit=2',
    '/api/links/list?limit=2&cursor=n1',
    '/api/links/list?limit=2&cursor=n2',
  ]);
});

it('exports come row by row, whatever pieces they come in', async () => {
  server.next((_request, response) => {
    response.write('{"id":1}\n{"id"');
    setTimeout(() => response.end(':2}\n{"id":3}'), 5);
  });
  const ids: unknown[] = [];
  for await (const { id } of client.api.exports.pageviews({ range: '1d' })) ids.push(id);
  expect(ids).toEqual([1, 2, 3]);
});

it('an export that breaks off is an error, and so is one that falls silent', async () => {
  const read = async (onRow = () => {}) => {
    for await (const _row of client.api.exports.errors()) onRow();
  };
  server.next((_request, response) => {
    response.writeHead(200, { 'Content-Length': '1000' }).write('{"id":1}\n', () => response.destroy());
  });
  await expect(read()).rejects.toBeInstanceOf(sdk.ConnectionError);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  server.next((_request, response) => response.write('{"id":1}\n'));
  const untilTooLate = () => setImmediate(() => vi.advanceTimersByTime(TIMEOUT_MS));
  await expect(read(untilTooLate)).rejects.toBeInstanceOf(sdk.TimeoutError);
});

it('images are text or bytes, figures are text, health is as it is', async () => {
  const answer = (type: string, body: string) => (_request: unknown, response: import('node:http').ServerResponse) =>
    response.writeHead(200, { 'Content-Type': type }).end(body);
  server.next(
    answer('image/svg+xml', '<svg/>'),
    answer('image/png', 'PNG'),
    answer('text/plain', 'up 1'),
    json(200, { status: 'alive' }),
  );
  expect(await client.api.links.qr({ code: 'x' })).toBe('<svg/>');
  expect(await client.api.links.qr({ code: 'x', format: 'png' })).toEqual(new Uint8Array(Buffer.from('PNG')));
  expect(await client.api.system.metrics()).toBe('up 1');
  expect(await client.api.system.live()).toEqual({ status: 'alive' });
});

it('a bot’s pageview has no data', async () => {
  server.next((_request, response) => response.writeHead(204).end());
  expect(await client.api.track.pageview({ url: 'https://shop.test/' })).toBeNull();
});

it('[Q5] the silent methods ask once, and warn', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  server.next(refusal(503, 'away'), reset);
  expect(await client.getLink('x')).toBeNull();
  expect(await client.analytics.visitors()).toBeNull();
  expect(server.received).toHaveLength(2);
  expect(warned.mock.calls[0]).toEqual(['[Micrologs]', '503: away']);
  expect(warned).toHaveBeenCalledTimes(2);
  warned.mockRestore();
});
