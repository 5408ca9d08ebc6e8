import { constant, HEADER } from './source.mjs';

/** The table of all operations: what routing, key check and limits need to know. */
export function emitOperations(operations) {
  const table = Object.fromEntries(
    operations.map(({ id, method, path, tag, security, rateLimits, maxBodyBytes, successStatus, responses }) => {
      const statuses = responses.map(({ status }) => status).sort((a, b) => a - b);
      const types = responses.find(({ status }) => status === successStatus).types;
      return [id, { method, path, tag, security, successStatus, statuses, types, maxBodyBytes, rateLimits }];
    }),
  );
  return `${HEADER}import type { OperationInfo } from '../operation-info.ts';

/** Every operation of openapi.yaml by its operationId. */
${constant('operationTable', table, 'Record<string, OperationInfo>')}
`;
}
