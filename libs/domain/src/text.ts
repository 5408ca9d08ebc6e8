/**
 * The longest prefix of `text` that takes at most `maxBytes` bytes as UTF-8 and ends between two code points.
 * A lone surrogate counts three bytes, as it is written as U+FFFD.
 */
export function truncateUtf8(text: string, maxBytes: number): string {
  // A UTF-16 unit takes at most three bytes, so nearly every value ends here.
  if (text.length * 3 <= maxBytes) return text;
  let bytes = 0;
  let at = 0;
  while (at < text.length) {
    const codePoint = text.codePointAt(at)!;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    if (bytes > maxBytes) return text.slice(0, at);
    at += codePoint < 0x10000 ? 1 : 2;
  }
  return text;
}

/** ASCII white space without the form feed, and NUL: what the PHP engine trimmed. */
function isPadding(charCode: number): boolean {
  return charCode === 32 || (charCode >= 9 && charCode <= 13 && charCode !== 12) || charCode === 0;
}

/** `text` without padding at both ends, as all text fields are read; the same string when it has none. */
export function trimAscii(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPadding(text.charCodeAt(start))) start++;
  while (end > start && isPadding(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}
