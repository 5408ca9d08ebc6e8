import { statSync } from 'node:fs';
import { prepareData } from './data/prepare.mjs';
import { askWarm, QUESTIONS, storesOf } from './reports.mjs';
import { row } from './table.mjs';

const MILLION = 1_000_000;
/** The largest takes an hour to make and several GB, so it is for those who ask for it. */
const SIZES = (process.env.BENCH_SIZES ?? '1,10').split(',').map((millions) => Number(millions) * MILLION);
const RUNS = 3;

/** How answers and disk grow with what is stored, over the whole year. */
export async function benchGrowth() {
  console.log('\nGrowth: means over all reports, ms warm / of DuckDB');
  for (const pageviews of SIZES) {
    const data = await prepareData(pageviews);
    const answers = await askWarm(storesOf(data), RUNS);
    const figures = {};
    for (const isFiltered of [false, true]) {
      for (const days of [30, 365]) {
        const asked = QUESTIONS.filter((question) => question.isFiltered === isFiltered && question.days === days);
        const mean = (pick) => asked.reduce((sum, question) => sum + pick(answers.get(question)).ms, 0) / asked.length;
        const title = `${days} days${isFiltered ? ', two filters' : ''}`;
        figures[title] = `${mean(({ ours }) => ours).toFixed(1)} / ${mean(({ duckDb }) => duckDb).toFixed(1)}`;
      }
    }
    const bytes = (file) => (statSync(file).size / pageviews).toFixed(0);
    figures['file, bytes a pageview'] = `${bytes(data.sqlite)} / ${bytes(data.duckdb)}`;
    row(`${pageviews / MILLION} M pageviews`, figures);
  }
}
