import { setTimeout as sleep } from 'node:timers/promises';
import type { Adapter } from './adapter.ts';
import type { ServedServer } from './served.ts';

const EVENTS_PER_SECOND = 200;
const TICK_MS = 50;
const FLUSH_MS = 60_000;
/** Of load before the server goes, and after it came back. */
const LOAD_MS = 1000;

export interface OutageReport {
  captured: string[];
  isDelivered: unknown;
  lost: Record<string, number>;
  /** Most that the SDK held. */
  mostQueued: number;
  /** Of one call and its answer through the adapter, ms. */
  slowestCaptureMs: number;
}

/** Captures errors all the time while the server is killed and, after some time, started again on its port. */
export async function playOutage(sdk: Adapter, server: ServedServer, downMs: number): Promise<OutageReport> {
  const captured: string[] = [];
  let mostQueued = 0;
  let slowestCaptureMs = 0;
  async function captureUntil(isOver: () => boolean): Promise<void> {
    const startedAt = Date.now();
    for (let due = 0; !isOver(); await sleep(TICK_MS)) {
      const target = Math.ceil(((Date.now() - startedAt) / 1000) * EVENTS_PER_SECOND);
      for (; due < target; due += 1) {
        const message = `event ${captured.length}`;
        const before = performance.now();
        await sdk.error(message, { type: `Type${captured.length % 10}`, stack: 'at main (/srv/app/index:1)' });
        slowestCaptureMs = Math.max(slowestCaptureMs, performance.now() - before);
        captured.push(message);
      }
      mostQueued = Math.max(mostQueued, await sdk.queued());
    }
  }
  const after = (ms: number) => {
    const end = Date.now() + ms;
    return () => Date.now() >= end;
  };
  await captureUntil(after(LOAD_MS));
  // Killed in the middle of what it is doing, without the SDK being told.
  const killing = server.kill();
  await captureUntil(after(downMs));
  await killing;
  let isUp = false;
  const starting = server.start().then(() => {
    isUp = true;
  });
  await captureUntil(() => isUp);
  await starting;
  await captureUntil(after(LOAD_MS));
  const isDelivered = await sdk.flush(FLUSH_MS);
  return { captured, isDelivered, lost: await sdk.losses(), mostQueued, slowestCaptureMs };
}
