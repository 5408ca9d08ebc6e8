import { constant, HEADER } from './source.mjs';
import { listsOf, propertiesOf } from './tables.mjs';

/** The table by which the Node SDK asks: where each field of an input goes, and what comes back. */
export function emitNodeOperations(document, operations) {
  const table = Object.fromEntries(operations.map((operation) => [operation.id, rowOf(document, operation)]));
  return `${HEADER}import type { OperationInfo } from '../operation-types.ts';

/** Every operation of openapi.yaml by its operationId. */
${constant('operations', table, 'Record<string, OperationInfo>')}
`;
}

function rowOf(document, operation) {
  const { id, method, path, sdk, security, parameters, body, form } = operation;
  const namesIn = (place) => parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
  const inPath = namesIn('path');
  const inQuery = namesIn('query');
  const inBody = Object.keys(propertiesOf(document, body ?? form ?? {}));
  const twice = [...inPath, ...inQuery, ...inBody].find((name, index, all) => all.indexOf(name) !== index);
  // Inputs are flat, so a name can stand in one place only.
  if (twice !== undefined) throw new Error(`openapi.yaml: ${id} has two fields of the name ${twice}`);
  return {
    name: sdk === null ? null : `${sdk.group}.${sdk.method}`,
    method,
    path,
    key: keyOf(security),
    inPath,
    inQuery,
    body: bodyKind(operation),
    answer: answerKind(document, operation),
    list: cursorList(document, operation),
  };
}

/** Which key a request carries. */
function keyOf(security) {
  if (security.includes('adminKey')) return 'admin';
  return security.length > 0 ? 'project' : null;
}

function bodyKind({ body, form }) {
  if (body !== null) return 'json';
  return form === null ? null : 'form';
}

/**
 * What an answer is: `data` of the envelope, other `json`, `rows` of JSON, `text`, `media` whose type tells text from bytes, or a
 * `redirect`.
 */
export function answerKind(document, { method, successStatus, responses }) {
  if (method === 'HEAD' || successStatus >= 300) return 'redirect';
  const { types, schema } = responses.find(({ status }) => status === successStatus);
  if (types.includes('application/json')) return isEnvelope(document, schema) ? 'data' : 'json';
  if (types.includes('application/x-ndjson')) return 'rows';
  return types.some((type) => type.startsWith('image/')) ? 'media' : 'text';
}

function isEnvelope(document, schema) {
  const { success, data } = propertiesOf(document, schema);
  return success !== undefined && data !== undefined;
}

/** The list whose rows are told one after the other, page by page; null for what has no pages. */
export function cursorList(document, { parameters, successStatus, responses, mainList }) {
  if (!parameters.some(({ name }) => name === 'cursor')) return null;
  const { schema } = responses.find(({ status }) => status === successStatus);
  return Object.keys(listsOf(document, schema, mainList))[0];
}
