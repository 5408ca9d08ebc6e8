import type { IncomingMessage } from 'node:http';
import { originAllowed } from '@micrologs/ingest';
import type { KeyHolder, KeyPolicy, OperationId } from './endpoint.ts';
import { HttpError } from './http-error.ts';
import { equalDigests, type KeyRing, sha256 } from './key-ring.ts';
import type { RateLimiter } from './rate-limiter.ts';

export interface KeyCheckOptions {
  ring: KeyRing;
  /** Hex SHA-256 of the admin key. */
  adminKeyHash: string;
  limiter: RateLimiter;
}

/** Where existing clients know one refusal only, whatever was wrong with the key. */
const ONE_REFUSAL: ReadonlySet<OperationId> = new Set(['trackError', 'trackAudit']);

const PUBLIC_KEY_LENGTH = 32;
const SECRET_KEY_LENGTH = 64;

/** Tells who asks, or refuses. Every comparison is exact and by digests. */
export class KeyCheck {
  readonly #options: KeyCheckOptions;

  constructor(options: KeyCheckOptions) {
    this.#options = options;
  }

  /**
   * The project whose key came with the request.
   * @param operationId what is asked for
   * @param key from the `X-API-Key` header, or the `k` parameter where that is accepted
   * @throws HttpError 401, 403 (or 401) for a foreign page, 429 after too many refused keys from one address
   * @throws StorageUnavailableError when an unknown key cannot be judged
   */
  holder(
    req: IncomingMessage,
    operationId: OperationId,
    key: string,
    policy: Exclude<KeyPolicy, 'admin' | 'none'>,
    clientIp: string,
  ): KeyHolder {
    const hasOneRefusal = ONE_REFUSAL.has(operationId);
    if (key === '') throw this.#refusal(clientIp, hasOneRefusal ? 'Invalid API key' : 'API key is required');
    const holder = this.#lookUp(key, policy);
    // A valid key is never refused for what others behind the same address did; keys of 128 bits cannot be guessed anyway.
    if (!holder) throw this.#refusal(clientIp, 'Invalid API key');
    if (holder.keyType === 'public' && !mayUse(req, holder.project.allowedDomains)) {
      throw hasOneRefusal
        ? new HttpError(401, 'Invalid API key')
        : new HttpError(403, 'Domain not allowed for this key');
    }
    return holder;
  }

  /**
   * Lets the admin key pass. The operator may have chosen a weak one, so an address that guessed too often is refused
   * before the comparison.
   * @throws HttpError 401 or 429
   */
  admin(key: string, clientIp: string): void {
    const { limiter, adminKeyHash } = this.#options;
    limiter.assertNotGuessing(clientIp);
    if (key === '' || !equalDigests(sha256(key), adminKeyHash)) throw this.#refusal(clientIp, 'Unauthorized');
  }

  #lookUp(key: string, policy: KeyPolicy): KeyHolder | null {
    const { ring } = this.#options;
    if (key.length === PUBLIC_KEY_LENGTH && policy !== 'secret') {
      const project = ring.byPublicKey(key);
      return project && { project, keyType: 'public' };
    }
    if (key.length === SECRET_KEY_LENGTH && policy !== 'public') {
      const project = ring.bySecretKey(key);
      return project && { project, keyType: 'secret' };
    }
    return null;
  }

  #refusal(clientIp: string, message: string): HttpError {
    this.#options.limiter.countRefusedKey(clientIp);
    return new HttpError(401, message);
  }
}

/** The domain lock: what a page of another site sends is not taken. */
function mayUse({ headers }: IncomingMessage, allowedDomains: readonly string[]): boolean {
  return originAllowed(headers.origin, headers.referer, allowedDomains);
}

/** A header that may come once; repeated headers of these names are joined by Node and match no key. */
export function headerText(req: IncomingMessage, name: string): string {
  const value = req.headers[name];
  return typeof value === 'string' ? value : '';
}
