import type { RequestContext } from './endpoint.ts';

/** The content type of every JSON answer: without a charset, as existing clients compare it. */
export const JSON_TYPE = 'application/json';

/** Answers with the success envelope. */
export function replySuccess(
  ctx: RequestContext,
  { message, data }: { message: string; data: object },
  status = 200,
): void {
  replyJson(ctx, status, JSON.stringify({ success: true, message, data }));
}

/** Answers with JSON text as it is. */
export function replyJson(ctx: RequestContext, status: number, text: string): void {
  ctx.status = status;
  ctx.set('Content-Type', JSON_TYPE);
  ctx.body = text;
}
