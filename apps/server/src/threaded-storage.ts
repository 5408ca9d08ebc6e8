import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ThreadedStorage } from '@micrologs/storage/threads';
import type { Logger } from 'pino';
import { assetsDir } from './assets.ts';
import type { DatabaseConfig } from './database.ts';
import { PipelineThread, type PipelineThreadData, type QueueHandle } from './pipeline-thread.ts';
import type { Tracing } from './tracing/tracing.ts';

export interface OpenThreadsOptions {
  database: DatabaseConfig;
  /** Threads that answer questions. */
  readers: number;
  /** What the thread that writes is started with. */
  writer: Omit<PipelineThreadData, 'tellsBatches'>;
  /** A spool for that thread, at each of its starts; null when it needs none. */
  openQueue: (() => QueueHandle) | null;
  logger: Logger;
  tracing: Tracing | null;
}

/** The database behind threads, of which the one that writes stores what comes out of the queue. */
export async function openThreads(
  options: OpenThreadsOptions,
): Promise<{ storage: ThreadedStorage; pipeline: PipelineThread }> {
  const { database, readers, writer, openQueue, logger, tracing } = options;
  const thread = (name: string) => pathToFileURL(path.join(assetsDir(), `${name}.thread.mjs`));
  const pipeline = new PipelineThread(openQueue, logger, (batch) => tracing?.batch(batch));
  const storage = await ThreadedStorage.open({
    engine: database.engine === 'mysql' ? 'MySQL' : 'SQLite',
    database,
    readers,
    writerThread: thread('writer'),
    readerThread: thread('reader'),
    writerData: { ...writer, tellsBatches: tracing !== null } satisfies PipelineThreadData,
    ...(tracing && { onCall: (name) => tracing.databaseCall(name) }),
    onWriterStart: (worker) => pipeline.attach(worker),
    onThreadDeath: (mode, err, restartInMs) => logger.error({ mode, err, restartInMs }, 'a database thread ended'),
  });
  return { storage, pipeline };
}
