import { compactJson } from './raw-json.ts';
import { type Failure, failure, type Parsed } from './result.ts';
import { cleanText, textOf } from './text.ts';

/**
 * Reads one text field of an event, of whatever length; absent and null are empty.
 * @param message why lists and objects are refused
 */
export function readText(value: unknown, name: string, message?: string): Parsed<string> {
  const text = textOf(value);
  return text === null ? wrongText(name, message) : { ok: true, value: cleanText(text) };
}

function wrongText(name: string, message = `${name} must be a string`): Failure {
  return failure(message, name);
}

/** Required text that is empty, or `"0"`, counts as missing. */
export function isMissing(text: string): boolean {
  return text === '' || text === '0';
}

/**
 * The JSON text of a context, without white space; null for what is neither an object nor an array.
 * @param raw the JSON text that `value` was parsed from, which tells numbers to the digit
 */
export function readContext(value: unknown, raw: () => string | undefined): string | null {
  if (typeof value !== 'object' || value === null) return null;
  return compactJson(raw() ?? JSON.stringify(value));
}
