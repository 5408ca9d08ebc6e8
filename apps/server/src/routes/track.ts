import type { RequestContext } from '../endpoint.ts';
import type { Handlers } from '../handlers.ts';
import type { TrackAnswer, TrackDoor } from '../track-door.ts';

/** Events that come by an unusual form of their path; the usual ones take the fast path. */
export function trackHandlers(door: TrackDoor): Handlers {
  return {
    trackPageview: async (ctx) => reply(ctx, await door.pageview(ctx.req, ctx.state.holder!, ctx.state.clientIp)),
    trackError: async (ctx) => reply(ctx, await door.error(ctx.req, ctx.state.holder!, ctx.state.clientIp)),
    trackAudit: async (ctx) => reply(ctx, await door.audit(ctx.req, ctx.state.holder!, ctx.state.clientIp)),
    trackBatch: async (ctx) => reply(ctx, await door.batch(ctx.req, ctx.state.holder!, ctx.state.clientIp)),
  };
}

function reply(ctx: RequestContext, { status, headers, body }: TrackAnswer): void {
  ctx.status = status;
  ctx.set(headers);
  ctx.body = body === '' ? null : body;
}
