import { parseTime } from './event-fields.ts';
import type { InputField, InputShape } from './input-shape.ts';
import { cleanText, textOf } from './text.ts';

/** True for what JSON calls an object. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The known fields of loose input in their strict form, with defaults filled in; null and absent are the same, but
 * where null is a value. What has no
 * strict form stays as it is, for the validator to refuse.
 */
export function coerceFields(fields: InputShape['fields'], input: Record<string, unknown>): Record<string, unknown> {
  const strict: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const given = input[name] ?? (isNullable(field) ? input[name] : undefined);
    const value = given === undefined ? defaultOf(field) : coerceField(field, given);
    if (value !== undefined) strict[name] = value;
  }
  return strict;
}

function defaultOf(field: InputField): unknown {
  return 'default' in field ? field.default : undefined;
}

function isNullable(field: InputField): boolean {
  return 'nullable' in field && field.nullable === true;
}

function coerceField(field: InputField, value: unknown): unknown {
  switch (field.kind) {
    case 'text':
      return coerceText(field, value);
    case 'filters':
      return coerceText({}, value);
    case 'integer':
      return field.clamp ? coerceClamped(field.clamp, value) : coerceInteger(value);
    case 'boolean':
      return value;
    case 'choice':
      return coerceChoice(field.values, value);
    case 'flag':
      return coerceFlag(value);
    case 'time':
      return parseTime(value);
    case 'texts':
      return Array.isArray(value) ? value.map((entry) => coerceText({}, entry)) : value;
    case 'integers':
      return Array.isArray(value) ? value.map(coerceInteger) : value;
    case 'members':
      return coerceMembers(field.fields, value);
    case 'objects':
      return Array.isArray(value) ? value.map((entry) => coerceMembers(field.fields, entry)) : value;
  }
}

function coerceMembers(fields: InputShape['fields'], value: unknown): unknown {
  return isJsonObject(value) ? coerceFields(fields, value) : value;
}

type TextField = Omit<Extract<InputField, { kind: 'text' }>, 'kind'>;

function coerceText({ nonEmpty, cutBytes, verbatim }: TextField, value: unknown): unknown {
  const text = textOf(value);
  if (text === null) return value;
  if (verbatim) return text;
  const clean = cleanText(text, cutBytes);
  return nonEmpty && clean === '0' ? '' : clean;
}

function coerceChoice(values: readonly string[], value: unknown): unknown {
  const text = textOf(value);
  return values.find((known) => text !== null && known === cleanText(text));
}

function coerceFlag(value: unknown): unknown {
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' || value === '' ? false : value;
}

function coerceInteger(value: unknown): unknown {
  return typeof value === 'string' && /^\s*\d{1,16}\s*$/.test(value) ? Number(value) : value;
}

function coerceClamped([minimum, maximum]: readonly [number, number], value: unknown): unknown {
  const text = textOf(value);
  if (text === null) return value;
  const number = Number.parseInt(text, 10);
  return Number.isNaN(number) ? minimum : Math.min(Math.max(number, minimum), maximum);
}
