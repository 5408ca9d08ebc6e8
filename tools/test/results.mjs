import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './install.mjs';

/** The scripts that test a package, and the file of results that each leaves unless `project.json` says so. */
const SCRIPTS = { test: 'vitest.json', 'test-mariadb': 'vitest-mariadb.json' };

/**
 * Folders that have a script or target of this name, with the files of results that it leaves: what an SDK in another
 * language lists as `outputs` of that target in its `project.json`.
 */
function packagesWith(script) {
  const packages = [];
  for (const group of ['apps', 'examples', 'libs', 'sdks', 'tools']) {
    for (const name of readdirSync(join(root, group))) {
      const folder = join(group, name);
      const target = jsonOf(join(folder, 'project.json')).targets?.[script];
      if (target !== undefined) {
        // Pictures of what was tested are outputs as well.
        const names = target.outputs.map((output) => basename(output)).filter((name) => /\.(json|xml)$/.test(name));
        packages.push({ folder, names });
      } else if (jsonOf(join(folder, 'package.json')).scripts?.[script] !== undefined) {
        packages.push({ folder, names: [SCRIPTS[script]] });
      }
    }
  }
  return packages;
}

function jsonOf(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** So that a result can only come from this run (or from Nx's cache of the same inputs). */
export function removeOldResults() {
  for (const { folder } of packagesWith('test'))
    rmSync(join(root, folder, 'test-results'), { recursive: true, force: true });
}

/**
 * Counts every test of every package; a package that left no result counts as one failure.
 * @returns {{passed: number, failed: string[], files: number}} of each failure its name, and below it what was wrong
 */
export function collectResults() {
  let passed = 0;
  let files = 0;
  const failed = [];
  const expected = Object.keys(SCRIPTS).flatMap((script) =>
    packagesWith(script).flatMap(({ folder, names }) => names.map((name) => ({ folder, name }))),
  );
  for (const { folder, name } of expected) {
    const file = join(root, folder, 'test-results', name);
    if (!existsSync(file)) {
      failed.push(`${folder}: no test result in ${name}`);
      continue;
    }
    files += 1;
    const text = readFileSync(file, 'utf8');
    const results = name.endsWith('.xml') ? junitResults(text) : vitestResults(JSON.parse(text));
    if (results.length === 0) failed.push(`${folder}: no test in ${name}`);
    for (const { title, status, detail } of results) {
      if (status === 'passed') passed += 1;
      else failed.push(`${folder}: ${title} (${status})${indented(detail)}`);
    }
  }
  return { passed, failed, files };
}

const DETAIL_LINES = 30;

function indented(detail) {
  const lines = stripVTControlCharacters(detail)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines
    .map((line) => `\n      ${line}`)
    .slice(0, DETAIL_LINES)
    .join('');
}

function vitestResults({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) =>
    status === 'failed' && assertionResults.length === 0
      ? [{ title: name.replace(root, ''), status: 'could not be run', detail: message }]
      : assertionResults.map(({ fullName, status: outcome, failureMessages }) => ({
          title: fullName,
          status: outcome,
          detail: failureMessages.join('\n'),
        })),
  );
}

/** The test cases of a JUnit file, as pytest and PHPUnit write it: passed when nothing stands in one but its output. */
function junitResults(text) {
  return [...text.matchAll(/<testcase\b([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)].map(([, attributes, content = '']) => {
    const attribute = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    const [, fault] = /<(failure|error|skipped|warning)\b/.exec(content) ?? [];
    const title = `${attribute('classname')} ${attribute('name')}`.trim();
    return { title, status: fault ?? 'passed', detail: content };
  });
}
