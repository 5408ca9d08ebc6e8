import type { ProjectId } from '@micrologs/domain';
import type { FactStates } from '@micrologs/storage';
import type { ReportChannel } from './report-channel.ts';

/** What somebody wants to be told of. */
export interface ReportQuestion {
  project: ProjectId;
  channel: ReportChannel;
  /** Where short links stand, as the client reaches them: without a trailing slash. */
  linkUrl: string;
}

/** A report with its parameters. */
export interface AskedReport {
  /** The same for all to whom the same is answered. */
  readonly key: string;
  /**
   * What tells apart states of all that the report is made of: facts, settings of the project, the days that are meant.
   * @returns null where that is only told by reading
   */
  version(states: FactStates): string | null;
  /**
   * `data` as the report over HTTP answers it, as JSON.
   * @throws ReportRefusal where that answers a failure
   * @throws StorageUnavailableError
   */
  read(): Promise<string>;
}

/** The reports of all projects. */
export interface ReportSource {
  /** @throws ReportRefusal */
  ask(question: ReportQuestion): AskedReport;
  states(projects: readonly ProjectId[]): Promise<Map<ProjectId, FactStates>>;
}

/** Why a report is not told, or not any more. */
export class ReportRefusal extends Error {
  readonly code: 'unknown_channel' | 'bad_params' | 'not_found' | 'too_many';

  constructor(code: ReportRefusal['code'], message: string) {
    super(message);
    this.name = 'ReportRefusal';
    this.code = code;
  }
}
