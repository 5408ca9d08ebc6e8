import type { Content, Contract, Operation } from './openapi.ts';
import { isObject } from './openapi.ts';

/** Declared answers that cannot be provoked over HTTP, and the test that provokes them from inside. */
export interface Excuse {
  /** `*`: of every operation that declares the status. */
  operation: string;
  status: number;
  reason: string;
  /** The file of that test, from the root of the repository, and a part of its title. */
  coveredBy: { file: string; title: string };
}

/**
 * Which declared answers the walk has seen: every status of every operation, every media type where there are several, and
 * every message that the contract gives for a refusal. An answer that operations share counts for all of them.
 */
export class Coverage {
  readonly #contract: Contract;
  readonly #statuses = new Set<string>();
  readonly #messages = new Set<string>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  saw(operation: string, status: number, message: string | null, type = ''): void {
    this.#statuses.add(`${operation} ${status}`);
    this.#statuses.add(`${operation} ${status} ${type}`);
    if (message === null) return;
    for (const { pointer } of this.#contract.operation(operation).answers.get(status)!.contents) {
      this.#messages.add(`${pointer} ${withoutNames(message)}`);
    }
  }

  /** Declared answers that were neither seen nor excused: `operation status`, with the message where that is missing. */
  missing(excuses: readonly Excuse[]): string[] {
    return this.#contract.operations.flatMap((operation) => {
      const expected = [...operation.answers.keys()].filter(
        (status) => !excuses.some((excuse) => isExcusedBy(excuse, operation.id, status)),
      );
      return [
        ...expected.flatMap((status) => keysOf(operation, status)).filter((key) => !this.#statuses.has(key)),
        ...expected.flatMap((status) =>
          operation.answers.get(status)!.contents.flatMap((content) =>
            refusals(operation, status, content)
              .filter((message) => !this.#messages.has(`${content.pointer} ${message}`))
              .map((message) => `${operation.id} ${status} ${message}`),
          ),
        ),
      ];
    });
  }

  /** Excuses that excuse nothing, since the answer is not declared or was seen. */
  needless(excuses: readonly Excuse[]): Excuse[] {
    return excuses.filter(
      (excuse) =>
        !this.#contract.operations.some(({ id, answers }) =>
          [...answers.keys()].some(
            (status) => isExcusedBy(excuse, id, status) && !this.#statuses.has(`${id} ${status}`),
          ),
        ),
    );
  }
}

function keysOf({ id, answers }: Operation, status: number): string[] {
  const { contents } = answers.get(status)!;
  return contents.length > 1 ? contents.map(({ type }) => `${id} ${status} ${type}`) : [`${id} ${status}`];
}

function isExcusedBy(excuse: Excuse, operation: string, status: number): boolean {
  return excuse.status === status && (excuse.operation === '*' || excuse.operation === operation);
}

/** The messages that the contract gives for a status from 400: those of its examples and, for 400, of the body's checks. */
function refusals(operation: Operation, status: number, { type, examples }: Content): string[] {
  if (status < 400) return [];
  const messages = examples.map(({ value }) =>
    isObject(value) ? value.message : type === 'text/plain' ? value : null,
  );
  const checks = (status === 400 && (operation.body?.schema['x-checks'] as { message: string }[])) || [];
  return [...new Set([...messages, ...checks.map(({ message }) => message)])]
    .filter((message) => typeof message === 'string')
    .map(withoutNames);
}

/** What a message quotes differs from case to case. */
function withoutNames(message: string): string {
  return message.replace(/'[^']*'|"[^"]*"/g, '…');
}
