import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Found beside the bundles under their own names, as in the server. */
const THREADS = ['reader', 'writer'].map((mode) => `../../libs/storage-sqlite/src/${mode}.thread.ts`);

/** Bundles the parts of the bench that use the project's libraries into `dist`, each under its own name. */
export async function bundle() {
  const duckdb = createRequire(path.join(folder, 'duckdb/package.json')).resolve('@duckdb/node-api');
  await build({
    absWorkingDir: folder,
    entryPoints: ['data/prepare.ts', 'reports/answer.ts', ...THREADS],
    entryNames: '[name]',
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
