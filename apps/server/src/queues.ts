import path from 'node:path';
import { LocalSpool } from '@micrologs/spool';
import type { EventQueue, EventSource } from '@micrologs/storage';
import type { ValkeyAddress } from '@micrologs/valkey/address';
import type { Logger } from 'pino';
import { SPOOL_FILE } from './data-dir.ts';
import type { Stop } from './run.ts';
import { StartError } from './start-error.ts';

/** How long a start waits for Valkey; what comes later finds it there or does without. */
const CONNECT_WAIT_MS = 3_000;

/** The queue in the data folder, which is this process's alone. @throws StartError */
export async function openSpool(dataDir: string): Promise<LocalSpool> {
  try {
    return await LocalSpool.open({ path: path.join(dataDir, SPOOL_FILE) });
  } catch (error) {
    throw new StartError(
      `${(error as Error).message}. If it is damaged, move it away: a new one is made, and what waited in it is lost.`,
      { cause: error },
    );
  }
}

/** The queue that all processes share. Loaded by those who use it. */
export async function openSharedQueue(address: ValkeyAddress, logger: Logger, started: Stop[]): Promise<EventQueue> {
  const [{ ValkeyQueue }, { Valkey }] = await Promise.all([
    import('@micrologs/queue-valkey'),
    import('@micrologs/valkey'),
  ]);
  const onChange = (isUp: boolean, reason: string) =>
    isUp ? logger.info('Valkey answers') : logger.error({ reason }, 'Valkey does not answer');
  const valkey = new Valkey({ address, name: 'micrologs-queue', onChange });
  started.push(() => valkey.close());
  await valkey.untilUp(CONNECT_WAIT_MS);
  const queue = new ValkeyQueue({ valkey });
  started.push(() => queue.close());
  return queue;
}

/** The same for a pipeline. @param owner names it in its leases, and as a consumer */
export async function openSharedSource(address: ValkeyAddress, owner: string): Promise<EventSource> {
  const { ValkeySource } = await import('@micrologs/queue-valkey');
  return new ValkeySource({ address, consumer: owner });
}
