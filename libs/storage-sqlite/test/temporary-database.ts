import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own, and the database file in it that a test may make. */
export function temporaryDatabase(): { folder: string; file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'micrologs-sqlite-'));
  return { folder, file: join(folder, 'micrologs.db'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
