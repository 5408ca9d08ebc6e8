import { ThreadedStorage, type ThreadedStorageOptions } from '@micrologs/storage/threads';
import type { MysqlAddress } from './url.ts';

export interface MysqlOptions
  extends Pick<ThreadedStorageOptions, 'readers' | 'writerData' | 'onWriterStart' | 'onThreadDeath'> {
  address: MysqlAddress;
  /** Module of the thread that writes: it opens the store with `openMysqlInThread` and calls `serveStorage`. */
  writerThread?: URL;
  /** Module of the threads that read: the same with `openMysqlPool`. */
  readerThread?: URL;
}

/** What `storageThreadData().database` is in the threads. */
export interface MysqlDatabase {
  address: MysqlAddress;
}

/** Two, as for SQLite: a server of its own does the work, but what it answers with is read here. */
const READERS = 2;

/** Beside the bundle that this code was built into; from the sources, what the package's build made of them. */
function defaultThread(mode: 'writer' | 'reader'): URL {
  const folder = import.meta.url.endsWith('.ts') ? '../dist/' : './';
  return new URL(`${folder}${mode}.thread.mjs`, import.meta.url);
}

/**
 * Opens a database behind threads. Each of those that read has its share of the pool.
 * @throws as `ThreadedStorage.open`
 */
export function openMysql(options: MysqlOptions): Promise<ThreadedStorage> {
  const { address, writerThread, readerThread, readers = READERS, ...rest } = options;
  const share = { ...address, pool: Math.max(1, Math.floor(address.pool / readers)) };
  return ThreadedStorage.open({
    ...rest,
    engine: 'MySQL',
    readers,
    database: { address: share } satisfies MysqlDatabase,
    writerThread: writerThread ?? defaultThread('writer'),
    readerThread: readerThread ?? defaultThread('reader'),
  });
}
