import { answerValidators } from './generated/answers.mjs';
import { operationTable } from './generated/operations.ts';
import type { OperationId } from './operations.ts';

/**
 * What is wrong with a JSON answer by openapi.yaml; empty when nothing is. For tests, which call it with every answer.
 * @param body the parsed JSON; undefined for an empty answer
 */
export function answerFaults(operationId: OperationId, status: number, body: unknown): string[] {
  const statuses: readonly number[] = operationTable[operationId].statuses;
  if (!statuses.includes(status)) return [`${operationId} does not declare the status ${status}`];
  const validate = answerValidators[operationId]?.[status];
  if (!validate) return body === undefined ? [] : [`${operationId} ${status} has no JSON body`];
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${operationId} ${status}: ${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
}

/** @throws Error that lists what is wrong with an answer */
export function assertAnswer(operationId: OperationId, status: number, body: unknown): void {
  const faults = answerFaults(operationId, status, body);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
