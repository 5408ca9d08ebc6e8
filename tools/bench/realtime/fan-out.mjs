import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { median, row } from '../table.mjs';
import { startChild } from './calls.mjs';
import { Clients } from './clients.mjs';

const PAIRS = Number(process.env.BENCH_PAIRS ?? 7);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const SOCKETS = 1_000;

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const script = here('../dist/fan-out.mjs');

/** What a server that only passes messages on delivers, and what is left of it behind a feed, a hub and a client for each socket. */
export async function benchFanOut() {
  console.log(
    `\nRealtime: one event after another to ${SOCKETS} sockets, against bare ws (medians of ${PAIRS} adjacent pairs of ${SECONDS} s)`,
  );
  await build({
    entryPoints: [here('fan-out.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'bundle',
    external: ['ws', 'pino'],
    logLevel: 'warning',
  });
  const bare = await Side.start(here('bare-ws.mjs'), {});
  const ours = await Side.start(script, {
    path: '/api/realtime',
    headers: { 'X-API-Key': 'any' },
    subscribe: 'pageviews',
  });
  try {
    await bare.fan(1);
    await ours.fan(1);
    const pairs = [];
    for (let pair = 0; pair < PAIRS; pair++)
      pairs.push({ anchor: await bare.fan(SECONDS), ours: await ours.fan(SECONDS) });
    const of = (pick) => median(pairs.map(pick));
    row(`${SOCKETS} sockets`, {
      'bare ws messages/s': of(({ anchor }) => anchor.perSecond).toFixed(0),
      'messages/s': of((pair) => pair.ours.perSecond).toFixed(0),
      ratio: [of((pair) => pair.ours.perSecond / pair.anchor.perSecond), 0.6, 'least'],
      'CPU µs a message, bare ws': of(({ anchor }) => anchor.cpuUs).toFixed(2),
      ours: of((pair) => pair.ours.cpuUs).toFixed(2),
      'of the clients': of((pair) => pair.ours.clientUs).toFixed(2),
    });
  } finally {
    await bare.stop();
    await ours.stop();
  }
}

/** A server and the process of its clients. */
class Side {
  #server;
  #clients;

  static async start(file, { path = '/', headers = {}, subscribe }) {
    const side = new Side();
    side.#server = startChild(file);
    side.#clients = new Clients();
    const port = await side.#server.call('port');
    await side.#clients.open(SOCKETS, [{ address: { host: '127.0.0.1', port, path, headers }, subscribe }]);
    return side;
  }

  async fan(seconds) {
    await this.#clients.begin();
    const startedAt = performance.now();
    const { messages, cpu } = await this.#server.call('fan', { seconds });
    await this.#clients.until(messages * SOCKETS);
    const perSecond = (1000 * messages * SOCKETS) / (performance.now() - startedAt);
    const delivered = await this.#clients.end();
    const us = (used) => (used * 1e6) / delivered.messages;
    return { perSecond, cpuUs: us(cpu), clientUs: us(delivered.cpu) };
  }

  async stop() {
    await this.#server.stop();
    await this.#clients.stop();
  }
}
