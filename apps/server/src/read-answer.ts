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
 * @throws ContractError when `table` names none of them
 */
export function replyRead(
  ctx: RequestContext,
  operationId: OperationId,
  { message, data }: { message: string; data: object },
): void {
  const tables: Tables | undefined = (answerTables as Record<string, Tables>)[operationId];
  ctx.vary('Accept');
  ctx.status = 200;
  if (tables && ctx.accepts(JSON_TYPE, CSV_TYPE) === CSV_TYPE) {
    ctx.set('Content-Type', `${CSV_TYPE}; charset=utf-8`);
    linkNextPage(ctx, data);
    replyTagged(ctx, tableAsCsv(ctx, tables, data as Record<string, object[]>));
  } else {
    ctx.set('Content-Type', JSON_TYPE);
    replyTagged(ctx, stringifyJson({ success: true, message, data }));
  }
}

function tableAsCsv(ctx: RequestContext, tables: Tables, data: Record<string, object[]>): string {
  const name = new URLSearchParams(ctx.querystring).getAll('table').at(-1)?.trim() || Object.keys(tables)[0]!;
  if (!Object.hasOwn(tables, name)) {
    throw new ContractError({ message: 'table must name a list of the answer', field: 'table' });
  }
  return csvOf(tables[name]!, data[name]!);
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
