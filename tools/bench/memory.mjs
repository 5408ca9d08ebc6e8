import { setTimeout as sleep } from 'node:timers/promises';
import { prepareData } from './data/prepare.mjs';
import { hammer, hammerErrors } from './load.mjs';
import { residentMb, startMicrologs } from './processes.mjs';
import { startOnData } from './reports/http.mjs';
import { PAGEVIEWS, QUESTIONS } from './reports.mjs';
import { row } from './table.mjs';

const SECONDS = 15;

/** What the server holds while nothing happens, and at most while it takes and stores events at full speed. */
export async function benchMemory() {
  console.log('\nResident memory, no GeoIP file');
  const fresh = (load) => measure(startMicrologs, (server) => load({ ...server, connections: 64, seconds: SECONDS }));
  judge('Pageviews', await fresh(hammer));
  judge('Errors of 3 KB', await fresh(hammerErrors));
  const data = await prepareData(PAGEVIEWS);
  judge(
    `Pageviews and reports, ${PAGEVIEWS.toLocaleString('en')} pageviews stored`,
    await measure(
      () => startOnData(data),
      (server) => Promise.all([hammer({ ...server, connections: 64, seconds: SECONDS }), askAll(server)]),
    ),
  );
}

/** Every report over the whole year and a month, two at a time. */
async function askAll(server) {
  const left = QUESTIONS.filter(({ isFiltered }) => !isFiltered);
  const asker = async () => {
    for (let question = left.pop(); question; question = left.pop()) await server.ask(question);
  };
  await Promise.all([asker(), asker()]);
}

/** @returns what was held before the load, and the most during it, in MB */
async function measure(start, load) {
  const server = await start();
  try {
    await sleep(10_000);
    const idle = residentMb(server.pid);
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMb(server.pid));
    }, 200);
    await load(server);
    await server.untilDrained();
    clearInterval(watch);
    return { idle, peak };
  } finally {
    await server.stop();
  }
}

function judge(title, { idle, peak }) {
  row(title, { 'idle MB': [idle, 120, 'most'], 'under load MB': [peak, 250, 'most'] });
}
