import { formatLocal, isoLocal, SECOND_MS } from '@micrologs/domain';
import type { AppOptions } from '../app-options.ts';
import { bodyOf } from '../contract-input.ts';
import type { Handlers } from '../handlers.ts';
import { streamQueryOf } from '../realtime/stream-query.ts';
import { replySuccess } from '../reply.ts';

type RealtimeOptions = Pick<AppOptions, 'grants' | 'streams' | 'keyRing' | 'clock'>;

/** Tokens for those who listen, and the stream for those who have no socket. */
export function realtimeHandlers({ grants, streams, keyRing, clock = Date.now }: RealtimeOptions): Handlers {
  return {
    streamRealtime: (ctx) => {
      streams.open(ctx.req, ctx.res, streamQueryOf(ctx.req));
      // The answer lasts, and is no longer Koa's.
      ctx.respond = false;
    },
    createRealtimeToken: async (ctx) => {
      const { channels, expires_in, origin } = await bodyOf(ctx, 'createRealtimeToken');
      // A token outlives the request: what the key is worth must be known, not remembered.
      await keyRing.confirm();
      const { project } = ctx.state.holder!;
      const expiresAt = (Math.floor(clock() / SECOND_MS) + expires_in) * SECOND_MS;
      const claims = { channels: [...new Set(channels)], expiresAt, origin: origin?.toLowerCase() ?? null };
      replySuccess(ctx, {
        message: 'Token created successfully',
        data: {
          token: grants.sign(project, claims),
          channels: claims.channels,
          origin: claims.origin,
          expires_at: formatLocal(expiresAt, project.timeZone),
          expires_at_iso: isoLocal(expiresAt, project.timeZone),
        },
      });
    },
  };
}
