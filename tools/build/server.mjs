// Builds the server into apps/server/dist: a bundle for the command line, one for each thread, and the files that it serves.
// Needs nothing but the root's `dependencies`, since `npm start` on a fresh clone installs no development tools.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { hashOfSources, stampFile } from './source-hash.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const server = path.join(root, 'apps/server');
const dist = path.join(server, 'dist');
const LARGE_BYTES = 200_000;
// Built beside and swapped in at the end: a running server and a failed build both keep a whole dist.
const fresh = path.join(server, `dist.${process.pid}`);
const { version, dependencies, optionalDependencies } = JSON.parse(
  readFileSync(path.join(server, 'package.json'), 'utf8'),
);

const hash = hashOfSources();
mkdirSync(fresh);
try {
  await bundle();
  writeFileSync(path.join(fresh, 'openapi.json'), openApiJson());
  copyDocs();
  const scripts = await writeTracker();
  compress(['openapi.json', ...scripts, 'docs/start.js', 'docs/swagger-ui.css', 'docs/swagger-ui-bundle.js']);
  writeFileSync(path.join(fresh, path.basename(stampFile)), hash);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

async function bundle() {
  const entries = { cli: path.join(server, 'src/cli.ts') };
  // Threads are found beside the bundle under their own names, whichever package they belong to; the server's own
  // writer takes the place of the engine's.
  for (const folder of [...sourceFolders(), path.join(server, 'src')]) {
    for (const file of readdirSync(folder)) {
      if (file.endsWith('.thread.ts')) entries[file.slice(0, -3)] = path.join(folder, file);
    }
  }
  await build({
    entryPoints: entries,
    outdir: fresh,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'linked',
    sourcesContent: false,
    // Named one by one: `packages: "external"` would leave out the workspace's own libraries too.
    external: Object.keys({ ...dependencies, ...optionalDependencies }),
    plugins: [workspaceModules()],
    // Threads and commands load the parts that they use, and nothing else of what another one needs.
    splitting: true,
    chunkNames: 'part-[hash]',
    define: { 'process.env.MICROLOGS_VERSION': JSON.stringify(version) },
    logLevel: 'warning',
  });
}

function sourceFolders() {
  return libraries()
    .map((folder) => path.join(folder, 'src'))
    .filter((folder) => existsSync(folder));
}

function libraries() {
  return readdirSync(path.join(root, 'libs')).map((name) => path.join(root, 'libs', name));
}

/**
 * Finds the workspace's libraries, to which an install for the server alone makes no links in node_modules. Their modules
 * do nothing by being imported, so that what is not used can be left out with all that it imports.
 */
function workspaceModules() {
  const modules = new Map();
  for (const folder of libraries()) {
    const { name, exports } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    for (const [subpath, file] of Object.entries(exports)) {
      modules.set(path.posix.join(name, subpath), path.join(folder, file));
    }
  }
  return {
    name: 'workspace-modules',
    setup({ onResolve }) {
      onResolve({ filter: /^@micrologs\// }, ({ path: name }) =>
        modules.has(name) ? { path: modules.get(name), sideEffects: false } : undefined,
      );
      onResolve({ filter: /^\.\.?\// }, ({ path: name, resolveDir, kind }) =>
        kind === 'import-statement' ? { path: path.resolve(resolveDir, name), sideEffects: false } : undefined,
      );
    },
  };
}

function openApiJson() {
  return JSON.stringify(parse(readFileSync(path.join(root, 'openapi.yaml'), 'utf8')));
}

function copyDocs() {
  const require = createRequire(import.meta.url);
  const swagger = path.dirname(require.resolve('swagger-ui-dist/package.json'));
  cpSync(path.join(server, 'assets/docs'), path.join(fresh, 'docs'), { recursive: true });
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'LICENSE', 'NOTICE']) {
    if (existsSync(path.join(swagger, file))) cpSync(path.join(swagger, file), path.join(fresh, 'docs', file));
  }
}

/** @returns the names of its files in the build */
async function writeTracker() {
  // Built from its present source every time, which takes milliseconds, so that it is never stale.
  const { bundleScript, SCRIPTS } = await import('../../sdks/browser/bundle.mjs');
  mkdirSync(path.join(fresh, 'tracker'));
  const files = Object.keys(SCRIPTS).map((name) => [name, `tracker/${name}`]);
  for (const [name, file] of files) writeFileSync(path.join(fresh, file), await bundleScript(name));
  return files.map(([, file]) => file);
}

function compress(files) {
  for (const file of files.map((name) => path.join(fresh, name))) {
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    // The best quality takes seconds for the megabyte of the docs, and gains what few will ever load.
    const quality = content.length > LARGE_BYTES ? 9 : constants.BROTLI_MAX_QUALITY;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  }
}
