import type { Middleware } from '../endpoint.ts';
import type { AnswerFor } from '../error-answer.ts';
import { ClientGoneError } from '../http-error.ts';

/** Turns whatever was thrown into an answer in the envelope. */
export function errorEnvelope(answerFor: AnswerFor): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (error instanceof ClientGoneError) {
        // Nobody reads an answer; Koa must not try to write one.
        ctx.respond = false;
        ctx.res.destroy();
        return;
      }
      const { status, headers, body } = answerFor(error, ctx.state.requestId);
      ctx.status = status;
      ctx.set(headers);
      ctx.body = body;
    }
  };
}
