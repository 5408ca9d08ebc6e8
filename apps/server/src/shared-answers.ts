import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { SECOND_MS } from '@micrologs/domain';
import type { SharedAnswers } from '@micrologs/storage';
import type { Valkey } from '@micrologs/valkey';
import { inTime } from './in-time.ts';

export interface ValkeyAnswersOptions {
  valkey: Valkey;
  /** In front of the names of all keys. */
  prefix: string;
}

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Places for answers, each of one at a time, so that what all take together is bounded: at most 32 MiB. */
const PLACES = 2048;
const PLACE_BYTES = 16 * 1024;
/** Not worth trying. */
const MOST_CHARACTERS = 512 * 1024;
const KEEP_SECONDS = 600;
/** An answer is to save time. */
const WAIT_MS = SECOND_MS / 10;

/**
 * Answers of reports in Valkey, so that what one process has read another need not read. Each question has one place, which it shares
 * with others; what lies there says itself of which question and version it is.
 */
export class ValkeyAnswers implements SharedAnswers {
  readonly #valkey: Valkey;
  readonly #prefix: string;
  /** Whether Valkey took or gave what it was asked for last. */
  #isSharing = true;

  constructor({ valkey, prefix }: ValkeyAnswersOptions) {
    this.#valkey = valkey;
    this.#prefix = `${prefix}answers:`;
  }

  /** False while every process keeps answers by itself. */
  get isShared(): boolean {
    return this.#valkey.isUp && this.#isSharing;
  }

  async get(key: string, version: string): Promise<string | null> {
    if (!this.#valkey.isUp) return null;
    try {
      const found = await inTime(this.#valkey.redis.getBuffer(this.#placeOf(key)), WAIT_MS);
      this.#isSharing = true;
      const mark = markOf(key, version);
      if (!found?.subarray(0, mark.length).equals(mark)) return null;
      return (await inflate(found.subarray(mark.length))).toString('utf8');
    } catch {
      this.#isSharing = false;
      return null;
    }
  }

  set(key: string, version: string, answers: string): void {
    if (this.#valkey.isUp && answers.length <= MOST_CHARACTERS) void this.#store(key, version, answers);
  }

  async #store(key: string, version: string, answers: string): Promise<void> {
    const packed = Buffer.concat([markOf(key, version), await deflate(answers, { level: 1 })]);
    if (packed.length > PLACE_BYTES) return;
    try {
      await this.#valkey.redis.set(this.#placeOf(key), packed, 'EX', KEEP_SECONDS);
      this.#isSharing = true;
    } catch {
      // Away, or without room: the connection, and health, tell of it.
      this.#isSharing = false;
    }
  }

  #placeOf(key: string): string {
    return this.#prefix + (hashOf(key).readUInt32BE() % PLACES);
  }
}

/** What tells of which question and version an answer is. */
function markOf(key: string, version: string): Buffer {
  return hashOf(`${key} ${version}`);
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
