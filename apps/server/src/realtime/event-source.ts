import { randomBytes } from 'node:crypto';
import type { ProjectId } from '@micrologs/domain';
import { EVENT_CHANNELS, type EventChannel, type FeedSource } from '@micrologs/realtime';
import type { FeedKind, FeedStore, Storage } from '@micrologs/storage';
import { KINDS, toldAs } from './told-events.ts';

const EPOCH = 'realtime_epoch';

/** Reads what channels tell from the store. */
export function eventSource({ feeds, installation }: Pick<Storage, 'feeds' | 'installation'>): FeedSource {
  let epoch: string | null = null;
  return {
    async epoch() {
      epoch ??= await installation.setOnce(EPOCH, randomBytes(4).toString('hex'));
      return epoch;
    },
    async last(projects) {
      const last = await feeds.last(projects);
      return new Map([...last].map(([project, numbers]) => [project, byChannel(numbers)]));
    },
    read: (channel, project, from, limit) => readKind(feeds, KINDS[channel], project, from, limit),
  };
}

async function readKind<K extends FeedKind>(
  feeds: FeedStore,
  kind: K,
  project: ProjectId,
  from: number | null,
  limit: number,
): ReturnType<FeedSource['read']> {
  const { last, facts } = await feeds.read(kind, project, from, limit);
  return { last, events: facts.map(toldAs[kind]) };
}

function byChannel(numbers: Readonly<Record<FeedKind, number>>): Record<EventChannel, number> {
  return Object.fromEntries(EVENT_CHANNELS.map((channel) => [channel, numbers[KINDS[channel]]])) as Record<
    EventChannel,
    number
  >;
}
