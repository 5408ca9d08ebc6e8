import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a folder and below, as paths, in one order everywhere. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
