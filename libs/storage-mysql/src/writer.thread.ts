import { serveStorage, storageThreadData } from '@micrologs/storage/threads';
import { openMysqlInThread } from './open.ts';
import type { MysqlDatabase } from './open-threads.ts';

const { port, database } = storageThreadData();
serveStorage(port, await openMysqlInThread({ address: (database as MysqlDatabase).address, mode: 'writer' }));
