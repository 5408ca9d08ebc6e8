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
  const problems: string[] = [];
  try {
    const settings = await readSettings(redis);
    for (const { name, value, otherwise } of NEEDED) {
      const actual = settings.get(name);
      if (actual !== value) problems.push(`${name} is ${actual ?? 'unknown'}, not ${value}: ${otherwise}.`);
    }
  } catch (error) {
    const names = NEEDED.map(({ name }) => name).join(', ');
    problems.push(`Its settings (${names}) cannot be read: ${(error as Error).message}.`);
  }
  return { server: nameOf(info), durability: problems.length === 0 ? 'full' : 'reduced', problems };
}

async function readSettings(redis: Redis): Promise<Map<string, string>> {
  const settings = new Map<string, string>();
  for (const { name } of NEEDED) {
    const [, value] = (await redis.config('GET', name)) as string[];
    if (value !== undefined) settings.set(name, value);
  }
  return settings;
}

function nameOf(info: string): string {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const valkey = field('valkey_version');
  return valkey ? `Valkey ${valkey}` : `Redis ${field('redis_version') ?? 'of unknown version'}`;
}
