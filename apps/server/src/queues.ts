import path from 'node:path';
import type { QueueLagSources } from '@micrologs/alerts';
import { LocalSpool } from '@micrologs/spool';
import {
  type EventQueue,
  type EventSource,
  type InstallationStore,
  QueueUnavailableError,
  type Storage,
} from '@micrologs/storage';
import type { ServerFacts, Valkey } from '@micrologs/valkey';
import type { ValkeyAddress } from '@micrologs/valkey/address';
import type { Logger } from 'pino';
import { SPOOL_FILE } from './data-dir.ts';
import { LateSource } from './late-source.ts';
import type { Stop } from './run.ts';
import { readFingerprint } from './salt-fingerprint.ts';
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

/** In front of the names that this installation uses in Valkey. @param fingerprint of its salt */
export async function prefixOf(fingerprint: string): Promise<string> {
  const { installationPrefix } = await import('@micrologs/valkey');
  return installationPrefix(fingerprint);
}

/** The same for processes that do not have the salt. @throws QueueUnavailableError when the database does not know it yet */
export async function readPrefix(installation: Pick<InstallationStore, 'get'>): Promise<string> {
  const fingerprint = await readFingerprint(installation);
  if (fingerprint === null) throw new QueueUnavailableError('No process that answers requests was ever started');
  return prefixOf(fingerprint);
}

/** The queue that all processes share, for one that takes no events; opened when it is first asked something. */
export async function openSharedQueue(
  valkey: Valkey,
  installation: Pick<InstallationStore, 'get'>,
  started: Stop[],
): Promise<QueueLagSources['queue']> {
  const { ValkeyQueue } = await import('@micrologs/queue-valkey');
  let queue: EventQueue | null = null;
  const opened = async () => {
    queue ??= new ValkeyQueue({ valkey, prefix: await readPrefix(installation) });
    return queue;
  };
  started.push(() => queue?.close());
  return {
    status: async () => (await opened()).status(),
    identify: async () => (await opened()).identify(),
    counts: async (positions) => (await opened()).counts(positions),
  };
}

export interface FallbackOptions {
  valkey: Valkey;
  prefix: string;
  spool: LocalSpool;
  storage: Pick<Storage, 'ledger' | 'installation'>;
  logger: Logger;
}

/** The queue that all processes share, for one that takes events: while Valkey is away they wait in its spool. */
export async function openFallbackQueue(options: FallbackOptions, started: Stop[]): Promise<EventQueue> {
  const { valkey, prefix, spool, storage, logger } = options;
  const { FallbackQueue } = await import('@micrologs/queue-valkey');
  const queue = new FallbackQueue({
    valkey,
    prefix,
    spool,
    consumedBefore: async () => (await storage.ledger(spool.source)).positions,
    prepare: () => prepareQueue(options),
    onMoved: (groups) => logger.info({ groups }, 'events went from the local spool to Valkey'),
  });
  started.push(() => queue.close());
  return queue;
}

/**
 * Nothing goes to Valkey before the database has said that this process is of its installation: nobody would read it there. A
 * queue of before names told whose they are is taken over, if it is one that this database has read of.
 */
async function prepareQueue({ valkey, prefix, storage, logger }: FallbackOptions): Promise<void> {
  if ((await readPrefix(storage.installation)) !== prefix) throw new Error('The salt is that of another installation');
  const { adoptUnnamedQueue } = await import('@micrologs/queue-valkey');
  const isOurs = async (source: string) =>
    [...(await storage.ledger(source)).positions.values()].some((position) => position > 0);
  const adoption = await adoptUnnamedQueue(valkey.redis, prefix, isOurs);
  if (adoption === 'adopted') logger.info('the queue of an earlier version was taken over');
  if (adoption === 'foreign' || adoption === 'in the way') {
    logger.warn({ adoption }, 'Valkey holds a queue of an earlier version, which is left alone: see docs/valkey.md');
  }
}

/**
 * The same for a pipeline, opened when it is first asked for its name.
 * @param owner names it in its leases, and as a consumer
 */
export async function openSharedSource(
  address: ValkeyAddress,
  owner: string,
  installation: Pick<InstallationStore, 'get'>,
): Promise<EventSource> {
  const { ValkeySource } = await import('@micrologs/queue-valkey');
  const open = async () => new ValkeySource({ address, prefix: await readPrefix(installation), consumer: owner });
  return new LateSource(open);
}
