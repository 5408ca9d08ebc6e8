import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

// Debian keeps servers where the PATH of ordinary users does not lead.
process.env.PATH = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;

const succeeds = (command) => spawnSync('sh', ['-c', command]).status === 0;
const onPath = (command) => succeeds(`command -v ${command}`);

/** Programs that tests start for real (any of the commands will do), and the Debian packages that bring them. */
const PROGRAMS = [
  {
    commands: ['mariadbd'],
    packages: ['mariadb-server', 'galera-4'],
    isComplete: () => existsSync('/usr/lib/galera/libgalera_smm.so'),
  },
  { commands: ['valkey-server', 'redis-server'], packages: ['redis-server'] },
  { commands: ['openssl'], packages: ['openssl'] },
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], packages: ['chromium'] },
  { commands: ['python3'], packages: ['python3'] },
  {
    commands: ['php'],
    packages: ['php-cli', 'php-curl', 'php-mbstring'],
    isComplete: () => succeeds(`php -r "exit(extension_loaded('curl') && extension_loaded('mbstring') ? 0 : 1);"`),
  },
];

function show(command, args, options = {}) {
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
}

/** `npm ci`, unless the packages of this very lockfile are installed already. */
export function installNodePackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
    process.exit(2);
  }
  const stamp = join(root, 'node_modules', '.installed-for-tests');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('▶ Installing npm packages');
  show('npm', ['ci', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
}

/** Installs from apt what is missing; needs root or sudo only then. */
export function installSystemPackages(programs = PROGRAMS) {
  const missing = programs
    .filter(({ commands, isComplete = () => true }) => !commands.some(onPath) || !isComplete())
    .flatMap(({ packages }) => packages);
  if (missing.length === 0) return;
  if (!onPath('apt-get')) {
    console.error(`The tests need ${missing.join(', ')}. Install them and run npm test again.`);
    process.exit(2);
  }
  console.log(`▶ Installing from apt: ${missing.join(' ')}`);
  const asRoot = process.getuid() === 0 ? [] : ['sudo'];
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'apt-get', ...args];
    show(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  apt('update', '-q');
  apt('install', '-y', '-q', '--no-install-recommends', ...missing);
}
