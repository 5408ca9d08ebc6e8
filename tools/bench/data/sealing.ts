import { DAY_MS, type EpochMs } from '@micrologs/domain';
import type { ColumnStore } from '@micrologs/storage';
import { PROJECT } from './fill.ts';

/** As the server does it: how long a day's rows outlive its end, and a month's days lie apart. */
const ROWS_KEPT_MS = 10 * DAY_MS;
const MONTH_KEPT_APART_MS = 2 * DAY_MS;

/** Wall clock, in ms. */
export interface SealingTimes {
  encode: number;
  store: number;
}

/** All that the server does at this instant with the days that have ended. */
export async function sealUntil(columns: ColumnStore, now: EpochMs): Promise<void> {
  await sealDue(columns, now);
  for (const { project, month } of await columns.dueMonths(now - MONTH_KEPT_APART_MS, null)) {
    await columns.joinMonth(project, month);
  }
  for (const groups of await columns.dueGroups(now - MONTH_KEPT_APART_MS, null)) {
    const encoded = await columns.encodeGroups(groups);
    if (encoded) await columns.storeGroups(encoded);
  }
  while (await columns.retire(PROJECT, now - ROWS_KEPT_MS));
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
