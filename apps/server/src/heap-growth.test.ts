import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { boundHeapGrowth } from './heap-growth.ts';

const MIB = 1024 ** 2;

/** Makes objects of which many outlive a collection, which is what young generations grow by, and tells how large its own is. */
const THREAD = `
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', () => {
    const kept = [];
    for (let n = 0; n < 3_000_000; n++) kept[n % 100_000] = { n, text: String(n) };
    const [young] = require('node:v8').getHeapSpaceStatistics().filter(({ space_name }) => space_name === 'new_space');
    parentPort.postMessage(young.space_size);
  });`;

it('keeps young generations small, also those of threads that start later', async () => {
  boundHeapGrowth();
  const worker = new Worker(THREAD, { eval: true });
  await once(worker, 'online');
  worker.postMessage('begin');
  const [bytes] = await once(worker, 'message');
  expect(bytes).toBeLessThanOrEqual(12 * MIB);
});
