import path from 'node:path';
import { LocalSpool } from '@micrologs/spool';
import type { EventQueue, EventSource, Storage } from '@micrologs/storage';
import type { ServerFacts, Valkey } from '@micrologs/valkey';
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

export interface SharedValkey {
  valkey: Valkey;
  /** What the server says of itself; null while it does not answer. */
  facts: () => Promise<ServerFacts | null>;
}

/**
 * Connects to Valkey, and tells the log when it is away and what of its settings is wrong. Loaded by those who use it.
 * @param meanwhile what becomes of events while it is away, for the log
 */
export async function connectValkey(
  { address, meanwhile, logger }: { address: ValkeyAddress; meanwhile: string; logger: Logger },
  started: Stop[],
): Promise<SharedValkey> {
  const { readServerFacts, Valkey } = await import('@micrologs/valkey');
  const facts = async () => (valkey.isUp ? readServerFacts(valkey.redis) : null);
  const tellAway = (reason: string) => logger.error({ reason }, `Valkey does not answer; ${meanwhile}`);
  const tellFacts = (told: ServerFacts | null) => {
    if (!told) return;
    logger.info({ server: told.server }, 'Valkey answers');
    for (const problem of told.problems) logger.warn(`Valkey may lose what it is given: ${problem}`);
  };
  const valkey = new Valkey({
    address,
    name: 'micrologs-queue',
    onChange: (isUp, reason) => (isUp ? void facts().then(tellFacts, () => undefined) : tellAway(reason)),
  });
  started.push(() => valkey.close());
  if (!(await valkey.untilUp(CONNECT_WAIT_MS))) tellAway(valkey.reason);
  return { valkey, facts };
}

/** The queue that all processes share, for one that takes no events. */
export async function openSharedQueue(address: ValkeyAddress, logger: Logger, started: Stop[]): Promise<EventQueue> {
  const { valkey } = await connectValkey({ address, meanwhile: 'no events are stored', logger }, started);
  const { ValkeyQueue } = await import('@micrologs/queue-valkey');
  const queue = new ValkeyQueue({ valkey });
  started.push(() => queue.close());
  return queue;
}

export interface FallbackOptions {
  valkey: Valkey;
  spool: LocalSpool;
  storage: Pick<Storage, 'ledger'>;
  logger: Logger;
}

/** The queue that all processes share, for one that takes events: while Valkey is away they wait in its spool. */
export async function openFallbackQueue(
  { valkey, spool, storage, logger }: FallbackOptions,
  started: Stop[],
): Promise<EventQueue> {
  const { FallbackQueue } = await import('@micrologs/queue-valkey');
  const queue = new FallbackQueue({
    valkey,
    spool,
    consumedBefore: async () => (await storage.ledger(spool.source)).positions,
    onMoved: (groups) => logger.info({ groups }, 'events went from the local spool to Valkey'),
  });
  started.push(() => queue.close());
  return queue;
}

/** The same for a pipeline. @param owner names it in its leases, and as a consumer */
export async function openSharedSource(address: ValkeyAddress, owner: string): Promise<EventSource> {
  const { ValkeySource } = await import('@micrologs/queue-valkey');
  return new ValkeySource({ address, consumer: owner });
}
