// Seals days that lie there as rows: `seal.mjs FOLDER PAGEVIEWS DAYS`, in an empty folder. Prints what that took, as JSON.
import path from 'node:path';
import { DAY_MS } from '@micrologs/domain';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { schedule } from '../traffic/index.ts';
import { fill, PROJECT } from './fill.ts';
import { micrologsStore } from './micrologs-store.ts';
import { sealDue } from './sealing.ts';

/** What it took to seal some days in one go; each step's wall clock in ms. */
export interface Sealed {
  views: number;
  encodeMs: number;
  storeMs: number;
  cpuMs: number;
}

const [folder, pageviews, days] = process.argv.slice(2) as [string, string, string];
const today = Math.floor(Date.now() / DAY_MS);
const shares = schedule(Number(pageviews), today).slice(0, Number(days));
const file = path.join(folder, 'micrologs.db');
const filled = await micrologsStore(await openSqliteInThread({ file, mode: 'writer' }), {
  dataDir: folder,
  seal: false,
});
await fill([filled], shares, 'days as rows');
await filled.close();

const storage = await openSqliteInThread({ file, mode: 'writer' });
const fresh = await sealAll();
// All of them again, with every text known: as a day that changed once more.
await storage.ingest.transact((transaction) =>
  transaction.bumpDays(shares.map(({ day }) => ({ project: PROJECT, day }))),
);
const again = await sealAll();
await storage.close();
console.log(JSON.stringify({ fresh, again }));

async function sealAll(): Promise<Sealed> {
  const cpu = process.cpuUsage();
  const { encode, store } = await sealDue(storage.columns, today * DAY_MS);
  const { user, system } = process.cpuUsage(cpu);
  const views = shares.reduce((sum, { own }) => sum + own.pageviews, 0);
  return { views, encodeMs: encode, storeMs: store, cpuMs: (user + system) / 1000 };
}
