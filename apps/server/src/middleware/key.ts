import type { Endpoint, Middleware, OperationId, RequestContext } from '../endpoint.ts';
import { headerText, type KeyCheck } from '../key-check.ts';
import { allowOrigin } from './cors.ts';

/** Operations that a program on this machine may ask for without the key, such as a collector of metrics. */
const OPEN_TO_LOOPBACK: ReadonlySet<OperationId> = new Set(['getMetrics']);

/** Lets a request pass only with the key that its endpoint asks for; `ctx.state.holder` tells whose it was. */
export function keyRequired(
  {
    operationId,
    key: policy,
    keyInQuery,
    takesToken,
  }: Pick<Endpoint, 'operationId' | 'key' | 'keyInQuery' | 'takesToken'>,
  keys: KeyCheck,
): Middleware {
  if (policy === 'none') return (_ctx, next) => next();
  if (policy === 'admin') {
    const isOpen = OPEN_TO_LOOPBACK.has(operationId);
    return (ctx, next) => {
      if (isOpen && ctx.req.headers['x-admin-key'] === undefined && isFromLoopback(ctx)) return next();
      keys.admin(headerText(ctx.req, 'x-admin-key'), ctx.state.clientIp);
      return next();
    };
  }
  return (ctx, next) => {
    const { req, state } = ctx;
    // It goes before a key, and is judged by what it opens.
    if (takesToken && ctx.query.token) return next();
    const header = headerText(req, 'x-api-key');
    const inQuery = header === '' && keyInQuery && typeof ctx.query.k === 'string' ? ctx.query.k : '';
    // A secret key is not taken from the query: addresses end up in logs.
    const accepted = inQuery === '' ? policy : 'public';
    state.holder = keys.holder(req, operationId, header || inQuery, accepted, state.clientIp);
    // The domain lock accepted the page that asks, so it may read the answer.
    if (req.headers.origin && state.holder.keyType === 'public') allowOrigin(ctx, req.headers.origin);
    return next();
  };
}

const FORWARDING_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];

/** Whether a program on this machine asks, and not a proxy on it for somebody else. */
function isFromLoopback({ req, state }: RequestContext): boolean {
  const { clientIp } = state;
  if (!clientIp.startsWith('127.') && clientIp !== '::1') return false;
  return !FORWARDING_HEADERS.some((name) => req.headers[name] !== undefined);
}
