import { stringifyJson } from '@micrologs/contract';

/** What a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * CSV after RFC 4180 with a header row. Texts that a spreadsheet would run as a formula get a `'` in front; lists and objects
 * without columns of their own are JSON text; null is an empty cell.
 * @param columns members of the rows; `device.type` is a member of a member
 */
export function csvOf(columns: readonly string[], rows: readonly object[]): string {
  const lines = [columns.join(',')];
  const paths = columns.map((column) => column.split('.'));
  for (const row of rows) lines.push(paths.map((path) => cell(memberAt(row, path))).join(','));
  return lines.map((line) => `${line}\r\n`).join('');
}

function memberAt(row: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], row);
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return quoted(FORMULA.test(value) ? `'${value}` : value);
  return typeof value === 'object' ? quoted(stringifyJson(value)) : String(value);
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
