/** A part of a text, half open. */
export interface Span {
  start: number;
  end: number;
}

export interface ValueOptions {
  /** A colon came before it, and not an equals sign. */
  isColon: boolean;
  /** The name is a parameter of an address: `&` and `#` end its value. */
  inAddress?: boolean;
  quotedOnly?: boolean;
  keepPlainWords?: boolean;
}

const MAX_GAP = 8;
const MAX_INDENT = 64;
const HEADER = /authorization|cookie/i;
const PHRASE = /phrase|mnemonic/i;
const SCHEME = /^(?:bearer|basic|token|digest|apikey|negotiate|hmac)$/i;
const PLAIN_WORD = /^[a-z][a-z_.-]*$/;
const ASSIGNMENT_AHEAD = /[\w.%[\]-]{1,64}\s{0,4}[=:]/y;
/** Begins of sentences about a secret, literals and types: none of them is one. */
const NO_VALUE = new Set(
  (
    'must is was are were not cannot cant should required require invalid missing expired mismatch too has have had does did the a an ' +
    'this that unexpected expected failed failure error undefined null nil none true false yes no empty unknown wrong ' +
    'incorrect denied revoked string number boolean any object never void int bool varchar text array function symbol ' +
    'please enter your use changed reset updated created removed added ok in for of on at to and or if cannot'
  ).split(' '),
);

/**
 * Where the value of a name stands that ends before `at`; null when there is none, or nothing that could be a secret.
 * Quoted text goes to its closing quote, a list or an object to its end, credentials of a header line to the line's end.
 */
export function valueAfter(text: string, at: number, name: string, options: ValueOptions): Span | null {
  let start = at;
  while (text[start] === '=' || text[start] === '>' || (start === at && text[start] === ':')) start++;
  const lowest = start;
  while (start < lowest + MAX_GAP && isBlank(text.charCodeAt(start))) start++;
  start = skipLineEnd(text, start);
  const isQuotedByteText = /^[bru]\\*["']/.test(text.slice(start, start + 4));
  if (isQuotedByteText) start++;
  const quoted = quotedValue(text, start);
  if (quoted) return quoted.start === quoted.end ? null : quoted;
  if (options.quotedOnly || start >= text.length) return null;
  if (text.startsWith('[Filtered]', start)) return null;
  const char = text[start]!;
  if (char === '{' || char === '[') return { start, end: bracketEnd(text, start) };
  const end = bareEnd(text, start, name, options);
  if (end === start) return null;
  return isNoValue(text.slice(start, end), start > lowest || !options.isColon, options) ? null : { start, end };
}

/** A value on the next line is one only in quotes. */
function skipLineEnd(text: string, at: number): number {
  let next = text[at] === '\r' ? at + 1 : at;
  if (text[next] !== '\n') return at;
  next++;
  const last = next + MAX_INDENT;
  while (next < last && isBlank(text.charCodeAt(next))) next++;
  return text[next] === '"' || text[next] === "'" ? next : at;
}

function quotedValue(text: string, start: number): Span | null {
  let open = start;
  while (text[open] === '\\') open++;
  const quote = text[open];
  if (quote !== '"' && quote !== "'" && quote !== '`') return null;
  const escapes = open - start;
  let close = open + 1;
  for (;;) {
    close = text.indexOf(quote, close);
    if (close === -1) return { start: open + 1, end: text.length };
    let backslashes = 0;
    while (text[close - 1 - backslashes] === '\\' && close - 1 - backslashes > open) backslashes++;
    const closes = escapes === 0 ? backslashes % 2 === 0 : backslashes <= escapes;
    if (closes) {
      const end = escapes === 0 ? close : close - backslashes;
      return text.startsWith('[Filtered]', open + 1) ? { start: end, end } : { start: open + 1, end };
    }
    close++;
  }
}

/** Where a list or an object in a text ends; a bracket in quotes may let it end late, never early. */
function bracketEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1;
  }
  return text.length;
}

function bareEnd(text: string, start: number, name: string, { isColon, inAddress = false }: ValueOptions): number {
  const first = wordEnd(text, start, inAddress);
  if ((isColon && HEADER.test(name)) || PHRASE.test(name)) return Math.max(first, lineEnd(text, start));
  if (SCHEME.test(text.slice(start, first)) && isBlank(text.charCodeAt(first))) {
    const second = wordEnd(text, first + 1, inAddress);
    if (second > first + 1) return second;
  }
  return first;
}

function lineEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') {
    // Line ends that are written as escapes.
    if (text[end] === '\\' && (text[end + 1] === 'n' || text[end + 1] === 'r')) break;
    end++;
  }
  return end;
}

/** Where a value without quotes ends. What separates values in a list may also stand in a password, unless a name follows. */
function wordEnd(text: string, start: number, inAddress: boolean): number {
  let at = start;
  for (; at < text.length; at++) {
    const char = text[at]!;
    if (text.charCodeAt(at) <= 32 || char === '\u00a0') break;
    if (inAddress && (char === '&' || char === '#')) break;
    if (char === '&' || char === ';' || char === ',' || char === '|') {
      if (isEndOrBlank(text, at + 1) || /["'{[\\]/.test(text[at + 1]!) || isAssignmentAhead(text, at + 1)) break;
      if (text.startsWith('&amp;', at)) break;
    } else if (char === ')' || char === '}' || char === ']' || char === '>') {
      if (isEndOrBlank(text, at + 1) || /[,;.)}\]>"'`\\]/.test(text[at + 1]!)) break;
    } else if (char === '"' || char === "'" || char === '`') {
      if (at === start || /[,;&{[(:=]/.test(text[at - 1]!)) break;
      if (isEndOrBlank(text, at + 1) || /[,;)}\]>:]/.test(text[at + 1]!)) break;
    } else if ((char === '<' && text[at + 1] === '/') || (char === '\\' && /["'nr]/.test(text[at + 1] ?? ''))) break;
  }
  return at;
}

function isNoValue(value: string, isProse: boolean, { isColon, keepPlainWords }: ValueOptions): boolean {
  if (value.length <= 2 && !/[\p{L}\d]/u.test(value)) return true;
  if (keepPlainWords && isColon && PLAIN_WORD.test(value)) return true;
  const word = /^([A-Za-z']+)[.,;:!?|]*$/.exec(value)?.[1];
  return word !== undefined && isProse && NO_VALUE.has(word.replace("'", '').toLowerCase());
}

function isAssignmentAhead(text: string, at: number): boolean {
  ASSIGNMENT_AHEAD.lastIndex = at;
  return ASSIGNMENT_AHEAD.test(text);
}

function isEndOrBlank(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) <= 32;
}

function isBlank(char: number): boolean {
  return char === 32 || char === 9 || char === 160;
}
