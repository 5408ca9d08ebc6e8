import { stringifyJson } from '@micrologs/contract';
import { type Clock, NotFoundError, type Project, type ProjectId, ValidationError } from '@micrologs/domain';
import {
  type AskedReport,
  partsOfReport,
  type ReportQuestion,
  ReportRefusal,
  type ReportSource,
} from '@micrologs/realtime';
import { type Report, reports } from '@micrologs/reports';
import {
  type EventQueue,
  type FactReader,
  QueueUnavailableError,
  type Storage,
  StorageUnavailableError,
} from '@micrologs/storage';
import type { Logger } from 'pino';
import { type ReportAsker, reportRequestOf } from '../contract-input.ts';
import { endpoints } from '../endpoint.ts';
import type { KeyRing } from '../key-ring.ts';
import { countsAnswer, readLedgerOf } from '../ledger.ts';

export interface ReportsOptions {
  storage: Pick<Storage, 'feeds' | 'ledger'>;
  facts: FactReader;
  queue: Pick<EventQueue, 'identify' | 'counts'>;
  keyRing: Pick<KeyRing, 'byId'>;
  logger: Logger;
  clock?: Clock;
}

const PREFIX = '/api/analytics/';
const LEDGER = nameOf('getLedger');
const REPORTS = new Map(reports.map((report) => [nameOf(report.operationId), report]));

/** Reports as their routes answer them, for those who listen. */
export function reportSource(options: ReportsOptions): ReportSource {
  return {
    ask(question) {
      const { name } = partsOfReport(question.channel);
      const report = REPORTS.get(name);
      const asked = name === LEDGER ? askLedger(options, question.project) : report && ask(options, report, question);
      if (!asked) throw new ReportRefusal('unknown_channel', 'There is no report of this name');
      return { ...asked, read: () => answered(asked.read, options.logger) };
    },
    states: (projects) => options.storage.feeds.states(projects),
  };
}

/** @throws ReportRefusal */
function ask(
  { facts, keyRing, clock = Date.now }: ReportsOptions,
  report: Report,
  { project: id, channel, linkUrl }: ReportQuestion,
): AskedReport {
  const { query } = partsOfReport(channel);
  let project: Project | null = null;
  const request = () => {
    // One that is gone has nobody left who listens.
    project = keyRing.byId(id) ?? project;
    if (!project) throw new NotFoundError('Project not found');
    const asker: ReportAsker = { project, now: clock(), linkUrl };
    return { project, request: reportRequestOf(report.operationId, query, asker) };
  };
  const { request: first } = refusing(request);
  if ((first.query as { cursor?: string }).cursor) {
    throw new ReportRefusal('bad_params', 'A channel tells the beginning of a list: leave out the cursor');
  }
  const kinds = [...report.about(first)];
  return {
    key: JSON.stringify([report.operationId, linkUrl, first.query]),
    version(states) {
      const {
        project: { updatedAt },
        request: { days },
      } = request();
      return JSON.stringify([updatedAt, days, kinds.map((kind) => states[kind])]);
    },
    read: async () => stringifyJson(await report.run(facts, request().request)),
  };
}

/** Queues count what is accepted, so the counts themselves are all that tells of a change. */
function askLedger({ storage, queue }: ReportsOptions, project: ProjectId): AskedReport {
  return {
    key: LEDGER,
    version: () => null,
    read: async () => stringifyJson(countsAnswer(await readLedgerOf(project, storage, queue))),
  };
}

function refusing<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

/** @throws ReportRefusal for what is a failure of the request over HTTP */
async function answered(read: () => Promise<string>, logger: Logger): Promise<string> {
  try {
    return await read();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) throw refusal;
    const isOutage = error instanceof StorageUnavailableError || error instanceof QueueUnavailableError;
    if (!isOutage) logger.error({ err: error }, 'a report that is listened to failed');
    throw error;
  }
}

function refusalOf(error: unknown): ReportRefusal | null {
  if (error instanceof ValidationError) return new ReportRefusal('bad_params', error.message);
  if (error instanceof NotFoundError) return new ReportRefusal('not_found', error.message);
  return null;
}

function nameOf(operationId: keyof typeof endpoints): string {
  return endpoints[operationId].path.slice(PREFIX.length);
}
