import { createHash } from 'node:crypto';
import type { ProjectId } from '@micrologs/domain';
import type { Redis } from 'ioredis';
import type { GroupParts } from './group-parts.ts';
import { GROUP, type QueueKeys } from './keys.ts';

/**
 * How long a series of group commits is remembered after its last one. Only a commit that got no answer is looked for again, by
 * the spool in which it waits until Valkey is back.
 */
const SERIES_SECONDS = 90 * 24 * 3600;

/**
 * Appends one group commit: a group for each partition that it has events of. It is appended once however often this is
 * called, as told by its number in a series and, if it comes out of a spool, by its number there. The first group of a partition
 * brings its consumer group along, which could not be made any more once memory is full.
 *
 * KEYS: source, last, received, appended of the series, moved, bytes, then events and groups of each partition.
 * ARGV: a name for new data, number, spool's source or '', number in it, bound in bytes, now, then of each part:
 * partition, events, bytes, counts as JSON, how many projects, project and count of each.
 */
const APPEND = `
local source, last, received, appended, moved, bytes = unpack(KEYS, 1, 6)
local name, number, spool, group, bound, now = unpack(ARGV, 1, 6)
if spool ~= '' and tonumber(redis.call('HGET', moved, spool) or '0') >= tonumber(group) then return 'done' end
if tonumber(redis.call('GET', appended) or '0') < tonumber(number) then
  local total = 0
  local at = 7
  while at <= #ARGV do
    total = total + tonumber(ARGV[at + 2])
    at = at + 5 + 2 * tonumber(ARGV[at + 4])
  end
  if tonumber(redis.call('GET', bytes) or '0') + total > tonumber(bound) then return 'full' end
  redis.call('SET', source, name, 'NX')
  redis.call('SET', appended, number, 'EX', ${SERIES_SECONDS})
  redis.call('INCRBY', bytes, total)
  at = 7
  local key = 7
  while at <= #ARGV do
    local partition, events, size, counts, projects = unpack(ARGV, at, at + 4)
    local seq = redis.call('HINCRBY', last, partition, 1)
    local id = string.format('%.0f-0', seq)
    if seq == 1 then redis.pcall('XGROUP', 'CREATE', KEYS[key], '${GROUP}', '0', 'MKSTREAM') end
    redis.call('XADD', KEYS[key], id, 'c', counts, 'e', events)
    redis.call('XADD', KEYS[key + 1], id, 't', now, 'b', size, 'c', counts)
    for project = 0, tonumber(projects) - 1 do
      redis.call('HINCRBY', received, ARGV[at + 5 + 2 * project], ARGV[at + 6 + 2 * project])
    end
    at = at + 5 + 2 * tonumber(projects)
    key = key + 2
  end
end
if spool ~= '' then redis.call('HSET', moved, spool, group) end
return 'done'
`;

/**
 * Deletes the events of a partition up to a group, and what is known of older groups up to another. A server whose memory is
 * full allows a script whatever follows a command that frees some.
 * KEYS: source, last, trimmed, bytes, the partition's events and groups. ARGV: source, partition, the two numbers.
 */
const TRIM = `
local source, last, trimmed, bytes, events, groups = unpack(KEYS)
local name, partition, upTo, forget = unpack(ARGV)
if redis.call('GET', source) ~= name then return 0 end
local to = math.min(tonumber(upTo), tonumber(redis.call('HGET', last, partition) or '0'))
local from = tonumber(redis.call('HGET', trimmed, partition) or '0')
if to > from then
  local freed = 0
  local rows = redis.call('XRANGE', groups, string.format('%.0f-0', from + 1), string.format('%.0f-0', to))
  for _, row in ipairs(rows) do freed = freed + tonumber(row[2][4]) end
  redis.call('XTRIM', events, 'MINID', string.format('%.0f-0', to + 1))
  redis.call('DECRBY', bytes, freed)
  redis.call('HSET', trimmed, partition, string.format('%.0f', to))
end
redis.call('XTRIM', groups, 'MINID', string.format('%.0f-0', tonumber(forget) + 1))
return 1
`;

/**
 * What the ledger counts by, at one instant; a transaction could not read it from a server whose memory is full.
 * KEYS: source, last, trimmed, received, bytes, moved. ARGV: source of a spool.
 */
const SNAPSHOT = `
local source, last, trimmed, received, bytes, moved = unpack(KEYS)
return {
  redis.call('GET', source), redis.call('HGETALL', last), redis.call('HGETALL', trimmed), redis.call('HGETALL', received),
  redis.call('GET', bytes), redis.call('HGET', moved, ARGV[1])
}
`;

const hashes = new Map(
  [APPEND, TRIM, SNAPSHOT].map((script) => [script, createHash('sha1').update(script).digest('hex')]),
);

/** A server that was started anew does not know the script yet. */
async function run(redis: Redis, script: string, keys: string[], values: (string | number)[]): Promise<unknown> {
  try {
    return await redis.evalsha(hashes.get(script)!, keys.length, ...keys, ...values);
  } catch (error) {
    if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
    return redis.eval(script, keys.length, ...keys, ...values);
  }
}

/** How a group commit is known again. */
export interface CommitName {
  /** Which numbers count up in. */
  series: string;
  number: number;
}

export interface AppendOptions {
  keys: QueueKeys;
  parts: GroupParts;
  name: CommitName;
  /** Where it waited, if it did. */
  spooled: { source: string; seq: number } | null;
  /** The name that the data get if there are none. */
  newSource: string;
  maxBytes: number;
  now: number;
}

/** @returns false when there is no room */
export async function append(redis: Redis, options: AppendOptions): Promise<boolean> {
  const { keys, parts, name, spooled, newSource, maxBytes, now } = options;
  const names = [keys.source, keys.last, keys.received, keys.appended(name.series), keys.moved, keys.bytes];
  const values: (string | number)[] = [
    ...[newSource, name.number, spooled?.source ?? '', spooled?.seq ?? 0, maxBytes, now],
  ];
  for (const [partition, { events, counts }] of parts) {
    names.push(keys.events(partition), keys.groups(partition));
    const pairs = [...counts];
    values.push(partition, events, Buffer.byteLength(events), JSON.stringify(pairs), pairs.length, ...pairs.flat());
  }
  try {
    return (await run(redis, APPEND, names, values)) === 'done';
  } catch (error) {
    // Told before the script writes anything.
    if ((error as Error).message.startsWith('OOM')) return false;
    throw error;
  }
}

export interface TrimOptions {
  keys: QueueKeys;
  source: string;
  partition: number;
  /** Groups whose events go. */
  upTo: number;
  /** Groups of which nothing needs to be known any more. */
  forget: number;
}

export async function trim(redis: Redis, { keys, source, partition, upTo, forget }: TrimOptions): Promise<void> {
  const names = [keys.source, keys.last, keys.trimmed, keys.bytes, keys.events(partition), keys.groups(partition)];
  await run(redis, TRIM, names, [source, partition, upTo, forget]);
}

/** How far the queue has come. */
export interface Snapshot {
  /** Null when there are no data. */
  source: string | null;
  /** Partition → number of its last group. */
  last: Map<number, number>;
  /** Partition → up to which group events are deleted. */
  trimmed: Map<number, number>;
  /** Project → events received. */
  received: Map<ProjectId, number>;
  /** Of events that are not deleted. */
  bytes: number;
  /** Up to which group the spool was moved here. */
  moved: number;
}

/** @param spool source of a spool; empty for none */
export async function readSnapshot(redis: Redis, keys: QueueKeys, spool: string): Promise<Snapshot> {
  const names = [keys.source, keys.last, keys.trimmed, keys.received, keys.bytes, keys.moved];
  const reply = (await run(redis, SNAPSHOT, names, [spool])) as [
    ...[source: string | null, last: string[], trimmed: string[], received: string[]],
    ...[bytes: string | null, moved: string | null],
  ];
  const [source, last, trimmed, received, bytes, moved] = reply;
  return {
    source,
    last: numbersOf(last),
    trimmed: numbersOf(trimmed),
    received: numbersOf(received),
    bytes: Number(bytes ?? 0),
    moved: Number(moved ?? 0),
  };
}

function numbersOf(reply: readonly string[]): Map<number, number> {
  const numbers = new Map<number, number>();
  for (let i = 0; i + 1 < reply.length; i += 2) numbers.set(Number(reply[i]), Number(reply[i + 1]));
  return numbers;
}
