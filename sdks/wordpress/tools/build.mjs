// Puts the plugin together in dist/micrologs and packs dist/micrologs-VERSION.zip: same sources, same bytes.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const plugin = join(dist, 'micrologs');

/** Files of a folder and below, as paths, in one order everywhere. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function assemble() {
  rmSync(plugin, { recursive: true, force: true });
  mkdirSync(plugin, { recursive: true });
  cpSync(join(root, 'plugin'), plugin, { recursive: true });
  cpSync(join(dist, 'assets'), join(plugin, 'build'), { recursive: true });
}

/** The archive names no user, no permission of this machine and no time but the first that the format can hold. */
function pack() {
  const [, version] = /^ \* Version:\s+(\S+)$/m.exec(readFileSync(join(plugin, 'micrologs.php'), 'utf8'));
  const archive = join(dist, `micrologs-${version}.zip`);
  const files = filesBelow(plugin);
  for (const file of files) utimesSync(file, new Date('1980-01-01T00:00:00Z'), new Date('1980-01-01T00:00:00Z'));
  rmSync(archive, { force: true });
  execFileSync('zip', ['-q', '-X', '-9', archive, '-@'], {
    cwd: dist,
    env: { ...process.env, TZ: 'UTC' },
    input: files.map((file) => relative(dist, file)).join('\n'),
  });
  console.log(`${relative(root, archive)}: ${files.length} files`);
}

assemble();
pack();
