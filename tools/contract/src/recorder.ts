import { expect } from 'vitest';
import { Coverage } from './coverage.ts';
import type { Answer } from './http.ts';
import type { Contract, Operation } from './openapi.ts';
import { json, text, Validator } from './validator.ts';

/** Holds every answer of the walk against the contract, and keeps what has been seen. */
export class Recorder {
  readonly coverage: Coverage;
  readonly validator: Validator;
  #answers = 0;

  constructor(contract: Contract) {
    this.coverage = new Coverage(contract);
    this.validator = new Validator(contract);
  }

  /** How many answers have been checked. */
  get answers(): number {
    return this.#answers;
  }

  /** Fails the test unless the answer is one that the operation declares, in the declared form. */
  check(operation: Operation, answer: Answer, what: string, method: string = operation.method): void {
    this.#answers += 1;
    const faults = this.validator.faults(operation, answer, method);
    if (faults.length > 0) expect.fail(`${operation.id}, ${what}: ${faults.join('; ')}`);
    this.coverage.saw(operation.id, answer.status, messageOf(answer), typeOf(answer));
  }
}

function typeOf({ headers }: Answer): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]!;
}

function messageOf(answer: Answer): string | null {
  if (answer.body.length === 0) return null;
  if (typeOf(answer) === 'text/plain') return text(answer);
  if (typeOf(answer) !== 'application/json') return null;
  const { message } = json(answer);
  return typeof message === 'string' ? message : null;
}
