import { statfs } from 'node:fs/promises';
import { type Clock, DAY_MS, type EpochMs, localDay, MINUTE_MS, SECOND_MS } from '@micrologs/domain';
import type { GeoIpStatus } from '@micrologs/ingest';
import type { PipelineStatus } from '@micrologs/pipeline';
import type { SealingStatus } from '@micrologs/sealing';
import { type EventQueue, type LedgerSnapshot, PARTITION_COUNT, SILENT_MS, type Storage } from '@micrologs/storage';
import type { ServerFacts } from '@micrologs/valkey';
import { inTime } from './in-time.ts';

export interface Check {
  status: 'ok' | 'warn' | 'fail';
  message: string;
  [detail: string]: unknown;
}

export interface HealthSources {
  storage: Pick<Storage, 'status' | 'ledger' | 'nodes'>;
  queue: Pick<EventQueue, 'status' | 'counts' | 'identify'>;
  /** Null where there is none. */
  valkey: ValkeySources | null;
  /** What the thread that stores events last said of itself; null when it does not answer. */
  pipeline: () => Promise<Pick<PipelineStatus, 'state' | 'message' | 'deadLetters' | 'conflicts'> | null>;
  geoip: () => Pick<GeoIpStatus, 'state' | 'builtAt'>;
  /** Null when workers do it. */
  sealing: (() => SealingStatus) | null;
  dataDir: string;
  version: string;
  clock?: Clock;
}

export interface ValkeySources {
  /** What it says of itself; null while it does not answer. */
  facts(): Promise<ServerFacts | null>;
  /** Whether limits are counted together with other processes. */
  sharesLimits(): boolean;
  /** Whether processes tell each other of edits. */
  tellsOfEdits(): boolean;
  /** Whether processes tell each other of what they store, for those who listen. */
  tellsOfNews(): boolean;
  /** Whether answers of reports are kept for other processes too. */
  sharesAnswers(): boolean;
}

/** After so many days there are newer GeoIP files that differ in what matters. */
export const GEOIP_STALE_DAYS = 60;
const BACKLOG_WARNING = 50_000;
/** Events are taken while it is not known how many wait. */
const COUNTS_TIMEOUT_MS = 500;
const WAITING_WARNING_MS = 5 * MINUTE_MS;
const SEALING_WARNING_DAYS = 2;
const DISK_WARNING_BYTES = 1024 ** 3;

export async function databaseCheck({ storage }: HealthSources): Promise<Check> {
  const { ok, engine, durability } = await storage.status();
  if (!ok) return { status: 'fail', message: 'The database does not answer' };
  return { status: durability === 'full' ? 'ok' : 'warn', message: `Connected (${engine})`, durability };
}

export async function valkeyCheck({ valkey }: HealthSources): Promise<Check> {
  if (!valkey) return { status: 'ok', message: 'In process' };
  const facts = await valkey.facts();
  const isShared = valkey.sharesLimits();
  const details = {
    rate_limits: isShared ? 'shared' : 'in process',
    edits: valkey.tellsOfEdits() ? 'told at once' : 'looked for in the database',
    realtime: valkey.tellsOfNews() ? 'told at once' : 'looked for in the database',
    reports: valkey.sharesAnswers() ? 'shared' : 'in process',
  };
  if (!facts) return { status: 'warn', message: 'Valkey does not answer; events wait in the local spool', ...details };
  const { server, durability } = facts;
  // What is wrong with its settings is in the log.
  const status = durability === 'full' && isShared ? 'ok' : 'warn';
  return { status, message: `Connected (${server})`, durability, ...details };
}

export async function geoipCheck({ geoip, clock = Date.now }: HealthSources): Promise<Check> {
  const { state, builtAt } = geoip();
  // Anybody may ask, so paths are left to the log and to `micrologs doctor`.
  if (!builtAt) {
    const problem = state === 'corrupt' ? 'The GeoIP database is corrupt' : 'No GeoIP database';
    return { status: 'warn', message: `${problem}; locations disabled` };
  }
  const built = builtAt.toISOString().slice(0, 10);
  const age_days = Math.floor((clock() - builtAt.getTime()) / DAY_MS);
  if (state !== 'ok') {
    return { status: 'warn', message: `The new GeoIP file is ${state}; that of ${built} stays in use`, age_days };
  }
  return { status: age_days > GEOIP_STALE_DAYS ? 'warn' : 'ok', message: `GeoIP database of ${built}`, age_days };
}

/** @param ledger what is consumed; null while the database or the queue does not tell */
export async function queueCheck(
  { queue, clock = Date.now }: HealthSources,
  ledger: LedgerSnapshot | null,
): Promise<Check> {
  const { ok, message, durability, pendingBytes, oldestAppendedAt } = await queue.status();
  if (!ok) return { status: 'fail', message, durability };
  const details = { pending_bytes: pendingBytes, durability };
  const counts = ledger && (await inTime(queue.counts(ledger.positions), COUNTS_TIMEOUT_MS).catch(() => null));
  if (!counts) return { status: 'warn', message: 'Events are taken; how many wait is not known', ...details };
  let pending = 0;
  for (const ofProject of counts.values()) pending += ofProject.pending;
  const waitingMs = longestWait(pending, oldestAppendedAt, clock());
  const isBehind = pending >= BACKLOG_WARNING || waitingMs >= WAITING_WARNING_MS;
  return {
    status: durability === 'full' && !isBehind ? 'ok' : 'warn',
    message: `${pending} events waiting`,
    pending,
    oldest_pending_seconds: Math.floor(waitingMs / SECOND_MS),
    ...details,
  };
}

/** How long the oldest of the events that wait has been waiting, in ms; what is stored may lie in the queue a little longer. */
export function longestWait(pending: number, oldestAppendedAt: EpochMs | null, now: EpochMs): number {
  return pending > 0 && oldestAppendedAt !== null ? Math.max(0, now - oldestAppendedAt) : 0;
}

export async function pipelineCheck({ pipeline }: HealthSources): Promise<Check> {
  const status = await pipeline();
  if (!status) return { status: 'warn', message: 'The storing thread does not answer' };
  const { state, message, deadLetters, conflicts } = status;
  const counts = { dead_letters: deadLetters, conflicts };
  // The reason names files, and anybody may ask; it is in the log.
  if (state === 'blocked') return { status: 'warn', message: 'Events cannot be stored', ...counts };
  return { status: state === 'stopped' ? 'warn' : 'ok', message, ...counts };
}

/** @param ledger null while the database does not tell */
export async function deadLettersCheck(ledger: LedgerSnapshot | null): Promise<Check> {
  if (!ledger) return { status: 'warn', message: 'The database does not answer' };
  let count = 0;
  for (const { deadLetters } of ledger.projects.values()) count += deadLetters;
  if (count === 0) return { status: 'ok', message: 'No event was put aside', count };
  return { status: 'warn', message: `${count} events could not be stored and are put aside`, count };
}

/** The processes that store events, by their heartbeats. Hosts and process ids are not for anybody who asks. */
export async function workersCheck({ storage }: HealthSources): Promise<Check> {
  const storing = (await storage.nodes.all()).filter(({ details }) => details.pipelines.length > 0);
  const alive = storing.filter(({ silentMs }) => silentMs <= SILENT_MS);
  const pipelines = alive.flatMap(({ details }) => details.pipelines);
  const partitions = pipelines.reduce((sum, pipeline) => sum + pipeline.partitions, 0);
  return {
    status: partitions >= PARTITION_COUNT ? 'ok' : 'warn',
    message: `${partitions} of ${PARTITION_COUNT} partitions are in hand`,
    alive: alive.length,
    silent: storing.length - alive.length,
    pipelines: pipelines.length,
    partitions,
  };
}

/** Reports are right without it, but slower. */
export async function sealingCheck({ sealing, clock = Date.now }: HealthSources): Promise<Check> {
  if (!sealing) return { status: 'ok', message: 'Workers store ended days as columns' };
  const status = sealing();
  const { due, failure } = status;
  const lag_days = sealingLagDays(status, clock());
  const details = { due, lag_days };
  // The reason may name files, and anybody may ask; it is in the log.
  if (failure !== null) return { status: 'warn', message: 'Ended days cannot be turned into columns', ...details };
  return {
    status: lag_days > SEALING_WARNING_DAYS ? 'warn' : 'ok',
    message: due === 0 ? 'Every ended day is stored as columns' : `${due} days to do`,
    ...details,
  };
}

/** How many days lie behind the oldest day that is to be sealed for the first time. */
export function sealingLagDays({ due, oldestUnsealed }: SealingStatus, now: EpochMs): number {
  return due === 0 || oldestUnsealed === null ? 0 : Math.max(0, localDay(now, 'UTC') - oldestUnsealed);
}

/** A full disk shows in the queue, which then takes nothing. */
export async function diskCheck({ dataDir }: HealthSources): Promise<Check> {
  const { bavail, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  return {
    status: freeBytes < DISK_WARNING_BYTES ? 'warn' : 'ok',
    message: `${(freeBytes / 1024 ** 3).toFixed(1)} GB free`,
    free_bytes: freeBytes,
  };
}
