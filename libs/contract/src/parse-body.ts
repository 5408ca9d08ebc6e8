import type { EpochMs } from '@micrologs/domain';
import { firstFailure } from './checks.ts';
import { coerceFields, isJsonObject } from './coerce.ts';
import type { operations } from './generated/schema.ts';
import { bodyShapes } from './generated/shapes.ts';
import { bodyValidators } from './generated/validators.mjs';
import type { InputShape } from './input-shape.ts';
import { failure, type Parsed } from './result.ts';

export const INVALID_BODY_MESSAGE = 'Invalid or missing JSON body';

/** The operations whose body is read by table. Pageviews and batches have readers of their own, for speed. */
export type BodyOperationId = keyof typeof bodyShapes;

type JsonBody<Id extends BodyOperationId> = operations[Id]['requestBody']['content']['application/json'];
type FieldsOf<Id extends BodyOperationId> = (typeof bodyShapes)[Id]['fields'];

/** A body in its strict form: with defaults filled in, without nulls and unknown fields, times as epoch ms. */
export type BodyOf<Id extends BodyOperationId> = {
  [Name in keyof JsonBody<Id>]: Name extends keyof FieldsOf<Id>
    ? FieldsOf<Id>[Name] extends { kind: 'time' }
      ? EpochMs
      : JsonBody<Id>[Name]
    : JsonBody<Id>[Name];
};

/** Reads a parsed JSON body as openapi.yaml describes it, from the looser types of older clients too. */
export function parseBody<Id extends BodyOperationId>(operationId: Id, body: unknown): Parsed<BodyOf<Id>> {
  if (!isFilledObject(body)) return failure(INVALID_BODY_MESSAGE);
  const shape: InputShape = bodyShapes[operationId];
  const strict = coerceFields(shape.fields, body);
  const validate = bodyValidators[operationId]!;
  if (validate(strict)) return { ok: true, value: strict as BodyOf<Id> };
  const { failure: found, check } = firstFailure(shape, validate.errors ?? []);
  if (check?.after !== 'lookup') return found;
  return 'id' in strict ? { ...found, lookupId: strict.id as number } : { ...found, lookupCode: strict.code as string };
}

/** An object with at least one member: an empty one counts as a missing body. */
export function isFilledObject(body: unknown): body is Record<string, unknown> {
  if (!isJsonObject(body)) return false;
  for (const _ in body) return true;
  return false;
}
