/** What a walk over JSON text asks of its caller. */
export interface JsonRules {
  isSecret(name: string): boolean;
  text(value: string): string;
  isSecretNumber(digits: string): boolean;
}

interface Edit {
  start: number;
  end: number;
  replacement: string;
}

class MalformedJsonError extends Error {}

const MAX_DEPTH = 64;
const SCALAR = /^(?:-?\d[\d.eE+-]*|true|false|null)$/;
/** Members whose value names what a sibling holds, as in `{"name":"Authorization","value":"…"}`. */
const NAME_MEMBERS = new Set([
  'name',
  'key',
  'field',
  'header',
  'param',
  'parameter',
  'path',
  'loc',
  'property',
  'attribute',
  'variable',
  'id',
  'k',
]);
const VALUE_MEMBERS = new Set([
  'value',
  'values',
  'val',
  'content',
  'contents',
  'data',
  'input',
  'text',
  'actual',
  'received',
  'rejectedvalue',
  'v',
]);

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Replaces values in JSON text by the rules and leaves every other character as it is: numbers to the digit, the order of
 * members, `{}`, white space.
 * @param filtered what stands for a secret
 * @returns null when the text is no JSON
 */
export function scrubJson(text: string, rules: JsonRules, filtered: string): string | null {
  const walk = new Walk(text, rules, JSON.stringify(filtered));
  try {
    return walk.run();
  } catch (error) {
    if (error instanceof MalformedJsonError || error instanceof SyntaxError) return null;
    throw error;
  }
}

class Walk {
  readonly #text: string;
  readonly #rules: JsonRules;
  readonly #filtered: string;
  readonly #edits: Edit[] = [];
  #at = 0;

  constructor(text: string, rules: JsonRules, filtered: string) {
    this.#text = text;
    this.#rules = rules;
    this.#filtered = filtered;
  }

  run(): string {
    this.#skipSpace();
    this.#value(0);
    this.#skipSpace();
    if (this.#at !== this.#text.length) throw new MalformedJsonError();
    let result = '';
    let from = 0;
    for (const { start, end, replacement } of this.#edits) {
      result += this.#text.slice(from, start) + replacement;
      from = end;
    }
    return from === 0 ? this.#text : result + this.#text.slice(from);
  }

  /** Walks the value that begins here. @returns its text if it is a string, or a list that ends with one */
  #value(depth: number): string | null {
    const char = this.#text.charCodeAt(this.#at);
    if (char === QUOTE) return this.#string();
    if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      if (depth < MAX_DEPTH) return char === OPEN_BRACE ? this.#object(depth + 1) : this.#list(depth + 1);
      const start = this.#at;
      this.#skipValue();
      this.#replace(start, this.#at);
      return null;
    }
    const start = this.#at;
    this.#skipScalar();
    const scalar = this.#text.slice(start, this.#at);
    if (scalar.length >= 13 && this.#rules.isSecretNumber(scalar)) this.#replace(start, this.#at);
    return null;
  }

  #string(): string {
    const start = this.#at;
    const value = this.#readString();
    const scrubbed = this.#rules.text(value);
    if (scrubbed !== value) this.#edits.push({ start, end: this.#at, replacement: JSON.stringify(scrubbed) });
    return value;
  }

  #object(depth: number): null {
    let hasSecretName = false;
    let values: { start: number; end: number }[] | undefined;
    this.#at++;
    this.#skipSpace();
    while (this.#text.charCodeAt(this.#at) !== CLOSE_BRACE) {
      const name = this.#string();
      this.#skipSpace();
      this.#expect(COLON);
      this.#skipSpace();
      const start = this.#at;
      if (this.#rules.isSecret(name)) {
        this.#skipValue();
        if (!this.#isEmpty(start)) this.#replace(start, this.#at);
      } else {
        const value = this.#value(depth);
        const role = name.length <= 16 ? name.toLowerCase() : '';
        if (value !== null && NAME_MEMBERS.has(role)) hasSecretName ||= this.#rules.isSecret(value);
        else if (VALUE_MEMBERS.has(role) && !this.#isEmpty(start)) {
          values ??= [];
          values.push({ start, end: this.#at });
        }
      }
      this.#next(CLOSE_BRACE);
    }
    this.#at++;
    if (hasSecretName && values) for (const { start, end } of values) this.#replace(start, end);
    return null;
  }

  #list(depth: number): string | null {
    let last: string | null = null;
    let length = 0;
    let afterNames: { start: number; end: number }[] | undefined;
    this.#at++;
    this.#skipSpace();
    while (this.#text.charCodeAt(this.#at) !== CLOSE_BRACKET) {
      const start = this.#at;
      const isAfterOption = last?.startsWith('--') === true && this.#rules.isSecret(last);
      const isAfterName = length % 2 === 1 && last !== null && this.#rules.isSecret(last);
      const isString = this.#text.charCodeAt(start) === QUOTE;
      const value = this.#value(depth);
      last = isString ? value : null;
      if (isAfterOption && !this.#isEmpty(start)) this.#replace(start, this.#at);
      else if (isAfterName && !this.#isEmpty(start)) {
        afterNames ??= [];
        afterNames.push({ start, end: this.#at });
      }
      length++;
      this.#next(CLOSE_BRACKET);
    }
    this.#at++;
    // Names and values by turns: a pair, or the raw headers of a request.
    if (afterNames && length % 2 === 0) for (const { start, end } of afterNames) this.#replace(start, end);
    return last;
  }

  /** Filters a part whose own edits came to nothing by that; other edits may have been made behind it. */
  #replace(start: number, end: number): void {
    const edits = this.#edits;
    let first = edits.length;
    while (first > 0 && edits[first - 1]!.start >= start) first--;
    let behind = first;
    while (behind < edits.length && edits[behind]!.start < end) behind++;
    edits.splice(first, behind - first, { start, end, replacement: this.#filtered });
  }

  /** True for `null`, `true`, `false` and `""`, which hide nothing. */
  #isEmpty(start: number): boolean {
    const length = this.#at - start;
    return length <= 5 && /^(?:null|true|false|"")$/.test(this.#text.slice(start, this.#at));
  }

  #readString(): string {
    const text = this.#text;
    const start = this.#at;
    if (text.charCodeAt(start) !== QUOTE) throw new MalformedJsonError();
    const end = endOfString(text, start);
    this.#at = end;
    const inner = text.slice(start + 1, end - 1);
    return inner.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : inner;
  }

  #skipValue(): void {
    const text = this.#text;
    let depth = 0;
    do {
      const char = text.charCodeAt(this.#at);
      if (Number.isNaN(char)) throw new MalformedJsonError();
      if (char === QUOTE) this.#at = endOfString(text, this.#at);
      else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
        depth++;
        this.#at++;
      } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
        depth--;
        this.#at++;
      } else if (depth === 0) return this.#skipScalar();
      else this.#at++;
    } while (depth > 0);
  }

  #skipScalar(): void {
    const start = this.#at;
    while (this.#at < this.#text.length && !isDelimiter(this.#text.charCodeAt(this.#at))) this.#at++;
    if (!SCALAR.test(this.#text.slice(start, this.#at))) throw new MalformedJsonError();
  }

  #next(close: number): void {
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) === close) return;
    this.#expect(COMMA);
    this.#skipSpace();
  }

  #expect(char: number): void {
    if (this.#text.charCodeAt(this.#at) !== char) throw new MalformedJsonError();
    this.#at++;
  }

  #skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
  }
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  throw new MalformedJsonError();
}

function isSpace(char: number): boolean {
  return char === 32 || char === 10 || char === 13 || char === 9;
}

function isDelimiter(char: number): boolean {
  return char === COMMA || char === CLOSE_BRACE || char === CLOSE_BRACKET || isSpace(char);
}
