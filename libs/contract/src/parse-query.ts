import { firstFailure } from './checks.ts';
import { coerceFields } from './coerce.ts';
import type { Filter } from './filters.ts';
import { queryShapes } from './generated/shapes.ts';
import { queryValidators } from './generated/validators.mjs';
import type { InputField, InputShape } from './input-shape.ts';
import { type RangeQuery, readRange } from './range.ts';
import { readReportQuery } from './report-query.ts';
import type { Parsed } from './result.ts';

/** The operations that take query parameters. */
export type QueryOperationId = keyof typeof queryShapes;

type ValueOf<Field> = Field extends { kind: 'integer' }
  ? number
  : Field extends { kind: 'flag' }
    ? boolean
    : Field extends { kind: 'choice'; values: readonly (infer Value)[] }
      ? Value
      : Field extends { kind: 'text'; values: readonly (infer Value)[] }
        ? Value
        : Field extends { kind: 'text' }
          ? string
          : Field extends { kind: 'filters' }
            ? Filter
            : never;
type FieldsOf<Id extends QueryOperationId> = (typeof queryShapes)[Id]['fields'];
type AlwaysThere = { default: unknown } | { required: true };

/** Query parameters in their strict form: those that are required or have a default are always there. */
export type QueryOf<Id extends QueryOperationId> = {
  [Name in keyof FieldsOf<Id> as FieldsOf<Id>[Name] extends AlwaysThere ? Name : never]: ValueOf<FieldsOf<Id>[Name]>;
} & {
  [Name in keyof FieldsOf<Id> as FieldsOf<Id>[Name] extends AlwaysThere ? never : Name]?: ValueOf<FieldsOf<Id>[Name]>;
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
  // What the range says is judged before any other parameter.
  if (isRange(strict)) {
    const range = readRange(strict);
    if (!range.ok) return range;
  }
  const validate = queryValidators[operationId]!;
  if (!validate(strict)) return firstFailure(shape, validate.errors ?? []).failure;
  return readReportQuery(strict) as Parsed<QueryOf<Id>>;
}

/** Lists in place of texts are for the validator to refuse. */
function isRange(strict: object): strict is RangeQuery {
  const { range, from = '', to = '' } = strict as Record<keyof RangeQuery, unknown>;
  return [range, from, to].every((value) => typeof value === 'string');
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
