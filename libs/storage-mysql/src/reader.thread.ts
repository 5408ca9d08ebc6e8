import { serveStorage, storageThreadData } from '@micrologs/storage/threads';
import type { MysqlDatabase } from './open-threads.ts';
import { openMysqlPool } from './pool.ts';

const { port, database } = storageThreadData();
serveStorage(port, await openMysqlPool((database as MysqlDatabase).address));
