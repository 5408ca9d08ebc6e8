// Writes everything that is generated from openapi.yaml, and the page about its operations and their tests.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { generateAll, generateOperationsPage, operationsPage, outputFolder } from './outputs.mjs';

const files = await generateAll();
mkdirSync(outputFolder, { recursive: true });
for (const name of readdirSync(outputFolder)) {
  if (!files.has(name)) rmSync(new URL(name, outputFolder), { recursive: true });
}
for (const [name, text] of files) writeFileSync(new URL(name, outputFolder), text);
writeFileSync(operationsPage, generateOperationsPage());
console.log(`${files.size + 1} files generated from openapi.yaml`);
