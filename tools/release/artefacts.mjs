import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where everything that is released lies side by side. */
export const dist = fileURLToPath(new URL('dist/', import.meta.url));

const run = (command, args, env = {}) =>
  execFileSync(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });

const npmPack = (folder) => () =>
  run('npm', ['pack', `./${folder}`, '--pack-destination', dist, '--ignore-scripts', '--silent']);

/**
 * What is released: each with its folder, how it is made of what is built, and the files that come of it.
 * `contents` are the files that it may have, from its own root; `needs` some that it must.
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
    needs: ['dist/index.mjs', 'dist/index.d.ts', 'README.md', 'LICENSE'],
  },
  {
    folder: 'sdks/node',
    make: npmPack('sdks/node'),
    files: (version) => [`micrologs-node-${version}.tgz`],
    contents: /^(dist\/.+\.(mjs|cjs|d\.ts|d\.cts)|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/,
    needs: ['dist/index.mjs', 'dist/index.cjs', 'dist/index.d.ts', 'dist/index.d.cts', 'README.md', 'LICENSE'],
  },
];
