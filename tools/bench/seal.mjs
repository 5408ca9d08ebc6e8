import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { PAGEVIEWS } from './reports.mjs';
import { row } from './table.mjs';

const DAYS = 20;
const script = fileURLToPath(new URL('dist/seal.mjs', import.meta.url));

/** How fast rows become columns: read, encoded, their texts numbered, committed; in one thread. */
export async function benchSeal() {
  await bundle();
  console.log(`\nSealing, SQLite: ${DAYS} days of a year with ${PAGEVIEWS.toLocaleString('en')} pageviews`);
  const folder = mkdtempSync(path.join(tmpdir(), 'micrologs-seal-'));
  try {
    const { status, stdout } = spawnSync(process.execPath, [script, folder, String(PAGEVIEWS), String(DAYS)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error('The days could not be sealed');
    const { fresh, again } = JSON.parse(stdout);
    judge('For the first time, every text new', fresh);
    judge('Again, every text known', again);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function judge(title, { views, encodeMs, storeMs, cpuMs }) {
  row(`${title}, ${views.toLocaleString('en')} pageviews`, {
    'pageviews/s': [(views * 1000) / (encodeMs + storeMs), 200_000, 'least'],
    'reading and encoding ms': encodeMs.toFixed(0),
    'storing ms': storeMs.toFixed(0),
    'CPU µs a pageview': ((cpuMs * 1000) / views).toFixed(2),
  });
}
