// Puts everything that is released into dist, made of what is built already. Publishes nothing.
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { ARTEFACTS, dist } from './artefacts.mjs';

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const { make } of ARTEFACTS) make();
for (const name of readdirSync(dist)) console.log(`${String(statSync(dist + name).size).padStart(9)}  ${name}`);
