// Writes everything that is generated from openapi.yaml.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { generateAll, outputFolder } from './outputs.mjs';

const files = await generateAll();
mkdirSync(outputFolder, { recursive: true });
for (const name of readdirSync(outputFolder)) {
  if (!files.has(name)) rmSync(new URL(name, outputFolder), { recursive: true });
}
for (const [name, text] of files) writeFileSync(new URL(name, outputFolder), text);
console.log(`${files.size} files generated from openapi.yaml`);
