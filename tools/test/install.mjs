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

const PYTHON_PACKAGES = [
  ...['pytest', 'pytest-asyncio', 'django', 'flask', 'fastapi', 'starlette', 'uvicorn', 'httpx', 'celery'],
  ...['hatchling', 'build', 'venv', 'wheel', 'setuptools'],
];
const PYTHON_MODULES = PYTHON_PACKAGES.filter((name) => name !== 'venv').map((name) => name.replace('-', '_'));
/** Of each PHP extension, the package that brings it. */
const PHP_EXTENSIONS = {
  ...{ curl: 'php-curl', mbstring: 'php-mbstring', dom: 'php-xml', mysqli: 'php-mysql', pdo_sqlite: 'php-sqlite3' },
  ...{ zip: 'php-zip', intl: 'php-intl', gd: 'php-gd' },
};
const php = (script) => succeeds(`php -r '${script}'`);

/** What tests use for real: programs (any of the commands will do), files and modules, and the Debian packages that bring them. */
const NEEDS = [
  {
    commands: ['mariadbd'],
    files: ['/usr/lib/galera/libgalera_smm.so'],
    packages: ['mariadb-server', 'galera-4'],
  },
  { commands: ['faketime'], packages: ['faketime'] },
  { commands: ['valkey-server', 'redis-server'], packages: ['redis-server'] },
  { commands: ['openssl'], packages: ['openssl'] },
  { commands: ['curl'], packages: ['curl'] },
  { commands: ['jq'], packages: ['jq'] },
  { commands: ['chromium', 'chromium-browser', 'google-chrome'], packages: ['chromium'] },
  // Debian's own Python is the one that sees Debian's modules; another may come first on the PATH.
  {
    commands: ['/usr/bin/python3'],
    isComplete: () => succeeds(`/usr/bin/python3 -c 'import ensurepip, ${PYTHON_MODULES.join(', ')}'`),
    packages: ['python3', ...PYTHON_PACKAGES.map((name) => `python3-${name}`)],
  },
  { commands: ['mypy'], packages: ['mypy'] },
  { commands: ['gunicorn'], packages: ['gunicorn'] },
  { commands: ['black'], packages: ['black'] },
  { commands: ['flake8'], packages: ['flake8'] },
  {
    commands: ['php'],
    isComplete: () => Object.keys(PHP_EXTENSIONS).every((name) => php(`exit(extension_loaded("${name}") ? 0 : 1);`)),
    packages: ['php-cli', ...Object.values(PHP_EXTENSIONS)],
  },
  { commands: ['phpunit'], packages: ['phpunit'] },
  { commands: ['phpcs'], packages: ['php-codesniffer'] },
  { commands: ['composer'], packages: ['composer'] },
  {
    files: ['Illuminate', 'GuzzleHttp', 'Mockery'].map((name) => `/usr/share/php/${name}/autoload.php`),
    packages: ['php-laravel-framework', 'php-guzzlehttp-guzzle', 'php-mockery'],
  },
  {
    files: ['/usr/share/wordpress/wp-load.php', '/usr/share/wordpress/wp-content/themes/twentytwentythree'],
    packages: ['wordpress', 'wordpress-theme-twentytwentythree'],
  },
  { commands: ['xgettext'], packages: ['gettext'] },
  { commands: ['zip'], packages: ['zip'] },
  { commands: ['unzip'], packages: ['unzip'] },
];

const isThere = ({ commands, files = [], isComplete = () => true }) =>
  (commands === undefined || commands.some(onPath)) && files.every((file) => existsSync(file)) && isComplete();

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
export function installSystemPackages(needs = NEEDS) {
  const missing = needs.filter((need) => !isThere(need)).flatMap(({ packages }) => packages);
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
