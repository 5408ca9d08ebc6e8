import { type Clock, HOUR_MS, type ProjectId, SECOND_MS } from '@micrologs/domain';
import type { EventFilter } from './event-filter.ts';
import { eventsFrame, type Frame, frameOf, partsOf, subscribedFrame } from './frames.ts';
import { LeftOut } from './left-out.ts';
import { BEGINNING, formatPosition, GONE, type Position } from './position.ts';
import type { EventChannel, Place } from './protocol.ts';
import { RecentEvents, type Told, type ToldEvent } from './recent-events.ts';

/** The stored events of a channel. */
export interface FeedSource {
  /** Names the installation; positions of another one lead nowhere. */
  epoch(): Promise<string>;
  /** Offsets of the last events. */
  last(projects: readonly ProjectId[]): Promise<Map<ProjectId, Record<EventChannel, number>>>;
  /**
   * Events of one snapshot in the order of their offsets, and the last offset in it. Those that are gone are left out.
   * @param from the first offset; null: the last `limit` events
   */
  read(
    channel: EventChannel,
    project: ProjectId,
    from: number | null,
    limit: number,
  ): Promise<{ last: number; events: ToldEvent[] }>;
}

export interface Subscriber {
  /** Lets through what is to be told; null: everything. */
  readonly filter: EventFilter | null;
  /** @param mayWait one who reads slowly may be without it, and asks for it anew once everything was read */
  send(frame: Frame, mayWait?: boolean): void;
  /** Whether nothing is wanted any more. */
  readonly isGone: boolean;
}

export interface FeedOptions {
  source: FeedSource;
  channel: EventChannel;
  project: ProjectId;
  clock: Clock;
}

/** History: who missed more events than this, or one that is older, begins anew with a snapshot. */
export const HISTORY_EVENTS = 2_000;
export const HISTORY_MS = 24 * HOUR_MS;
const RECENT = { count: HISTORY_EVENTS, characters: 2 * 1024 * 1024 };
/** The latest events of a snapshot. */
const SNAPSHOT_EVENTS = 20;
/** For so long at most, whoever has a filter does not know how far the channel is. */
const POSITIONS_MS = 10 * SECOND_MS;

/**
 * The events of one channel of one project, told in order and without a gap to all who subscribed. They are read from the store,
 * from behind the last one told: whoever wakes the feed says only that there may be more, so nothing is lost with a wake-up.
 */
export class Feed {
  readonly #options: FeedOptions;
  readonly #subscribers = new Set<Subscriber>();
  readonly #listeners = new Set<(events: readonly ToldEvent[] | null) => void>();
  readonly #leftOut = new LeftOut();
  #positionsTimer: NodeJS.Timeout | undefined;
  #epoch = '';
  #recent: RecentEvents | null = null;
  #advancing: Promise<void> | null = null;
  #again = false;
  #joining = 0;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Offset of the last event told; null before the start. */
  get last(): number | null {
    return this.#recent?.last.offset ?? null;
  }

  /** Whether it is looking for what is new. */
  get isAdvancing(): boolean {
    return this.#advancing !== null;
  }

  get isIdle(): boolean {
    return this.#subscribers.size === 0 && this.#listeners.size === 0 && this.#joining === 0;
  }

  /**
   * Tells what is stored now. Resolves when everything has been told that was stored at the call.
   * @throws StorageUnavailableError
   */
  advance(): Promise<void> {
    if (this.#advancing) {
      this.#again = true;
      return this.#advancing;
    }
    this.#advancing = this.#run().finally(() => {
      this.#advancing = null;
    });
    return this.#advancing;
  }

  /**
   * Adds a subscriber, who gets what came after its position, all of it, or a snapshot of the present; then what comes.
   * @param position null: the subscriber begins
   * @throws StorageUnavailableError
   */
  async join(subscriber: Subscriber, position: Position | null): Promise<void> {
    this.#joining += 1;
    try {
      if (!this.#recent) await this.advance();
      const missed = position && (await this.#missedSince(position));
      if (subscriber.isGone) return;
      // From here on in one turn, so that nothing comes between the past and the future.
      if (missed) {
        const { channel } = this.#options;
        subscriber.send(
          subscribedFrame(true, { channel, offset: position.offset, position: formatPosition(position) }),
        );
        const { frames, leftOut } = this.#framesOf(missed, subscriber.filter);
        for (const frame of frames) subscriber.send(frame);
        if (leftOut > 0) subscriber.send(this.#positionFrame());
      } else {
        subscriber.send(subscribedFrame(false, this.#place(this.#recent!.last)));
        subscriber.send(this.#snapshot(subscriber.filter));
      }
      this.#subscribers.add(subscriber);
    } finally {
      this.#joining -= 1;
    }
  }

  /**
   * Tells of what is told from now on.
   * @param listener null: what was told before has been replaced
   * @returns what ends it
   */
  listen(listener: (events: readonly ToldEvent[] | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Replaces what a subscriber has, who was not sent some of what was told, by a snapshot. */
  refresh(subscriber: Subscriber): void {
    if (this.#subscribers.has(subscriber)) subscriber.send(this.#snapshot(subscriber.filter));
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      await this.#step();
    } while (this.#again);
  }

  async #step(): Promise<void> {
    const { source, channel, project } = this.#options;
    if (!this.#recent) {
      this.#epoch = await source.epoch();
      return this.#restart();
    }
    for (;;) {
      const from = this.#recent.last.offset + 1;
      const { last, events } = await source.read(channel, project, from, HISTORY_EVENTS);
      if (last === from - 1) return;
      // History went back, or on by more than anybody is sent, or has a hole.
      if (last < from || last - from >= HISTORY_EVENTS || !areContiguous(events, from)) return this.#restart();
      this.#recent.add(events);
      this.#send((filter) => this.#presentOf(events, filter));
      for (const listener of this.#listeners) listener(events);
      if (this.#recent.last.offset >= last) return;
    }
  }

  /** Begins at the present, which replaces whatever subscribers have. */
  async #restart(): Promise<void> {
    const { source, channel, project } = this.#options;
    const { last, events } = await source.read(channel, project, null, SNAPSHOT_EVENTS + 1);
    const { before, rest } = endOf(last, events);
    const isFirst = this.#recent === null;
    this.#recent = new RecentEvents(RECENT, before);
    this.#recent.add(rest);
    this.#send((filter) => [this.#snapshot(filter)]);
    this.#leftOut.takeAll();
    if (!isFirst) for (const listener of this.#listeners) listener(null);
  }

  /** @returns all events after the position; null when they cannot all be given */
  async #missedSince({ epoch, offset, check }: Position): Promise<ToldEvent[] | null> {
    const { source, channel, project, clock } = this.#options;
    if (epoch !== this.#epoch) return null;
    // Another server may have told more already than this one has heard of.
    if (offset > this.#recent!.last.offset) await this.advance();
    const missed: ToldEvent[] = [];
    let reached: Told = { offset, check };
    for (;;) {
      const { offset: present } = this.#recent!.last;
      if (offset > present || present - offset > HISTORY_EVENTS) return null;
      const recent = this.#recent!.after(reached);
      if (recent === null) return null;
      if (recent) {
        missed.push(...recent);
        const [first] = missed;
        return first && first.at < clock() - HISTORY_MS ? null : missed;
      }
      const { events } = await source.read(channel, project, reached.offset, HISTORY_EVENTS);
      const rest = restBehind(reached, events)?.filter((event) => event.offset <= this.#recent!.last.offset);
      if (!rest || rest.length === 0) return null;
      missed.push(...rest);
      reached = rest.at(-1)!;
    }
  }

  #snapshot(filter: EventFilter | null): Frame {
    const recent = this.#recent!;
    const events = filter
      ? recent
          .latest(HISTORY_EVENTS)
          .filter((event) => filter.lets(event))
          .slice(-SNAPSHOT_EVENTS)
      : recent.latest(SNAPSHOT_EVENTS);
    return eventsFrame('snapshot', this.#place(recent.last), events);
  }

  #place({ offset, check }: Told): Place {
    const position = formatPosition({ epoch: this.#epoch, offset, check });
    return { channel: this.#options.channel, offset, position };
  }

  /** What a filter lets through; `leftOut` is how many events it does not, behind the last one that it does. */
  #framesOf(events: readonly ToldEvent[], filter: EventFilter | null): { frames: Frame[]; leftOut: number } {
    const told = filter ? events.filter((event) => filter.lets(event)) : events;
    const last = told.at(-1);
    return {
      frames: Array.from(partsOf(told), (part) => eventsFrame('event', this.#place(part.at(-1)!), part)),
      leftOut: last ? events.at(-1)!.offset - last.offset : events.length,
    };
  }

  /** Events that were told just now, and at times how far the channel is, so that whoever comes back missed little. */
  #presentOf(events: readonly ToldEvent[], filter: EventFilter | null): Frame[] {
    const { frames, leftOut } = this.#framesOf(events, filter);
    if (!filter) return frames;
    if (this.#leftOut.add(filter.key, leftOut, frames.length > 0)) return [...frames, this.#positionFrame()];
    if (!this.#leftOut.isEmpty) {
      this.#positionsTimer ??= setTimeout(() => this.#tellPositions(), POSITIONS_MS).unref();
    }
    return frames;
  }

  #tellPositions(): void {
    this.#positionsTimer = undefined;
    const filters = this.#leftOut.takeAll();
    this.#send((filter) => (filter && filters.has(filter.key) ? [this.#positionFrame()] : []));
  }

  #positionFrame(): Frame {
    return frameOf({ type: 'position', ...this.#place(this.#recent!.last) });
  }

  /** @param framesFor a filter: made once for all who have it */
  #send(framesFor: (filter: EventFilter | null) => Frame[]): void {
    const made = new Map<string, Frame[]>();
    for (const subscriber of this.#subscribers) {
      const key = subscriber.filter?.key ?? '';
      let frames = made.get(key);
      if (!frames) {
        frames = framesFor(subscriber.filter);
        made.set(key, frames);
      }
      for (const frame of frames) subscriber.send(frame);
    }
  }
}

function areContiguous(events: readonly ToldEvent[], from: number): boolean {
  return events.length > 0 && events.every(({ offset }, index) => offset === from + index);
}

/** The events at the end of a history that have no gap between them, and what stands before the first of them. */
function endOf(last: number, events: readonly ToldEvent[]): { before: Told; rest: ToldEvent[] } {
  let begin = events.length;
  while (begin > 0 && events[begin - 1]!.offset === last - (events.length - begin)) begin -= 1;
  const rest = events.slice(begin);
  if (rest.length === last) return { before: { offset: 0, check: BEGINNING }, rest };
  // What comes before the first may be gone, so the first itself is what the others come after.
  const before = rest.shift();
  return { before: before ?? { offset: last, check: GONE }, rest };
}

/**
 * What comes after an event in a part of the history that begins with it.
 * @returns null when another event has its offset, or some are gone
 */
function restBehind(reached: Told, events: readonly ToldEvent[]): ToldEvent[] | null {
  const [first] = events;
  const isThere = first?.offset === reached.offset;
  const check = reached.offset === 0 ? BEGINNING : isThere ? first.check : GONE;
  const rest = isThere ? events.slice(1) : events.slice();
  if (check !== reached.check || !rest.every(({ offset }, index) => offset === reached.offset + 1 + index)) return null;
  return rest;
}
