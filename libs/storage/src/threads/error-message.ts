import { FrozenDaysError, NotFoundError, StateConflictError } from '@micrologs/domain';
import { ConflictError } from '../audit-store.ts';
import { LeaseLostError } from '../partitions.ts';
import { NewerSchemaError, StorageUnavailableError } from '../storage.ts';
import type { ErrorMessage } from './calls.ts';

/** Classes that callers tell apart; a class itself does not cross threads. */
const CLASSES: Record<string, { prototype: Error }> = {
  ConflictError,
  FrozenDaysError,
  LeaseLostError,
  NewerSchemaError,
  NotFoundError,
  StateConflictError,
  StorageUnavailableError,
  RangeError,
  TypeError,
};

export function errorToMessage(error: unknown): ErrorMessage {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined };
  return { name: error.name, message: error.message, stack: error.stack };
}

/** The error anew, of its own class where that is known, else an `Error` of the same name. */
export function errorFromMessage({ name, message, stack }: ErrorMessage): Error {
  const error = new Error(message);
  if (stack) error.stack = stack;
  const known = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  if (known) Object.setPrototypeOf(error, known.prototype);
  error.name = name;
  return error;
}
