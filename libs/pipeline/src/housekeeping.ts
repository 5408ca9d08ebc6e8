import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '@micrologs/domain';
import type { IngestStore } from '@micrologs/storage';

/** How often there is something to do. */
export const HOUSEKEEPING_EVERY_MS = 10 * MINUTE_MS;

/** Event ids are remembered longer than the oldest time that a client may give, so that a late retry counts once. */
const EVENT_IDS_KEPT_MS = 9 * DAY_MS;
const SALTS_KEPT_MS = 48 * HOUR_MS;

/** Forgets what has passed its time. */
export async function keepHouse(store: Pick<IngestStore, 'destroySalts' | 'expire'>, now: EpochMs): Promise<void> {
  await destroyOldSalts(store, now);
  await store.expire({ eventIds: now - EVENT_IDS_KEPT_MS, engagements: now - EVENT_IDS_KEPT_MS });
}

/** The part of it that is promised to visitors, whether anybody stores events or not. */
export async function destroyOldSalts(store: Pick<IngestStore, 'destroySalts'>, now: EpochMs): Promise<void> {
  await store.destroySalts(now - SALTS_KEPT_MS);
}
