/**
 * The kinds of key an operation may be called with; none of them listed means that it needs no key. `publicKeyQuery` is the public
 * key in the query parameter `k`.
 */
export type SecurityScheme = 'publicKey' | 'publicKeyQuery' | 'secretKey' | 'adminKey';

/** What a limit counts by: client address, project and client address, or secret key. */
export type RateLimitScope = 'ip' | 'project_ip' | 'secret_key';

/** So many requests (events, for a batch) in so many seconds. */
export interface RateLimit {
  points: number;
  seconds: number;
}

/** What openapi.yaml says about one operation besides its schemas. */
export interface OperationInfo {
  method: 'GET' | 'POST';
  /** Below the base path, without `.php`. */
  path: string;
  tag: string;
  security: readonly SecurityScheme[];
  /** The status of an ordinary success. */
  successStatus: number;
  /** Every status that it may answer, ascending. */
  statuses: readonly number[];
  /** The largest body, inclusive, after decompression; null when it takes none. */
  maxBodyBytes: number | null;
  /** Empty: not limited. */
  rateLimits: Readonly<Partial<Record<RateLimitScope, RateLimit>>>;
}
