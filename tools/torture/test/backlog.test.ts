import { expect, it } from 'vitest';
import { examine, problemsOf } from '../examine.mjs';
import { openInstallation } from '../installation.mjs';
import { Sender } from '../sender.mjs';

const EVENTS = 10_000;

it('stores what has waited while no worker ran', async () => {
  const installation = await openInstallation();
  try {
    const { api, workers, publicKey, store } = installation;
    await Promise.all(workers.map((worker) => worker.stop()));
    const sender = new Sender();
    const load = { url: api[0]!.url, publicKey, connections: 16, now: Date.now(), limit: EVENTS };
    await sender.run({ ...load, signal: new AbortController().signal });
    const server = installation.serverOf(api[0]!);
    expect(await server.ledger()).toMatchObject({ received: EVENTS, stored: 0, pending: EVENTS });
    const startedAt = performance.now();
    await Promise.all(workers.map((worker) => worker.start()));
    await server.untilDrained();
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(
      `${EVENTS} events in ${seconds.toFixed(1)} s, with the start of the workers: ${Math.round(EVENTS / seconds)}/s`,
    );
    expect(problemsOf(await examine({ server, store, senders: [sender] }))).toEqual([]);
  } finally {
    await installation.close();
  }
});
