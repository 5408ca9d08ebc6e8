import { type Span, valueAfter } from './assigned-value.ts';
import type { NameRules } from './name-rules.ts';

/** The scanner of one text. */
interface Scan {
  text: string;
  rules: NameRules;
  /** Leaves `token:create` alone: in the name of an act, a colon separates words. */
  keepPlainWords: boolean;
}

const LESS_THAN = 60;
const EQUALS = 61;
const COLON = 58;
const COMMA = 44;
const SLASH = 47;
const DASH = 45;
const MAX_NAME = 128;
const MAX_GAP = 8;
const MAX_ELEMENT = 1024;

/** Words that name something only together with the word before them, as in `api key: …`. */
const NEEDS_OWNER = new Set(['key', 'keys', 'card', 'number', 'string', 'phrase', 'code', 'codes', 'word', 'id']);
const SOURCE_FILE =
  /\.(?:[cm]?[jt]sx?|vue|svelte|php|phtml|py|rb|erb|java|kts?|go|rs|cs|c|cc|cpp|h|hpp|html?|swift|scala|exs?|erl|dart|lua|sql|twig|m|mm|pl|sh|json|ya?ml|xml|css|scss|map|txt|log|dll|so)$/i;

/**
 * Filters values that stand after the name of a secret anywhere in a text: `password=…`, `"token": "…"`, `--secret …`,
 * `<pin>…</pin>`, header lines, lists of pairs. Every character is looked at a bounded number of times.
 */
export function filterAssignedSecrets(
  text: string,
  rules: NameRules,
  filtered: string,
  keepPlainWords = false,
): string {
  const scan: Scan = { text, rules, keepPlainWords };
  let result = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char > EQUALS || char < COMMA || (char > DASH && char < COLON)) continue;
    const span = spanAt(scan, char, at, from);
    if (!span) continue;
    result += text.slice(from, span.start) + filtered;
    from = span.end;
    at = Math.max(at, from - 1);
  }
  return from === 0 ? text : result + text.slice(from);
}

/** The value of the separator at `at`, if it has a secret's name before it; never before `floor`. */
function spanAt(scan: Scan, char: number, at: number, floor: number): Span | null {
  switch (char) {
    case EQUALS:
    case COLON:
      return afterName(scan, at, floor);
    case COMMA:
      return secondOfPair(scan, at, floor);
    case LESS_THAN:
      return scan.text.charCodeAt(at + 1) === SLASH ? element(scan, at, floor) : null;
    case DASH:
      return option(scan, at);
    default:
      return null;
  }
}

function afterName(scan: Scan, at: number, floor: number): Span | null {
  const { text, rules } = scan;
  const isColon = text.charCodeAt(at) === COLON;
  // `Password::hash` is a scope.
  if (isColon && (text.charCodeAt(at + 1) === COLON || text.charCodeAt(at - 1) === COLON)) return null;
  const end = skipClosers(text, at, floor);
  const start = nameStart(text, end, floor);
  if (start === end) return null;
  let name = text.slice(start, end);
  if (name.includes('.') && SOURCE_FILE.test(name)) return null;
  if (!rules.isSecret(name)) {
    if (!NEEDS_OWNER.has(name.toLowerCase())) return null;
    name = text.slice(phraseStart(text, start, floor), end);
    if (!rules.isSecret(name)) return null;
  }
  const inAddress = !isColon && /[?&#]/.test(text[start - 1] ?? '');
  return valueAfter(text, at + 1, name, { isColon, inAddress, keepPlainWords: scan.keepPlainWords });
}

/** `["password", "…"]` and `define('PASSWORD', '…')`. */
function secondOfPair({ text, rules }: Scan, at: number, floor: number): Span | null {
  if (!isQuote(text.charCodeAt(at - 1))) return null;
  const end = skipClosers(text, at, floor);
  const start = nameStart(text, end, floor);
  if (start === end) return null;
  let before = start - 1;
  while (before > floor && (isQuote(text.charCodeAt(before)) || text[before] === '\\')) before--;
  const opener = text[before];
  if ((opener !== '[' && opener !== '(') || !rules.isSecret(text.slice(start, end))) return null;
  return valueAfter(text, at + 1, '', { isColon: false, quotedOnly: true });
}

/** What an XML or HTML element holds, found by its end tag. */
function element({ text, rules }: Scan, at: number, floor: number): Span | null {
  let nameEnd = at + 2;
  while (nameEnd < at + MAX_NAME && isNameChar(text.charCodeAt(nameEnd))) nameEnd++;
  const name = text.slice(at + 2, nameEnd);
  if (name === '' || !rules.isSecret(name)) return null;
  const lowest = Math.max(floor, at - MAX_ELEMENT);
  let start = at;
  while (start > lowest && !(text[start - 1] === '>' && text[start - 2] !== ']')) start--;
  if (start === floor) return null;
  return text.slice(start, at).trim() === '' ? null : { start, end: at };
}

/** `--password …` of a command line. */
function option({ text, rules }: Scan, at: number): Span | null {
  if (text.charCodeAt(at + 1) !== DASH || text.charCodeAt(at - 1) === DASH) return null;
  let nameEnd = at + 2;
  while (nameEnd < at + MAX_NAME && isNameChar(text.charCodeAt(nameEnd))) nameEnd++;
  if (text[nameEnd] !== ' ' || text[nameEnd + 1] === '-') return null;
  const name = text.slice(at + 2, nameEnd);
  return rules.isSecret(name) ? valueAfter(text, nameEnd, name, { isColon: false }) : null;
}

/** Where a name ends before the separator at `at`: before spaces, quotes and brackets. */
function skipClosers(text: string, at: number, floor: number): number {
  let end = at;
  const lowest = Math.max(floor, at - MAX_GAP);
  while (end > lowest) {
    const char = text.charCodeAt(end - 1);
    if (char !== 32 && char !== 160 && char !== 9 && char !== 93 && char !== 92 && !isQuote(char)) break;
    end--;
  }
  return end;
}

function nameStart(text: string, end: number, floor: number): number {
  let start = end;
  const lowest = Math.max(floor, end - MAX_NAME);
  while (start > lowest && isNameChar(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Takes up to two further words before a name. */
function phraseStart(text: string, start: number, floor: number): number {
  let first = start;
  for (let words = 0; words < 2 && text[first - 1] === ' ' && first - 1 > floor; words++) {
    const next = nameStart(text, first - 1, floor);
    if (next === first - 1) break;
    first = next;
  }
  return first;
}

function isQuote(char: number): boolean {
  return char === 34 || char === 39 || char === 96;
}

/** Letters, digits, `_ $ . % - [ ]` and everything beyond ASCII. */
function isNameChar(char: number): boolean {
  return (
    (char >= 97 && char <= 122) ||
    (char >= 65 && char <= 91) ||
    (char >= 48 && char <= 57) ||
    char === 95 ||
    char === 93 ||
    char === 46 ||
    char === 45 ||
    char === 36 ||
    char === 37 ||
    char > 160
  );
}
