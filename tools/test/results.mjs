import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

/** The scripts that test a package, and the file of results that each leaves. */
const SCRIPTS = { test: 'vitest.json', 'test-mariadb': 'vitest-mariadb.json' };

/** Folders of packages that have a script. */
function packagesWith(script) {
  const folders = [];
  for (const group of ['apps', 'libs', 'sdks', 'tools']) {
    for (const name of readdirSync(join(root, group))) {
      const manifest = join(root, group, name, 'package.json');
      if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).scripts?.[script]) {
        folders.push(join(group, name));
      }
    }
  }
  return folders;
}

/** So that a result can only come from this run (or from Nx's cache of the same inputs). */
export function removeOldResults() {
  for (const folder of packagesWith('test'))
    rmSync(join(root, folder, 'test-results'), { recursive: true, force: true });
}

/** Counts every test of every package; a package that left no result counts as one failure. */
export function collectResults() {
  let passed = 0;
  let files = 0;
  const failed = [];
  const expected = Object.entries(SCRIPTS).flatMap(([script, name]) =>
    packagesWith(script).map((folder) => ({ folder, name })),
  );
  for (const { folder, name } of expected) {
    const file = join(root, folder, 'test-results', name);
    if (!existsSync(file)) {
      failed.push(`${folder}: no test result in ${name}`);
      continue;
    }
    files += 1;
    const results = JSON.parse(readFileSync(file, 'utf8'));
    for (const suite of results.testResults) {
      if (suite.status === 'failed' && suite.assertionResults.length === 0) {
        failed.push(`${folder}: ${suite.name.replace(root, '')} could not be run`);
      }
      for (const test of suite.assertionResults) {
        if (test.status === 'passed') passed += 1;
        else failed.push(`${folder}: ${test.fullName} (${test.status})`);
      }
    }
  }
  return { passed, failed, files };
}
