/**
 * The kinds of key an operation may be called with; none of them listed means that it needs no key. `publicKeyQuery` is the public
 * key in the query parameter `k`, `realtimeToken` a token for listening in the query parameter `token`.
 */
export type SecurityScheme = 'publicKey' | 'publicKeyQuery' | 'secretKey' | 'adminKey' | 'realtimeToken';

/** What a limit counts by: client address, project and client address, secret key, or link and client address. */
export type RateLimitScope = 'ip' | 'project_ip' | 'secret_key' | 'link_ip';

/** So many requests (events, for a batch) in so many seconds. */
export interface RateLimit {
  points: number;
  seconds: number;
}

/** What openapi.yaml says about one operation besides its schemas. */
export interface OperationInfo {
  method: 'GET' | 'HEAD' | 'POST';
  /** Below the base path, without `.php`; `{code}` stands for one segment. */
  path: string;
  tag: string;
  security: readonly SecurityScheme[];
  /** The status of an ordinary success. */
  successStatus: number;
  /** Every status that it may answer, ascending. */
  statuses: readonly number[];
  /** Media types of an ordinary success, the default first; empty when it has no body. */
  types: readonly string[];
  /** The largest body, inclusive, after decompression; null when it takes none. */
  maxBodyBytes: number | null;
  /** Empty: not limited. */
  rateLimits: Readonly<Partial<Record<RateLimitScope, RateLimit>>>;
}
