import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createLogging } from './logger.ts';

const MIB = 1024 ** 2;

it('starts a new file at 10 MB and keeps five', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'micrologs-log-'));
  // Of an earlier run: it counts among those that are kept, and is the oldest.
  writeFileSync(path.join(folder, 'server.1.log'), 'x'.repeat(10 * MIB));
  const { logger, flush } = await createLogging({ logLevel: 'info', logFile: path.join(folder, 'server.log') });
  const filler = 'x'.repeat(256 * 1024);
  const files = () => readdirSync(folder).sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]));
  const numberOf = (name: string | undefined) => Number(name?.split('.')[1]);
  // One that is listed may be removed a moment later, as too many.
  const sizeOf = (file: string) => statSync(path.join(folder, file), { throwIfNoEntry: false })?.size ?? 0;
  const sizes = () => JSON.stringify(files().map((file) => [file, sizeOf(file)]));
  while (numberOf(files().at(-1)) < 9) {
    const before = sizes();
    logger.info({ filler }, 'line');
    // A file is left a moment after it is full, so whoever never waits gets larger ones.
    while (sizes() === before || sizeOf(files().at(-1)!) > 10 * MIB) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  flush();
  // The one being written may or may not be counted among the five.
  await expect.poll(() => [5, 6].includes(files().length)).toBe(true);
  expect(numberOf(files()[0])).toBeGreaterThanOrEqual(4);
  // What is on its way while files are changed may be counted for the one and written to the other.
  for (const file of files().slice(0, -1)) {
    expect(sizeOf(file)).toBeGreaterThan(8 * MIB);
    expect(sizeOf(file)).toBeLessThan(13 * MIB);
  }
});
