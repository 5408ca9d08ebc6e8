import type { Clock, ProjectId } from '@micrologs/domain';
import type { Feed, FeedSource, Subscriber } from './feed.ts';
import { type Frame, frameOf } from './frames.ts';
import { LIVE_WINDOW_MS, type LiveCounts, type LiveView, LiveVisitors } from './live-visitors.ts';
import type { ToldEvent } from './recent-events.ts';

export interface LiveFeedOptions {
  source: FeedSource;
  /** Of the project's pageviews. */
  pageviews: Feed;
  project: ProjectId;
  clock: Clock;
  /** The shortest time between two updates. */
  everyMs: number;
}

/** Views read at once when the window is filled. */
const PAGE = 2_000;
/** Of a project with more views in the window, the latest. */
const MAX_VIEWS = 200_000;

/** Who is there now, told whole whenever it changes, but not more often than `everyMs`. */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #subscribers = new Set<Subscriber>();
  #visitors = new LiveVisitors();
  #told = '';
  #filling: Promise<void> | null = null;
  #isFilled = false;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => undefined;
  #joining = 0;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#subscribers.size === 0 && this.#joining === 0;
  }

  /** @throws StorageUnavailableError */
  async join(subscriber: Subscriber): Promise<void> {
    this.#joining += 1;
    try {
      if (!this.#isFilled) await this.#fill();
      if (subscriber.isGone) return;
      subscriber.send(frameOf({ type: 'subscribed', channel: 'live', recovered: false }));
      subscriber.send(this.#snapshot());
      this.#subscribers.add(subscriber);
      this.#timer ??= setInterval(() => this.#tell(), this.#options.everyMs).unref();
    } finally {
      this.#joining -= 1;
    }
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
  }

  /** See `Feed.refresh`. */
  refresh(subscriber: Subscriber): void {
    if (this.#subscribers.has(subscriber)) subscriber.send(this.#snapshot());
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stopListening();
  }

  #fill(): Promise<void> {
    this.#filling ??= this.#readWindow().finally(() => {
      this.#filling = null;
    });
    return this.#filling;
  }

  async #readWindow(): Promise<void> {
    const { source, pageviews, project, clock } = this.#options;
    // What is told from here on is added beside what is read.
    this.#stopListening();
    this.#stopListening = pageviews.listen((events) => this.#hear(events));
    await pageviews.advance();
    const visitors = new LiveVisitors();
    this.#visitors = visitors;
    const since = clock() - LIVE_WINDOW_MS;
    let to = pageviews.last!;
    for (let read = 0; to > 0 && read < MAX_VIEWS; read += PAGE) {
      const from = Math.max(1, to - PAGE + 1);
      const { events } = await source.read('pageviews', project, from, to - from + 1);
      for (const event of events) visitors.add(viewOf(event));
      // Late views are among those stored last, so a whole page must be older.
      if (events.every(({ at }) => at < since)) break;
      to = from - 1;
    }
    this.#isFilled = true;
  }

  /** @param events null: the history is another one than before */
  #hear(events: readonly ToldEvent[] | null): void {
    if (events) for (const event of events) this.#visitors.add(viewOf(event));
    // A store that does not answer just now is asked by the next who comes; till then the window empties.
    else this.#fill().catch(() => undefined);
  }

  #tell(): void {
    if (JSON.stringify(this.#visitors.counts(this.#options.clock())) === this.#told) return;
    const frame = this.#snapshot();
    for (const subscriber of this.#subscribers) subscriber.send(frame);
  }

  #snapshot(): Frame {
    const now = this.#options.clock();
    const data: LiveCounts = this.#visitors.counts(now);
    this.#told = JSON.stringify(data);
    return frameOf({ type: 'snapshot', channel: 'live', at: new Date(now).toISOString(), data });
  }
}

function viewOf({ at, text }: ToldEvent): LiveView {
  const event = JSON.parse(text) as Record<string, string | null>;
  return {
    visitor: event.visitor!,
    at,
    url: event.url!,
    countryCode: event.country_code!,
    country: event.country!,
    referrer: event.referrer!,
    referrerCategory: event.referrer_category!,
  };
}
