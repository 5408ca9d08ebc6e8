// Bundles the default thread modules into dist/, or with `bench` the benches. Also vitest's global setup, so that tests
// never run a stale build of them or of the processes and threads that tests start.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));

function bundle(entryPoints, outdir) {
  return build({
    absWorkingDir: folder,
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    external: ['better-sqlite3'],
    logLevel: 'warning',
  });
}

function buildThreads() {
  return bundle(['src/writer.thread.ts', 'src/reader.thread.ts'], 'dist');
}

export async function setup() {
  await buildThreads();
  await bundle(
    ['test/processes/endless-writer.ts', 'test/processes/reserver.ts', 'test/threads/mortal-writer.ts'],
    'dist/test',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'bench') await bundle(['bench/ingest.bench.ts'], 'dist/bench');
  else await buildThreads();
}
