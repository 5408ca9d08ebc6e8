import { type Clock, type ProjectId, SECOND_MS } from '@micrologs/domain';
import type { Subscriber } from './feed.ts';
import { ReportFeed, type ReportSubscriber } from './report-feed.ts';
import { type AskedReport, ReportRefusal, type ReportSource } from './report-source.ts';

export interface ReportFeedsOptions {
  source: ReportSource;
  clock: Clock;
  /** The shortest time between two readings of a report, and how often to look whether what it is made of has changed, in ms. */
  everyMs?: number;
  /** The most different reports of one project. */
  perProject?: number;
  /** Told when somebody begins to listen to a project, and when nobody does any more. */
  onListening(): void;
}

/** The reports of a project that somebody listens to. */
interface ProjectReports {
  /** By the keys of their reports. */
  feeds: Map<string, ReportFeed>;
  /** Ends when the reading does that was asked for last: one after another, they take no more than one reader of the database. */
  turn: Promise<unknown>;
  /** When it was looked at because something was stored. */
  wokenAt: number;
}

interface Joined {
  project: ProjectId;
  feed: ReportFeed;
  subscriber: ReportSubscriber;
}

const PER_PROJECT = 100;

/** Who listens to which report. Nothing is read while nobody does. */
export class ReportFeeds {
  readonly #options: Required<ReportFeedsOptions>;
  readonly #projects = new Map<ProjectId, ProjectReports>();
  readonly #joined = new Map<Subscriber, Joined>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: ReportFeedsOptions) {
    this.#options = { everyMs: SECOND_MS, perProject: PER_PROJECT, ...options };
  }

  get projects(): Iterable<ProjectId> {
    return this.#projects.keys();
  }

  /**
   * See `ReportFeed.join`.
   * @throws ReportRefusal, StorageUnavailableError
   */
  async join(project: ProjectId, subscriber: ReportSubscriber): Promise<void> {
    const { channel, linkUrl } = subscriber;
    const feed = this.#feedOf(project, this.#options.source.ask({ project, channel, linkUrl }));
    this.#joined.set(subscriber, { project, feed, subscriber });
    try {
      await feed.join(subscriber);
    } catch (error) {
      this.#joined.delete(subscriber);
      throw error;
    } finally {
      this.#dropIdle(project, feed);
    }
  }

  leave(left: Subscriber): void {
    const joined = this.#joined.get(left);
    if (!joined) return;
    const { project, feed, subscriber } = joined;
    this.#joined.delete(left);
    feed.leave(subscriber);
    this.#dropIdle(project, feed);
  }

  /** See `Feed.refresh`. */
  refresh(behind: Subscriber): void {
    const joined = this.#joined.get(behind);
    joined?.feed.refresh(joined.subscriber);
  }

  /** Something of the project was stored. What follows soon after another is found by the next look. */
  wake(project: ProjectId): void {
    const reports = this.#projects.get(project);
    const now = performance.now();
    if (!reports || now - reports.wokenAt < this.#options.everyMs) return;
    reports.wokenAt = now;
    // A store that does not answer is asked again by the next look.
    this.#look([project]).catch(() => undefined);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const { feeds } of this.#projects.values()) for (const feed of feeds.values()) feed.close();
  }

  #feedOf(project: ProjectId, report: AskedReport): ReportFeed {
    let reports = this.#projects.get(project);
    if (!reports) {
      reports = { feeds: new Map(), turn: Promise.resolve(), wokenAt: Number.NEGATIVE_INFINITY };
      this.#projects.set(project, reports);
      this.#options.onListening();
      this.#schedule();
    }
    let feed = reports.feeds.get(report.key);
    if (!feed) {
      if (reports.feeds.size >= this.#options.perProject) {
        throw new ReportRefusal('too_many', 'Too many different reports of the project are listened to');
      }
      feed = this.#newFeed(project, reports, report);
      reports.feeds.set(report.key, feed);
    }
    return feed;
  }

  #newFeed(project: ProjectId, reports: ProjectReports, report: AskedReport): ReportFeed {
    const { source, clock, everyMs } = this.#options;
    return new ReportFeed({
      report,
      clock,
      everyMs,
      version: async () => report.version((await source.states([project])).get(project)!),
      inTurn: (run) => {
        const done = reports.turn.then(run);
        reports.turn = done.catch(() => undefined);
        return done;
      },
    });
  }

  #dropIdle(project: ProjectId, feed: ReportFeed): void {
    if (!feed.isIdle) return;
    feed.close();
    const reports = this.#projects.get(project);
    // It may be another one by now, of somebody who came meanwhile.
    if (reports?.feeds.get(feed.report.key) !== feed) return;
    reports.feeds.delete(feed.report.key);
    if (reports.feeds.size > 0) return;
    this.#projects.delete(project);
    this.#options.onListening();
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    this.#timer = setTimeout(async () => {
      // A store that does not answer is asked again the next time.
      await this.#look([...this.#projects.keys()]).catch(() => undefined);
      this.#timer = undefined;
      if (this.#projects.size > 0) this.#schedule();
    }, this.#options.everyMs).unref();
  }

  async #look(projects: readonly ProjectId[]): Promise<void> {
    const states = await this.#options.source.states(projects);
    for (const [project, state] of states) {
      for (const feed of this.#projects.get(project)?.feeds.values() ?? []) feed.see(feed.report.version(state));
    }
  }
}
