import type { Redis } from 'ioredis';

/** What a server says of itself. */
export interface ServerFacts {
  /** Such as `Valkey 8.1.1`. */
  server: string;
  /** `full`: what is answered is on disk, and nothing is thrown out to make room. */
  durability: 'full' | 'reduced';
  /** Why durability is reduced, as sentences for the operator. */
  problems: string[];
}

/** What the server must be set to, and what happens otherwise. */
const NEEDED = [
  { name: 'appendonly', value: 'yes', otherwise: 'what waits in the queue is lost when the server ends suddenly' },
  { name: 'appendfsync', value: 'always', otherwise: 'the last accepted events are lost when the machine fails' },
  { name: 'maxmemory-policy', value: 'noeviction', otherwise: 'waiting events may be thrown out when memory is short' },
] as const;

/** @throws Error when the server does not answer; settings that it does not tell count as problems */
export async function readServerFacts(redis: Redis): Promise<ServerFacts> {
  const info = await redis.info('server');
  const problems = [
    ...(await unlessUnreadable('Its settings', () => settingProblems(redis))),
    ...(await unlessUnreadable('The rights of its user default', () => userProblems(redis))),
  ];
  return { server: nameOf(info), durability: problems.length === 0 ? 'full' : 'reduced', problems };
}

async function unlessUnreadable(what: string, read: () => Promise<string[]>): Promise<string[]> {
  try {
    return await read();
  } catch (error) {
    return [`${what} cannot be read: ${(error as Error).message}.`];
  }
}

async function settingProblems(redis: Redis): Promise<string[]> {
  const problems: string[] = [];
  for (const { name, value, otherwise } of NEEDED) {
    const [, actual] = (await redis.config('GET', name)) as string[];
    if (actual !== value) problems.push(`${name} is ${actual ?? 'unknown'}, not ${value}: ${otherwise}.`);
  }
  return problems;
}

/**
 * When it starts, Redis 7 carries out what transactions and scripts wrote as the user `default`, and drops it where that user
 * may not do it, whoever wrote it.
 */
async function userProblems(redis: Redis): Promise<string[]> {
  const reply = (await redis.acl('GETUSER', 'default')) as unknown[] | null;
  const field = (name: string) => reply?.[reply.indexOf(name) + 1];
  if (field('commands') === '+@all' && [field('keys')].flat().includes('~*')) return [];
  return ['The user default lacks `+@all ~*`: what was written may be dropped when the server starts again.'];
}

function nameOf(info: string): string {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const valkey = field('valkey_version');
  return valkey ? `Valkey ${valkey}` : `Redis ${field('redis_version') ?? 'of unknown version'}`;
}
