import { hash } from 'node:crypto';
import type { ProjectId } from '@micrologs/domain';

/**
 * The fingerprint by which the PHP engine told groups apart, as hex: its parts follow each other without separators, so
 * some that differ collide. Only good for finding a group that was imported.
 */
export function legacyFingerprint(
  project: ProjectId,
  error: { errorType: string; message: string; file: string; line: number | null },
): string {
  return hash('sha256', `${project}${error.errorType}${error.message}${error.file}${error.line ?? ''}`, 'hex');
}
