import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { installDuckDb } from './duckdb/install.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));

const ENGINES = ['sqlite', 'mysql'];
const ENTRIES = ['data/prepare.ts', 'data/mariadb.ts', 'data/seal.ts', 'reports/answer.ts'];

/** By the name of what comes out: the threads of both engines, and what the bench itself runs. */
function entryPoints() {
  const threads = ENGINES.flatMap((engine) =>
    ['reader', 'writer'].map((mode) => [
      `${engine}/${mode}.thread`,
      `../../libs/storage-${engine}/src/${mode}.thread.ts`,
    ]),
  );
  return Object.fromEntries([...threads, ...ENTRIES.map((entry) => [path.basename(entry, '.ts'), entry])]);
}

/** Bundles the parts of the bench that use the project's libraries into `dist`, each under its own name. */
export async function bundle() {
  installDuckDb();
  const duckdb = createRequire(path.join(folder, 'duckdb/package.json')).resolve('@duckdb/node-api');
  await build({
    absWorkingDir: folder,
    entryPoints: entryPoints(),
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: 'linked',
    external: ['better-sqlite3', 'mysql2'],
    plugins: [
      {
        name: 'duckdb-of-the-bench',
        setup({ onResolve }) {
          onResolve({ filter: /^@duckdb\/node-api$/ }, () => ({ path: pathToFileURL(duckdb).href, external: true }));
        },
      },
    ],
    logLevel: 'warning',
  });
}
