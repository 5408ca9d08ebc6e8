import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FAULTS } from '../src/faults.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Titles of tests, such as `it('E1: …'` and `it('E1, E2: …'`. */
const TITLE = /\b(?:it|test|describe)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:[A-Z]\d+[a-z]?(?:, )?)+): /g;

function namedFaults(): Map<string, string> {
  const files = execFileSync('git', ['ls-files', '--', '*.ts'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  const found = new Map<string, string>();
  for (const file of files.filter((name) => /\.test\.ts$|\/conformance\/|\/test\//.test(name))) {
    for (const [, , ids = ''] of readFileSync(`${root}/${file}`, 'utf8').matchAll(TITLE)) {
      for (const id of ids.split(', ')) found.set(id, file);
    }
  }
  return found;
}

it.each(Object.entries(FAULTS))('%s has a test of its own: %s', (id) => {
  expect([...namedFaults().keys()]).toContain(id);
});
