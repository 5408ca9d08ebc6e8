import type { ErrorObject } from 'ajv';
import type { InputCheck, InputShape } from './input-shape.ts';
import { type Failure, failure } from './result.ts';

/** The failure that a client is told: that of the first check that any of the validator's errors belongs to. */
export function firstFailure(
  shape: InputShape,
  errors: readonly ErrorObject[],
): { failure: Failure; check?: InputCheck } {
  const located = errors.map(locate);
  for (const check of shape.checks) {
    const found = located.some(
      ({ field, rule }) => field === (check.field ?? null) && (!check.rules || check.rules.includes(rule)),
    );
    if (found) return { failure: failure(check.message, check.field ?? null), check };
  }
  const field = located[0]?.field ?? null;
  return { failure: failure(field === null ? 'Invalid request' : `Invalid value for ${field}`, field) };
}

/** The top-level field that an error is about, and the keyword that failed. */
function locate({ instancePath, keyword, params }: ErrorObject): { field: string | null; rule: string } {
  if (instancePath === '') return { field: keyword === 'required' ? params.missingProperty : null, rule: keyword };
  const [, field = '', ...deeper] = instancePath.split('/');
  return { field, rule: deeper.length > 0 ? 'items' : keyword };
}
