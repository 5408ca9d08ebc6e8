import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Project } from '@micrologs/domain';

export const SECRET_KEY_PATTERN = /^[0-9a-f]{64}$/;
export const PUBLIC_KEY_PATTERN = /^[0-9a-f]{32}$/;

/** A new secret key: 64 lower-case hex digits. */
export function newSecretKey(): string {
  return randomBytes(32).toString('hex');
}

/** A new public key: 32 lower-case hex digits. */
export function newPublicKey(): string {
  return randomBytes(16).toString('hex');
}

/** What is stored of a secret key: its SHA-256, in hex. The keys are random, so they need neither salt nor stretching. */
export function hashSecretKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** A project whose key was given, and which of the two keys it was. */
export interface KeyOwner {
  project: Project;
  keyType: 'secret' | 'public';
}

/**
 * The active project with this key. Each of the projects is compared, by digests of equal length and without an early
 * end, so the time taken says nothing about a key.
 */
export function ownerOfKey(key: string, projects: readonly Project[]): KeyOwner | null {
  const digest = createHash('sha256').update(key).digest();
  let owner: KeyOwner | null = null;
  for (const project of projects) {
    const isSecret = timingSafeEqual(digest, Buffer.from(project.secretHash, 'hex'));
    const isPublic = timingSafeEqual(digest, createHash('sha256').update(project.publicKey).digest());
    if (project.isActive && (isSecret || isPublic)) owner = { project, keyType: isSecret ? 'secret' : 'public' };
  }
  return owner;
}
