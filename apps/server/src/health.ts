import { statfs } from 'node:fs/promises';
import { type Clock, formatLocal } from '@micrologs/domain';
import type { GeoIpStatus } from '@micrologs/ingest';
import type { PipelineStatus } from '@micrologs/pipeline';
import type { SealingStatus } from '@micrologs/sealing';
import type { EventQueue, Storage } from '@micrologs/storage';

export type CheckStatus = 'ok' | 'warn' | 'fail';

export interface Check {
  status: CheckStatus;
  message: string;
  [detail: string]: unknown;
}

export interface HealthReport {
  status: 'healthy' | 'unhealthy';
  /** `YYYY-MM-DD HH:MM:SS` in UTC. */
  timestamp: string;
  version: string;
  checks: Record<string, Check>;
}

export interface HealthSources {
  storage: Pick<Storage, 'status' | 'ledger'>;
  queue: Pick<EventQueue, 'status' | 'counts' | 'source'>;
  /** What the thread that stores events last said of itself; null when it does not answer. */
  pipeline: () => Promise<Pick<PipelineStatus, 'state' | 'message' | 'deadLetters' | 'conflicts'> | null>;
  geoip: () => Pick<GeoIpStatus, 'state' | 'builtAt'>;
  sealing: () => SealingStatus;
  dataDir: string;
  version: string;
  clock?: Clock;
}

/** A check that takes longer counts as failed: whoever asks wants to know now. */
const CHECK_TIMEOUT_MS = 2_000;
const BACKLOG_WARNING = 50_000;
const DISK_WARNING_BYTES = 1024 ** 3;
const DISK_FAILURE_BYTES = 64 * 1024 ** 2;

/** Looks at everything the server depends on. `php` is the name under which existing clients look for the runtime. */
export async function checkHealth(sources: HealthSources): Promise<HealthReport> {
  const { version, clock = Date.now } = sources;
  const names = ['database', 'valkey', 'geoip', 'queue', 'pipeline', 'sealing', 'disk'] as const;
  const results = await Promise.all([
    guarded(() => databaseCheck(sources)),
    guarded(async () => ({ status: 'ok', message: 'In process' })),
    guarded(async () => geoipCheck(sources)),
    guarded(() => queueCheck(sources)),
    guarded(() => pipelineCheck(sources)),
    guarded(async () => sealingCheck(sources)),
    guarded(() => diskCheck(sources.dataDir)),
  ]);
  const runtime = process.versions.node;
  const checks: Record<string, Check> = { php: { status: 'ok', version: runtime, message: `Node.js ${runtime}` } };
  for (const [i, name] of names.entries()) checks[name] = results[i]!;
  const failed = Object.values(checks).some(({ status }) => status === 'fail');
  return { status: failed ? 'unhealthy' : 'healthy', timestamp: formatLocal(clock(), 'UTC'), version, checks };
}

/** As existing clients get it: pretty-printed, everything but ASCII escaped. */
export function renderHealth(report: HealthReport): string {
  return JSON.stringify(report, null, 4).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function guarded(check: () => Promise<Check>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Check>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, { status: 'fail', message: 'No answer in time' });
  });
  try {
    return await Promise.race([check(), timeout]);
  } catch (error) {
    // The reason may hold paths and addresses; it is in the log.
    return {
      status: 'fail',
      message:
        error instanceof Error && error.name === 'StorageUnavailableError'
          ? 'The database does not answer'
          : 'The check failed',
    };
  } finally {
    clearTimeout(timer);
  }
}

async function databaseCheck({ storage }: HealthSources): Promise<Check> {
  const { ok, engine, durability } = await storage.status();
  if (!ok) return { status: 'fail', message: 'The database does not answer' };
  return { status: durability === 'full' ? 'ok' : 'warn', message: `Connected (${engine})`, durability };
}

function geoipCheck({ geoip }: HealthSources): Check {
  const { state, builtAt } = geoip();
  // Anybody may ask, so paths are left to the log and to `micrologs doctor`.
  const built = builtAt?.toISOString().slice(0, 10);
  if (state === 'ok') return { status: 'ok', message: `GeoIP database of ${built}` };
  if (built) return { status: 'warn', message: `The new GeoIP file is ${state}; that of ${built} stays in use` };
  const problem = state === 'missing' ? 'No GeoIP database' : 'The GeoIP database is corrupt';
  return { status: 'warn', message: `${problem}; locations disabled` };
}

async function queueCheck({ storage, queue }: HealthSources): Promise<Check> {
  const { ok, message, durability, pendingBytes } = await queue.status();
  if (!ok) return { status: 'fail', message, durability };
  const { positions } = await storage.ledger(queue.source);
  let pending = 0;
  for (const counts of (await queue.counts(positions)).values()) pending += counts.pending;
  const status = durability === 'full' && pending < BACKLOG_WARNING ? 'ok' : 'warn';
  return { status, message: `${pending} events waiting`, pending, pending_bytes: pendingBytes, durability };
}

async function pipelineCheck({ pipeline }: HealthSources): Promise<Check> {
  const status = await pipeline();
  if (!status) return { status: 'fail', message: 'The storing thread does not answer' };
  const { state, message, deadLetters, conflicts } = status;
  const counts = { dead_letters: deadLetters, conflicts };
  // The reason names files, and anybody may ask; it is in the log.
  if (state === 'blocked') return { status: 'warn', message: 'Events cannot be stored', ...counts };
  const troubled = state === 'stopped' || deadLetters > 0;
  return { status: troubled ? 'warn' : 'ok', message, ...counts };
}

/** Reports are right without it, but slower. */
function sealingCheck({ sealing }: HealthSources): Check {
  const { due, failure } = sealing();
  // The reason may name files, and anybody may ask; it is in the log.
  if (failure !== null) return { status: 'warn', message: 'Ended days cannot be turned into columns', due };
  return { status: 'ok', message: due === 0 ? 'Every ended day is stored as columns' : `${due} days to do`, due };
}

async function diskCheck(dataDir: string): Promise<Check> {
  const { bavail, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  const status = freeBytes < DISK_FAILURE_BYTES ? 'fail' : freeBytes < DISK_WARNING_BYTES ? 'warn' : 'ok';
  return { status, message: `${(freeBytes / 1024 ** 3).toFixed(1)} GB free`, free_bytes: freeBytes };
}
