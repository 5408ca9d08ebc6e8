import { afterEach, beforeEach, describe } from 'vitest';
import { activityPromises } from './activity.ts';
import { alertPromises } from './alerts.ts';
import { auditPromises } from './audit.ts';
import { auditQueryPromises } from './audit-queries.ts';
import { clickPromises } from './clicks.ts';
import { columnPromises } from './columns.ts';
import { deadLetterPromises, deadLetterTransactionPromises } from './dead-letters.ts';
import { erasurePromises } from './erasure.ts';
import { errorQuestionPromises } from './error-questions.ts';
import { errorStorePromises } from './error-store.ts';
import { exportPromises } from './exports.ts';
import { factStatePromises } from './fact-states.ts';
import { factPromises } from './facts.ts';
import { feedPromises } from './feeds.ts';
import { frozenDaysPromises } from './frozen-days.ts';
import { importPromises } from './imports.ts';
import { ingestPromises } from './ingest.ts';
import { ingestFactPromises } from './ingest-facts.ts';
import { leasePromises } from './leases.ts';
import { linkPromises } from './links.ts';
import { projectPromises } from './projects.ts';
import { retentionPromises } from './retention.ts';
import { smallStorePromises } from './small-stores.ts';
import { Bench, type ConformanceTarget } from './target.ts';
import { schemaPromises, textPromises } from './texts-and-schema.ts';
import { transferPromises } from './transfers.ts';
import { webhookDeliveryPromises } from './webhook-deliveries.ts';
import { webhookPromises } from './webhooks.ts';

export {
  aClick,
  aLink,
  anAct,
  aPageview,
  aProject,
  aSession,
  aVisitor,
  aWebhookEndpoint,
  aWebhookEvent,
  countFacts,
  hashOf,
  NOON,
  storeFacts,
  storeOneOfEach,
} from './builders.ts';
export { aGroup, anErrorEvent } from './error-builders.ts';
export { type QueueTarget, queueConformance, type TestQueue } from './queue.ts';
export type { ConformanceDatabase, ConformanceTarget } from './target.ts';

export interface ConformanceOptions {
  /** False for another way to an engine whose writing of facts has passed the suite already. */
  ingest?: boolean;
}

/** The promises that every engine keeps. Each test has a database of its own. */
export function storageConformance(
  name: string,
  target: ConformanceTarget,
  { ingest = true }: ConformanceOptions = {},
): void {
  describe(`storage conformance: ${name}`, () => {
    const bench = new Bench(target);
    beforeEach(() => bench.setUp());
    afterEach(() => bench.tearDown());

    projectPromises(bench);
    smallStorePromises(bench);
    factPromises(bench);
    textPromises(bench);
    schemaPromises(bench);
    auditPromises(bench);
    auditQueryPromises(bench);
    errorStorePromises(bench);
    errorQuestionPromises(bench);
    activityPromises(bench);
    linkPromises(bench);
    clickPromises(bench);
    webhookPromises(bench);
    webhookDeliveryPromises(bench);
    exportPromises(bench);
    feedPromises(bench);
    alertPromises(bench);
    deadLetterPromises(bench);
    columnPromises(bench);
    if (ingest) {
      leasePromises(bench);
      ingestPromises(bench);
      ingestFactPromises(bench);
      retentionPromises(bench);
      frozenDaysPromises(bench);
      erasurePromises(bench);
      factStatePromises(bench);
      deadLetterTransactionPromises(bench);
      importPromises(bench);
      transferPromises(bench);
    }
  });
}
