import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER, send } from './requests.ts';
import type { Message } from './socket-client.ts';

let server: TestServer;
let visitors = 0;

beforeAll(async () => {
  server = await startServer({ env: { REALTIME_SOCKETS_PER_ADDRESS: '5' } });
});

afterAll(async () => {
  await server?.stop();
});

/** Reads server-sent events as a browser does. */
class Stream {
  readonly messages: Message[] = [];
  lastId = '';
  retry = '';
  hasEnded = false;
  readonly #incoming: IncomingMessage;

  private constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
    let text = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) this.#take(block.split('\n'));
    });
    incoming.on('error', () => undefined);
    incoming.on('close', () => {
      this.hasEnded = true;
    });
  }

  static open(query: string, headers: Record<string, string> = {}): Promise<Stream> {
    return new Promise((resolve, reject) => {
      const outgoing = request(`${server.url}/api/realtime/sse?${query}`, { headers }, (incoming) => {
        expect(incoming.statusCode).toBe(200);
        resolve(new Stream(incoming));
      });
      outgoing.on('error', reject).end();
    });
  }

  get headers(): IncomingHttpHeaders {
    return this.#incoming.headers;
  }

  get events() {
    return this.messages.flatMap(({ type, events = [] }) => (type === 'event' ? events : []));
  }

  async until(type: string, count = 1): Promise<Message> {
    const those = () => this.messages.filter((message) => message.type === type);
    await expect.poll(() => those().length, { interval: 5 }).toBeGreaterThanOrEqual(count);
    return those()[count - 1]!;
  }

  cut(): void {
    this.#incoming.destroy();
  }

  #take(lines: string[]): void {
    for (const line of lines) {
      if (line.startsWith('id: ')) this.lastId = line.slice(4);
      if (line.startsWith('retry: ')) this.retry = line.slice(7);
      if (line.startsWith('data: ')) this.messages.push(JSON.parse(line.slice(6)) as Message);
    }
  }
}

const key = () => ({ 'X-API-Key': server.project.secretKey });

async function ask(path: string, body: object) {
  const headers = { ...BROWSER, ...key(), 'X-Admin-Key': server.adminKey };
  const { status, json } = await send(`${server.url}${path}`, { headers, body: JSON.stringify(body) });
  expect([200, 202], JSON.stringify(json)).toContain(status);
  return json.data;
}

async function view(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => {
    visitors += 1;
    return { kind: 'pageview', url: `https://localhost/${visitors}`, visitor_id: `v${visitors}`, session_token: 's' };
  });
  await ask('/api/track/batch', { events });
}

describe('server-sent events', () => {
  it('[R16] are the messages of the socket, and come again from the last id on, of every channel', async () => {
    const stream = await Stream.open('channel=pageviews&channel=audit&channel=live', key());
    expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    await stream.until('snapshot', 3);
    expect(stream.messages[0]).toMatchObject({ type: 'welcome', protocol: 1 });
    expect(stream.retry).toBe('1000');
    await view(2);
    await stream.until('event');
    stream.cut();
    await expect.poll(() => stream.hasEnded).toBe(true);
    await view(5);
    await ask('/api/track/audit', { action: 'invoice.paid', actor: 'kim' });
    const again = await Stream.open('channel=pageviews&channel=audit', { ...key(), 'Last-Event-ID': stream.lastId });
    await expect.poll(() => again.events.length).toBe(8 - stream.events.length);
    expect(again.messages.filter(({ type }) => type === 'subscribed').map(({ recovered }) => recovered)).toEqual([
      true,
      true,
    ]);
    const urls = [...stream.events, ...again.events].flatMap(({ url }) => (url === undefined ? [] : [url]));
    expect(urls).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `https://localhost/${number}`));
    expect(again.events.some(({ action }) => action === 'invoice.paid')).toBe(true);
    again.cut();
  });

  it('[R13] [R16] tell what the filters in the address let through, and go on from the id in the address', async () => {
    const next = visitors + 1;
    const filters = encodeURIComponent(JSON.stringify({ pageviews: { url: [`https://localhost/${next + 1}*`] } }));
    const stream = await Stream.open(`channel=pageviews&filters=${filters}`, key());
    await stream.until('snapshot');
    await view(2);
    await stream.until('event');
    stream.cut();
    expect(stream.events.map(({ url }) => url)).toEqual([`https://localhost/${next + 1}`]);
    await view(1);
    const again = await Stream.open(`channel=pageviews&last_event_id=${encodeURIComponent(stream.lastId)}`, key());
    await again.until('event');
    expect(again.messages[1]).toMatchObject({ type: 'subscribed', recovered: true });
    expect(again.events.map(({ url }) => url)).toEqual([`https://localhost/${next + 2}`]);
    again.cut();
  });

  it('[R16] [R18] tell reports as the socket does, beside channels of events', async () => {
    const report = 'report:visitors?range=7d&fill=1';
    const channels = ['pageviews', report, 'report:visitors?range=x'];
    const query = channels.map((channel) => `channel=${encodeURIComponent(channel)}`).join('&');
    const stream = await Stream.open(query, key());
    const answers = () => stream.messages.filter(({ type, channel }) => type === 'snapshot' && channel === report);
    const overHttp = async (parameters: string) =>
      (await send(`${server.url}/api/analytics/visitors?${parameters}`, { headers: key() })).json;
    const { message } = await overHttp('range=x');
    expect(await stream.until('error')).toMatchObject({
      code: 'bad_params',
      message,
      channel: 'report:visitors?range=x',
    });
    for (const count of [1, 2]) {
      await expect.poll(() => answers().length).toBe(count);
      expect(answers().at(-1)!.data).toEqual((await overHttp('range=7d&fill=1')).data);
      await view(1);
    }
    // Only channels of events have a place to come back to.
    expect(stream.lastId).toMatch(/^pageviews:\S+$/);
    stream.cut();
  });

  it('[R16] are for pages of the origin that a token names, and refuse with a status', async () => {
    const { token } = await ask('/api/realtime/token', {
      channels: ['pageviews'],
      origin: 'https://dashboard.shop.test',
    });
    const origin = { Origin: 'https://dashboard.shop.test' };
    const stream = await Stream.open(`channel=pageviews&token=${token}`, origin);
    expect(stream.headers['access-control-allow-origin']).toBe(origin.Origin);
    await stream.until('snapshot');
    const refused = async (query: string, headers: Record<string, string> = {}) => {
      const { status, json } = await send(`${server.url}/api/realtime/sse?${query}`, { headers });
      expect(json).toEqual({ success: false, message: expect.any(String) });
      return status;
    };
    expect(await refused(`channel=pageviews&token=${token}`, { Origin: 'https://evil.test' })).toBe(403);
    expect(await refused('channel=pageviews')).toBe(401);
    expect(await refused('channel=pageviews', { 'X-API-Key': server.project.publicKey })).toBe(401);
    const others: Stream[] = [];
    for (let i = 0; i < 4; i += 1) others.push(await Stream.open('channel=pageviews', key()));
    expect(await refused('channel=pageviews', key())).toBe(429);
    for (const each of [stream, ...others]) each.cut();
  });

  it('[R16] end with the token, and when the server stops', async () => {
    const { token } = await ask('/api/realtime/token', { channels: ['pageviews'], expires_in: 5 });
    const short = await Stream.open(`channel=pageviews&token=${token}`);
    await expect.poll(() => short.hasEnded).toBe(true);
    const stream = await Stream.open('channel=pageviews', key());
    await stream.until('snapshot');
    expect(await server.stop()).toBe(0);
    await expect.poll(() => stream.hasEnded).toBe(true);
  });
});
