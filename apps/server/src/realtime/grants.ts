import type { Clock, Project } from '@micrologs/domain';
import {
  CLOSE,
  type CloseReason,
  type Credentials,
  type Grant,
  readToken,
  signingKey,
  signToken,
  type TokenClaims,
} from '@micrologs/realtime';
import { StorageUnavailableError } from '@micrologs/storage';
import { HttpError } from '../http-error.ts';
import type { KeyRing } from '../key-ring.ts';
import type { RateLimiter } from '../rate-limiter.ts';

export interface GrantsOptions {
  ring: KeyRing;
  limiter: RateLimiter;
  /** Of the installation, and not in its database. */
  secret: string;
  clock?: Clock;
}

/** Where a client comes from. */
export interface Caller {
  /** Of the page that connects; undefined for a program. */
  origin: string | undefined;
  clientIp: string;
}

/** Who may listen to what: makes tokens, and judges them and secret keys. */
export class Grants {
  readonly #options: Required<GrantsOptions>;

  constructor(options: GrantsOptions) {
    this.#options = { clock: Date.now, ...options };
  }

  sign(project: Project, claims: Omit<TokenClaims, 'project'>): string {
    return signToken({ project: project.id, ...claims }, this.#keyOf(project));
  }

  /** A token goes before a key. The public key, which everybody can read in a page, lets nobody listen. */
  judge({ token, key }: Credentials, caller: Caller): Grant | CloseReason {
    try {
      const grant = token !== undefined ? this.#byToken(token, caller) : this.#byKey(key ?? '');
      if (grant !== null) return grant;
      this.#options.limiter.countRefusedKey(caller.clientIp);
      return CLOSE.unauthorized;
    } catch (error) {
      if (error instanceof StorageUnavailableError) return CLOSE.unavailable;
      if (error instanceof HttpError) return CLOSE.tooMany;
      throw error;
    }
  }

  /** Whether what a grant was given for still stands. */
  stands({ project, secretHash }: Grant): boolean {
    return this.#options.ring.byId(project)?.secretHash === secretHash;
  }

  #byToken(token: string, { origin }: Caller): Grant | CloseReason | null {
    const { ring, clock } = this.#options;
    const claims = readToken(token, (id) => {
      const project = ring.byId(id);
      return project && this.#keyOf(project);
    });
    if (!claims) return ring.unknown();
    const { project, channels, expiresAt } = claims;
    if (expiresAt <= clock()) return CLOSE.expired;
    if (claims.origin !== null && claims.origin !== origin?.toLowerCase()) return CLOSE.forbiddenOrigin;
    return { project, channels: new Set(channels), expiresAt, secretHash: ring.byId(project)!.secretHash };
  }

  #byKey(key: string): Grant | null {
    const project = key === '' ? null : this.#options.ring.bySecretKey(key);
    return project && { project: project.id, channels: null, expiresAt: null, secretHash: project.secretHash };
  }

  #keyOf({ id, secretHash }: Project): Buffer {
    return signingKey(id, secretHash, this.#options.secret);
  }
}
