// Builds the npm package with its script files. Fails when a file outgrows its budget, or when the table of sizes in the README is out
// of date: `node build.mjs --write` writes it anew.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleModule, bundleReadable, bundleScript, MODULES, SCRIPTS } from './bundle.mjs';
import { checkBudgets, checkTable, writeTable } from './sizes.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Writes everything into a folder: script files, the hashes that pages can ask for them (`integrity.json`), modules and types.
 * @param {string} outdir emptied first
 */
export async function build(outdir = join(root, 'dist')) {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const integrity = {};
  for (const name of Object.keys(SCRIPTS)) {
    const script = await bundleScript(name);
    writeFileSync(join(outdir, name), script);
    integrity[name] = `sha384-${createHash('sha384').update(script).digest('base64')}`;
  }
  writeFileSync(join(outdir, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);
  writeFileSync(join(outdir, 'micrologs.readable.js'), await bundleReadable());
  for (const name of Object.keys(MODULES)) writeFileSync(join(outdir, name), await bundleModule(name));
  writeTypes(outdir);
}

/** Types of the entries and of what they name; imports get the ending that every module resolution understands. */
function writeTypes(outdir) {
  const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', outdir];
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.json'), ...options], { stdio: 'inherit' });
  const wanted = new Set();
  const want = (file) => {
    if (wanted.has(file)) return;
    wanted.add(file);
    const text = readFileSync(file, 'utf8').replaceAll(/from '(\.{1,2}\/[^']+)\.ts'/g, (_, path) => {
      want(join(dirname(file), `${path}.d.ts`));
      return `from '${path}.js'`;
    });
    writeFileSync(file, text);
  };
  for (const name of Object.keys(MODULES)) want(join(outdir, name.replace('.mjs', '.d.ts')));
  for (const file of readdirSync(outdir, { recursive: true }).map((name) => join(outdir, name))) {
    if (file.endsWith('.d.ts') && !wanted.has(file)) rmSync(file);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build();
    for (const line of await checkBudgets()) console.log(line);
    await (process.argv.includes('--write') ? writeTable() : checkTable());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
