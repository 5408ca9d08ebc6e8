import { ThreadedStorage, type ThreadedStorageOptions } from '@micrologs/storage/threads';

export interface SqliteOptions
  extends Pick<ThreadedStorageOptions, 'readers' | 'writerData' | 'onWriterStart' | 'onThreadDeath'> {
  file: string;
  /** Module of the thread that writes: it opens the store with `openSqliteInThread` and calls `serveStorage`. */
  writerThread?: URL;
  readerThread?: URL;
}

/** What `storageThreadData().database` is in the threads. */
export interface SqliteDatabase {
  file: string;
}

/** Beside the bundle that this code was built into; from the sources, what the package's build made of them. */
function defaultThread(mode: 'writer' | 'reader'): URL {
  const folder = import.meta.url.endsWith('.ts') ? '../dist/' : './';
  return new URL(`${folder}${mode}.thread.mjs`, import.meta.url);
}

/**
 * Opens a SQLite database behind threads, since its calls block.
 * @throws as `ThreadedStorage.open`
 */
export function openSqlite({ file, writerThread, readerThread, ...options }: SqliteOptions): Promise<ThreadedStorage> {
  return ThreadedStorage.open({
    ...options,
    engine: 'SQLite',
    database: { file } satisfies SqliteDatabase,
    writerThread: writerThread ?? defaultThread('writer'),
    readerThread: readerThread ?? defaultThread('reader'),
  });
}
