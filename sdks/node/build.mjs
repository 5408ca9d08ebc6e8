// Builds the package: ES modules, CommonJS and the types of both. ky, which is an ES module alone, goes into both, and ws into the
// entry that listens.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');
const types = join(dist, 'types');

/** What can be imported. */
const ENTRIES = ['index', 'express', 'koa', 'fastify', 'pino', 'realtime', 'testing'];

/** ws is CommonJS, which needs it for the modules of Node. */
const REQUIRE = `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n`;

/** `require` gives the class itself, as in 1.x, with everything else as its members. */
const CLASS_AS_MODULE = 'module.exports = Object.assign(module.exports.Micrologs, module.exports);';

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await bundle('esm', '.mjs');
await bundle('cjs', '.cjs');
writeTypes();

async function bundle(format, extension) {
  for (const name of ENTRIES) {
    await esbuild({
      entryPoints: [join(root, `src/${name}.ts`)],
      outfile: join(dist, `${name}${extension}`),
      format,
      bundle: true,
      platform: 'node',
      target: 'node20',
      // ky's licence goes along.
      legalComments: 'inline',
      plugins: [sharedClient(extension)],
      // ws does without them.
      external: ['bufferutil', 'utf-8-validate'],
      banner: name === 'realtime' ? { js: `${licenceOfWs()}${format === 'esm' ? REQUIRE : ''}` } : {},
      footer: format === 'cjs' && name === 'index' ? { js: CLASS_AS_MODULE } : {},
    });
  }
}

/** Its files say nothing of it. */
function licenceOfWs() {
  const folder = dirname(createRequire(import.meta.url).resolve('ws'));
  return `/*! ws\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n*/\n`;
}

/** Entries share the client of the main one. */
function sharedClient(extension) {
  const resolve = () => ({ path: `./index${extension}`, external: true });
  return { name: 'shared-client', setup: (build) => build.onResolve({ filter: /^\.\.?\/index\.ts$/ }, resolve) };
}

function writeTypes() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
  for (const file of readdirSync(types, { recursive: true }).filter((name) => name.endsWith('.d.ts'))) {
    const path = join(types, file);
    const text = readFileSync(path, 'utf8');
    const withEnding = (ending) => text.replace(/(['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, `$1${ending}$2`);
    writeFileSync(path, withEnding('.js'));
    writeFileSync(path.replace(/\.ts$/, '.cts'), withEnding('.cjs'));
  }
  for (const name of ENTRIES) {
    writeFileSync(join(dist, `${name}.d.ts`), `export * from './types/${name}.js';\n`);
    writeFileSync(join(dist, `${name}.d.cts`), `export * from './types/${name}.cjs';\n`);
  }
  writeFileSync(
    join(dist, 'index.d.ts'),
    `export * from './types/index.js';\nexport { Micrologs as default } from './types/index.js';\n`,
  );
  writeFileSync(join(dist, 'index.d.cts'), classAsModuleTypes());
}

/** Types of a module that is the class, with what the entry exports as its members. */
function classAsModuleTypes() {
  const source = readFileSync(join(types, 'index.d.cts'), 'utf8');
  const lists = [...source.matchAll(/export (type )?\{([^}]*)\}/g)];
  const names = lists.flatMap(([, isType, list]) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !/^Micrologs\b/.test(name))
      .map((name) => (isType ? `type ${name}` : name)),
  );
  return `import { Micrologs as Client, ${names.join(', ')} } from './types/index.cjs';

declare class Micrologs extends Client {}
declare namespace Micrologs {
  export { Client as Micrologs, Client as default, ${names.join(', ')} };
}
export = Micrologs;
`;
}
