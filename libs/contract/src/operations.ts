import { operationTable } from './generated/operations.ts';
import type { OperationInfo } from './operation-info.ts';

/** Every operation's name in openapi.yaml. */
export type OperationId = keyof typeof operationTable;

export const operationIds = Object.keys(operationTable) as OperationId[];

/** What openapi.yaml says about an operation besides its schemas. */
export function operationInfo(id: OperationId): OperationInfo {
  return operationTable[id];
}
