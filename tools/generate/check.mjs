// Fails when the generated files are not what openapi.yaml and the tests give now.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { generateAll, placeOf } from './outputs.mjs';

const { folders, pages } = await generateAll();
const faults = [];
let count = 0;
for (const { path, files } of folders) {
  const folder = placeOf(path);
  for (const [name, text] of files) compare(`${path}${name}`, text);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    // Python leaves this wherever a module was used.
    if (name === '__pycache__') continue;
    if (!files.has(name)) faults.push(`${path}${name} is no longer generated`);
  }
}
for (const [path, text] of pages) compare(path, text);
if (faults.length > 0) {
  console.error(`What is generated does not match openapi.yaml and the tests:\n  ${faults.join('\n  ')}`);
  console.error('Run `npm run generate` and commit the result.');
  process.exitCode = 1;
} else {
  console.log(`${count} generated files match openapi.yaml`);
}

function compare(path, text) {
  count += 1;
  const place = placeOf(path);
  if (!existsSync(place)) faults.push(`${path} is missing`);
  else if (readFileSync(place, 'utf8') !== text) faults.push(`${path} is out of date`);
}
