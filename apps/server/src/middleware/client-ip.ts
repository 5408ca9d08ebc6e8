import type { IncomingMessage } from 'node:http';
import { clientIp, type TrustedProxies } from '@micrologs/ingest';
import type { Middleware } from '../endpoint.ts';

/** The client's address behind the trusted proxies. */
export function clientIpOf(req: IncomingMessage, proxies: TrustedProxies): string {
  // Node joins repeated X-Forwarded-For headers with commas.
  return clientIp(req.socket.remoteAddress, req.headers['x-forwarded-for'] as string | undefined, proxies);
}

/** Puts the client's address where limits and the key check find it. It must never be logged or stored. */
export function clientAddress(proxies: TrustedProxies): Middleware {
  return (ctx, next) => {
    ctx.state.clientIp = clientIpOf(ctx.req, proxies);
    return next();
  };
}
