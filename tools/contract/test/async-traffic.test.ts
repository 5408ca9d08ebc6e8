import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Message, SocketClient } from '../../../apps/server/test/socket-client.ts';
import { EVENT_CHANNELS } from '../../../libs/realtime/src/protocol.ts';
import { AsyncDocument } from '../src/async-document.ts';
import { linkOf } from '../src/seeds.ts';
import { BROWSER_HEADERS, type TestProject, World } from '../src/world.ts';

/** Of a server that is alone, whose database answers, and to which nobody is silent for long. */
const NOT_MET = ['notice', 'ping'];

const document = new AsyncDocument();
const seen = new Set<string>();
const WAIT = { timeout: 30_000, interval: 10 };
let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startServer();
  world = new World(server);
});

afterAll(async () => {
  world?.close();
  await server?.stop();
});

/** Holds what a client got against the document. */
function check(messages: readonly Message[]): void {
  expect(messages.length).toBeGreaterThan(0);
  for (const message of messages) {
    expect(document.faults(message), JSON.stringify(message).slice(0, 500)).toEqual([]);
    seen.add(message.type);
  }
}

/** Sends a message that the document must have as well. */
function say(client: SocketClient, message: Record<string, unknown>): void {
  expect(document.faults(message), JSON.stringify(message)).toEqual([]);
  client.send(message);
}

/** Stores at least one event of every channel. */
async function beBusy(project: TestProject): Promise<void> {
  await world.ask(project, '/api/webhooks/create', {
    // A name that leads inside, so that nothing is sent to anybody.
    url: 'http://localhost:9/',
    triggers: [{ type: 'error_group.created' }],
  });
  const view = (visitor: string) => ({
    kind: 'pageview',
    url: `https://shop.test/${visitor}`,
    visitor_id: visitor,
    session_token: 's',
  });
  await world.ask(project, '/api/track/batch', { events: ['a', 'b'].map(view) });
  await world.ask(project, '/api/track/audit', { action: 'invoice.paid', actor: 'kim' });
  await world.http.send({ method: 'GET', path: `/l/${await linkOf(world, project)}`, headers: BROWSER_HEADERS });
  await world.ask(project, '/api/track/error', { message: 'boom', context: { order: 7 } });
}

async function resolveError(project: TestProject, id: number): Promise<void> {
  await world.ask(project, '/api/track/errors-update-status', { id, status: 'resolved', note: 'done' });
}

describe('what a server tells, held against docs/asyncapi.yaml', () => {
  let project: TestProject;
  let position: string;

  beforeAll(async () => {
    project = await world.newProject();
  });

  it('of every channel, as things happen', async () => {
    const client = await SocketClient.open(server.url, project.secretKey);
    for (const channel of [...EVENT_CHANNELS, 'live', 'report:pages?range=7d'])
      say(client, { type: 'subscribe', channel });
    await client.until('snapshot', EVENT_CHANNELS.length + 2);
    await beBusy(project);
    const told = () => new Set(client.ofType('event').map(({ channel }) => channel));
    await expect.poll(() => [...told()].toSorted(), WAIT).toEqual([...EVENT_CHANNELS].toSorted());
    const [occurrence] = client.ofType('event').find(({ channel }) => channel === 'errors')!.events!;
    await resolveError(project, occurrence!.group_id as number);
    await expect.poll(() => client.events.map(({ kind }) => kind), WAIT).toContain('status_change');
    await expect
      .poll(() => client.ofType('snapshot').filter(({ channel }) => channel === 'live').length, WAIT)
      .toBeGreaterThan(1);
    say(client, { type: 'ping' });
    await client.until('pong');
    say(client, { type: 'unsubscribe', channel: 'pageviews' });
    await client.until('unsubscribed');
    position = client.ofType('snapshot').find(({ channel }) => channel === 'pageviews')!.position!;
    client.cut();
    check(client.messages);
  });

  it('to whoever comes back, by a token, with filters', async () => {
    const client = new SocketClient(server.url);
    await expect.poll(() => client.socket.readyState, WAIT).toBe(client.socket.OPEN);
    say(client, { type: 'hello', protocol: 1, token: await world.newToken(project) });
    await client.until('welcome');
    say(client, { type: 'subscribe', channel: 'pageviews', position, filters: { url: ['https://elsewhere.test/*'] } });
    await client.until('position');
    expect(client.ofType('subscribed')).toMatchObject([{ recovered: true }]);
    say(client, { type: 'subscribe', channel: 'errors' });
    expect(await client.until('error')).toMatchObject({ code: 'forbidden_channel' });
    client.cut();
    check(client.messages);
  });

  it('of what cannot be obeyed', async () => {
    const client = await SocketClient.open(server.url, project.secretKey);
    const wrong: [object, string][] = [
      [{ type: 'shout' }, 'bad_message'],
      [{ type: 'subscribe', channel: 'views' }, 'unknown_channel'],
      [{ type: 'unsubscribe', channel: 'links' }, 'not_subscribed'],
      [{ type: 'subscribe', channel: 'report:pages?range=x' }, 'bad_params'],
      [{ type: 'subscribe', channel: 'report:link-detail?code=nowhere' }, 'not_found'],
    ];
    for (const [message] of wrong) client.send(message);
    await client.until('error', wrong.length);
    expect(new Set(client.ofType('error').map(({ code }) => code))).toEqual(new Set(wrong.map(([, code]) => code)));
    client.send({ type: 'subscribe', channel: 'live' });
    client.send({ type: 'subscribe', channel: 'live' });
    await client.until('error', wrong.length + 1);
    for (let days = 1; days <= 21; days += 1)
      client.send({ type: 'subscribe', channel: `report:pages?range=${days}d` });
    await expect.poll(() => client.ofType('error').map(({ code }) => code), WAIT).toContain('too_many');
    client.cut();
    check(client.messages);
  });

  it('as server-sent events', async () => {
    const channels = EVENT_CHANNELS.map((channel) => `channel=${channel}`).join('&');
    const answer = await fetch(`${server.url}/api/realtime/sse?${channels}&channel=live`, {
      headers: { 'X-API-Key': project.secretKey },
    });
    const messages: Message[] = [];
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const [data] of blocks.flatMap((block) => [...block.matchAll(/(?<=^data: ).*/gm)]))
        messages.push(JSON.parse(data));
      if (messages.filter(({ type }) => type === 'snapshot').length > EVENT_CHANNELS.length) break;
    }
    check(messages);
  });

  it('by the code with which it closes', async () => {
    const codeOf = async (message: object) => {
      const client = new SocketClient(server.url);
      const reason = new Promise<string>((resolve) =>
        client.socket.on('close', (_, bytes) => resolve(bytes.toString())),
      );
      await expect.poll(() => client.socket.readyState, WAIT).toBe(client.socket.OPEN);
      client.send(message);
      return { code: await client.closed(), reason: await reason };
    };
    const ends = [
      await codeOf({ type: 'hello', protocol: 2 }),
      await codeOf({ type: 'hello', token: 'x' }),
      { code: (await codeOf({ type: 'ping', more: 'x'.repeat(17 * 1024) })).code, reason: null },
    ];
    expect(ends.map(({ code }) => code)).toEqual([4005, 4001, 1009]);
    for (const end of ends) expect(document.closeCodes).toContainEqual(expect.objectContaining(end));
  });

  it('in messages of every type', () => {
    const expected = [...document.sentBy('server')].filter((type) => !NOT_MET.includes(type));
    expect([...seen].toSorted()).toEqual(expected.toSorted());
  });
});
