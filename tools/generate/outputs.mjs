import { operationsOf, readDocument } from './document.mjs';
import { emitOperations } from './emit/operations.mjs';
import { emitOperationsPage } from './emit/operations-page.mjs';
import { emitShapes } from './emit/shapes.mjs';
import { emitTables } from './emit/tables.mjs';
import { emitTypes } from './emit/types.mjs';
import { emitAnswerValidators, emitRequestValidators, emitValidatorTypes } from './emit/validators.mjs';

/** Where the generated files lie. */
export const outputFolder = new URL('../../libs/contract/src/generated/', import.meta.url);

/** The page of the documentation that is generated. */
export const operationsPage = new URL('../../docs/operations.md', import.meta.url);

/** Its text. */
export function generateOperationsPage() {
  return emitOperationsPage(operationsOf(readDocument()));
}

/**
 * Every generated file's text by its name. The same openapi.yaml gives the same bytes.
 * @returns {Promise<Map<string, string>>}
 */
export async function generateAll() {
  const document = readDocument();
  const operations = operationsOf(document);
  const validators = 'Record<string, Validator>';
  return new Map([
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['schema.ts', await emitTypes()],
    ['operations.ts', emitOperations(operations)],
    ['shapes.ts', emitShapes(document, operations)],
    ['tables.ts', emitTables(document, operations)],
    ['validators.mjs', await emitRequestValidators(document, operations)],
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
