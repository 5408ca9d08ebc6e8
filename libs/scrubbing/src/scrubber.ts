import type { AuditBody, ErrorBody } from '@micrologs/domain';
import { filterAssignedSecrets } from './assigned-secrets.ts';
import { filterFormFields } from './form-fields.ts';
import { scrubJson } from './json-walk.ts';
import { filterKnownTokens, filterPem } from './known-tokens.ts';
import { NameRules, type ScrubSettings } from './name-rules.ts';
import { isCardNumber } from './numbers.ts';
import { decodeLenient } from './words.ts';

/** What stands in place of a secret. */
export const FILTERED = '[Filtered]';

const ENCODED = /%[0-9a-f]{2}/i;
const ENCODED_FILTERED = encodeURIComponent(FILTERED);
const MAX_NESTING = 3;
const SHORTEST_SECRET = 4;

/** Filters secrets out of what clients send, before anything of it is kept. Whatever the input, nothing throws. */
export class Scrubber {
  readonly #names: NameRules;

  constructor(settings: ScrubSettings) {
    this.#names = new NameRules(settings);
  }

  /** An error without its secrets. Texts may have grown; ids of visitor and session stay as they are. */
  error<Body extends Omit<ErrorBody, 'visitor_id' | 'session_token'>>(body: Body): Body {
    return {
      ...body,
      error_type: this.word(body.error_type),
      message: this.text(body.message),
      file: this.text(body.file),
      stack: body.stack === null ? null : this.text(body.stack),
      url: this.text(body.url),
      release: this.text(body.release),
      fingerprint: body.fingerprint.map((part) => this.text(part)),
      context: body.context === null ? null : this.context(body.context),
    };
  }

  /** An audit entry without its secrets. */
  audit<Body extends AuditBody>(body: Body): Body {
    return {
      ...body,
      action: this.word(body.action),
      actor: this.text(body.actor),
      context: body.context === null ? null : this.context(body.context),
    };
  }

  /** Free text; also JSON, URLs, header lines and command lines in it. */
  text(text: string): string {
    return this.#text(text, 0, false);
  }

  /** A name such as `token:create`, in which words after a colon are no values. */
  word(text: string): string {
    return this.#text(text, 0, true);
  }

  /**
   * JSON text. Everything but the secrets stays as it is written, to the digit; a secret becomes the string `[Filtered]`.
   * What is no JSON is taken for free text.
   */
  context(json: string): string {
    return this.#json(json, 0) ?? this.text(json);
  }

  #text(text: string, nesting: number, keepPlainWords: boolean): string {
    if (text.length < SHORTEST_SECRET) return text;
    const first = text.charCodeAt(0);
    if ((first === 123 || first === 91) && nesting < MAX_NESTING) {
      const scrubbed = this.#json(text, nesting + 1);
      if (scrubbed !== null) return scrubbed;
    }
    let result = filterPem(text, FILTERED);
    result = filterAssignedSecrets(result, this.#names, FILTERED, keepPlainWords);
    result = filterFormFields(result, this.#names, FILTERED);
    result = filterKnownTokens(result, FILTERED);
    if (nesting < MAX_NESTING && (result.includes('&quot;') || result.includes('&#'))) {
      result = this.#escaped(result, nesting + 1, keepPlainWords);
    }
    return nesting < MAX_NESTING && result.includes('%') && ENCODED.test(result)
      ? this.#encoded(result, nesting + 1, keepPlainWords)
      : result;
  }

  #json(json: string, nesting: number): string | null {
    const rules = {
      isSecret: (name: string) => this.#names.isSecret(name),
      isSecretNumber: isCardNumber,
      text: (value: string) => this.#text(value, nesting, false),
    };
    return scrubJson(json, rules, FILTERED);
  }

  /** Looks behind the escapes of HTML; what is found there is left without them. */
  #escaped(text: string, nesting: number, keepPlainWords: boolean): string {
    const plain = text.replace(/&quot;|&#0?34;|&#x22;/gi, '"').replace(/&#0?39;|&#x27;/gi, "'");
    const scrubbed = this.#text(plain, nesting, keepPlainWords);
    return scrubbed === plain ? text : scrubbed;
  }

  /** Looks behind percent-encoding, part by part, so that an address keeps its form, and then at each word as a whole. */
  #encoded(text: string, nesting: number, keepPlainWords: boolean): string {
    return text.replace(/[^\s"'<>`\\]+/g, (word) => {
      if (!ENCODED.test(word)) return word;
      const inParts = word.replace(/[^&=?#;/:,@]+/g, (part) => {
        if (!ENCODED.test(part)) return part;
        const decoded = decodeLenient(part);
        const scrubbed = this.#text(decoded, nesting, keepPlainWords);
        return scrubbed === decoded ? part : encodeURIComponent(scrubbed).replaceAll(ENCODED_FILTERED, FILTERED);
      });
      const decoded = decodeLenient(inParts);
      const scrubbed = this.#text(decoded, nesting, keepPlainWords);
      return scrubbed === decoded ? inParts : scrubbed;
    });
  }
}

const scrubbers = new WeakMap<ScrubSettings, Scrubber>();

/** The scrubber of a project; made once per settings object. */
export function scrubberFor(settings: ScrubSettings): Scrubber {
  let scrubber = scrubbers.get(settings);
  if (!scrubber) {
    scrubber = new Scrubber(settings);
    scrubbers.set(settings, scrubber);
  }
  return scrubber;
}
