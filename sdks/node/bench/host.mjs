// A host that captures what `argv[3]` names every 2 ms. Prints what that cost as JSON.
import { setTimeout as sleep } from 'node:timers/promises';
import { Micrologs } from '../dist/index.mjs';

const [, , host, kind, seconds] = process.argv;
const EVERY_MS = 2;
/** Calls before the figures count: code is compiled, files are read. */
const WARM_UP = 500;

console.warn = () => {};
const micrologs = new Micrologs({ host, key: 'k' });
const context = { order: 81, cart: [{ id: 5, name: 'Shoes', price: 79.5 }], user: { id: 7, password: 'x' } };
/** What is captured is there before the clock runs: the host makes its exceptions anyway. */
const captures = {
  nothing: { make: () => null, capture: () => {} },
  error: {
    make: () => 'Payment declined',
    capture: (message) => micrologs.error(message, { type: 'PaymentError', context }),
  },
  exception: {
    make: () => new Error('Payment declined', { cause: new Error('timeout') }),
    capture: (thrown) => micrologs.captureException(thrown, { context }),
  },
};
const { make, capture } = captures[kind];

const callUs = [];
const lateUs = [];
const end = performance.now() + Number(seconds) * 1000;
for (let count = 0, now = performance.now(); now < end; count += 1) {
  const planned = now + EVERY_MS;
  await sleep(EVERY_MS);
  const made = make();
  const start = performance.now();
  capture(made);
  now = performance.now();
  if (count < WARM_UP) continue;
  callUs.push((now - start) * 1000);
  // What else happens in this thread shows in how late a turn is.
  lateUs.push(Math.max(0, start - planned) * 1000);
}
const at = (values, share) => values.sort((a, b) => a - b)[Math.floor(values.length * share)];
globalThis.gc();
const { heapUsed, rss } = process.memoryUsage();
console.log(
  JSON.stringify({
    calls: callUs.length,
    callP50: at(callUs, 0.5),
    callP99: at(callUs, 0.99),
    lateP99: at(lateUs, 0.99),
    heapMb: heapUsed / 2 ** 20,
    rssMb: rss / 2 ** 20,
    queued: micrologs.queued,
  }),
);
process.kill(process.pid, 'SIGKILL');
