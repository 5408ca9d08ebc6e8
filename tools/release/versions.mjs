import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = { file: 'package.json', pattern: /(?<="version": ")[^"]+/ };

const PHP_CONSTANT = /(?<=const VERSION = ')[^']+/;

/** In the lockfile of the workspaces. */
const lockedAs = (folder) => ({
  file: '../../package-lock.json',
  pattern: new RegExp(`(?<="${folder}": \\{\\s+"name": "[^"]+",\\s+"version": ")[^"]+`),
});

/** By folder, where the version of each thing that is released is written down; the first place is the one that counts. */
const VERSIONS = {
  'apps/server': [PACKAGE, lockedAs('apps/server')],
  'sdks/browser': [PACKAGE, lockedAs('sdks/browser')],
  'sdks/node': [PACKAGE, { file: 'src/version.ts', pattern: /(?<=VERSION = ')[^']+/ }, lockedAs('sdks/node')],
  'sdks/python': [{ file: 'src/micrologs/_version.py', pattern: /(?<=VERSION = ")[^"]+/ }],
  'sdks/php': [{ file: 'src/Client.php', pattern: PHP_CONSTANT }],
  // Of one version with the library that it is made on.
  'sdks/laravel': [{ file: '../php/src/Client.php', pattern: PHP_CONSTANT }],
  'sdks/wordpress': [
    { file: 'plugin/micrologs.php', pattern: /(?<=^ \* Version: +)\S+/m },
    { file: 'plugin/micrologs.php', pattern: /(?<='MICROLOGS_VERSION', ')[^']+/ },
    { file: 'plugin/readme.txt', pattern: /(?<=^Stable tag: +)\S+/m },
    PACKAGE,
    { file: 'package-lock.json', pattern: /(?<=^\{\s+"name": "[^"]+",\s+"version": ")[^"]+/ },
    { file: 'package-lock.json', pattern: /(?<="": \{\s+"name": "[^"]+",\s+"version": ")[^"]+/ },
  ],
};

/**
 * The places of a folder's version.
 * @param folder from the repository's root
 */
export function versionPlaces(folder) {
  const places = VERSIONS[folder];
  if (places === undefined) throw new Error(`tools/release does not know where ${folder} has its version`);
  return places.map(({ file, pattern }) => ({ file: path.posix.join(folder, file), pattern }));
}

/** The version in a text. @throws Error when there is none */
export function versionIn(text, { file, pattern }) {
  const found = pattern.exec(text);
  if (found === null) throw new Error(`${file} has no version`);
  return found[0];
}

/** The version of what a folder releases. @throws Error when its places disagree */
export function versionOf(folder) {
  const places = versionPlaces(folder);
  const versions = places.map((place) => versionIn(readFileSync(path.join(root, place.file), 'utf8'), place));
  if (new Set(versions).size > 1) {
    throw new Error(places.map(({ file }, index) => `${file} says ${versions[index]}`).join(', '));
  }
  return versions[0];
}
