import { formatLocal } from '@micrologs/domain';
import type { LedgerSnapshot } from '@micrologs/storage';
import {
  type Check,
  databaseCheck,
  deadLettersCheck,
  diskCheck,
  geoipCheck,
  type HealthSources,
  pipelineCheck,
  queueCheck,
  sealingCheck,
  valkeyCheck,
  workersCheck,
} from './health-checks.ts';
import { inTime, LateError } from './in-time.ts';

export type { HealthSources } from './health-checks.ts';

export interface HealthReport {
  status: 'healthy' | 'unhealthy';
  /** `YYYY-MM-DD HH:MM:SS` in UTC. */
  timestamp: string;
  version: string;
  checks: Record<string, Check>;
}

/** A check that takes longer counts as failed: whoever asks wants to know now. */
const CHECK_TIMEOUT_MS = 2_000;
/** Shorter, since checks that go on without it must do so in time. */
const LEDGER_TIMEOUT_MS = 1_000;

/** Without these no answer can be given, or no event taken; whatever else is wrong is a warning. */
const VITAL: ReadonlySet<string> = new Set(['database', 'queue']);

/** Looks at everything the server depends on. `php` is the name under which existing clients look for the runtime. */
export async function checkHealth(sources: HealthSources): Promise<HealthReport> {
  const { version, clock = Date.now } = sources;
  const ledger: Promise<LedgerSnapshot | null> = inTime(readLedger(sources), LEDGER_TIMEOUT_MS).catch(() => null);
  const runtime = process.versions.node;
  const pending: Record<string, () => Promise<Check>> = {
    php: async () => ({ status: 'ok', version: runtime, message: `Node.js ${runtime}` }),
    database: () => databaseCheck(sources),
    valkey: () => valkeyCheck(sources),
    geoip: () => geoipCheck(sources),
    queue: async () => queueCheck(sources, await ledger),
    pipeline: () => pipelineCheck(sources),
    dead_letters: async () => deadLettersCheck(await ledger),
    workers: () => workersCheck(sources),
    sealing: () => sealingCheck(sources),
    disk: () => diskCheck(sources),
  };
  const checks = Object.fromEntries(
    await Promise.all(
      Object.entries(pending).map(async ([name, check]) => [name, await settled(check, VITAL.has(name))] as const),
    ),
  );
  const failed = Object.values(checks).some(({ status }) => status === 'fail');
  return { status: failed ? 'unhealthy' : 'healthy', timestamp: formatLocal(clock(), 'UTC'), version, checks };
}

/** Whether this process takes events; with the database away it does. */
export async function isReady({ queue }: Pick<HealthSources, 'queue'>): Promise<boolean> {
  return inTime(queue.status(), CHECK_TIMEOUT_MS).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** As existing clients get it: pretty-printed, everything but ASCII escaped. */
export function renderHealth(report: HealthReport): string {
  return JSON.stringify(report, null, 4).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** With the queue away, what the database knows of every project but not of the queue. */
async function readLedger({ storage, queue }: HealthSources): Promise<LedgerSnapshot> {
  return storage.ledger(await queue.identify().catch(() => ''));
}

async function settled(check: () => Promise<Check>, isVital: boolean): Promise<Check> {
  try {
    return await inTime(check(), CHECK_TIMEOUT_MS);
  } catch (error) {
    return { status: isVital ? 'fail' : 'warn', message: messageOf(error) };
  }
}

/** The reason itself may hold paths and addresses; it is in the log. */
function messageOf(error: unknown): string {
  if (error instanceof LateError) return 'No answer in time';
  const isDatabase = error instanceof Error && error.name === 'StorageUnavailableError';
  return isDatabase ? 'The database does not answer' : 'The check failed';
}
