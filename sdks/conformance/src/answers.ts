import type { OperationId } from '@micrologs/contract';
import { answerFaults } from '@micrologs/contract/answers';
import type { Contract, Operation, Schema } from '../../../tools/contract/src/openapi.ts';
import type { Validator } from '../../../tools/contract/src/validator.ts';

const PNG = '89504e470d0a1a0a';

/**
 * What is wrong with what an SDK returned for an operation: the `data` of the envelope, a document that has none, rows of an
 * export, bytes as base64, or text.
 */
export function valueFaults(
  { id, successStatus, answers }: Operation,
  value: unknown,
  { contract, validator }: { contract: Contract; validator: Validator },
): string[] {
  const contents = answers.get(successStatus)!.contents;
  const json = contents.find(({ type }) => type === 'application/json');
  if (json) {
    const { properties } = contract.follow<Schema>({ $ref: `#${json.pointer}` }, '').value;
    const answer = properties?.success ? { success: true, message: 'OK', data: value } : value;
    return answerFaults(id as OperationId, successStatus, answer);
  }
  const rows = contents.find(({ type }) => type === 'application/x-ndjson');
  if (rows) {
    if (!Array.isArray(value)) return ['no list of rows'];
    return value.flatMap((row) => validator.valueFaults(`${rows.pointer}/contentSchema`, row));
  }
  if (typeof value !== 'string' || value === '') return [`neither text nor bytes: ${JSON.stringify(value)}`];
  const isImage = contents.some(({ type }) => type.startsWith('image/'));
  return isImage && !isPicture(value) ? ['neither SVG nor PNG'] : [];
}

/** Faults that remain when an empty list of `value` may stand where the contract has an object. */
export function faultsBesidesEmptyObjects(faults: string[], value: unknown): string[] {
  return faults.filter((fault) => {
    const [, pointer] = /: \/data(\S*) must be object/.exec(fault) ?? [];
    if (pointer === undefined) return true;
    let found = value;
    for (const name of pointer.split('/').slice(1)) found = (found as Record<string, unknown>)[name];
    return !(Array.isArray(found) && found.length === 0);
  });
}

/** Whether text, or bytes as base64, are an SVG or a PNG. */
function isPicture(value: string): boolean {
  const bytes = value.startsWith('<') ? Buffer.from(value) : Buffer.from(value, 'base64');
  return bytes.toString('hex').startsWith(PNG) || bytes.toString('utf8').includes('<svg');
}
