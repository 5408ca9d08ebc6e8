import { type MessagePort, workerData } from 'node:worker_threads';
import type { Storage } from '../storage.ts';
import { CALLS, type CallMessage, type ThreadMessage } from './calls.ts';
import { errorToMessage } from './error-message.ts';

/** What a thread of `ThreadedStorage` finds in `workerData`. */
export interface StorageThreadData {
  /** Where `serveStorage` must listen. */
  port: MessagePort;
  mode: 'writer' | 'reader';
  /** `database` as given to `ThreadedStorage.open`: what the engine opens the store with. */
  database: unknown;
  /** `writerData` as given to `ThreadedStorage.open`; null in a reader. */
  data: unknown;
}

export function storageThreadData(): StorageThreadData {
  return workerData as StorageThreadData;
}

export interface ServeOptions {
  /** Runs when the other side closes the store, before it is closed here: stop what uses it. */
  beforeClose?: () => Promise<void>;
}

/** Answers calls from another thread with this thread's store, until the other side closes it. */
export function serveStorage(port: MessagePort, storage: Storage, { beforeClose }: ServeOptions = {}): void {
  const send = (message: ThreadMessage) => port.postMessage(message);
  port.on('message', async ({ id, name, args }: CallMessage) => {
    try {
      if (name === 'close') await beforeClose?.();
      const run = CALLS[name].run as (storage: Storage, ...args: unknown[]) => Promise<unknown>;
      send({ type: 'result', id, value: await run(storage, ...args) });
    } catch (error) {
      send({ type: 'failure', id, error: errorToMessage(error) });
    }
    if (name === 'close') port.close();
  });
  send({ type: 'ready' });
}
