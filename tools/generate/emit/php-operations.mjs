import { resolve } from '../document.mjs';
import { literal, PhpTypes } from './php-types.mjs';

export const PHP_HEADER = `<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\\Generated;
`;

/** The header of a key by the scheme of openapi.yaml; the first one that an operation accepts is taken. */
const KEYS = { adminKey: 'admin', secretKey: 'project', publicKey: 'project' };

/** The table that the client works from: src/Generated/Operations.php. */
export function emitPhpOperations(document, operations) {
  const rows = operations.map((operation) => {
    const named = (place) =>
      list(operation.parameters.filter(({ in: where }) => where === place).map(({ name }) => name));
    return `        ${literal(operation.id)} => [
            'method' => ${literal(operation.method)},
            'path' => ${literal(operation.path)},
            'key' => ${literal(keyOf(operation))},
            'pathFields' => ${named('path')},
            'query' => ${named('query')},
            'headers' => ${named('header')},
            'form' => ${operation.form !== null},
            'answer' => ${literal(answerOf(document, operation))},
            'list' => ${literal(listOf(document, operation))},
        ],`;
  });
  const names = operations
    .filter(({ sdk }) => sdk !== null)
    .map(({ id, sdk }) => `        ${literal(`${sdk.group}.${sdk.method}`)} => ${literal(id)},`);
  return `${PHP_HEADER}
/**
 * Every operation of openapi.yaml.
 *
 * @internal
 */
final class Operations
{
    /**
     * By operationId. \`key\`: which key it takes (\`project\`, \`admin\`, or null for none); \`form\`: whether the body is a form;
     * \`answer\`: \`data\` of the envelope, \`maybe\` the same or nothing at all (204), \`json\` without envelope, \`rows\` of NDJSON,
     * \`text\` (bytes of any type), or \`location\` of a redirect; \`list\`: the member of \`data\` that a cursor goes through, or
     * null.
     *
     * @var array<string, array{
     *     method: string,
     *     path: string,
     *     key: 'project'|'admin'|null,
     *     pathFields: list<string>,
     *     query: list<string>,
     *     headers: list<string>,
     *     form: bool,
     *     answer: 'data'|'maybe'|'json'|'rows'|'text'|'location',
     *     list: string|null
     * }>
     */
    public const TABLE = [
${rows.join('\n')}
    ];

    /**
     * The operationId by the name that all SDKs share.
     *
     * @var array<string, string>
     */
    public const NAMES = [
${names.join('\n')}
    ];
}
`;
}

function list(names) {
  return `[${names.map(literal).join(', ')}]`;
}

function keyOf({ security }) {
  return KEYS[security.find((scheme) => scheme in KEYS)] ?? null;
}

const successOf = ({ responses, successStatus }) => responses.find(({ status }) => status === successStatus);

/** What a caller gets of a success. */
export function answerOf(document, operation) {
  const { types, schema } = successOf(operation);
  if (operation.successStatus >= 300) return 'location';
  if (types.includes('application/x-ndjson')) return 'rows';
  if (schema === null) return 'text';
  if (resolve(document, schema).properties.success === undefined) return 'json';
  return operation.responses.some(({ status }) => status === 204) ? 'maybe' : 'data';
}

/** The schema of what a caller gets; null when the contract has none. */
export function answerSchemaOf(document, operation) {
  const { schema } = successOf(operation);
  const { properties } = resolve(document, schema);
  return properties.success === undefined ? schema : properties.data;
}

/** The schema of a row of an export. */
export function rowSchemaOf(operation) {
  return successOf(operation).rowSchema;
}

/**
 * The member of \`data\` whose rows \`cursor\` goes through; null when the operation takes no cursor.
 * @throws Error when it cannot be told which one it is
 */
export function listOf(document, operation) {
  if (!operation.parameters.some(({ name }) => name === 'cursor')) return null;
  if (operation.mainList !== null) return operation.mainList;
  const { properties } = new PhpTypes(document).merged(resolve(document, answerSchemaOf(document, operation)));
  return Object.keys(properties).find((name) => resolve(document, properties[name]).type === 'array');
}
