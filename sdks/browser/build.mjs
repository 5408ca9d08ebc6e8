// Builds the tracker: script files for the server to serve, and the npm package. Fails when a file outgrows its budget.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build as esbuild, transform } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The script files: source, and the largest size allowed in bytes after brotli. */
const SCRIPTS = {
  'micrologs.js': { entry: 'src/snippet.ts', maxBrotliBytes: 2_000 },
  'micrologs.core.js': { entry: 'src/snippet-core.ts', maxBrotliBytes: 900 },
};

/** Every current browser runs this. */
const target = 'es2020';

/**
 * Bundles one file in memory.
 * @param {string} entry path below this folder
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entry, options) {
  const result = await esbuild({
    ...options,
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    target,
    platform: 'browser',
    legalComments: 'none',
    // Without the compiler's settings, which would add "use strict".
    tsconfigRaw: {},
  });
  return result.outputFiles[0].text;
}

/**
 * One of the script files, built from the present source.
 * @param {keyof typeof SCRIPTS} name
 */
export async function bundleScript(name) {
  const script = await bundle(SCRIPTS[name].entry, { format: 'iife', minifySyntax: true });
  // The second pass sees one scope where the first one saw a file each, and so saves some more.
  return (await transform(script, { minify: true, target })).code;
}

/** The ES module of the npm package, built from the present source. */
export const bundleModule = () => bundle('src/index.ts', { format: 'esm' });

/**
 * Writes everything into a folder: the script files, `index.mjs` and its types.
 * @param {string} outdir emptied first
 * @returns {Promise<{ name: string, raw: number, gzip: number, brotli: number, max?: number }[]>} sizes in bytes
 * @throws Error when a script file is above its budget
 */
export async function build(outdir = join(root, 'dist')) {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const sizes = [];
  const add = (name, text, max) => {
    writeFileSync(join(outdir, name), text);
    sizes.push({ name, raw: text.length, gzip: gzipSync(text).length, brotli: brotliCompressSync(text).length, max });
  };
  for (const [name, { maxBrotliBytes }] of Object.entries(SCRIPTS)) add(name, await bundleScript(name), maxBrotliBytes);
  add('index.mjs', await bundleModule());
  writeTypes(outdir);

  const tooLarge = sizes.filter(({ brotli, max }) => max !== undefined && brotli > max);
  if (tooLarge.length > 0) {
    throw new Error(
      tooLarge.map(({ name, brotli, max }) => `${name}: ${brotli} bytes brotli, ${max} allowed`).join('\n'),
    );
  }
  return sizes;
}

function writeTypes(outdir) {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', outdir];
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.json'), ...options], { stdio: 'inherit' });
  // Only the two files of the public interface; imports get the ending that every module resolution understands.
  for (const file of readdirSync(outdir).filter((name) => name.endsWith('.d.ts'))) {
    const path = join(outdir, file);
    if (file === 'index.d.ts') writeFileSync(path, readFileSync(path, 'utf8').replaceAll("./types.ts'", "./types.js'"));
    else if (file !== 'types.d.ts') rmSync(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    for (const { name, raw, gzip, brotli, max } of await build()) {
      const limit = max === undefined ? '' : ` (at most ${max})`;
      console.log(`${name.padEnd(18)} ${raw} B raw, ${gzip} B gzip, ${brotli} B brotli${limit}`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
