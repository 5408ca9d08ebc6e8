import type { ProjectId } from '@micrologs/domain';
import { type DayShare, type Traffic, trafficOf } from '../traffic/index.ts';
import { ProgressBar } from './progress.ts';

export const PROJECT: ProjectId = 1;
const SEED = 20_260_301;

/** A database that takes traffic day by day. */
export interface TrafficStore {
  /** Days that it has stored: with each, everything before it. */
  days(): Promise<number>;
  /** Stores the next day, all of it or nothing. */
  add(traffic: Traffic, share: DayShare): Promise<void>;
  close(): Promise<void>;
}

/** Brings stores up to the end of the traffic; a run that was killed goes on where it stopped. */
export async function fill(stores: readonly TrafficStore[], shares: readonly DayShare[], title: string): Promise<void> {
  const stored = await Promise.all(stores.map((store) => store.days()));
  const first = Math.min(...stored);
  if (first === shares.length) return;
  const last = shares.at(-1)!;
  const bar = new ProgressBar(title, last.before.pageviews + last.own.pageviews);
  for (const [index, share] of shares.entries()) {
    if (index < first) continue;
    bar.show(share.before.pageviews);
    const traffic = trafficOf(PROJECT, share, SEED);
    const behind = stores.filter((_, place) => stored[place]! <= index);
    await Promise.all(behind.map((store) => store.add(traffic, share)));
  }
  bar.show(last.before.pageviews + last.own.pageviews);
  bar.end();
}
