import { operationsOf, readDocument } from './document.mjs';
import { emitBrowserSchema } from './emit/browser-schema.mjs';
import { emitHttpFile } from './emit/http-file.mjs';
import { emitNodeApi } from './emit/node-api.mjs';
import { emitNodeOperations } from './emit/node-operations.mjs';
import { nodeRealtimeFiles } from './emit/node-realtime.mjs';
import { emitOperations } from './emit/operations.mjs';
import { emitOperationsPage } from './emit/operations-page.mjs';
import { phpFiles } from './emit/php-api.mjs';
import { emitPythonSdk } from './emit/python-sdk.mjs';
import { emitSdkTables } from './emit/sdk-tables.mjs';
import { emitShapes } from './emit/shapes.mjs';
import { emitTables } from './emit/tables.mjs';
import { emitTypes } from './emit/types.mjs';
import { emitAnswerValidators, emitRequestValidators, emitValidatorTypes } from './emit/validators.mjs';

const root = new URL('../../', import.meta.url);

/**
 * Everything that is generated. The same openapi.yaml and tests give the same bytes.
 * @returns {Promise<{ folders: { path: string, files: Map<string, string> }[], pages: Map<string, string> }>} folders that hold
 *   nothing else, with the text of each file by its name, and single files by their path; paths from the repository's root
 */
export async function generateAll() {
  const document = readDocument();
  const operations = operationsOf(document);
  const browserSchema = await emitBrowserSchema(document, operations);
  // What calls an operation waits for its answer to end.
  const callable = operations.filter(({ isStream }) => !isStream);
  const folders = [
    { path: 'libs/contract/src/generated/', files: await contractFiles(document, operations) },
    { path: 'sdks/browser/src/generated/', files: new Map([['schema.ts', browserSchema]]) },
    { path: 'sdks/node/src/generated/', files: await nodeFiles(document, callable) },
    { path: 'sdks/node/src/realtime/generated/', files: nodeRealtimeFiles(browserSchema) },
    { path: 'sdks/python/src/micrologs/_generated/', files: emitPythonSdk(document, callable) },
    { path: 'sdks/php/src/Generated/', files: phpFiles(document, callable) },
  ];
  return {
    folders,
    pages: new Map([
      ['docs/micrologs.http', emitHttpFile(document, operations)],
      ['docs/operations.md', emitOperationsPage(operations)],
      ['sdks/README.md', emitSdkTables(operations, folders)],
    ]),
  };
}

/** Where a generated path lies. */
export const placeOf = (path) => new URL(path, root);

/** What the server and its tests know of the contract. */
async function contractFiles(document, operations) {
  // A stream reads its own query.
  const withInput = operations.filter(({ isStream }) => !isStream);
  const validators = 'Record<string, Validator>';
  return new Map([
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['schema.ts', await emitTypes()],
    ['operations.ts', emitOperations(operations)],
    ['shapes.ts', emitShapes(document, withInput)],
    ['tables.ts', emitTables(document, operations)],
    ['validators.mjs', await emitRequestValidators(document, withInput)],
    [
      'validators.d.mts',
      emitValidatorTypes([
        ['bodyValidators', validators],
        ['queryValidators', validators],
      ]),
    ],
    ['answers.mjs', await emitAnswerValidators(document, operations)],
    ['answers.d.mts', emitValidatorTypes([['answerValidators', 'Record<string, Record<number, Validator>>']])],
  ]);
}

/** What the Node SDK knows of the contract. */
async function nodeFiles(document, operations) {
  return new Map([
    // Bodies may leave out what has a default.
    ['schema.ts', await emitTypes({ defaultNonNullable: false, emptyObjectsUnknown: true })],
    ['operations.ts', emitNodeOperations(document, operations)],
    ['api.ts', emitNodeApi(document, operations)],
  ]);
}
