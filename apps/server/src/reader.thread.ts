import { sumOfCounts } from '@micrologs/domain';
import { serveStorage, storageThreadData } from '@micrologs/storage/threads';
import { type DatabaseConfig, openReaders } from './database.ts';

/** A thread that answers questions. */
const { port, database } = storageThreadData();
const openers = await openReaders(database as DatabaseConfig);
serveStorage(port, openers, {
  besides: { cacheCounts: () => sumOfCounts(openers.map((opener) => opener.cacheCounts())) },
});
