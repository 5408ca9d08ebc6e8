// Bundles the default thread modules into dist/. Also vitest's global setup, so that tests never run a stale build.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));

export async function setup() {
  await build({
    absWorkingDir: folder,
    entryPoints: ['src/writer.thread.ts', 'src/reader.thread.ts'],
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    external: ['better-sqlite3', 'kysely'],
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setup();
