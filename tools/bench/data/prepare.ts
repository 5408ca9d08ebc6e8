// Makes the data of the bench, or the rest of it: `prepare.mjs PAGEVIEWS`. Prints where they are, as JSON.
import { DAY_MS } from '@micrologs/domain';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { openDuckDb } from '../duckdb/database.mjs';
import { schedule } from '../traffic/index.ts';
import { duckDbStore } from './duckdb-store.ts';
import { fill } from './fill.ts';
import { dataFolder } from './folder.ts';
import { micrologsStore } from './micrologs-store.ts';
import { sealUntil } from './sealing.ts';

const pageviews = Number(process.argv[2]);
const folder = dataFolder(pageviews);
const shares = schedule(pageviews, folder.lastDay);
const storage = await openSqliteInThread({ file: folder.sqlite, mode: 'writer' });
const stores = [
  // First, since it works in threads of its own while SQLite blocks this one.
  await duckDbStore(await openDuckDb(folder.duckdb, { access: 'READ_WRITE' }), shares),
  await micrologsStore(storage, { dataDir: folder.dataDir, seal: true }),
];
await fill(stores, shares, `${pageviews.toLocaleString('en')} pageviews`);
// An earlier version may have kept less of sealed days, and a run that was killed has left its last day as it was.
await sealUntil(storage.columns, folder.lastDay * DAY_MS);
for (const store of stores) await store.close();
console.log(JSON.stringify(folder));
