import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Command, command } from './processes.ts';
import { BROWSER, send } from './requests.ts';
import { useSharedServices } from './shared-services.ts';

const WAIT = { timeout: 60_000, interval: 50 };

const services = useSharedServices();
let folder: string;
let up: Command;
let url: string;
let key: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-up-'));
  const env = { ...(await services.newInstallation()), DATA_DIR: folder, PORT: '0' };
  up = command(['up', '--metrics-port', '0'], env);
  await expect.poll(apis, WAIT).toHaveLength(1);
  url = JSON.parse(await readFile(path.join(folder, 'server.json'), 'utf8')).url;
  key = JSON.parse(await readFile(path.join(folder, 'secrets.json'), 'utf8')).firstProject.secretKey;
});
afterEach(async () => {
  up.child.kill('SIGTERM');
  await up.ended;
  await rm(folder, { recursive: true });
});

/** Numbers of the API processes that have served, in turn. */
const apis = () =>
  [...up.output().matchAll(/^micrologs: the API \(process (\d+)\) serves$/gm)].map(([, pid]) => Number(pid));

interface Sent {
  acknowledged: number;
  /** Whatever did not go as it should. */
  failures: string[];
  connections: number;
  longestMs: number;
}

/** Sends one view after another until told to stop. */
function keepSending(agent: Agent, name: string): { stop: () => Promise<Sent> } {
  const sent: Sent = { acknowledged: 0, failures: [], connections: 0, longestMs: 0 };
  let isOver = false;
  const one = (number: number) =>
    new Promise<void>((resolve) => {
      const view = {
        kind: 'pageview',
        url: `https://shop.test/${name}/${number}`,
        visitor_id: name,
        session_token: name,
      };
      const headers = { ...BROWSER, 'Content-Type': 'application/json', 'X-API-Key': key };
      const outgoing = request(`${url}/api/track/batch`, { agent, method: 'POST', headers }, (answer) => {
        if (answer.statusCode === 202) sent.acknowledged += 1;
        else sent.failures.push(`status ${answer.statusCode}`);
        answer.resume();
        answer.once('end', resolve);
      });
      outgoing.once('socket', (socket) => {
        if (!outgoing.reusedSocket) sent.connections += 1;
        socket.setNoDelay(true);
      });
      outgoing.once('error', (error) => {
        sent.failures.push(error.message);
        resolve();
      });
      outgoing.end(JSON.stringify({ events: [view] }));
    });
  const running = (async () => {
    for (let number = 0; !isOver; number++) {
      const began = performance.now();
      await one(number);
      sent.longestMs = Math.max(sent.longestMs, performance.now() - began);
      await sleep(5);
    }
    agent.destroy();
  })();
  return {
    stop: async () => {
      isOver = true;
      await running;
      return sent;
    },
  };
}

async function expectStored(count: number): Promise<void> {
  const ledger = async () => (await send(`${url}/api/analytics/ledger`, { headers: { 'X-API-Key': key } })).json.data;
  await expect.poll(async () => (await ledger()).stored, WAIT).toBe(count);
  expect(await ledger()).toMatchObject({ received: count, stored: count, pending: 0 });
}

it('are neither refused nor cut while the processes are replaced, time and again', async () => {
  const senders = [
    ...['new-1', 'new-2'].map((name) => keepSending(new Agent({ keepAlive: false }), name)),
    ...['kept-1', 'kept-2'].map((name) => keepSending(new Agent({ keepAlive: true, maxSockets: 1 }), name)),
  ];
  for (let round = 1; round <= 3; round++) {
    up.child.kill('SIGHUP');
    await expect
      .poll(() => up.output().match(/^micrologs: every process was restarted$/gm) ?? [], WAIT)
      .toHaveLength(round);
  }
  const sent = await Promise.all(senders.map(({ stop }) => stop()));
  const longest = Math.max(...sent.map(({ longestMs }) => longestMs));
  console.log(`a request waited for ${(longest / 1000).toFixed(1)} s at most while the API process was replaced`);
  expect(apis()).toHaveLength(4);
  expect(sent.flatMap(({ failures }) => failures)).toEqual([]);
  // One connection for each process: they were told to come back on another one.
  expect(sent.slice(2).map(({ connections }) => connections)).toEqual([4, 4]);
  await expectStored(sent.reduce((sum, { acknowledged }) => sum + acknowledged, 0));
});

it('wait while the API process is started again that died', async () => {
  const [pid] = apis();
  process.kill(pid!, 'SIGKILL');
  await expect.poll(() => up.output(), WAIT).toContain(`the API (process ${pid}) ended by SIGKILL`);
  const sender = keepSending(new Agent({ keepAlive: false }), 'after');
  await expect.poll(apis, WAIT).toHaveLength(2);
  const { acknowledged, failures } = await sender.stop();
  expect(failures).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
  await expectStored(acknowledged);
});

it('lets no connection in any more once it was told to end', async () => {
  const idle = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
  await once(idle, 'connect');
  up.child.kill('SIGTERM');
  expect(await up.ended).toBe(0);
  await expect(send(`${url}/api/health/live`)).rejects.toThrow('ECONNREFUSED');
  idle.destroy();
});

it('leave workers to tell of their own figures', async () => {
  const found = () => /"metricsUrl":"([^"]+)"/.exec(up.output())?.[1];
  await expect.poll(found, WAIT).toBeDefined();
  expect((await send(found()!)).text).toMatch(/^micrologs_partitions_held \d+$/m);
});
