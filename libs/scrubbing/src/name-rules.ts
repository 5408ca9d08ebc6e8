import { BoundedCache } from '@micrologs/domain';
import { isSecretName } from './secret-names.ts';
import { wordsOf } from './words.ts';

/** What a project adds to the rules of names; lower case. */
export interface ScrubSettings {
  /** Further names whose values are filtered, alone or as part of a longer name. */
  scrubKeys: readonly string[];
  /** Names that are never filtered. */
  safeKeys: readonly string[];
}

const CACHED_NAMES = 4096;
const CACHED_NAME_LENGTH = 96;
/** A longer name is judged by its end. */
const MAX_NAME_LENGTH = 512;

const builtIn = new BoundedCache<boolean>(CACHED_NAMES);

/** Tells the names of secrets, by the built-in rules and those of one project. */
export class NameRules {
  readonly #added: readonly string[];
  readonly #safe: ReadonlySet<string>;
  readonly #known: BoundedCache<boolean>;

  constructor({ scrubKeys, safeKeys }: ScrubSettings) {
    this.#added = scrubKeys.map((key) => wordsOf(key)).flatMap((words) => (words.length ? [words.join(' ')] : []));
    this.#safe = new Set(safeKeys.map(joined));
    const isPlain = this.#added.length === 0 && this.#safe.size === 0;
    this.#known = isPlain ? builtIn : new BoundedCache(CACHED_NAMES / 4);
  }

  isSecret(name: string): boolean {
    if (name.length > CACHED_NAME_LENGTH) return this.#judge(name.slice(-MAX_NAME_LENGTH));
    let known = this.#known.get(name);
    if (known === undefined) {
      known = this.#judge(name);
      // A piece of a text keeps the whole text alive; its copy does not.
      this.#known.set(Buffer.from(name).toString(), known);
    }
    return known;
  }

  #judge(name: string): boolean {
    if (this.#safe.size > 0 && this.#safe.has(joined(name))) return false;
    if (isSecretName(name)) return true;
    if (this.#added.length === 0) return false;
    const words = wordsOf(name);
    const padded = ` ${words.join(' ')} `;
    const together = words.join('');
    return this.#added.some((added) => padded.includes(` ${added} `) || together === added.replaceAll(' ', ''));
  }
}

/** A name without what separates its words, since settings keep no upper case to tell them by. */
function joined(name: string): string {
  return wordsOf(name).join('');
}
