import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';

/** Posts one body after the other, until one is not taken. In memory that both threads see: `[is done, bodies that were taken]`. */
const WORKER = `
const { workerData: { url, headers, bodies, state } } = require('node:worker_threads');
(async () => {
  for (const body of bodies) {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' });
    await response.arrayBuffer();
    if (!response.ok) break;
    Atomics.add(state, 1, 1);
  }
})().catch(() => {}).finally(() => {
  Atomics.store(state, 0, 1);
  Atomics.notify(state, 0);
});
`;

export interface SyncTarget {
  url: string;
  headers: Record<string, string>;
}

/**
 * Sends while this thread stands still, for a process that will not come to do anything else.
 * @param bodies JSON
 * @returns how many of them the server took, from the first on
 */
export function sendSync({ url, headers }: SyncTarget, bodies: string[], deadlineMs: number): number {
  const state = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(WORKER, {
    eval: true,
    // What the host preloads has no business there.
    execArgv: [],
    workerData: {
      url,
      headers: { ...headers, 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      bodies: bodies.map((body) => gzipSync(body)),
      state,
    },
  });
  worker.unref();
  Atomics.wait(state, 0, 0, deadlineMs);
  return Atomics.load(state, 1);
}
