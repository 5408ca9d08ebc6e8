import { ValidationError } from '@micrologs/domain';

/** Why input was refused; `message` is for the client. */
export interface Failure {
  ok: false;
  message: string;
  /** The field at fault; null when the input as a whole is. */
  field: string | null;
  /** When given, 404 goes before this failure if nothing with this id exists. */
  lookupId?: number;
  /** The same for what is known by a code. */
  lookupCode?: string;
}

/** Input in its strict form, or why it was refused. */
export type Parsed<Value> = { ok: true; value: Value } | Failure;

export function failure(message: string, field: string | null = null): Failure {
  return { ok: false, message, field };
}

/** Input that openapi.yaml does not allow: a 400 with this message. */
export class ContractError extends ValidationError {
  readonly field: string | null;

  constructor({ message, field }: Pick<Failure, 'message' | 'field'>) {
    super(message);
    this.name = 'ContractError';
    this.field = field;
  }
}

/**
 * The value of good input.
 * @throws ContractError for bad input
 */
export function unwrap<Value>(parsed: Parsed<Value>): Value {
  if (!parsed.ok) throw new ContractError(parsed);
  return parsed.value;
}
