import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { build } from 'esbuild';
import { afterEach, expect, it } from 'vitest';
import { parseValkeyUrl, readServerFacts, Valkey, type ValkeyOptions } from '../src/index.ts';

let server: ValkeyServer;
const opened: Valkey[] = [];
afterEach(async () => {
  for (const valkey of opened.splice(0)) valkey.close();
  await server.stop();
});

function open(options: Partial<ValkeyOptions> = {}): Valkey {
  const valkey = new Valkey({ address: parseValkeyUrl(server.url), name: 'test', ...options });
  opened.push(valkey);
  return valkey;
}

async function connect(options: Partial<ValkeyOptions> = {}): Promise<Valkey> {
  const valkey = open(options);
  expect(await valkey.untilUp(20_000)).toBe(true);
  return valkey;
}

const WAIT = { timeout: 60_000, interval: 10 };
const untilIt = (valkey: Valkey, isUp: boolean) => expect.poll(() => valkey.isUp, WAIT).toBe(isUp);
const untilReason = (valkey: Valkey, reason: string) => expect.poll(() => valkey.reason, WAIT).toContain(reason);

it('connects as the user of its address, to the database of its address', async () => {
  server = await startValkey();
  const valkey = await connect({ address: parseValkeyUrl(`${server.url}/2`) });
  await valkey.redis.set('micrologs:name', 'value');
  expect(await server.administer('-n', '2', 'GET', 'micrologs:name')).toBe('value\n');
  expect(await valkey.redis.acl('WHOAMI')).toBe('micrologs');
});

it('is down with a wrong password, and says why', async () => {
  server = await startValkey();
  const url = new URL(server.url);
  url.password = 'wrong';
  const valkey = open({ address: parseValkeyUrl(url.href) });
  await untilReason(valkey, 'WRONGPASS');
  expect(valkey.isUp).toBe(false);
});

it('fails commands at once while the server is away, and is back when the server is', async () => {
  server = await startValkey();
  const changes: boolean[] = [];
  const valkey = await connect({ onChange: (isUp) => changes.push(isUp) });
  await valkey.redis.set('micrologs:name', 'value');
  await server.kill();
  await untilIt(valkey, false);
  await expect(valkey.redis.get('micrologs:name')).rejects.toThrow();
  await untilReason(valkey, 'ECONNREFUSED');
  await server.start();
  await untilIt(valkey, true);
  expect(await valkey.redis.get('micrologs:name')).toBe('value');
  expect(changes).toEqual([true, false, true]);
});

it('gives a connection up on which no answer comes', async () => {
  server = await startValkey();
  const valkey = await connect({ silenceMs: 300 });
  server.signal('SIGSTOP');
  await expect(valkey.redis.get('micrologs:name')).rejects.toThrow();
  expect(valkey.isUp).toBe(false);
  server.signal('SIGCONT');
  await untilIt(valkey, true);
});

it('speaks TLS with a server whose certificate is trusted, and with no other', async () => {
  server = await startValkey({ tls: true });
  const distrusted = open();
  await untilReason(distrusted, 'certificate');
  expect(distrusted.isUp).toBe(false);
  // Which authorities are trusted is settled when a process starts.
  const script = fileURLToPath(new URL('../dist/ping.cjs', import.meta.url));
  const entry = fileURLToPath(new URL('./processes/ping.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile: script, bundle: true, platform: 'node', logLevel: 'warning' });
  const { stdout } = await promisify(execFile)(process.execPath, [script, server.url], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: server.caFile },
  });
  expect(stdout).toBe('PONG\n');
});

it('finds a server durable that is set so, and says what is wrong with another', async () => {
  server = await startValkey();
  const valkey = await connect();
  expect(await readServerFacts(valkey.redis)).toEqual({
    server: expect.stringMatching(/^(Valkey|Redis) \d/),
    durability: 'full',
    problems: [],
  });
  await server.administer('CONFIG', 'SET', 'appendfsync', 'everysec', 'maxmemory-policy', 'allkeys-lru');
  const { durability, problems } = await readServerFacts(valkey.redis);
  expect(durability).toBe('reduced');
  expect(problems).toEqual([
    expect.stringMatching(/^appendfsync is everysec, not always: /),
    expect.stringMatching(/^maxmemory-policy is allkeys-lru, not noeviction: /),
  ]);
});

it('does not call a server durable that keeps its settings to itself', async () => {
  server = await startValkey();
  const valkey = await connect();
  await server.administer('ACL', 'SETUSER', 'micrologs', '-config', '-acl|getuser');
  expect(await readServerFacts(valkey.redis)).toMatchObject({
    durability: 'reduced',
    problems: [expect.stringMatching(/^Its settings cannot be read/), expect.stringMatching(/default cannot be read/)],
  });
});

it('does not call a server durable that would drop what was written when it starts again', async () => {
  server = await startValkey();
  const valkey = await connect();
  await server.administer('ACL', 'SETUSER', 'default', 'reset');
  expect(await readServerFacts(valkey.redis)).toMatchObject({
    durability: 'reduced',
    problems: [expect.stringMatching(/^The user default lacks/)],
  });
});
