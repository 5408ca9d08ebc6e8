import type { Clock, ProjectId } from '@micrologs/domain';
import { Feed, type FeedSource, type Subscriber } from './feed.ts';
import { LiveFeed } from './live-feed.ts';
import type { Position } from './position.ts';
import type { ChannelName, EventChannel } from './protocol.ts';
import { isReportChannel, type ReportChannel } from './report-channel.ts';
import type { ReportSubscriber } from './report-feed.ts';
import { ReportFeeds } from './report-feeds.ts';
import type { ReportSource } from './report-source.ts';

export interface HubOptions {
  source: FeedSource;
  reports: ReportSource;
  /** Told of the projects that somebody listens to, whenever they change. */
  onListening?: (projects: ReadonlySet<ProjectId>) => void;
  clock?: Clock;
  /** How often to look for what nobody has told of, in ms. */
  pollMs?: number;
  /** The same while all processes tell of what they store. */
  toldPollMs?: number;
  /** The shortest time between two updates of who is there, in ms. */
  liveMs?: number;
  /** The shortest time between two updates of a report, in ms. */
  reportMs?: number;
}

/** Those that are told out of what is stored, as it is stored. */
type StoredChannel = Exclude<ChannelName, ReportChannel>;

const POLL_MS = 200;
const TOLD_POLL_MS = 1_000;
const LIVE_MS = 500;
const REPORT_MS = 1_000;

/** Who listens to what. Feeds are there while somebody is subscribed, and cost nothing otherwise. */
export class Hub {
  readonly #options: Required<HubOptions>;
  readonly #feeds = new Map<ProjectId, Map<EventChannel, Feed>>();
  readonly #live = new Map<ProjectId, LiveFeed>();
  readonly #reports: ReportFeeds;
  #timer: NodeJS.Timeout | undefined;
  #telling: NodeJS.Immediate | undefined;
  #isClosed = false;
  #push: 'alone' | 'working' | 'broken' = 'alone';
  #messages = 0;
  #missed = 0;

  constructor(options: HubOptions) {
    this.#options = {
      onListening: () => undefined,
      clock: Date.now,
      pollMs: POLL_MS,
      toldPollMs: TOLD_POLL_MS,
      liveMs: LIVE_MS,
      reportMs: REPORT_MS,
      ...options,
    };
    const { reports: source, clock, reportMs: everyMs } = this.#options;
    this.#reports = new ReportFeeds({ source, clock, everyMs, onListening: () => this.#tellListening() });
  }

  /** Where other processes store too: whether they tell of it just now. */
  set isTold(isTold: boolean) {
    this.#push = isTold ? 'working' : 'broken';
  }

  /** Whether what other processes store is told later than it would be. */
  get isDelayed(): boolean {
    return this.#push === 'broken';
  }

  /** Since the start: messages to clients, and how often a look found something that nobody had told of. */
  get counts(): { messages: number; missed: number } {
    return { messages: this.#messages, missed: this.#missed };
  }

  /** A message goes to a client. */
  countMessage(): void {
    this.#messages += 1;
  }

  /**
   * Subscribes to a channel: see `Feed.join`.
   * @throws StorageUnavailableError; nothing is subscribed then
   */
  async subscribe(
    project: ProjectId,
    channel: StoredChannel,
    subscriber: Subscriber,
    position: Position | null,
  ): Promise<void> {
    try {
      if (channel === 'live') await this.#liveOf(project).join(subscriber);
      else await this.#feedOf(project, channel).join(subscriber, position);
    } finally {
      this.#dropIdle(project, channel);
    }
  }

  /**
   * Subscribes to a report: see `ReportFeed.join`.
   * @throws ReportRefusal, StorageUnavailableError; nothing is subscribed then
   */
  subscribeToReport(project: ProjectId, subscriber: ReportSubscriber): Promise<void> {
    return this.#reports.join(project, subscriber);
  }

  /** See `Feed.refresh`. */
  refresh(project: ProjectId, channel: ChannelName, subscriber: Subscriber): void {
    if (isReportChannel(channel)) return this.#reports.refresh(subscriber);
    this.#find(project, channel)?.refresh(subscriber);
  }

  unsubscribe(project: ProjectId, channel: ChannelName, subscriber: Subscriber): void {
    if (isReportChannel(channel)) return this.#reports.leave(subscriber);
    this.#find(project, channel)?.leave(subscriber);
    this.#dropIdle(project, channel);
  }

  /** Something of the project was stored. */
  wake(project: ProjectId): void {
    for (const feed of this.#feeds.get(project)?.values() ?? []) advance(feed);
    this.#reports.wake(project);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#telling);
    for (const live of this.#live.values()) live.close();
    this.#reports.close();
  }

  #find(project: ProjectId, channel: StoredChannel): Feed | LiveFeed | undefined {
    return channel === 'live' ? this.#live.get(project) : this.#feeds.get(project)?.get(channel);
  }

  #liveOf(project: ProjectId): LiveFeed {
    let live = this.#live.get(project);
    if (!live) {
      const { source, clock, liveMs: everyMs } = this.#options;
      live = new LiveFeed({ source, clock, project, everyMs, pageviews: this.#feedOf(project, 'pageviews') });
      this.#live.set(project, live);
    }
    return live;
  }

  #feedOf(project: ProjectId, channel: EventChannel): Feed {
    let feeds = this.#feeds.get(project);
    if (!feeds) {
      feeds = new Map();
      this.#feeds.set(project, feeds);
      this.#tellListening();
      this.#schedule();
    }
    let feed = feeds.get(channel);
    if (!feed) {
      const { source, clock } = this.#options;
      feed = new Feed({ source, clock, project, channel });
      feeds.set(channel, feed);
    }
    return feed;
  }

  #dropIdle(project: ProjectId, channel: StoredChannel): void {
    if (channel === 'live') {
      const live = this.#live.get(project);
      if (!live?.isIdle) return;
      live.close();
      this.#live.delete(project);
      return this.#dropIdle(project, 'pageviews');
    }
    const feeds = this.#feeds.get(project);
    if (!feeds?.get(channel)?.isIdle) return;
    feeds.delete(channel);
    if (feeds.size > 0) return;
    this.#feeds.delete(project);
    this.#tellListening();
  }

  /** Once for all who come and go in the same turn: after a restart thousands of projects are listened to again at once. */
  #tellListening(): void {
    if (this.#telling !== undefined || this.#isClosed) return;
    this.#telling = setImmediate(() => {
      this.#telling = undefined;
      this.#options.onListening(new Set([...this.#feeds.keys(), ...this.#reports.projects]));
    });
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    const { pollMs, toldPollMs } = this.#options;
    this.#timer = setTimeout(
      async () => {
        // A store that does not answer is asked again the next time.
        await this.#poll().catch(() => undefined);
        this.#timer = undefined;
        if (this.#feeds.size > 0) this.#schedule();
      },
      this.#push === 'working' ? toldPollMs : pollMs,
    ).unref();
  }

  async #poll(): Promise<void> {
    const last = await this.#options.source.last([...this.#feeds.keys()]);
    for (const [project, offsets] of last) {
      for (const [channel, feed] of this.#feeds.get(project) ?? []) {
        if (feed.last === offsets[channel]) continue;
        if (!feed.isAdvancing && feed.last! < offsets[channel]) this.#missed += 1;
        advance(feed);
      }
    }
  }
}

/** Fails only where the store does not answer, which the next look makes good. */
function advance(feed: Feed): void {
  feed.advance().catch(() => undefined);
}
