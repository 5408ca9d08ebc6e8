// `npm test`: installs what the tests need, runs every check and every test, and closes with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { installNodePackages, installSystemPackages, root } from './install.mjs';
import { collectResults, removeOldResults } from './results.mjs';

/** Runs a command with its output shown. @returns {Promise<boolean>} whether it succeeded */
function run(title, command, args) {
  const startedAt = Date.now();
  console.log(`\n▶ ${title}`);
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(`  ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => {
      console.log(`${code === 0 ? '✔' : '✘'} ${title} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
      resolve(code === 0);
    });
  });
}

const npmRun = (script, ...more) => ['npm', ['run', '--silent', script, ...more]];

installNodePackages();
installSystemPackages();
removeOldResults();

const checks = [
  ['The lockfile installs anywhere', 'node', ['tools/lint/lockfile.mjs']],
  ['Style and lint', ...npmRun('lint')],
  ['openapi.yaml is sound', ...npmRun('lint:openapi', '--workspace=@micrologs/contract')],
  ['Generated code is up to date', ...npmRun('generate:check', '--workspace=@micrologs/contract')],
  ['Types', ...npmRun('typecheck')],
  ['Module boundaries', ...npmRun('boundaries')],
];
let passed = 0;
const failed = [];
for (const [title, command, args] of checks) {
  if (await run(title, command, args)) passed += 1;
  else failed.push(title);
}

const parallel = String(Math.max(1, Math.min(2, cpus().length)));
const nx = ['nx', 'run-many', '-t', 'build', 'test', 'test-mariadb', '--parallel', parallel, '--nxBail=false'];
const testsSucceeded = await run('Build and test every project', 'npx', nx);

const results = collectResults();
passed += results.passed;
failed.push(...results.failed);
if (!testsSucceeded && results.failed.length === 0) failed.push('a build or test task that left no result');

console.log(`\n${results.files} result files`);
for (const title of failed) console.log(`  ✘ ${title}`);
console.log(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
