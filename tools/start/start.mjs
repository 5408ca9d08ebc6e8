// `npm start`: from a fresh clone to a running server. Installs only what the server needs, builds it, and runs it in this
// terminal; what is up to date already is skipped. Arguments go to `micrologs serve`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from '../build/source-hash.mjs';
import { ALLOCATOR } from './allocator.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = path.join(root, 'apps/server/dist/cli.mjs');
const TICK_MS = 10_000;
const PARENT_POLL_MS = 250;
const parent = process.ppid;

try {
  assertNodeVersion();
  const missing = missingPackages();
  if (missing.length > 0) await install(missing);
  if (!isBuildFresh()) await step('Building the server', process.execPath, ['tools/build/server.mjs']);
  await runServer();
} catch (error) {
  console.error(`\nmicrologs: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function assertNodeVersion() {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const wanted = engines.node.replace('>=', '').split('.').map(Number);
  const present = process.versions.node.split('.').map(Number);
  for (const [i, part] of wanted.entries()) {
    if (present[i] > part) return;
    if (present[i] < part) {
      throw new Error(
        `Node.js ${engines.node} is needed, and this is ${process.versions.node}. Get a newer one at https://nodejs.org.`,
      );
    }
  }
}

/** What the server needs and the installed tree does not have in the locked version. */
function missingPackages() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const needed = { ...packages[''].dependencies, ...packages['apps/server'].dependencies };
  const missing = Object.keys(needed).filter((name) => {
    const manifest = path.join(root, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) return true;
    return JSON.parse(readFileSync(manifest, 'utf8')).version !== packages[`node_modules/${name}`].version;
  });
  // An install that was interrupted, or made without scripts, leaves the package without its binding.
  const binding = path.join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');
  return existsSync(binding) ? missing : [...missing, 'the SQLite binding'];
}

async function install(missing) {
  const hasDevelopmentTools = existsSync(path.join(root, 'node_modules/typescript'));
  const only = hasDevelopmentTools ? [] : ['--omit=dev', '--workspace=apps/server', '--include-workspace-root'];
  console.log(
    `To install: ${missing.length > 4 ? `${missing.length} packages and what they need` : missing.join(', ')}`,
  );
  console.log('The SQLite binding is compiled where no ready one can be fetched, which takes about a minute.');
  // Under npm on Windows there is no `npm` program, only a command script; npm itself says where its own code is.
  const npm = process.env.npm_execpath;
  const args = ['ci', ...only, '--no-audit', '--no-fund', '--loglevel=error'];
  if (npm) await step('Installing', process.execPath, [npm, ...args]);
  else await step('Installing', 'npm', args);
}

/** Runs one step, telling every few seconds that it is still at work. */
function step(title, command, args) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  console.log(`${title} …`);
  const ticker = setInterval(() => console.log(`  … ${seconds()} s`), TICK_MS);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(ticker);
      if (code !== 0) return reject(new Error(`${title} failed; see above.`));
      console.log(`${title} took ${seconds()} s`);
      resolve();
    });
  });
}

/** The server's signals and exit code are those of this process. */
function runServer() {
  return new Promise((resolve, reject) => {
    const env = { ...ALLOCATOR, ...process.env };
    const child = spawn(process.execPath, [cli, 'serve', ...process.argv.slice(2)], { stdio: 'inherit', env });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    watchParent(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? (signal === null ? 0 : 1);
      resolve();
    });
  });
}

/** A SIGTERM to npm ends npm and the shell below it, but never reaches this process: it only finds itself without a parent. */
function watchParent(whenGone) {
  if (!process.env.npm_lifecycle_event) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    whenGone();
  }, PARENT_POLL_MS);
  timer.unref();
}
