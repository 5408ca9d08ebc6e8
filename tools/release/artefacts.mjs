import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { versionOf } from './versions.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where everything that is released lies side by side. */
export const dist = fileURLToPath(new URL('dist/', import.meta.url));

const run = (command, args, env = {}) =>
  execFileSync(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });

const npmPack = (folder) => () =>
  run('npm', ['pack', `./${folder}`, '--pack-destination', dist, '--ignore-scripts', '--silent']);

/** A wheel and a source distribution, with the tools that are installed: Debian's hatchling comes without what it only needs for editable installs. */
const pythonBuild = (folder) => () =>
  run('/usr/bin/python3', ['-m', 'build', '--no-isolation', '--skip-dependency-check', '--outdir', dist, folder], {
    PYTHONDONTWRITEBYTECODE: '1',
  });

const composerArchive = (folder, name) => () =>
  run(
    'composer',
    ['archive', `--working-dir=${folder}`, '--format=zip', `--dir=${dist}`, `--file=${name}-${versionOf(folder)}`],
    {
      COMPOSER_ALLOW_SUPERUSER: '1',
      COMPOSER_DISABLE_NETWORK: '1',
    },
  );

const copyZip = (folder) => () => {
  const [zip] = readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.zip'));
  copyFileSync(path.join(root, folder, zip), path.join(dist, zip));
};

/**
 * What is released: each with its folder, how it is made of what is built, and the files that come of it.
 * `contents` are the files that it may have, from its own root; `needs` ends of the paths of some that it must.
 */
export const ARTEFACTS = [
  {
    folder: 'apps/server',
    make: npmPack('apps/server'),
    files: (version) => [`micrologs-${version}.tgz`],
    contents: /^(dist\/.+|README\.md|LICENSE|package\.json)$/,
    needs: ['dist/cli.mjs', 'dist/openapi.json', 'README.md', 'LICENSE'],
  },
  {
    folder: 'sdks/browser',
    make: npmPack('sdks/browser'),
    files: (version) => [`micrologs-browser-${version}.tgz`],
    contents: /^((dist|src)\/.+\.(mjs|ts|js|json)|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/,
    needs: ['dist/index.mjs', 'dist/index.d.ts', 'dist/realtime.mjs', 'README.md', 'LICENSE'],
  },
  {
    folder: 'sdks/node',
    make: npmPack('sdks/node'),
    files: (version) => [`micrologs-node-${version}.tgz`],
    contents: /^(dist\/.+\.(mjs|cjs|d\.ts|d\.cts)|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/,
    needs: [
      'dist/index.mjs',
      'dist/index.cjs',
      'dist/index.d.ts',
      'dist/index.d.cts',
      'dist/realtime.cjs',
      'README.md',
      'LICENSE',
    ],
  },
  {
    folder: 'sdks/python',
    make: pythonBuild('sdks/python'),
    files: (version) => [`micrologs-${version}-py3-none-any.whl`, `micrologs-${version}.tar.gz`],
    contents:
      /^((src\/)?micrologs\/(\w+\/)*(\w+\.py|py\.typed)|micrologs-[\d.]+\.dist-info\/.+|README\.md|CHANGELOG\.md|LICENSE|pyproject\.toml|PKG-INFO|\.gitignore)$/,
    needs: ['micrologs/__init__.py', 'micrologs/py.typed', 'LICENSE'],
  },
  {
    folder: 'sdks/php',
    make: composerArchive('sdks/php', 'micrologs-php'),
    files: (version) => [`micrologs-php-${version}.zip`],
    contents: /^((src|examples)\/.+\.php|autoload\.php|README\.md|CHANGELOG\.md|LICENSE|composer\.json)$/,
    needs: ['src/Client.php', 'composer.json', 'README.md', 'LICENSE'],
  },
  {
    folder: 'sdks/laravel',
    make: composerArchive('sdks/laravel', 'micrologs-laravel'),
    files: (version) => [`micrologs-laravel-${version}.zip`],
    contents: /^((src|config|examples)\/.+\.php|README\.md|CHANGELOG\.md|LICENSE|composer\.json)$/,
    needs: ['src/MicrologsServiceProvider.php', 'config/micrologs.php', 'composer.json', 'README.md', 'LICENSE'],
  },
  {
    folder: 'sdks/wordpress',
    make: copyZip('sdks/wordpress/dist'),
    files: (version) => [`micrologs-${version}.zip`],
    contents: /^micrologs\/(.+\.php|build\/.+|languages\/.+|readme\.txt|LICENSE|assets\/.+)$/,
    needs: ['micrologs/micrologs.php', 'micrologs/uninstall.php', 'micrologs/readme.txt'],
  },
];
