import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { trimAscii } from '@micrologs/domain';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** 16 MiB and some 40 ms of one core for each guess. */
const COST = 2 ** 14;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const FORMAT = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

/** Hash, salt and parameters of a password as one text, so that the parameters may change later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(normalised(password), salt, KEY_BYTES, {
    N: COST,
    r: BLOCK_SIZE,
    p: PARALLELIZATION,
  });
  return ['scrypt', COST, BLOCK_SIZE, PARALLELIZATION, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** At 16 MiB each; and the pool's other threads are left to the visitors who unlock a link meanwhile. */
const HASHED_AT_ONCE = 2;

/** The hash of each of several passwords. */
export async function hashPasswords(passwords: Iterable<string>): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const waiting = [...passwords].values();
  const work = async () => {
    for (const password of waiting) hashes.set(password, await hashPassword(password));
  };
  await Promise.all(Array.from({ length: HASHED_AT_ONCE }, work));
  return hashes;
}

/**
 * Whether `password` is the one that `hash` was made of. Works in the thread pool, not on the event loop.
 * @throws Error when `hash` is not one of `hashPassword`
 */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, cost, blockSize, parallelization, salt, key] = FORMAT.exec(hash) ?? [];
  if (key === undefined) throw new Error('a stored password hash has an unknown format');
  const expected = Buffer.from(key, 'base64url');
  const N = Number(cost);
  const r = Number(blockSize);
  const actual = await derive(normalised(password), Buffer.from(salt!, 'base64url'), expected.length, {
    N,
    r,
    p: Number(parallelization),
    maxmem: 256 * N * r,
  });
  return timingSafeEqual(actual, expected);
}

/** One keyboard composes é where another writes e and an accent. */
export function normalised(password: string): string {
  return trimAscii(password).normalize('NFC');
}
