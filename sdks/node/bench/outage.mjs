// The real server away under load, then back: `node outage.mjs [seconds]`. Prints what arrived, what was lost and the memory it took.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Micrologs } from '../dist/index.mjs';

const AWAY_MS = Number(process.argv[2] ?? 30) * 1000;
/** Below the queue's bound of 10,000 events in 30 seconds. */
const EVENTS_PER_SECOND = 300;

let unhandled = 0;
process.on('unhandledRejection', () => {
  unhandled += 1;
});
const serve = spawn(process.execPath, [fileURLToPath(new URL('../../conformance/serve.mjs', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: serve.stdout })[Symbol.asyncIterator]();
const { url: host, secretKey: key } = JSON.parse((await answers.next()).value);
const say = (command) => {
  serve.stdin.write(`${command}\n`);
  return answers.next();
};

const micrologs = new Micrologs({ host, key });
let captured = 0;
let mostRssMb = 0;
const load = setInterval(() => {
  for (let at = 0; at < EVENTS_PER_SECOND / 100; at += 1) micrologs.audit(`a${captured++}`);
  mostRssMb = Math.max(mostRssMb, process.memoryUsage().rss / 2 ** 20);
}, 10);
await sleep(2_000);
await say('kill');
await sleep(AWAY_MS);
const mostQueued = micrologs.queued;
await say('start');
await sleep(2_000);
clearInterval(load);
const isDelivered = await micrologs.close(60_000);

let stored = 0;
let isInOrder = true;
while (stored < captured) {
  const names = [];
  for await (const { action } of micrologs.api.analytics.iterateAudits({ limit: 200 })) names.push(action);
  // The oldest entry is the server's own.
  const own = names.reverse().slice(1);
  stored = own.length;
  isInOrder = own.every((name, index) => name === `a${index}`);
  await sleep(500);
}
console.log({
  captured,
  stored,
  isDelivered,
  isInOrder,
  losses: micrologs.losses,
  mostQueued,
  mostRssMb: Math.round(mostRssMb),
  unhandled,
});
serve.stdin.end();
