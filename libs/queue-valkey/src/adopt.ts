import { PARTITION_COUNT } from '@micrologs/storage';
import { COMMON_PREFIX } from '@micrologs/valkey';
import type { Redis } from 'ioredis';
import { QueueKeys } from './keys.ts';

/** Renames every key that is there, unless the queue is another one than was looked at, or the new names hold events. */
const RENAME = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if redis.call('EXISTS', KEYS[4]) == 1 then return 0 end
for i = 1, #KEYS, 2 do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('RENAME', KEYS[i], KEYS[i + 1]) end
end
return 1
`;

/**
 * `none`: nothing lies there. `foreign`: the database never read of it. `in the way`: events were appended under the new names
 * already.
 */
export type Adoption = 'none' | 'adopted' | 'foreign' | 'in the way';

/**
 * Takes over a queue that was made when names did not tell whose it is, with everything that waits in it, in one step.
 * @param prefix of the names that it gets
 * @param isOurs whether the data of that name are this installation's
 */
export async function adoptUnnamedQueue(
  redis: Redis,
  prefix: string,
  isOurs: (source: string) => Promise<boolean>,
): Promise<Adoption> {
  const [before, after] = [COMMON_PREFIX, prefix].map((each) => new QueueKeys(each).all(PARTITION_COUNT));
  const source = await redis.get(before![0]!);
  if (source === null) return 'none';
  if (!(await isOurs(source))) return 'foreign';
  const names = before!.flatMap((name, i) => [name, after![i]!]);
  if ((await redis.eval(RENAME, names.length, ...names, source)) !== 1) return 'in the way';
  // Kept otherwise today; a commit that was appended and got no answer would come again, and its events are known by their ids.
  await redis.del(`${COMMON_PREFIX}appended`);
  return 'adopted';
}
