// Writes everything that is generated from openapi.yaml and the tests.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { generateAll, placeOf } from './outputs.mjs';

const { folders, pages } = await generateAll();
let count = 0;
for (const { path, files } of folders) {
  const folder = placeOf(path);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(new URL(name, folder), { recursive: true });
  for (const [name, text] of files) write(new URL(name, folder), text);
}
for (const [path, text] of pages) write(placeOf(path), text);
console.log(`${count} files generated from openapi.yaml`);

function write(place, text) {
  writeFileSync(place, text);
  count += 1;
}
