import type { Operation } from './openapi.ts';
import { groupOf, linkOf } from './seeds.ts';
import type { TestProject, World } from './world.ts';

/** A query with one thing wrong, and the message that must tell so. */
export interface QueryError {
  query: string;
  message: string;
  headers?: Record<string, string>;
}

const FLAG = (name: string) => `${name} must be true or false`;

/** What is wrong with a parameter, whichever operation takes it. */
const WRONG: Record<string, [value: string, message: string, headers?: Record<string, string>][]> = {
  cursor: ['x', '-', 'A'.repeat(40), 'a b'].map((value) => [value, 'cursor is not valid']),
  fill: ['yes', '2', 'TRUE'].map((value) => [value, FLAG('fill')]),
  explain: [['yes', FLAG('explain')]],
  table: [['nothing', 'table must name a list of the answer', { Accept: 'text/csv' }]],
  group_id: ['0', 'x', '-1', '1.5', ''].map((value) => [value, 'group_id must be a positive integer']),
  id: ['0', 'x', '', '-1'].map((value) => [value, 'id is required']),
  format: [['gif', 'format must be svg or png']],
  size: ['99', '2001', 'x', '1.5'].map((value) => [value, 'size must be an integer from 100 to 2000']),
};

const CODE_MESSAGES: Record<string, string> = {
  getLinkDetail: 'code is required',
  getLink: 'code query parameter is required',
  getLinkQr: 'code query parameter is required',
};

/** Wrong parameters of an operation; the others are right. */
export async function queryErrors(operation: Operation, world: World, project: TestProject): Promise<QueryError[]> {
  const required = new URLSearchParams();
  for (const { name, required: isRequired } of operation.parameters) {
    if (isRequired && name === 'id') required.set('id', String(await groupOf(world, project)));
    if (isRequired && name === 'code') required.set('code', await linkOf(world, project));
  }
  return operation.parameters.flatMap(({ name }) => {
    const codes =
      name === 'code' ? ['', '0'].map((value): [string, string] => [value, CODE_MESSAGES[operation.id]!]) : [];
    return [...(WRONG[name] ?? []), ...codes].map(([value, message, headers]) => {
      const search = new URLSearchParams(required);
      search.set(name, value);
      return { query: search.toString(), message, ...(headers ? { headers } : {}) };
    });
  });
}
