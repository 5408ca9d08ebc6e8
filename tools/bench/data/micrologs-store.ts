import { DAY_MS } from '@micrologs/domain';
import { partitionOf, type WritableStorage } from '@micrologs/storage';
import { bootstrap } from '../../../apps/server/src/bootstrap.ts';
import { PROJECT, type TrafficStore } from './fill.ts';
import { sealUntil } from './sealing.ts';

/** The name under which a store remembers how many days of traffic it holds. */
const SOURCE = 'bench';
const LEASE_MS = 24 * 3_600_000;
const PARTITION = partitionOf(PROJECT);

/**
 * A day of traffic in one transaction, written by the calls that the pipeline makes.
 * @param dataDir gets the secrets of a first start, whose project the traffic belongs to
 * @param seal whether a day that is whole is sealed, as if it had just ended
 */
export async function micrologsStore(
  storage: WritableStorage,
  { dataDir, seal }: { dataDir: string; seal: boolean },
): Promise<TrafficStore> {
  await bootstrap({ dataDir, adminKey: undefined, ipHashSalt: undefined }, storage);
  const lease = await storage.ingest.acquireLease(SOURCE, LEASE_MS);
  const days = async () => (await storage.ingest.positions(SOURCE)).get(PARTITION)!;
  return {
    days,
    async add({ visitors, sessions, pageviews }, { day, before, own }) {
      const position = (await days()) + 1;
      const counters = {
        visitor: before.visitors + own.visitors,
        session: before.sessions + own.sessions,
        pageview: before.pageviews + own.pageviews,
      };
      const touched = new Set([...sessions.map((session) => session.startDay), ...pageviews.map((view) => view.day)]);
      await storage.ingest.transact(async (transaction) => {
        await transaction.advance(SOURCE, lease, new Map([[PARTITION, position]]));
        await transaction.addVisitors(visitors);
        await transaction.putSessions(sessions);
        await transaction.addPageviews(pageviews);
        await transaction.setCounters([{ project: PROJECT, counters }]);
        await transaction.bumpDays([...touched].map((day) => ({ project: PROJECT, day })));
        await transaction.count([{ project: PROJECT, outcome: 'stored', count: pageviews.length }]);
      });
      if (seal) await sealUntil(storage.columns, (day + 1) * DAY_MS);
    },
    async close() {
      await storage.ingest.releaseLease(lease);
      await storage.close();
    },
  };
}
