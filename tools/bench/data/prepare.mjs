import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundle } from '../bundle.mjs';

const script = fileURLToPath(new URL('../dist/prepare.mjs', import.meta.url));
let bundled = false;

/**
 * The data of this size: made now if it is not there yet, or not whole.
 * @returns {Promise<import('./folder.ts').DataFolder>}
 */
export async function prepareData(pageviews) {
  if (!bundled) {
    await bundle();
    bundled = true;
  }
  const { status, stdout } = spawnSync(process.execPath, [script, String(pageviews)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error('The data of the bench could not be made');
  return JSON.parse(stdout);
}
