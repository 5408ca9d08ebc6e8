// Bundles the default thread modules into dist/. Also vitest's global setup, so that tests never run a stale build of them.
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
    // The driver is bundled: loaded file by file it costs each thread time and memory.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
}

export async function setup() {
  await bundle(['src/writer.thread.ts', 'src/reader.thread.ts'], 'dist');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setup();
