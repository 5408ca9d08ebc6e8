import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from '@micrologs/testing';
import { expect, it } from 'vitest';

it('writes files that nobody else can read, also into a folder that everybody can open', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'micrologs-files-'));
  chmodSync(dataDir, 0o755);
  const server = await startServer({ dataDir });
  try {
    const files = readdirSync(dataDir);
    expect(files).toEqual(expect.arrayContaining(['micrologs.db', 'secrets.json', 'spool.db']));
    const open = files.filter((file) => (statSync(path.join(dataDir, file)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true });
  }
});
