import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts';
import { Account, ask, listeningBed, takeUntil, view, WAIT, withRealtime } from './listening.ts';

const bed = listeningBed();

type Ledger = { data: { stored: number } };

describe('a connection that breaks', () => {
  let proxy: CuttingProxy;

  beforeEach(async () => {
    proxy = await cuttingProxy(bed.server.url);
    return () => proxy.stop();
  });

  const step = fc.record({ views: fc.integer({ min: 1, max: 60 }), bytes: fc.integer({ min: 1, max: 30_000 }) });

  it('in the middle of bursts, at any byte, loses nothing and tells nothing twice', async () => {
    let cuts = 0;
    const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
      await withRealtime({ host: proxy.url }, async (realtime, states) => {
        const views = realtime.subscribe('pageviews');
        const account = new Account();
        account.take((await views.next()).value!);
        for (const { views: count, bytes } of steps) {
          proxy.cutAfter(bytes);
          await view(count);
        }
        // Whatever was told before the other cuts were due, this one comes: nothing more is told without a byte.
        proxy.cutAfter(1);
        await view();
        await takeUntil(bed.stored, views, account);
        cuts += states.filter(({ state }) => state === 'waiting').length;
      });
    });
    await fc.assert(property, { numRuns: 4 });
    expect(cuts).toBeGreaterThan(0);
  });

  it('goes on in another process with the position that was kept', async () => {
    const position = await withRealtime({}, async (realtime) => {
      const views = realtime.subscribe('pageviews');
      await views.next();
      await view(2);
      await takeUntil(2, views);
      return views.position;
    });
    await view(3);
    await withRealtime({}, async (realtime) => {
      const account = new Account();
      account.at = 2;
      await takeUntil(5, realtime.subscribe('pageviews', { position }), account);
      expect(account.snapshots).toBe(0);
    });
  });

  it('since the server was killed goes on when it is back', async () => {
    await withRealtime({}, async (realtime, states) => {
      const views = realtime.subscribe('pageviews');
      const account = new Account();
      account.take((await views.next()).value!);
      await view(5);
      await bed.server.kill();
      await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'waiting', code: 1006 }), WAIT);
      await bed.server.start();
      await view(5);
      await takeUntil(10, views, account);
      expect(account.snapshots).toBe(1);
    });
  });
});

describe('a consumer', () => {
  it('that is slow halts reading, and gets everything in order or a snapshot when it goes on', async () => {
    const proxy = await cuttingProxy(bed.server.url);
    await withRealtime({ host: proxy.url, maxWaiting: 4 }, async (realtime) => {
      const errors = realtime.subscribe('errors');
      const account = new Account();
      account.take((await errors.next()).value!);
      const stack = 'at shop (cart.js:1:1)\n'.repeat(700);
      let sent = 0;
      for (let batch = 0; batch < 30; batch++) {
        const events = Array.from({ length: 30 }, () => ({ kind: 'error', message: `No. ${sent++}`, stack }));
        await ask('/api/track/batch', { events });
      }
      const told = sent * stack.length;
      const headers = { 'X-API-Key': bed.project.secretKey };
      await vi.waitFor(async () => {
        const ledger = (await (await fetch(`${bed.server.url}/api/analytics/ledger`, { headers })).json()) as Ledger;
        expect(ledger.data.stored).toBe(sent);
      }, WAIT);
      expect(proxy.given).toBeLessThan(told * 0.9);
      await takeUntil(sent, errors, account);
    });
    await proxy.stop();
  });

  it('that breaks off, or is broken off, is told nothing more', async () => {
    await withRealtime({}, async (realtime, states) => {
      for await (const { type } of realtime.subscribe('pageviews')) {
        expect(type).toBe('snapshot');
        break;
      }
      const controller = new AbortController();
      const views = realtime.subscribe('pageviews', { signal: controller.signal });
      await views.next();
      const next = views.next();
      controller.abort(new Error('Enough'));
      await expect(next).rejects.toThrow('Enough');
      expect(await views.next()).toEqual({ done: true, value: undefined });
      expect(() => realtime.subscribe('pageviews', { signal: controller.signal })).toThrow('Enough');
      const again = realtime.subscribe('pageviews');
      const late = new AbortController();
      const twice = () => realtime.subscribe('pageviews', { signal: late.signal });
      expect(twice).toThrow('There is a listener for pageviews already');
      late.abort();
      await again.next();
      realtime.close();
      expect(await again.next()).toEqual({ done: true, value: undefined });
      expect(await realtime.subscribe('errors').next()).toEqual({ done: true, value: undefined });
      expect(states.map(({ state }) => state)).toEqual(['connecting', 'open', 'closed']);
    });
  });
});
