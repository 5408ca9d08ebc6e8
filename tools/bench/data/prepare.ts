// Makes the data of the bench, or the rest of it: `prepare.mjs PAGEVIEWS`. Prints where they are, as JSON.
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { openDuckDb } from '../duckdb/database.mjs';
import { schedule } from '../traffic/index.ts';
import { duckDbStore } from './duckdb-store.ts';
import { fill } from './fill.ts';
import { dataFolder } from './folder.ts';
import { micrologsStore } from './micrologs-store.ts';

const pageviews = Number(process.argv[2]);
const folder = dataFolder(pageviews);
const shares = schedule(pageviews, folder.lastDay);
const stores = [
  // First, since it works in threads of its own while SQLite blocks this one.
  await duckDbStore(await openDuckDb(folder.duckdb, { access: 'READ_WRITE' }), shares),
  await micrologsStore(await openSqliteInThread({ file: folder.sqlite, mode: 'writer' }), {
    dataDir: folder.dataDir,
    seal: true,
  }),
];
await fill(stores, shares, `${pageviews.toLocaleString('en')} pageviews`);
for (const store of stores) await store.close();
console.log(JSON.stringify(folder));
