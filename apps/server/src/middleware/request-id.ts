import type { IncomingMessage } from 'node:http';
import { DEFAULT_SETTINGS, uuidv7 } from '@micrologs/domain';
import { scrubberFor } from '@micrologs/scrubbing';
import type { Middleware } from '../endpoint.ts';

const SANE = /^[A-Za-z0-9_-]{8,64}$/;
const scrubber = scrubberFor(DEFAULT_SETTINGS);

/** The caller's `X-Request-Id` when it is harmless in a log line, which a key is not, else a new one. */
export function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && SANE.test(given) && scrubber.text(given) === given ? given : uuidv7();
}

/** Gives every request an id, which its answer and its log lines carry. */
export function requestId(): Middleware {
  return (ctx, next) => {
    ctx.state.requestId = requestIdOf(ctx.req);
    ctx.set('X-Request-Id', ctx.state.requestId);
    return next();
  };
}
