import { type OperationId, type OperationInfo, operationTable } from '@micrologs/contract';
import type { Project } from '@micrologs/domain';
import type { Context } from 'koa';

/**
 * Which key an endpoint asks for. `public` and `secret` take only that kind, `either` takes both, `admin` is the
 * installation's own key.
 */
export type KeyPolicy = 'public' | 'secret' | 'either' | 'admin' | 'none';

export type { OperationId };

/** What the middleware must know of one operation of openapi.yaml. */
export interface Endpoint {
  operationId: OperationId;
  method: string;
  /** Below the base path, without `.php`. */
  path: string;
  key: KeyPolicy;
  /** The key may stand in the query as `k`. */
  keyInQuery: boolean;
  /** A token for listening, in the query as `token`, may stand in place of the key. */
  takesToken: boolean;
  /** Limited by client address, under the name that `limitNameOf` gives. */
  limitedByIp: boolean;
  maxBodyBytes: number | null;
}

/** Every endpoint, by its operation. */
export const endpoints = Object.fromEntries(
  Object.entries(operationTable as Record<OperationId, OperationInfo>).map(([id, info]) => [
    id,
    {
      operationId: id as OperationId,
      method: info.method,
      path: info.path,
      key: policyOf(info.security),
      keyInQuery: info.security.includes('publicKeyQuery'),
      takesToken: info.security.includes('realtimeToken'),
      limitedByIp: info.rateLimits.ip !== undefined,
      maxBodyBytes: info.maxBodyBytes,
    },
  ]),
) as Record<OperationId, Endpoint>;

function policyOf(schemes: readonly string[]): KeyPolicy {
  if (schemes.includes('adminKey')) return 'admin';
  const isPublic = schemes.includes('publicKey');
  const isSecret = schemes.includes('secretKey');
  return isPublic && isSecret ? 'either' : isPublic ? 'public' : isSecret ? 'secret' : 'none';
}

export interface KeyHolder {
  project: Project;
  keyType: 'public' | 'secret';
}

/** What the middleware learns about a request on its way, in `ctx.state`. */
export interface RequestState {
  requestId: string;
  /** The normalised path, below the base path. */
  path: string;
  clientIp: string;
  /** What is asked for; absent while nothing of the contract is. */
  operationId?: OperationId;
  /** Who asks; set by the key check of endpoints with a project key. */
  holder?: KeyHolder;
}

export type RequestContext = Context & { state: RequestState };
export type Middleware = (ctx: RequestContext, next: () => Promise<unknown>) => unknown;
