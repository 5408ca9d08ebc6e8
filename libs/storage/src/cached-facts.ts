import { createHash } from 'node:crypto';
import type { CacheCounts } from '@micrologs/domain';
import {
  type CountedQuery,
  type FactAnswers,
  type FactQueries,
  type FactReader,
  isCounted,
  type VersionedFactReader,
} from './facts.ts';
import { SizedCache } from './sized-cache.ts';

/** Answers as text, kept where other processes find them too. Whatever fails there is as if nothing was kept. */
export interface SharedAnswers {
  /** @returns null for none of this version */
  get(key: string, version: string): Promise<string | null>;
  /** Resolves at once, and keeps what it can. */
  set(key: string, version: string, answers: string): void;
}

export interface CachedFactsOptions {
  facts: VersionedFactReader;
  /** Null where nobody shares any. */
  shared?: SharedAnswers | null;
  /** Of answers that are kept in this process. */
  maxBytes?: number;
  /** Answers that took less are read again by each process. */
  sharedFromMs?: number;
}

const MAX_BYTES = 8 * 1024 * 1024;
/** Whoever asks others waits for them too. */
const SHARED_FROM_MS = 20;
const BYTES_OF_CHARACTER = 2;

type CountedQueries = Readonly<Record<string, CountedQuery>>;

interface Kept {
  version: string;
  answers: string;
}

/**
 * Keeps answers together with the version of the facts that they were made of, and asks for the version alone when the same
 * questions come again: so an answer is never older than the last commit, and nothing is ever thrown out for being old.
 */
export class CachedFacts implements FactReader {
  readonly #facts: VersionedFactReader;
  readonly #shared: SharedAnswers | null;
  readonly #sharedFromMs: number;
  readonly #kept: SizedCache<Kept>;
  #hits = 0;
  #misses = 0;

  constructor({ facts, shared = null, maxBytes = MAX_BYTES, sharedFromMs = SHARED_FROM_MS }: CachedFactsOptions) {
    this.#facts = facts;
    this.#shared = shared;
    this.#sharedFromMs = sharedFromMs;
    this.#kept = new SizedCache(maxBytes);
  }

  /** How often an answer of the present version was kept, here or in common. */
  counts(): CacheCounts {
    return { hits: this.#hits, misses: this.#misses };
  }

  async read<Q extends FactQueries>(queries: Q): Promise<FactAnswers<Q>> {
    if (!areCounted(queries)) return this.#facts.read(queries);
    const version = await this.#facts.version(queries);
    const key = createHash('sha256').update(JSON.stringify(queries)).digest('base64url');
    const kept = await this.#find(key, version);
    if (kept !== null) {
      this.#hits += 1;
      return JSON.parse(kept) as FactAnswers<Q>;
    }
    this.#misses += 1;
    return (await this.#readAnew(key, queries)) as FactAnswers<Q>;
  }

  async #find(key: string, version: string): Promise<string | null> {
    const kept = this.#kept.get(key);
    if (kept?.version === version) return kept.answers;
    const answers = await this.#shared?.get(key, version);
    if (answers == null) return null;
    this.#keep(key, { version, answers });
    return answers;
  }

  async #readAnew(key: string, queries: CountedQueries): Promise<object> {
    const began = performance.now();
    // Of one snapshot: the version that was asked for before may be an older one.
    const { version, answers } = await this.#facts.readVersioned(queries);
    const kept = { version, answers: JSON.stringify(answers) };
    this.#keep(key, kept);
    if (performance.now() - began >= this.#sharedFromMs) this.#shared?.set(key, version, kept.answers);
    return answers;
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.set(key, kept, BYTES_OF_CHARACTER * (key.length + kept.version.length + kept.answers.length));
  }
}

function areCounted(queries: FactQueries): queries is CountedQueries {
  return Object.values(queries).every(isCounted);
}
