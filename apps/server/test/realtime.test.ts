import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, type TestServer } from '@micrologs/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER, send } from './requests.ts';
import { type Message, SocketClient } from './socket-client.ts';

let server: TestServer;
let visitors = 0;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  await server?.stop();
});

async function ask(to: TestServer, path: string, body: object, key = to.project.secretKey) {
  const headers = { ...BROWSER, 'X-API-Key': key, 'X-Admin-Key': to.adminKey };
  const { status, json } = await send(`${to.url}${path}`, { headers, body: JSON.stringify(body) });
  expect([200, 202], JSON.stringify(json)).toContain(status);
  return json.data;
}

/** Views of visitors of their own, so that none repeats another. */
async function view(to: TestServer, count = 1, key = to.project.secretKey): Promise<void> {
  const events = Array.from({ length: count }, () => {
    visitors += 1;
    return { kind: 'pageview', url: `https://localhost/${visitors}`, visitor_id: `v${visitors}`, session_token: 's' };
  });
  await ask(to, '/api/track/batch', { events }, key);
}

async function newProject(to: TestServer): Promise<{ id: number; publicKey: string; secretKey: string }> {
  const { id, public_key, secret_key } = await ask(to, '/api/projects/create', {
    name: 'Another',
    allowed_domains: ['shop.test'],
  });
  return { id, publicKey: public_key, secretKey: secret_key };
}

async function tokenFor(to: TestServer, more: object = {}, key = to.project.secretKey): Promise<string> {
  return (await ask(to, '/api/realtime/token', { channels: ['pageviews'], ...more }, key)).token;
}

/** A client's own account over all its connections: no offset twice, none left out, unless a snapshot replaced them. */
class Account {
  at: number | null = null;
  position: string | undefined;

  take(messages: readonly Message[]): void {
    for (const { type, offset, position, recovered, events = [] } of messages) {
      if (position !== undefined) this.position = position;
      if (type === 'snapshot') this.at = offset!;
      if (type === 'subscribed' && recovered) expect(offset).toBe(this.at);
      if (type !== 'event') continue;
      for (const event of events) {
        expect(event.offset).toBe(this.at! + 1);
        this.at = event.offset;
      }
      expect(offset).toBe(this.at);
    }
  }
}

describe('a view', () => {
  it('[R6] is told to the project that it was stored for, and to no other', async () => {
    const other = await newProject(server);
    const mine = await SocketClient.open(server.url, server.project.secretKey);
    const theirs = await SocketClient.open(server.url, other.secretKey);
    for (const client of [mine, theirs]) {
      expect(await client.subscribe('pageviews')).toMatchObject({ recovered: false });
      await client.until('snapshot');
    }
    await view(server, 1);
    const { events } = await mine.until('event');
    expect(events).toEqual([
      expect.objectContaining({ url: `https://localhost/${visitors}`, device_type: expect.any(String) }),
    ]);
    await view(server, 1, other.secretKey);
    const told = await theirs.until('event');
    expect(told.events).toHaveLength(1);
    expect(told).toMatchObject({ offset: 1, events: [{ offset: 1, url: `https://localhost/${visitors}` }] });
    expect(mine.events).toHaveLength(1);
    mine.cut();
    theirs.cut();
  });

  it('[R6] is the same event as in the export', async () => {
    const client = await SocketClient.open(server.url, server.project.secretKey);
    await client.subscribe('pageviews');
    await view(server, 1);
    const [event] = (await client.until('event')).events!;
    const { text } = await send(`${server.url}/api/export/pageviews?range=7d`, {
      headers: { 'X-API-Key': server.project.secretKey },
    });
    const { offset, ...told } = event!;
    const exported = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number });
    expect(exported.find(({ id }) => id === offset)).toEqual(told);
    client.cut();
  });
});

describe('errors, links and the audit log', () => {
  it('[R6] tell of what happens to groups, of clicks and of acts, each in its own series', async () => {
    const project = await newProject(server);
    const client = await SocketClient.open(server.url, project.secretKey);
    for (const channel of ['errors', 'links', 'audit']) await client.subscribe(channel);
    await client.until('snapshot', 3);
    const of = (channel: string) =>
      client.ofType('event').flatMap((message) => (message.channel === channel ? message.events! : []));
    const until = (channel: string, count: number) =>
      expect.poll(() => of(channel).length, { interval: 5 }).toBe(count);
    const fail = () => ask(server, '/api/track/error', { message: 'boom', environment: 'staging' }, project.secretKey);

    await fail();
    await until('errors', 1);
    await fail();
    await until('errors', 2);
    const [{ group_id: id }] = of('errors') as unknown as [{ group_id: number }];
    await ask(server, '/api/track/errors-update-status', { id, status: 'resolved', note: 'done' }, project.secretKey);
    await until('errors', 3);
    await fail();
    await until('errors', 4);
    expect(of('errors')).toMatchObject([
      { offset: 1, kind: 'occurrence', effect: 'created', message: 'boom', environment: 'staging' },
      { offset: 2, kind: 'occurrence', effect: null },
      { offset: 3, kind: 'status_change', group_id: id, from: 'open', to: 'resolved', note: 'done', message: 'boom' },
      { offset: 4, kind: 'occurrence', effect: 'reopened', group_id: id },
    ]);

    const { code } = await ask(
      server,
      '/api/links/create',
      { destination_url: 'https://shop.test/' },
      project.secretKey,
    );
    expect((await send(`${server.url}/l/${code}`, { headers: BROWSER })).status).toBe(302);
    await until('links', 1);
    expect(of('links')).toMatchObject([{ offset: 1, code }]);
    await ask(server, '/api/track/audit', { action: 'invoice.paid', actor: 'kim' }, project.secretKey);
    // The project's creation is the first entry; the change of a status and the link are entered too.
    await until('audit', 3);
    expect(of('audit').map(({ offset, action }) => [offset, action])).toEqual([
      [2, expect.any(String)],
      [3, expect.any(String)],
      [4, 'invoice.paid'],
    ]);
    client.cut();
  });

  it('[R13] tell those with filters what these let through', async () => {
    const client = await SocketClient.open(server.url, server.project.secretKey);
    client.send({ type: 'subscribe', channel: 'pageviews', filters: { url: [`https://localhost/${visitors + 2}`] } });
    await client.until('snapshot');
    await view(server, 3);
    const { events } = await client.until('event');
    expect(events!.map(({ url }) => url)).toEqual([`https://localhost/${visitors - 1}`]);
    client.cut();
  });
});

it('[R19] a filter that lets nothing of thousands of views through does not make its client begin anew', async () => {
  const project = await newProject(server);
  const wanted = { url: ['https://localhost/wanted'] };
  const subscribe = (client: SocketClient, position?: string) =>
    client.send({ type: 'subscribe', channel: 'pageviews', filters: wanted, ...(position && { position }) });
  const client = await SocketClient.open(server.url, project.secretKey);
  subscribe(client);
  await client.until('snapshot');
  const [rounds, perRound] = [10, 500];
  for (let round = 1; round <= rounds; round += 1) {
    await view(server, perRound, project.secretKey);
    await expect
      .poll(() => client.ofType('position').at(-1)?.offset ?? 0, { interval: 5 })
      .toBeGreaterThan((round - 1) * perRound);
  }
  client.cut();
  const event = { kind: 'pageview', url: wanted.url[0], visitor_id: 'v', session_token: 's' };
  await ask(server, '/api/track/batch', { events: [event] }, project.secretKey);
  const again = await SocketClient.open(server.url, project.secretKey);
  subscribe(again, client.position);
  expect(await again.until('subscribed')).toMatchObject({ recovered: true });
  await again.until('event');
  expect(again.events).toMatchObject([{ offset: rounds * perRound + 1, url: wanted.url[0] }]);
  expect([...client.ofType('event'), ...again.ofType('snapshot')]).toEqual([]);
  expect(client.ofType('snapshot')).toHaveLength(1);
  again.cut();
});

it('[R15] who is there now is told as pages are viewed', async () => {
  const project = await newProject(server);
  await view(server, 2, project.secretKey);
  const client = await SocketClient.open(server.url, project.secretKey);
  client.send({ type: 'subscribe', channel: 'live' });
  const visitorsTold = () => (client.ofType('snapshot').at(-1)?.data as { visitors: number } | undefined)?.visitors;
  await expect.poll(visitorsTold).toBe(2);
  await view(server, 3, project.secretKey);
  await expect.poll(visitorsTold).toBe(5);
  client.cut();
});

describe('coming back', () => {
  it('[R7] after a cut in the middle of a burst gives every view once, in order', async () => {
    const steps = fc.array(fc.record({ views: fc.integer({ min: 1, max: 60 }), cutAfter: fc.nat(3) }), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (visits) => {
        const project = await newProject(server);
        const account = new Account();
        const first = await SocketClient.open(server.url, project.secretKey);
        await first.subscribe('pageviews');
        await first.until('snapshot');
        first.cut();
        account.take(first.messages);
        let sent = 0;
        for (const { views, cutAfter } of visits) {
          const client = await SocketClient.open(server.url, project.secretKey);
          const subscribed = client.subscribe('pageviews', account.position);
          const burst = view(server, views, project.secretKey);
          sent += views;
          // The cut comes wherever the burst happens to be.
          if (cutAfter > 0) await Promise.race([client.until('event', cutAfter), burst]);
          expect((await subscribed).recovered).toBe(true);
          client.cut();
          account.take(client.messages);
          await burst;
        }
        const last = await SocketClient.open(server.url, project.secretKey);
        expect((await last.subscribe('pageviews', account.position)).recovered).toBe(true);
        await expect.poll(() => last.ofType('event').at(-1)?.offset ?? account.at).toBe(sent);
        last.cut();
        account.take(last.messages);
        expect(account.at).toBe(sent);
      }),
      { numRuns: 10 },
    );
  });

  it('[R7] to a server that was stopped, or killed at any moment, leaves no view out', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-realtime-'));
    const account = new Account();
    let stored = 0;
    let running: TestServer | undefined;
    try {
      for (const end of ['stop', 'kill', 'kill', 'stop', 'last'] as const) {
        running = await startServer({ dataDir });
        const client = await SocketClient.open(running.url, running.project.secretKey);
        const { recovered } = await client.subscribe('pageviews', account.position);
        expect(recovered).toBe(account.position !== undefined);
        if (!recovered) await client.until('snapshot');
        // Accepted views are stored at the latest by the next start; that the client hears of them here is a matter of luck.
        await view(running, 40);
        stored += 40;
        if (end === 'last') await expect.poll(() => client.events.at(-1)?.offset).toBe(stored);
        if (end === 'kill') await running.kill();
        else await running.stop();
        expect(await client.closed()).toBe(end === 'kill' ? 1006 : 1001);
        account.take(client.messages);
      }
      expect(account.at).toBe(stored);
    } finally {
      await running?.kill();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

describe('who may listen', () => {
  const closeOf = async (query: string, headers: Record<string, string> = {}) => {
    const client = new SocketClient(server.url, query, headers);
    const code = await client.closed();
    expect(client.messages).toEqual([]);
    return code;
  };

  it('[R3] a token lets its bearer listen to its channels, for its time, on its origin', async () => {
    const token = await tokenFor(server, { origin: 'https://Dashboard.Shop.test' });
    const client = new SocketClient(server.url, `?token=${token}`, { Origin: 'https://dashboard.shop.test' });
    const { project_id, expires_at } = await client.until('welcome');
    expect(project_id).toBe(server.project.id);
    expect(Date.parse(expires_at as string)).toBeGreaterThan(Date.now() + 3_500_000);
    await client.subscribe('pageviews');
    client.cut();
    expect(await closeOf(`?token=${token}`, { Origin: 'https://evil.test' })).toBe(4004);
    expect(await closeOf(`?token=${token}`)).toBe(4004);
  });

  it('[R1] the first message may hold the token or the secret key', async () => {
    for (const credentials of [{ token: await tokenFor(server) }, { key: server.project.secretKey }]) {
      const client = new SocketClient(server.url);
      await expect.poll(() => client.socket.readyState).toBe(client.socket.OPEN);
      client.send({ type: 'hello', protocol: 1, ...credentials });
      await client.until('welcome');
      client.cut();
    }
  });

  it('[R1] the public key, a key in the address, and what is no key or token at all lets nobody in', async () => {
    const { publicKey, secretKey } = server.project;
    expect(await closeOf('', { 'X-API-Key': publicKey })).toBe(4001);
    expect(await closeOf('', { 'X-API-Key': 'f'.repeat(64) })).toBe(4001);
    expect(await closeOf(`?token=${secretKey}`)).toBe(4001);
    expect(await closeOf(`?token=${publicKey}`)).toBe(4001);
    const token = await tokenFor(server);
    expect(await closeOf(`?token=${token.slice(0, -2)}`)).toBe(4001);
    // Another project's name in a token of this one.
    const [prefix, claims, mac] = token.split('.') as [string, string, string];
    const forged = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), p: (await newProject(server)).id };
    const payload = Buffer.from(JSON.stringify(forged)).toString('base64url');
    expect(await closeOf(`?token=${prefix}.${payload}.${mac}`)).toBe(4001);
    const client = new SocketClient(server.url);
    await expect.poll(() => client.socket.readyState).toBe(client.socket.OPEN);
    client.send({ type: 'subscribe', channel: 'pageviews' });
    expect(await client.closed()).toBe(4001);
  });

  it('[R3] the end of a token ends its sockets, and lets nobody in', async () => {
    const token = await tokenFor(server, { expires_in: 1 });
    const client = new SocketClient(server.url, `?token=${token}`);
    expect(await client.closed()).toBe(4002);
    expect(await closeOf(`?token=${token}`)).toBe(4002);
  });

  it('[R4] new keys, disabling and deleting end the sockets of a project, and its tokens', async () => {
    for (const [path, body] of [
      ['/api/projects/regenerate-keys', { rotate_secret: true }],
      ['/api/projects/toggle', { is_active: false }],
      ['/api/projects/delete', { confirm: 'Another' }],
    ] as const) {
      const project = await newProject(server);
      const token = await tokenFor(server, {}, project.secretKey);
      const byKey = await SocketClient.open(server.url, project.secretKey);
      const byToken = new SocketClient(server.url, `?token=${token}`);
      const mine = await SocketClient.open(server.url, server.project.secretKey);
      await byToken.until('welcome');
      await ask(server, path, { id: project.id, ...body });
      expect([await byKey.closed(), await byToken.closed()], path).toEqual([4003, 4003]);
      expect(await closeOf(`?token=${token}`)).toBe(4001);
      expect(mine.closeCode).toBeNull();
      mine.cut();
    }
  });
});

describe('the socket', () => {
  it('[R12] is at one address, and speaks text in small messages', async () => {
    const elsewhere = new SocketClient(`${server.url}/elsewhere`);
    const refused = new Promise((resolve) =>
      elsewhere.socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode)),
    );
    expect(await refused).toBe(404);
    const binary = await SocketClient.open(server.url, server.project.secretKey);
    binary.socket.send(Buffer.from('{"type":"ping"}'));
    expect(await binary.closed()).toBe(4006);
    const large = await SocketClient.open(server.url, server.project.secretKey);
    large.send({ type: 'ping', more: 'x'.repeat(20_000) });
    expect(await large.closed()).toBe(1009);
    const { status } = await send(`${server.url}/api/realtime`);
    expect(status).toBe(404);
  });

  it('leaves requests that would change to another protocol as they are', async () => {
    const body = JSON.stringify({
      events: [{ kind: 'pageview', url: 'https://localhost/', visitor_id: 'h2', session_token: 's' }],
    });
    const headers = {
      ...BROWSER,
      'X-API-Key': server.project.secretKey,
      Connection: 'Upgrade, HTTP2-Settings',
      Upgrade: 'h2c',
      'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
      'Content-Length': Buffer.byteLength(body),
    };
    const status = await new Promise((resolve, reject) => {
      const outgoing = request(`${server.url}/api/track/batch`, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
    expect(status).toBe(202);
  });
});
