import { serveStorage, storageThreadData } from '@micrologs/storage/threads';
import { type DatabaseConfig, openReaders } from './database.ts';

/** A thread that answers questions. */
const { port, database } = storageThreadData();
serveStorage(port, await openReaders(database as DatabaseConfig));
