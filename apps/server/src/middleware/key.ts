import type { Endpoint, Middleware } from '../endpoint.ts';
import { headerText, type KeyCheck } from '../key-check.ts';
import { allowOrigin } from './cors.ts';

/** Lets a request pass only with the key that its endpoint asks for; `ctx.state.holder` tells whose it was. */
export function keyRequired(
  { operationId, key: policy, keyInQuery }: Pick<Endpoint, 'operationId' | 'key' | 'keyInQuery'>,
  keys: KeyCheck,
): Middleware {
  if (policy === 'none') return (_ctx, next) => next();
  if (policy === 'admin') {
    return (ctx, next) => {
      keys.admin(headerText(ctx.req, 'x-admin-key'), ctx.state.clientIp);
      return next();
    };
  }
  return (ctx, next) => {
    const { req, state } = ctx;
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
