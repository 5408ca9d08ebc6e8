import { DAY_MS, type EpochMs } from '@micrologs/domain';
import type { ColumnStore } from '@micrologs/storage';
import { PROJECT } from './fill.ts';

/** How long a day's rows outlive its end. */
const ROWS_KEPT_MS = 10 * DAY_MS;

/** Wall clock, in ms. */
export interface SealingTimes {
  encode: number;
  store: number;
}

/** Seals the project's days that ended before this instant, and removes the rows of those that ended long before it. */
export async function sealUntil(columns: ColumnStore, now: EpochMs): Promise<SealingTimes> {
  const times = await sealDue(columns, now);
  while (await columns.retire(PROJECT, now - ROWS_KEPT_MS));
  return times;
}

/** Seals the days that ended before this instant, as often as they need it. */
export async function sealDue(columns: ColumnStore, now: EpochMs): Promise<SealingTimes> {
  const times = { encode: 0, store: 0 };
  for (;;) {
    const due = await columns.due(now, null);
    if (due.length === 0) return times;
    const startedAt = performance.now();
    const encoded = await columns.encode(
      PROJECT,
      due.map(({ day }) => day),
    );
    const encodedAt = performance.now();
    await columns.store(encoded);
    times.encode += encodedAt - startedAt;
    times.store += performance.now() - encodedAt;
  }
}
