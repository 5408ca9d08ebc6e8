import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const JSON_TYPE = 'application/json';

export const documentUrl = new URL('../../openapi.yaml', import.meta.url);

/** openapi.yaml as a plain object. */
export function readDocument() {
  return parse(readFileSync(documentUrl, 'utf8'));
}

/**
 * What a local reference points at; anything else comes back as it is.
 * @throws Error when the reference leads nowhere
 */
export function resolve(document, node) {
  let found = node;
  while (found?.$ref !== undefined) {
    const { $ref } = found;
    found = $ref
      .replace(/^#\//, '')
      .split('/')
      .reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
    if (found === undefined) throw new Error(`openapi.yaml: ${$ref} does not exist`);
  }
  return found;
}

/**
 * The operations in the order of the document, with references to parameters, bodies and responses followed.
 * @returns {{ id: string, method: string, path: string, tag: string, security: string[], rateLimits: object,
 *   maxBodyBytes: number | null, mainList: string | null, parameters: object[], body: object | null, bodyExamples: [string, unknown][],
 *   successStatus: number,
 *   responses: { status: number, types: string[], schema: object | null, examples: [string, unknown][] }[] }[]}
 *   `body` and each `schema` are those of the JSON form; examples are `[name, value]`
 */
export function operationsOf(document) {
  const operations = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (!METHODS.includes(method)) continue;
      const request = resolve(document, operation.requestBody);
      const json = request?.content?.[JSON_TYPE];
      const responses = Object.entries(operation.responses).map(([status, reference]) => {
        const content = resolve(document, reference).content ?? {};
        const answer = content[JSON_TYPE];
        return {
          status: Number(status),
          types: Object.keys(content),
          schema: answer?.schema ?? null,
          examples: examplesOf(answer),
        };
      });
      operations.push({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        tag: operation.tags[0],
        security: (operation.security ?? document.security ?? []).flatMap((choice) => Object.keys(choice)),
        rateLimits: operation['x-rate-limits'] ?? {},
        maxBodyBytes: request?.['x-max-body-bytes'] ?? null,
        mainList: operation['x-main-list'] ?? null,
        parameters: (operation.parameters ?? []).map((parameter) => resolve(document, parameter)),
        body: json?.schema ?? null,
        bodyExamples: examplesOf(json),
        // Redirects are a success of their own, so an operation that answers with one says so.
        successStatus:
          operation['x-success-status'] ??
          responses.map(({ status }) => status).find((status) => status >= 200 && status < 300),
        responses,
      });
    }
  }
  return operations;
}

function examplesOf(media) {
  if (media?.example !== undefined) return [['example', media.example]];
  return Object.entries(media?.examples ?? {}).map(([name, { value }]) => [name, value]);
}
