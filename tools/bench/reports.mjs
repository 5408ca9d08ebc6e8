import { prepareData } from './data/prepare.mjs';
import { dropFromCache, startAnswerer } from './reports/answerer.mjs';
import { median, row } from './table.mjs';

const WARM_RUNS = Number(process.env.BENCH_RUNS ?? 7);
const COLD_RUNS = Number(process.env.BENCH_COLD_RUNS ?? 3);
export const PAGEVIEWS = Number(process.env.BENCH_PAGEVIEWS ?? 10_000_000);

export const REPORTS = [
  'getVisitors',
  'getReturningVisitors',
  'getSessions',
  'getPages',
  'getDevices',
  'getLocations',
  'getReferrers',
  'getUtm',
];
const RANGES = [30, 365];

/** What an answer may take on SQLite, in ms by the days of its range. */
const BOUNDS = {
  whole: { warm: { 30: 40, 365: 100 }, cold: { 30: 120, 365: 250 } },
  filtered: { warm: { 30: 40, 365: 200 }, cold: { 30: 120, 365: 600 } },
};

const QUESTIONS = [false, true].flatMap((isFiltered) =>
  REPORTS.flatMap((report) => RANGES.map((days) => ({ report, days, isFiltered }))),
);

/** Every report, without and with two filters, against DuckDB on the same rows, which takes turns with us. */
export async function benchReports() {
  const data = await prepareData(PAGEVIEWS);
  console.log(
    `\nReports over ${PAGEVIEWS.toLocaleString('en')} pageviews in a year, not cached, against DuckDB (2 threads); ` +
      `medians of ${WARM_RUNS} warm answers, and of ${COLD_RUNS} first answers of a new process from a cold disk`,
  );
  const stores = {
    ours: { engine: 'sqlite', file: data.sqlite, lastDay: data.lastDay },
    duckDb: { engine: 'duckdb', file: data.duckdb, lastDay: data.lastDay },
  };
  const warm = await askWarm(stores);
  for (const question of QUESTIONS) {
    const [ours, duckDb] = warm.get(question);
    const cold = await askCold(stores, question);
    const bounds = BOUNDS[question.isFiltered ? 'filtered' : 'whole'];
    row(`${question.report}, ${question.days} days${question.isFiltered ? ', two filters' : ''}`, {
      ms: [ours.ms, bounds.warm[question.days], 'most'],
      'DuckDB ms': duckDb.ms.toFixed(1),
      ratio: [duckDb.ms / ours.ms, 1, 'least'],
      'CPU ms': `${ours.cpuMs.toFixed(0)} / ${duckDb.cpuMs.toFixed(0)}`,
      'cold ms': [cold.ours, bounds.cold[question.days], 'most'],
      'DuckDB cold ms': cold.duckDb.toFixed(0),
    });
  }
}

/** @returns the medians of both by question; an answer that differs is an error */
async function askWarm({ ours, duckDb }) {
  const answerers = [await startAnswerer(ours), await startAnswerer(duckDb)];
  const results = new Map();
  for (const question of QUESTIONS) {
    const runs = [[], []];
    // The first answers warm up.
    for (let run = 0; run <= WARM_RUNS; run++) {
      for (const [place, answerer] of answerers.entries()) {
        const answered = await answerer.ask(question);
        if (run > 0) runs[place].push(answered);
      }
      if (run > 0 && runs[0].at(-1).digest !== runs[1].at(-1).digest) {
        throw new Error(`DuckDB answers ${JSON.stringify(question)} differently`);
      }
    }
    const of = (place, pick) => median(runs[place].map(pick));
    results.set(
      question,
      [0, 1].map((place) => ({ ms: of(place, ({ ms }) => ms), cpuMs: of(place, ({ cpuMs }) => cpuMs) })),
    );
  }
  for (const answerer of answerers) await answerer.stop();
  return results;
}

async function askCold(stores, question) {
  const runs = { ours: [], duckDb: [] };
  for (let run = 0; run < COLD_RUNS; run++) {
    for (const [name, store] of Object.entries(stores)) {
      const answerer = await startAnswerer(store);
      dropFromCache(store.file);
      runs[name].push((await answerer.ask(question)).ms);
      await answerer.stop();
    }
  }
  return { ours: median(runs.ours), duckDb: median(runs.duckDb) };
}
