import { truncateUtf8 } from '@micrologs/domain';

// Part of every supported runtime, but not yet of the library types of ES2023.
declare global {
  interface String {
    isWellFormed(): boolean;
    toWellFormed(): string;
  }
}

/** ASCII white space without the form feed, and NUL: what the PHP engine trimmed. */
function isPadding(charCode: number): boolean {
  return charCode === 32 || (charCode >= 9 && charCode <= 13 && charCode !== 12) || charCode === 0;
}

/** `text` without padding at both ends; the same string when it has none. */
export function trimAscii(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPadding(text.charCodeAt(start))) start++;
  while (end > start && isPadding(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Text as it is stored: trimmed, valid Unicode (lone surrogates become U+FFFD) and at most `cutBytes` bytes of UTF-8. */
export function cleanText(text: string, cutBytes: number = Number.POSITIVE_INFINITY): string {
  if (text === '') return text;
  const trimmed = trimAscii(text);
  return truncateUtf8(trimmed.isWellFormed() ? trimmed : trimmed.toWellFormed(), cutBytes);
}

/** The text that a JSON value means where text is expected; null for lists and objects, which mean none. */
export function textOf(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return String(value);
    case 'boolean':
      return value ? '1' : '';
    case 'undefined':
      return '';
    default:
      return value === null ? '' : null;
  }
}
