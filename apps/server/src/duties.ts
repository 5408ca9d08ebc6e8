import { Alerting, type QueueLagSources, queueLag } from '@micrologs/alerts';
import { Sealing } from '@micrologs/sealing';
import type { Storage } from '@micrologs/storage';
import { Delivering } from '@micrologs/webhooks';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Stop } from './run.ts';
import { VERSION } from './version.ts';
import { allowedWebhookAddresses } from './webhook-addresses.ts';

export interface DutiesOptions {
  config: Config;
  storage: Storage;
  /** The name under which a pipeline of this process holds its partitions. */
  owner: string;
  queue: QueueLagSources['queue'];
  logger: Logger;
}

/** Starts what is to be done for the projects of the partitions that a pipeline holds, besides storing their events. */
export function startDuties(
  { config, storage, owner, queue, logger }: DutiesOptions,
  started: Stop[],
): { sealing: Sealing; delivering: Delivering } {
  const sealing = new Sealing({ columns: storage.columns, owner, log: logger });
  started.push(() => sealing.stop());
  const delivering = new Delivering({
    store: storage.webhooks,
    owner,
    isAllowed: allowedWebhookAddresses(config),
    version: VERSION,
    log: logger,
  });
  started.push(() => delivering.stop());
  const alerting = new Alerting({ storage, owner, lagMs: () => queueLag({ queue, storage }), log: logger });
  started.push(() => alerting.stop());
  return { sealing, delivering };
}
