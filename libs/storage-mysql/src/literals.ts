import type { SqlValue } from '@micrologs/storage/sql';

const SPECIAL = /['\\]/;
const EVERY_SPECIAL = /['\\]/g;

/**
 * A value as it stands in a statement. Statements go to the server as text: a row among hundreds costs both sides less that
 * way than its values bound one by one. Backslashes escape, which the session's sql_mode sees to; lone surrogates become
 * U+FFFD where the text becomes bytes.
 */
export function literal(value: SqlValue): string {
  if (typeof value === 'string') {
    return SPECIAL.test(value) ? `'${value.replace(EVERY_SPECIAL, '\\$&')}'` : `'${value}'`;
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`Not a number of SQL: ${value}`);
    return String(value);
  }
  if (value === null) return 'NULL';
  return value.length === 0 ? "''" : `X'${hexOf(value)}'`;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** `(1, 'a')` */
export function tuple(values: readonly SqlValue[]): string {
  let text = '(';
  for (let i = 0; i < values.length; i++) text += i === 0 ? literal(values[i]!) : `,${literal(values[i]!)}`;
  return `${text})`;
}

const PARTS_KEPT = 500;
const partsOf = new Map<string, readonly string[]>();

/** Puts the parameters where the `?` are: no statement has one anywhere else. */
export function statement(sql: string, params: readonly SqlValue[]): string {
  if (params.length === 0) return sql;
  let parts = partsOf.get(sql);
  if (!parts) {
    if (partsOf.size >= PARTS_KEPT) partsOf.clear();
    parts = sql.split('?');
    partsOf.set(sql, parts);
  }
  if (parts.length !== params.length + 1) {
    throw new TypeError(`${params.length} parameters for ${parts.length - 1} placeholders in: ${sql}`);
  }
  let text = parts[0]!;
  for (let i = 0; i < params.length; i++) text += literal(params[i]!) + parts[i + 1]!;
  return text;
}
