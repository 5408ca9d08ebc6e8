/**
 * The JSON text of a top-level member, as it stands in the text of an object; the last one of that name counts, as in
 * `JSON.parse`. Numbers that no double can hold survive this way.
 * @param text what `JSON.parse` accepts
 * @returns undefined when the text is no object or has no such member
 */
export function rawMember(text: string, name: string): string | undefined {
  const start = skipSpace(text, 0);
  return text.charCodeAt(start) === OPEN_BRACE ? memberOf(text, start, name) : undefined;
}

/**
 * The JSON text of a member of each element of a top-level list, such as the `context` of each of a batch's `events`.
 * @param text what `JSON.parse` accepts
 * @returns one entry per element, undefined for those without the member; empty when there is no such list
 */
export function rawItemMembers(text: string, list: string, name: string): (string | undefined)[] {
  const items = rawMember(text, list);
  if (items === undefined || items.charCodeAt(0) !== OPEN_BRACKET) return [];
  const found: (string | undefined)[] = [];
  let at = skipSpace(items, 1);
  while (items.charCodeAt(at) !== CLOSE_BRACKET) {
    found.push(items.charCodeAt(at) === OPEN_BRACE ? memberOf(items, at, name) : undefined);
    at = skipSpace(items, endOfValue(items, at));
    if (items.charCodeAt(at) === COMMA) at = skipSpace(items, at + 1);
  }
  return found;
}

/**
 * The same JSON in its shortest form: no white space between its parts, no needless escapes in its strings. Numbers stay as
 * they are written, and members keep their order.
 * @param text what `JSON.parse` accepts
 */
export function compactJson(text: string): string {
  let compact = '';
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      const end = endOfString(text, at);
      const string = text.slice(at, end);
      if (string.includes('\\')) {
        compact += text.slice(from, at) + JSON.stringify(JSON.parse(string));
        from = end;
      }
      at = end;
    } else if (isSpace(char)) {
      compact += text.slice(from, at);
      at = skipSpace(text, at);
      from = at;
    } else at++;
  }
  return from === 0 ? text : compact + text.slice(from);
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

function isSpace(char: number): boolean {
  return char === 32 || char === 10 || char === 13 || char === 9;
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (isSpace(text.charCodeAt(next))) next++;
  return next;
}

/** @param open the place of an object's brace */
function memberOf(text: string, open: number, name: string): string | undefined {
  let found: string | undefined;
  let at = skipSpace(text, open + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(text, at);
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const valueEnd = endOfValue(text, valueStart);
    if (isKey(text.slice(at, keyEnd), name)) found = text.slice(valueStart, valueEnd);
    at = skipSpace(text, valueEnd);
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return found;
}

/** @param quoted a key with its quotes, perhaps with escapes */
function isKey(quoted: string, name: string): boolean {
  return quoted.includes('\\') ? JSON.parse(quoted) === name : quoted.slice(1, -1) === name;
}

/** Where a string that begins at `at` is over, its closing quote included. */
function endOfString(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}

/** Where a value that begins at `at` is over. */
function endOfValue(text: string, at: number): number {
  let next = at;
  let depth = 0;
  do {
    const char = text.charCodeAt(next);
    if (char === QUOTE) {
      next = endOfString(text, next);
      continue;
    }
    if (char === OPEN_BRACE || char === OPEN_BRACKET) depth++;
    else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) depth--;
    else if (depth === 0) return endOfScalar(text, next);
    next++;
  } while (depth > 0);
  return next;
}

function endOfScalar(text: string, at: number): number {
  let next = at;
  while (next < text.length && !isEndOfScalar(text.charCodeAt(next))) next++;
  return next;
}

function isEndOfScalar(char: number): boolean {
  return char === COMMA || char === CLOSE_BRACE || char === CLOSE_BRACKET || isSpace(char);
}
