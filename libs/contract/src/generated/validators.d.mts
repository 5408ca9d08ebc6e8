// Generated from openapi.yaml by tools/generate. Do not edit.
import type { ErrorObject } from 'ajv';

export interface Validator {
  (value: unknown): boolean;
  /** What was wrong with the last value; null when it was valid. */
  errors?: ErrorObject[] | null;
}
export declare const bodyValidators: Record<string, Validator>;
export declare const queryValidators: Record<string, Validator>;
