// Fails when the generated files are not what openapi.yaml gives now.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { generateAll, outputFolder } from './outputs.mjs';

const files = await generateAll();
const present = existsSync(outputFolder) ? readdirSync(outputFolder) : [];
const faults = [];
for (const [name, text] of files) {
  if (!present.includes(name)) faults.push(`${name} is missing`);
  else if (readFileSync(new URL(name, outputFolder), 'utf8') !== text) faults.push(`${name} is out of date`);
}
for (const name of present) if (!files.has(name)) faults.push(`${name} is no longer generated`);
if (faults.length > 0) {
  console.error(`libs/contract/src/generated does not match openapi.yaml:\n  ${faults.join('\n  ')}`);
  console.error('Run `npm run generate` and commit the result.');
  process.exitCode = 1;
} else {
  console.log(`${files.size} generated files match openapi.yaml`);
}
