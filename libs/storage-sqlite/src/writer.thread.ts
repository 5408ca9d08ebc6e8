import { serveStorage, storageThreadData } from '@micrologs/storage/threads';
import { openSqliteInThread } from './open.ts';
import type { SqliteDatabase } from './open-threads.ts';

const { port, database } = storageThreadData();
const { file } = database as SqliteDatabase;
serveStorage(port, await openSqliteInThread({ file, mode: 'writer' }));
