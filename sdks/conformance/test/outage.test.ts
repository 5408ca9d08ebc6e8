import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Adapter } from '../src/adapter.ts';
import { ADAPTERS } from '../src/adapters.ts';
import { playOutage } from '../src/outage.ts';
import { type ServedServer, serve } from '../src/served.ts';

/** `npm run outage` takes longer. */
const DOWN_MS = Number(process.env.OUTAGE_SECONDS ?? 3) * 1000;

let server: ServedServer;

beforeEach(async () => {
  server = await serve();
});
afterEach(() => server.stop());

/** The messages of all stored errors. */
async function storedMessages(): Promise<string[]> {
  const answer = await fetch(`${server.url}/api/export/errors?range=1d`, {
    headers: { 'X-API-Key': server.secretKey },
  });
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { message: string }).message);
}

async function pending(): Promise<number> {
  const answer = await fetch(`${server.url}/api/analytics/ledger`, { headers: { 'X-API-Key': server.secretKey } });
  return ((await answer.json()) as { data: { pending: number } }).data.pending;
}

describe('A server that is killed under load and comes back on its port', () => {
  it.each(ADAPTERS)('D9 gets all that $name captured, once', async (definition) => {
    const sdk = await Adapter.start(definition);
    try {
      await sdk.create({ host: server.url, key: server.secretKey, flushIntervalMs: 200, retryBaseMs: 100 });
      const report = await playOutage(sdk, server, DOWN_MS);
      const { captured, isDelivered, lost, mostQueued, slowestCaptureMs } = report;
      await expect.poll(pending).toBe(0);
      const stored = await storedMessages();
      console.log(
        `${definition.name}: ${captured.length} captured over ${DOWN_MS / 1000} s without a server, ${stored.length} stored, ` +
          `lost ${JSON.stringify(lost)}, at most ${mostQueued} queued, slowest capture ${slowestCaptureMs.toFixed(1)} ms`,
      );
      expect(lost).toEqual({});
      expect(isDelivered).toBe(true);
      expect(stored.toSorted()).toEqual(captured.toSorted());
      expect(mostQueued).toBeGreaterThan(0);
    } finally {
      await sdk.stop();
    }
  });
});
