// The lockfile must install anywhere: it names no registry, and holds an entry for every optional platform package.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
const present = new Set(Object.keys(packages).map((path) => path.split('node_modules/').pop()));
const faults = [];
for (const [path, entry] of Object.entries(packages)) {
  if (/^https?:/.test(entry.resolved ?? '')) faults.push(`${path} names the address it was fetched from`);
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!present.has(name)) faults.push(`${path} wants ${name}, which the lockfile does not hold`);
  }
}
for (const fault of faults) console.error(`package-lock.json: ${fault}`);
console.log(`package-lock.json: ${Object.keys(packages).length} entries, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
