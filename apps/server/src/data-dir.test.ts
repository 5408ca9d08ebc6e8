import { mkdtempSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from './data-dir.ts';

const base = mkdtempSync(path.join(tmpdir(), 'micrologs-folder-'));

it('makes a folder and those above it, once', () => {
  const folder = path.join(base, 'a', 'b', 'c');
  makeFolder(folder, 0o700);
  makeFolder(folder, 0o700);
  expect(statSync(folder).isDirectory()).toBe(true);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('fails where none can be made', () => {
  const file = path.join(base, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(file)).toThrow(/no folder/);
  expect(() => makeFolder(path.join(file, 'a'))).toThrow(/no folder/);
  const dangling = path.join(base, 'dangling');
  symlinkSync(path.join(base, 'not-mounted'), dangling);
  expect(() => makeFolder(path.join(dangling, 'a'))).toThrow(/ENOENT/);
  expect(() => makeFolder('/proc/nothing/here')).toThrow();
});
