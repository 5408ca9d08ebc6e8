import type { Asking, Fields } from './asking.ts';
import { type Envelope, parse } from './envelope.ts';
import type { OperationGroups } from './generated/api.ts';
import { operations } from './generated/operations.ts';
import type { Input, OperationId, OperationInfo, Redirect, Result } from './operation-types.ts';
import { readRows } from './rows.ts';

/** The question side: every operation of the API, typed from openapi.yaml. Failures throw a `MicrologsError`. */
export interface Api extends OperationGroups {
  /**
   * Any operation by its operationId, also those without a name of their own.
   * @throws TypeError when there is no such operation
   */
  request<Id extends OperationId>(operation: Id, input?: Input<Id>): Result<Id>;
}

const table: Record<string, OperationInfo> = operations;

/** @param idleMs how long an export may be silent */
export function createApi(asking: Asking, idleMs: number): Api {
  const request = (id: string, input: Fields = {}): unknown => {
    const operation = table[id];
    if (operation === undefined) throw new TypeError(`There is no operation ${id}`);
    return resultOf(asking, operation, input, idleMs);
  };
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [id, { name, list }] of Object.entries(table)) {
    if (name === null) continue;
    const [group = '', method = ''] = name.split('.');
    groups[group] ??= {};
    const methods = groups[group];
    methods[method] = (input?: Fields) => request(id, input);
    if (list === null) continue;
    const page = (input: Fields) => request(id, input) as Promise<Page>;
    methods[`iterate${method.charAt(0).toUpperCase()}${method.slice(1)}`] = (input?: Fields) =>
      iterate(page, list, input);
  }
  return Object.assign(groups, { request }) as unknown as Api;
}

type Page = Record<string, unknown> & { next_cursor?: string | null };

/** Rows of a list, page after page; each page is asked for when a row of it is. */
async function* iterate(page: (input: Fields) => Promise<Page>, list: string, input: Fields = {}): AsyncGenerator {
  let cursor = input.cursor;
  do {
    const data = await page({ ...input, cursor });
    yield* data[list] as unknown[];
    cursor = data.next_cursor;
  } while (cursor !== null && cursor !== undefined);
}

function resultOf(asking: Asking, operation: OperationInfo, input: Fields, idleMs: number): unknown {
  return operation.answer === 'rows' ? rows(asking, operation, input, idleMs) : answerOf(asking, operation, input);
}

async function* rows(asking: Asking, operation: OperationInfo, input: Fields, idleMs: number): AsyncGenerator {
  yield* readRows(await asking.open(operation, input), idleMs);
}

async function answerOf(asking: Asking, operation: OperationInfo, input: Fields): Promise<unknown> {
  const { status, headers, body } = await asking.ask(operation, input);
  const text = () => body.toString();
  switch (operation.answer) {
    case 'data':
      return status === 204 ? null : (parse(text()) as Envelope).data;
    case 'json':
      return parse(text());
    case 'redirect':
      return { status, location: headers.get('Location'), body: text() } satisfies Redirect;
    case 'media':
      return headers.get('Content-Type')?.includes('svg') ? text() : new Uint8Array(body);
    default:
      return text();
  }
}
