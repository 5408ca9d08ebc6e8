import { type MessagePort, workerData } from 'node:worker_threads';
import type { Storage } from '../storage.ts';
import { CALLS, type CallMessage, type CallName, type ThreadMessage } from './calls.ts';
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
  /** What the thread answers besides, by the name that `ThreadedStorage.ask` gives. */
  besides?: Readonly<Record<string, (...args: never[]) => unknown>>;
}

/**
 * Answers calls from another thread with this thread's store, until the other side closes it.
 * @param store one, or several openers of the same: each call goes to one that has the fewest under way
 */
export function serveStorage(
  port: MessagePort,
  store: Storage | readonly Storage[],
  { beforeClose, besides = {} }: ServeOptions = {},
): void {
  const openers = (Array.isArray(store) ? store : [store]).map((storage: Storage) => ({ storage, underWay: 0 }));
  const answer = async ({ name, args }: CallMessage): Promise<unknown> => {
    if (Object.hasOwn(besides, name)) return besides[name]!(...(args as never[]));
    const opener = openers.reduce((best, each) => (each.underWay < best.underWay ? each : best));
    const run = CALLS[name as CallName].run as (storage: Storage, ...args: unknown[]) => Promise<unknown>;
    opener.underWay += 1;
    try {
      return await run(opener.storage, ...args);
    } finally {
      opener.underWay -= 1;
    }
  };
  const close = async (): Promise<void> => {
    await beforeClose?.();
    await Promise.all(openers.map(({ storage }) => storage.close()));
  };
  const send = (message: ThreadMessage) => port.postMessage(message);
  port.on('message', async (call: CallMessage) => {
    const { id, name } = call;
    try {
      send({ type: 'result', id, value: name === 'close' ? await close() : await answer(call) });
    } catch (error) {
      send({ type: 'failure', id, error: errorToMessage(error) });
    }
    if (name === 'close') port.close();
  });
  send({ type: 'ready' });
}
