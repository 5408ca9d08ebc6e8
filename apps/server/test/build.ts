import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from '../../../tools/build/source-hash.mjs';

/** Tests start the built server, which must not be a stale one. */
export function setup(): void {
  if (isBuildFresh()) return;
  const build = fileURLToPath(new URL('../../../tools/build/server.mjs', import.meta.url));
  execFileSync(process.execPath, [build], { stdio: 'inherit' });
}
