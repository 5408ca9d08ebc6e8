import { hash } from 'node:crypto';

/** A SHA-256 digest as 64 lowercase hex digits. */
export type HexHash = string;

/**
 * What is stored of a client's visitor id. Unsalted, so that visitors of an installation that is taken
 * over are recognised.
 * @param id as the client sent it, trimmed and cut to its limit
 */
export function visitorHash(id: string): HexHash {
  return hash('sha256', id, 'hex');
}

/** What is stored of a browser's fingerprint, in projects that merge by it. */
export function fingerprintHash(fingerprint: string): HexHash {
  return hash('sha256', fingerprint, 'hex');
}

/** What is stored of a client's session token. */
export function sessionTokenHash(token: string): HexHash {
  return hash('sha256', token, 'hex');
}

/**
 * What audits and link clicks store of an address.
 * @param salt the installation's `IP_HASH_SALT`; the same salt gives the same hashes as before a take-over
 */
export function ipHash(ip: string, salt: string): HexHash {
  return hash('sha256', ip + salt, 'hex');
}
