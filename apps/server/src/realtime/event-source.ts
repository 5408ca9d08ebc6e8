import { randomBytes } from 'node:crypto';
import type { EventChannel, FeedSource, ToldEvent } from '@micrologs/realtime';
import type { FeedKind, FeedRows, Storage } from '@micrologs/storage';
import { exportRows } from '../export-rows.ts';

/** The facts behind each channel. */
const KINDS: Record<EventChannel, FeedKind> = { pageviews: 'pageviews' };

const EPOCH = 'realtime_epoch';

/** Reads what channels tell from the store: each event as the export of its kind gives it out, with its offset. */
export function eventSource({ feeds, installation }: Pick<Storage, 'feeds' | 'installation'>): FeedSource {
  let epoch: string | null = null;
  return {
    async epoch() {
      epoch ??= await installation.setOnce(EPOCH, randomBytes(4).toString('hex'));
      return epoch;
    },
    last: (projects) => feeds.last(projects),
    async read(channel, project, from, limit) {
      const { last, facts } = await feeds.read(KINDS[channel], project, from, limit);
      return { last, events: facts.map(toldPageview) };
    },
  };
}

function toldPageview(view: FeedRows['pageviews']): ToldEvent {
  const { number: offset, occurredAt: at } = view;
  const text = JSON.stringify({ offset, ...exportRows.pageviews(view) });
  // After a backup was restored, another view has this number, and was seen at another time.
  return { offset, at, check: at.toString(36), text };
}
