import { createHmac } from 'node:crypto';
import type { ProjectId } from '@micrologs/domain';
import type { HexHash } from './visitor-hash.ts';

/**
 * The visitor hash of somebody in whose browser nothing is stored: HMAC-SHA-256 of project, address and user agent
 * under the day's salt. Without the salt neither address nor user agent can be told from it, and once the salt is
 * destroyed it cannot be computed again.
 * @param salt random, of at least 16 bytes
 */
export function cookielessHash(project: ProjectId, ip: string, userAgent: string, salt: Uint8Array): HexHash {
  // JSON keeps the three apart: no two triples are written alike.
  return createHmac('sha256', salt)
    .update(JSON.stringify([project, ip, userAgent]))
    .digest('hex');
}
