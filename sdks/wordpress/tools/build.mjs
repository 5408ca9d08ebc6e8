// build.mjs [FOLDER]: puts the plugin together in FOLDER/micrologs (dist unless given) and packs FOLDER/micrologs-VERSION.zip: same
// sources, same bytes.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow } from './files.mjs';
import { writeTranslations } from './translations.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = resolve(process.argv[2] ?? join(root, 'dist'));
const plugin = join(outdir, 'micrologs');

/** The library for PHP that does the talking, and what the plugin has its own of: transports, and a place for unsent events. */
const CORE = join(root, '../php/src');
const NOT_BUNDLED = ['Http/CurlTransport.php', 'Http/StreamTransport.php', 'Delivery/FolderSpill.php', 'Uncaught.php'];

/**
 * The library in a namespace of the plugin's: another plugin may bring another version of it. Each file gets the guard that every
 * file of a plugin has.
 */
function bundleCore() {
  for (const file of filesBelow(CORE)) {
    const name = relative(CORE, file);
    if (NOT_BUNDLED.includes(name)) continue;
    const source = readFileSync(file, 'utf8')
      .replaceAll(/(?<=[\s\\({|,'"@<]|^)Micrologs(?=\\[A-Z]|;)/gm, 'Micrologs\\WordPress\\Core')
      .replace(/^namespace .*;$/m, "$&\n\nif (!defined('ABSPATH')) {\n    exit;\n}");
    const target = join(plugin, 'includes/Core', name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, source);
  }
}

function assemble() {
  rmSync(plugin, { recursive: true, force: true });
  mkdirSync(plugin, { recursive: true });
  cpSync(join(root, 'plugin'), plugin, { recursive: true });
  cpSync(join(root, 'dist/assets'), join(plugin, 'build'), { recursive: true });
  bundleCore();
  writeTranslations(root, join(plugin, 'languages'), ['settings', 'stats', 'widget', 'editor', 'link-box']);
}

/** The archive names no user, no permission of this machine and no time but the first that the format can hold. */
function pack() {
  const [, version] = /^ \* Version:\s+(\S+)$/m.exec(readFileSync(join(plugin, 'micrologs.php'), 'utf8'));
  const archive = join(outdir, `micrologs-${version}.zip`);
  const files = filesBelow(plugin);
  for (const file of files) utimesSync(file, new Date('1980-01-01T00:00:00Z'), new Date('1980-01-01T00:00:00Z'));
  rmSync(archive, { force: true });
  execFileSync('zip', ['-q', '-X', '-9', archive, '-@'], {
    cwd: outdir,
    env: { ...process.env, TZ: 'UTC' },
    input: files.map((file) => relative(outdir, file)).join('\n'),
  });
  console.log(`${basename(archive)}: ${files.length} files`);
}

assemble();
pack();
