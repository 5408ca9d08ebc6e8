// Fails when the generated files are not what openapi.yaml and the tests give now.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { generateAll, generateOperationsPage, operationsPage, outputFolder } from './outputs.mjs';

const files = await generateAll();
const present = existsSync(outputFolder) ? readdirSync(outputFolder) : [];
const faults = [];
for (const [name, text] of files) {
  if (!present.includes(name)) faults.push(`${name} is missing`);
  else if (readFileSync(new URL(name, outputFolder), 'utf8') !== text) faults.push(`${name} is out of date`);
}
for (const name of present) if (!files.has(name)) faults.push(`${name} is no longer generated`);
const page = existsSync(operationsPage) ? readFileSync(operationsPage, 'utf8') : '';
if (page !== generateOperationsPage()) faults.push('docs/operations.md is out of date');
if (faults.length > 0) {
  console.error(`What is generated does not match openapi.yaml and the tests:\n  ${faults.join('\n  ')}`);
  console.error('Run `npm run generate` and commit the result.');
  process.exitCode = 1;
} else {
  console.log(`${files.size + 1} generated files match openapi.yaml`);
}
