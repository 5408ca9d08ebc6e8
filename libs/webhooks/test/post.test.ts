import { once } from 'node:events';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { WebhookReceiver } from '@micrologs/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AddressRefusedError, type ResolvedAddress } from '../src/address.ts';
import { type PostRequest, post } from '../src/post.ts';

const LOOPBACK: ResolvedAddress = { address: '127.0.0.1', family: 4 };

let receiver: WebhookReceiver;

beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});

afterEach(() => receiver.close());

const send = (given: Partial<PostRequest> = {}) =>
  post({
    url: receiver.url('hooks.test'),
    headers: { 'content-type': 'application/json', 'webhook-id': 'an-id' },
    body: '{"a":"Ærlig 😀"}',
    resolve: async () => [LOOPBACK],
    isAllowed: (address) => address === '127.0.0.1',
    signal: AbortSignal.timeout(30_000),
    ...given,
  });

it('goes to the address that the name was resolved to, under that name', async () => {
  receiver.answer = (response) => response.writeHead(202, { 'retry-after': '7' }).end('taken');
  expect(await send()).toEqual({ status: 202, body: 'taken', retryAfter: '7' });
  expect(receiver.received).toMatchObject([
    {
      path: '/in',
      headers: { host: `hooks.test:${receiver.port}`, 'content-type': 'application/json', 'webhook-id': 'an-id' },
      body: '{"a":"Ærlig 😀"}',
    },
  ]);
});

it('asks once for the addresses, so that a name that changes meanwhile leads nowhere else', async () => {
  let asked = 0;
  const rebinding = async () => {
    asked += 1;
    return [asked === 1 ? LOOPBACK : ({ address: '127.0.0.2', family: 4 } as const)];
  };
  expect(await send({ resolve: rebinding })).toMatchObject({ status: 200 });
  expect(asked).toBe(1);
});

it('goes to none of the addresses when one of them is refused', async () => {
  const mixed = async (): Promise<ResolvedAddress[]> => [LOOPBACK, { address: '::ffff:10.0.0.1', family: 6 }];
  await expect(send({ resolve: mixed })).rejects.toThrow(AddressRefusedError);
  await expect(send({ isAllowed: () => false })).rejects.toThrow('127.0.0.1 (hooks.test) is not a public address');
  for (const host of ['127.0.0.1', '2130706433', '0177.0.0.1', '0x7f.1', '[::ffff:127.0.0.1]']) {
    await expect(send({ url: receiver.url(host), isAllowed: () => false })).rejects.toThrow(AddressRefusedError);
  }
  expect(receiver.received).toEqual([]);
});

it('tries the next address when the first does not answer', async () => {
  const closed = createServer().listen(0, '127.0.0.2');
  await once(closed, 'listening');
  closed.close();
  await once(closed, 'close');
  const both = async (): Promise<ResolvedAddress[]> => [{ address: '127.0.0.2', family: 4 }, LOOPBACK];
  expect(await send({ resolve: both, isAllowed: () => true })).toMatchObject({ status: 200 });
});

it('follows no redirect', async () => {
  receiver.answer = (response) => response.writeHead(307, { location: receiver.url() }).end();
  expect(await send()).toMatchObject({ status: 307 });
  expect(receiver.received).toHaveLength(1);
});

it('reads 2 KB of the answer, however long it is, and what there is when it breaks off', async () => {
  receiver.answer = (response) => {
    // Goes on for ever.
    const write = () => response.write('x'.repeat(1000), () => setImmediate(write));
    write();
  };
  expect((await send()).body).toBe('x'.repeat(2048));
  receiver.answer = (response) => {
    response.writeHead(500, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  };
  expect(await send()).toMatchObject({ status: 500, body: 'half' });
});

it('ends when its time is over, be it for want of an address or of an answer', async () => {
  const signal = AbortSignal.timeout(50);
  await expect(send({ resolve: () => new Promise(() => {}), signal })).rejects.toThrow('timeout');
  // Over when the message has come, however long that takes.
  const time = new AbortController();
  receiver.answer = () => time.abort(signal.reason);
  await expect(send({ signal: time.signal })).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });
});

it('says what keeps an answer from coming', async () => {
  receiver.answer = (response) => response.destroy();
  await expect(send()).rejects.toThrow('socket hang up');
  const closed = await WebhookReceiver.start();
  const url = closed.url('hooks.test');
  await closed.close();
  await expect(send({ url })).rejects.toThrow('ECONNREFUSED');
  await expect(send({ resolve: () => Promise.reject(new Error('ENOTFOUND')) })).rejects.toThrow('ENOTFOUND');
});

it('asks an https server for its name, and does not talk to one that cannot show it', async () => {
  const names: string[] = [];
  const server = createTlsServer({
    SNICallback: (name, callback) => {
      names.push(name);
      callback(new Error('no certificate'));
    },
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await expect(send({ url: `https://hooks.test:${port}/` })).rejects.toThrow();
  expect(names).toEqual(['hooks.test']);
  server.close();
});
