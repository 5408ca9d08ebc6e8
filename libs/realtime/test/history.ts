import type { ProjectId } from '@micrologs/domain';
import { StorageUnavailableError } from '@micrologs/storage';
import type { FeedSource, ToldEvent } from '../src/index.ts';

/** A store of one project's events in memory, which a test fills, cuts and breaks. */
export class History implements FeedSource {
  events: ToldEvent[] = [];
  /** Offset of the last event, which may be gone. */
  length = 0;
  isAway = false;
  reads = 0;
  /** Run in the middle of each read, after its snapshot. */
  duringRead: () => void = () => undefined;

  constructor(readonly project: ProjectId) {}

  add(count: number, at = Date.now(), text = ''): void {
    for (let i = 0; i < count; i += 1) {
      this.length += 1;
      const data = { offset: this.length, text };
      this.events.push({ offset: this.length, at, check: `c${this.length}`, text: JSON.stringify(data) });
    }
  }

  remove(offset: number): void {
    this.events = this.events.filter((event) => event.offset !== offset);
  }

  async epoch(): Promise<string> {
    return 'ab12';
  }

  async last(projects: readonly ProjectId[]): ReturnType<FeedSource['last']> {
    if (this.isAway) throw new StorageUnavailableError('away');
    return new Map(
      projects.map((project) => [
        project,
        { pageviews: project === this.project ? this.length : 0, errors: 0, links: 0, audit: 0, alerts: 0 },
      ]),
    );
  }

  async read(...[, project, from, limit]: Parameters<FeedSource['read']>): ReturnType<FeedSource['read']> {
    if (this.isAway) throw new StorageUnavailableError('away');
    this.reads += 1;
    if (project !== this.project) return { last: 0, events: [] };
    const last = this.length;
    const first = from ?? Math.max(1, last - limit + 1);
    const events = this.events.filter(({ offset }) => offset >= first).slice(0, limit);
    await new Promise(setImmediate);
    this.duringRead();
    return { last, events };
  }
}
