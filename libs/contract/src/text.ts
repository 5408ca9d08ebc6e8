import { trimAscii, truncateUtf8 } from '@micrologs/domain';

// Part of every supported runtime, but not yet of the library types of ES2023.
declare global {
  interface String {
    isWellFormed(): boolean;
    toWellFormed(): string;
  }
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
