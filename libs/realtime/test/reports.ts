import type { ProjectId } from '@micrologs/domain';
import { type FactStates, StorageUnavailableError } from '@micrologs/storage';
import {
  type AskedReport,
  partsOfReport,
  type ReportQuestion,
  ReportRefusal,
  type ReportSource,
} from '../src/index.ts';

/** Reports in memory, all of which tell one number, which a test changes, breaks and takes away. */
export class Reports implements ReportSource {
  number = 0;
  /** Of what every report is made of; null: only reading tells. */
  version: string | null = 'first';
  isAway = false;
  /** Makes answers large. */
  padding = '';
  /** What reading answers instead of the number. */
  refusal: ReportRefusal | null = null;
  /** Keys of what was read. */
  readonly reads: string[] = [];
  looks = 0;
  /** Waited for by each reading, after it has begun. */
  duringRead: () => Promise<void> = async () => undefined;

  change(number: number): void {
    this.number = number;
    this.version = `that of ${number}`;
  }

  ask({ channel, linkUrl }: ReportQuestion): AskedReport {
    const { name, query } = partsOfReport(channel);
    if (name !== 'pages') throw new ReportRefusal('unknown_channel', 'There is none');
    const limit = new URLSearchParams(query).get('limit') ?? '10';
    if (limit === '') throw new ReportRefusal('bad_params', 'limit must be a number');
    const key = `${linkUrl} ${limit}`;
    return {
      key,
      version: ({ views }) => (this.version === null ? null : views),
      read: async () => {
        if (this.isAway) throw new StorageUnavailableError('away');
        this.reads.push(key);
        const { number, refusal } = this;
        await this.duringRead();
        if (refusal) throw refusal;
        return JSON.stringify({ number, limit, ...(this.padding && { padding: this.padding }) });
      },
    };
  }

  async states(projects: readonly ProjectId[]): Promise<Map<ProjectId, FactStates>> {
    if (this.isAway) throw new StorageUnavailableError('away');
    this.looks += 1;
    const state = { views: this.version ?? '', errors: '', links: '', audits: '' };
    return new Map(projects.map((project) => [project, state]));
  }
}
