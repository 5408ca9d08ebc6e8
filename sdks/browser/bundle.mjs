// Bundles the tracker's sources in memory: as script files for pages and as modules of the npm package.
import { fileURLToPath } from 'node:url';
import { build as esbuild, transform } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The script files: source, and the largest size allowed in bytes after brotli. */
export const SCRIPTS = {
  'micrologs.js': { entry: 'src/snippet.ts', maxBrotliBytes: 2_000 },
  'micrologs.core.js': { entry: 'src/snippet-core.ts', maxBrotliBytes: 900 },
  'micrologs.extra.js': { entry: 'src/snippet-extra.ts', maxBrotliBytes: 5_000 },
};

/** The entries of the npm package, each of which is one file. */
export const MODULES = {
  'index.mjs': 'src/index.ts',
  'web-vitals.mjs': 'src/web-vitals.ts',
  'realtime.mjs': 'src/realtime.ts',
};

/** Every current browser runs this. */
const target = 'es2020';

/**
 * Bundles one file in memory.
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(options) {
  const result = await esbuild({
    absWorkingDir: root,
    bundle: true,
    write: false,
    target,
    platform: 'browser',
    legalComments: 'none',
    // Without the compiler's settings, which would add "use strict".
    tsconfigRaw: {},
    ...options,
  });
  return result.outputFiles[0].text;
}

/**
 * One of the script files, built from the present source.
 * @param {keyof typeof SCRIPTS} name
 */
export async function bundleScript(name) {
  const script = await bundle({ entryPoints: [SCRIPTS[name].entry], format: 'iife', minifySyntax: true });
  // The second pass sees one scope where the first one saw a file each, and so saves some more.
  return (await transform(script, { minify: true, target })).code;
}

/**
 * One of the ES modules of the npm package, built from the present source. What it depends on is not in it.
 * @param {keyof typeof MODULES} name
 */
export const bundleModule = (name) => bundle({ entryPoints: [MODULES[name]], format: 'esm', packages: 'external' });

/**
 * What a bundler makes of an application that imports from the package, minified.
 * @param {string} code
 */
export const bundleApplication = (code) =>
  bundle({ stdin: { contents: code, resolveDir: root, loader: 'ts' }, format: 'esm', minify: true });

/** The ordinary script file for people to read; its sources with their comments are in the package too. */
export const bundleReadable = () => bundle({ entryPoints: [SCRIPTS['micrologs.js'].entry], format: 'iife' });
