import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Everything that the build reads. */
const SOURCES = ['openapi.yaml', 'package-lock.json', 'apps/server', 'libs', 'sdks/browser', 'tools/build'];
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'test-results', 'test', 'bench']);

/** Where the build leaves the hash of what it was made from. */
export const stampFile = path.join(root, 'apps/server/dist/.source-hash');

/** True when the server's dist was made from the present sources. */
export function isBuildFresh() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashOfSources();
}

export function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) addToHash(hash, source);
  return hash.digest('hex');
}

function addToHash(hash, name) {
  const file = path.join(root, name);
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) {
    for (const entry of readdirSync(file).sort()) {
      if (!SKIPPED_FOLDERS.has(entry) && !entry.startsWith('dist.')) addToHash(hash, path.join(name, entry));
    }
    return;
  }
  if (!name.endsWith('.test.ts')) hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
}
