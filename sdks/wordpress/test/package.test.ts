import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { ARCHIVE, PLUGIN } from './bed/wordpress.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

it('is the same archive, byte by byte, from the same sources', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'plugin-again-'));
  try {
    execFileSync(process.execPath, [path.join(root, 'tools/build.mjs'), folder]);
    expect(hashOf(path.join(folder, path.basename(ARCHIVE)))).toBe(hashOf(ARCHIVE));
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('is one folder in the archive', () => {
  const names = execFileSync('unzip', ['-Z1', ARCHIVE], { encoding: 'utf8' }).trim().split('\n');
  expect(names).toContain('micrologs/micrologs.php');
  expect(names).toContain('micrologs/includes/Core/Client.php');
  expect(names.filter((name) => !name.startsWith('micrologs/'))).toEqual([]);
});

it('has every text of the scripts among those for translators', () => {
  const scripts = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  const texts = scripts.flatMap((name) => {
    const source = readFileSync(path.join(root, 'src', name), 'utf8');
    return [...source.matchAll(/\b_[_n]\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text!);
  });
  const template = readFileSync(path.join(PLUGIN, 'languages/micrologs.pot'), 'utf8');
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((text) => !template.includes(`msgid "${text}"`))).toEqual([]);
});

it('has translations for each script that shows texts', () => {
  for (const name of readdirSync(path.join(PLUGIN, 'build')).filter((file) => file.endsWith('.asset.php'))) {
    if (!readFileSync(path.join(PLUGIN, 'build', name), 'utf8').includes("'wp-i18n'")) continue;
    const script = name.slice(0, -'.asset.php'.length);
    const file = path.join(PLUGIN, `languages/micrologs-de_DE-micrologs-${script}.json`);
    expect(existsSync(file), file).toBe(true);
  }
});

it.each([
  ['site', 3],
  ['site-extra', 8],
])('brings a tracker, %s.js, of less than %d KB as it travels', (name, kilobytes) => {
  const script = readFileSync(path.join(PLUGIN, `build/${name}.js`));
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(kilobytes * 1024);
});
