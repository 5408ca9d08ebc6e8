import type { Clock } from '@micrologs/domain';
import type { Subscriber } from './feed.ts';
import { type Frame, frameOf, reportFrame } from './frames.ts';
import { isoOf } from './protocol.ts';
import type { ReportChannel } from './report-channel.ts';
import { type AskedReport, ReportRefusal } from './report-source.ts';

export interface ReportSubscriber extends Subscriber {
  /** As the client wrote it. */
  readonly channel: ReportChannel;
  readonly linkUrl: string;
  /** Nothing more is told. */
  end(refusal: ReportRefusal): void;
}

export interface ReportFeedOptions {
  report: AskedReport;
  clock: Clock;
  /** The shortest time between two readings, in ms. */
  everyMs: number;
  /** The version of what the report is made of now. */
  version(): Promise<string | null>;
  /** Runs something when it is the turn of this feed. */
  inTurn<T>(run: () => Promise<T>): Promise<T>;
}

/** So many times as long as a reading took, no other one is begun. */
const REST = 2;

/** One report, told whole to all who asked for it, whenever it has become another one. */
export class ReportFeed {
  readonly #options: ReportFeedOptions;
  readonly #subscribers = new Set<ReportSubscriber>();
  readonly #joining = new Set<ReportSubscriber>();
  #data: string | null = null;
  /** Since when it is as it is. */
  #at = 0;
  /** Version that was read at least; null: unknown. */
  #read: string | null = null;
  #wanted: string | null = null;
  #beginning: Promise<void> | null = null;
  #isReading = false;
  #restsUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: ReportFeedOptions) {
    this.#options = options;
  }

  get report(): AskedReport {
    return this.#options.report;
  }

  get isIdle(): boolean {
    return this.#subscribers.size === 0 && this.#joining.size === 0;
  }

  /**
   * Tells a subscriber the report as it is, and then whenever it changes.
   * @throws ReportRefusal, StorageUnavailableError
   */
  async join(subscriber: ReportSubscriber): Promise<void> {
    this.#joining.add(subscriber);
    try {
      while (this.#data === null && !subscriber.isGone) await this.#begin();
      if (subscriber.isGone) return;
      const { channel } = subscriber;
      subscriber.send(frameOf({ type: 'subscribed', channel, recovered: false }));
      subscriber.send(this.#snapshot(channel), true);
      this.#subscribers.add(subscriber);
    } finally {
      this.#joining.delete(subscriber);
    }
  }

  leave(subscriber: ReportSubscriber): void {
    this.#subscribers.delete(subscriber);
  }

  /** See `Feed.refresh`. */
  refresh(subscriber: ReportSubscriber): void {
    if (this.#subscribers.has(subscriber)) subscriber.send(this.#snapshot(subscriber.channel), true);
  }

  /** Hears of the present version of what the report is made of, and reads it again when it may have become another one. */
  see(version: string | null): void {
    if (this.#data === null || (version !== null && version === this.#read)) return;
    this.#wanted = version;
    if (this.#isReading || this.#timer !== undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        void this.#readAgain();
      },
      Math.max(0, this.#restsUntil - performance.now()),
    ).unref();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #begin(): Promise<void> {
    this.#beginning ??= this.#readFirst().finally(() => {
      this.#beginning = null;
    });
    return this.#beginning;
  }

  async #readFirst(): Promise<void> {
    const { version, inTurn } = this.#options;
    await inTurn(async () => {
      if ([...this.#joining].every(({ isGone }) => isGone)) return;
      // Before what it is the version of: what changes between is read again.
      const read = await version();
      this.#data = await this.#readOnce();
      this.#read = read;
      this.#at = this.#options.clock();
    });
  }

  async #readAgain(): Promise<void> {
    this.#isReading = true;
    try {
      await this.#options.inTurn(async () => {
        if (this.#isClosed) return;
        this.#read = this.#wanted;
        const data = await this.#readOnce();
        if (data === this.#data) return;
        this.#data = data;
        this.#at = this.#options.clock();
        this.#tell();
      });
    } catch (error) {
      if (error instanceof ReportRefusal) this.#end(error);
      // A store that does not answer is asked again at the next look.
      this.#read = null;
    } finally {
      this.#isReading = false;
    }
  }

  async #readOnce(): Promise<string> {
    const began = performance.now();
    try {
      return await this.#options.report.read();
    } finally {
      const took = performance.now() - began;
      this.#restsUntil = began + Math.max(this.#options.everyMs, took * (1 + REST));
    }
  }

  /** One message for all who wrote the channel alike. */
  #tell(): void {
    const frames = new Map<ReportChannel, Frame>();
    for (const subscriber of this.#subscribers) {
      const { channel } = subscriber;
      const frame = frames.get(channel) ?? this.#snapshot(channel);
      frames.set(channel, frame);
      subscriber.send(frame);
    }
  }

  #end(refusal: ReportRefusal): void {
    for (const subscriber of [...this.#subscribers]) subscriber.end(refusal);
  }

  #snapshot(channel: ReportChannel): Frame {
    return reportFrame({ channel, at: isoOf(this.#at) }, this.#data!);
  }
}
