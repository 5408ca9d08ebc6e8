import { createHash } from 'node:crypto';
import { answerTables, ContractError, type OperationId, stringifyJson } from '@micrologs/contract';
import { csvOf } from './csv.ts';
import type { RequestContext } from './endpoint.ts';
import { JSON_TYPE } from './reply.ts';

const CSV_TYPE = 'text/csv';

type Tables = Readonly<Record<string, readonly string[]>>;

/**
 * Answers a request for a report or a list: as JSON in the success envelope or, where the client prefers it, one of its lists as
 * CSV. Its tag is told, and what the client has already is not sent again.
 * @param data with the lists that openapi.yaml describes for the operation
 * @param pagesEveryList the answer's cursor is that of every list, not of the main one alone
 * @throws ContractError when `table` names none of them
 */
export function replyRead(
  ctx: RequestContext,
  operationId: OperationId,
  { message, data, pagesEveryList = false }: { message: string; data: object; pagesEveryList?: boolean },
): void {
  const tables: Tables | undefined = (answerTables as Record<string, Tables>)[operationId];
  ctx.vary('Accept');
  ctx.status = 200;
  if (tables && ctx.accepts(JSON_TYPE, CSV_TYPE) === CSV_TYPE) {
    const table = tableOf(ctx, tables);
    ctx.set('Content-Type', `${CSV_TYPE}; charset=utf-8`);
    // Where the cursor is that of the main list, every page has the same rows of the others.
    if (pagesEveryList || table === defaultTable(tables)) linkNextPage(ctx, data);
    replyTagged(ctx, csvOf(tables[table]!, (data as Record<string, object[]>)[table]!));
  } else {
    ctx.set('Content-Type', JSON_TYPE);
    replyTagged(ctx, stringifyJson({ success: true, message, data }));
  }
}

function tableOf(ctx: RequestContext, tables: Tables): string {
  const name = new URLSearchParams(ctx.querystring).getAll('table').at(-1)?.trim() || defaultTable(tables);
  if (!Object.hasOwn(tables, name)) {
    throw new ContractError({ message: 'table must name a list of the answer', field: 'table' });
  }
  return name;
}

function defaultTable(tables: Tables): string {
  return Object.keys(tables)[0]!;
}

/** CSV has no room for a cursor, so the next page is named in a header. */
function linkNextPage(ctx: RequestContext, data: { next_cursor?: string | null }): void {
  if (!data.next_cursor) return;
  const query = new URLSearchParams(ctx.querystring);
  query.set('cursor', data.next_cursor);
  ctx.set('Link', `<?${query}>; rel="next"`);
}

/** Of the text alone, so that two servers with the same facts give the same tag. */
function replyTagged(ctx: RequestContext, text: string): void {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  ctx.set('ETag', tag);
  if (hasAlready(ctx.get('If-None-Match'), tag)) ctx.status = 304;
  else ctx.body = text;
}

/** Weak comparison, as RFC 9110 asks of this header. */
function hasAlready(ifNoneMatch: string, tag: string): boolean {
  return ifNoneMatch.split(',').some((given) => {
    const candidate = given.trim();
    return candidate === '*' || candidate.replace(/^W\//, '') === tag;
  });
}
