import type { InstallationStore } from '@micrologs/storage';
import { sha256 } from './key-ring.ts';

/** Under which the database keeps it. */
export const SALT_FINGERPRINT = 'ip_salt_fingerprint';

/** Tells whether two processes have the same salt of addresses, and so are of one installation. In hex. */
export function fingerprintOf(salt: string): string {
  return sha256(`micrologs ip salt ${salt}`);
}

/** As the database knows it; null before the first start of a process that has the salt. */
export function readFingerprint(installation: Pick<InstallationStore, 'get'>): Promise<string | null> {
  return installation.get(SALT_FINGERPRINT);
}
