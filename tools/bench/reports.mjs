import { prepareData } from './data/prepare.mjs';
import { dropFromCache, startAnswerer } from './reports/answerer.mjs';
import { median, row } from './table.mjs';

const WARM_RUNS = Number(process.env.BENCH_RUNS ?? 7);
const COLD_RUNS = Number(process.env.BENCH_COLD_RUNS ?? 3);
export const PAGEVIEWS = Number(process.env.BENCH_PAGEVIEWS ?? 10_000_000);

const REPORTS = [
  'getVisitors',
  'getReturningVisitors',
  'getSessions',
  'getPages',
  'getDevices',
  'getLocations',
  'getReferrers',
  'getUtm',
  'getEntryPages',
  'getExitPages',
  'getChannels',
];
const RANGES = [30, 365];

/** What an answer may take on SQLite, in ms by the days of its range. */
const BOUNDS = {
  whole: { warm: { 30: 40, 365: 100 }, cold: { 30: 120, 365: 250 } },
  filtered: { warm: { 30: 40, 365: 200 }, cold: { 30: 120, 365: 600 } },
};

export const QUESTIONS = [false, true].flatMap((isFiltered) =>
  REPORTS.flatMap((report) => RANGES.map((days) => ({ report, days, isFiltered }))),
);

/** Every report, without and with two filters, against DuckDB on the same rows, which takes turns with us. */
export async function benchReports() {
  const data = await prepareData(PAGEVIEWS);
  await compare('SQLite', storesOf(data), 1);
}

/** The same on MariaDB, which may take twice as long. */
export async function benchMariaDbReports() {
  const data = await prepareData(PAGEVIEWS);
  const { startFilledMariaDb } = await import('./dist/mariadb.mjs');
  const server = await startFilledMariaDb(data);
  try {
    const ours = {
      engine: 'mariadb',
      database: server.databaseUrl,
      lastDay: data.lastDay,
      // What it holds in memory goes with its process; it reads its files past the system's cache.
      async cool() {
        await server.kill();
        await server.start();
      },
    };
    await compare('MariaDB', { ...storesOf(data), ours }, 2);
  } finally {
    await server.stop();
  }
}

/** @param leeway how many times as long as on SQLite an answer may take */
async function compare(engine, stores, leeway) {
  console.log(
    `\nReports, ${engine}, ${PAGEVIEWS.toLocaleString('en')} pageviews in a year, not kept, against DuckDB (2 threads): ` +
      `medians of ${WARM_RUNS} warm answers, and of ${COLD_RUNS} first answers of a new process from a cold disk`,
  );
  const warm = await askWarm(stores, WARM_RUNS);
  for (const question of QUESTIONS) {
    const { ours, kept, duckDb } = warm.get(question);
    const bounds = BOUNDS[question.isFiltered ? 'filtered' : 'whole'];
    row(`${question.report}, ${question.days} days${question.isFiltered ? ', two filters' : ''}`, {
      ms: [ours.ms, leeway * bounds.warm[question.days], 'most'],
      'kept ms': kept.ms.toFixed(2),
      'DuckDB ms': duckDb.ms.toFixed(1),
      ratio: [duckDb.ms / ours.ms, 1 / leeway, 'least'],
      'CPU ms': `${ours.cpuMs.toFixed(0)} / ${duckDb.cpuMs.toFixed(0)}`,
      'cold ms': [await askCold(stores.ours, question), leeway * bounds.cold[question.days], 'most'],
      'DuckDB cold ms': (await askCold(stores.duckDb, question)).toFixed(0),
    });
  }
}

/** Both embedded stores of the data. */
export function storesOf({ sqlite, duckdb, lastDay }) {
  const store = (engine, database) => ({ engine, database, lastDay, cool: async () => dropFromCache(database) });
  return { ours: store('sqlite', sqlite), duckDb: store('duckdb', duckdb) };
}

/**
 * Answers of processes that go on; each one's first is not counted.
 * @returns medians of both stores by question
 * @throws Error for an answer that differs
 */
export async function askWarm(stores, count) {
  const ours = await startAnswerer(stores.ours);
  const duckDb = await startAnswerer(stores.duckDb);
  const results = new Map();
  for (const question of QUESTIONS) {
    const runs = [];
    for (let run = 0; run <= count; run++) {
      runs.push({
        ours: await ours.ask(question),
        kept: await ours.ask({ ...question, isKept: true }),
        duckDb: await duckDb.ask(question),
      });
      if (runs[run].ours.digest !== runs[run].duckDb.digest || runs[run].kept.digest !== runs[run].ours.digest) {
        throw new Error(`DuckDB answers ${JSON.stringify(question)} differently`);
      }
    }
    const medians = (store) => {
      const counted = runs.slice(1).map((run) => run[store]);
      return { ms: median(counted.map(({ ms }) => ms)), cpuMs: median(counted.map(({ cpuMs }) => cpuMs)) };
    };
    results.set(question, { ours: medians('ours'), kept: medians('kept'), duckDb: medians('duckDb') });
  }
  await ours.stop();
  await duckDb.stop();
  return results;
}

/** The median of first answers, in ms. */
async function askCold(store, question) {
  const runs = [];
  for (let run = 0; run < COLD_RUNS; run++) {
    await store.cool();
    const answerer = await startAnswerer(store);
    runs.push((await answerer.ask(question)).ms);
    await answerer.stop();
  }
  return median(runs);
}
