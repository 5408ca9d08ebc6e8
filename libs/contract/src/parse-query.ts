import { firstFailure } from './checks.ts';
import { coerceFields } from './coerce.ts';
import { queryShapes } from './generated/shapes.ts';
import { queryValidators } from './generated/validators.mjs';
import type { InputField, InputShape } from './input-shape.ts';
import { type RangeQuery, readRange } from './range.ts';
import type { Parsed } from './result.ts';

/** The operations that take query parameters. */
export type QueryOperationId = keyof typeof queryShapes;

type ValueOf<Field> = Field extends { kind: 'integer' } ? number : Field extends { kind: 'text' } ? string : never;
type FieldsOf<Id extends QueryOperationId> = (typeof queryShapes)[Id]['fields'];

/** Query parameters in their strict form: those with a default are always there. */
export type QueryOf<Id extends QueryOperationId> = {
  [Name in keyof FieldsOf<Id> as FieldsOf<Id>[Name] extends { default: unknown } ? Name : never]: ValueOf<
    FieldsOf<Id>[Name]
  >;
} & {
  [Name in keyof FieldsOf<Id> as FieldsOf<Id>[Name] extends { default: unknown } ? never : Name]?: ValueOf<
    FieldsOf<Id>[Name]
  >;
};

/** Reads query parameters as openapi.yaml describes them. Of repeated ones the last counts; unknown ones are ignored. */
export function parseQuery<Id extends QueryOperationId>(operationId: Id, params: URLSearchParams): Parsed<QueryOf<Id>> {
  const shape: InputShape = queryShapes[operationId];
  const strict = coerceFields(shape.fields, lastValues(shape.fields, params));
  // A range that is not custom stands alone: whatever `from` and `to` hold is ignored.
  if (strict.range !== undefined && strict.range !== 'custom') {
    delete strict.from;
    delete strict.to;
  }
  const validate = queryValidators[operationId]!;
  if (!validate(strict)) return firstFailure(shape, validate.errors ?? []).failure;
  if ('range' in shape.fields) {
    const range = readRange(strict as unknown as RangeQuery);
    if (!range.ok) return range;
  }
  return { ok: true, value: strict as QueryOf<Id> };
}

/** `name[]=x` gives a list, which no parameter takes. */
function lastValues(fields: Record<string, InputField>, params: URLSearchParams): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, value] of params) {
    const bracket = key.indexOf('[');
    const name = bracket < 0 ? key : key.slice(0, bracket);
    if (Object.hasOwn(fields, name)) values[name] = bracket < 0 ? value : [value];
  }
  return values;
}
