import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const JSON_TYPE = 'application/json';
const ROWS_TYPE = 'application/x-ndjson';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const STREAM_TYPE = 'text/event-stream';

/** `OPENAPI_FILE` names another document, so that a test can see what a changed one would break. */
export const documentUrl = process.env.OPENAPI_FILE
  ? pathToFileURL(process.env.OPENAPI_FILE)
  : new URL('../../openapi.yaml', import.meta.url);

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
 * @returns {{ id: string, method: string, path: string, tag: string, summary: string, description: string | null, security: string[], rateLimits: object,
 *   maxBodyBytes: number | null, mainList: string | null, sdk: { group: string, method: string } | null, sdkNone: string | null, parameters: object[], body: object | null, bodyExamples: [string, unknown][],
 *   form: object | null, successStatus: number, isStream: boolean,
 *   responses: { status: number, types: string[], schema: object | null, rowSchema: object | null, examples: [string, unknown][] }[] }[]}
 *   `body` and each `schema` are those of the JSON form, `form` is that of a web form, `rowSchema` that of a line of NDJSON; examples are `[name, value]`; `sdk` is the
 *   operation's name in every SDK, or null with the reason in `sdkNone`; the answer of a stream does not end
 * @throws Error when an operation has neither
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
          rowSchema: content[ROWS_TYPE]?.schema?.contentSchema ?? null,
          examples: examplesOf(answer),
        };
      });
      // Redirects are a success of their own, so an operation that answers with one says so.
      const successStatus =
        operation['x-success-status'] ??
        responses.map(({ status }) => status).find((status) => status >= 200 && status < 300);
      operations.push({
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        tag: operation.tags[0],
        summary: operation.summary,
        description: operation.description ?? null,
        security: (operation.security ?? document.security ?? []).flatMap((choice) => Object.keys(choice)),
        rateLimits: operation['x-rate-limits'] ?? {},
        maxBodyBytes: request?.['x-max-body-bytes'] ?? null,
        mainList: operation['x-main-list'] ?? null,
        ...sdkNameOf(operation),
        parameters: (operation.parameters ?? []).map((parameter) => resolve(document, parameter)),
        body: json?.schema ?? null,
        bodyExamples: examplesOf(json),
        form: request?.content?.[FORM_TYPE]?.schema ?? null,
        successStatus,
        isStream: responses.find(({ status }) => status === successStatus).types.includes(STREAM_TYPE),
        responses,
      });
    }
  }
  return operations;
}

function sdkNameOf({ operationId, 'x-sdk-name': name, 'x-sdk-none': sdkNone = null }) {
  if ((name === undefined) === (sdkNone === null)) {
    throw new Error(`openapi.yaml: ${operationId} needs x-sdk-name (group.method), or x-sdk-none with a reason`);
  }
  const [group, method] = name?.split('.') ?? [];
  return { sdk: name === undefined ? null : { group, method }, sdkNone };
}

function examplesOf(media) {
  if (media?.example !== undefined) return [['example', media.example]];
  return Object.entries(media?.examples ?? {}).map(([name, { value }]) => [name, value]);
}
