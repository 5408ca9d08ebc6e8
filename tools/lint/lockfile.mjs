// The lockfiles must install anywhere: they name no registry, and hold an entry for every optional platform package.
import { readFileSync } from 'node:fs';

const faults = [];
for (const folder of ['', 'sdks/wordpress/', 'tools/bench/duckdb/']) {
  const file = `${folder}package-lock.json`;
  const { packages } = JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
  const present = new Set(Object.keys(packages).map((path) => path.split('node_modules/').pop()));
  for (const [path, entry] of Object.entries(packages)) {
    if (/^https?:/.test(entry.resolved ?? '')) faults.push(`${file}: ${path} names the address it was fetched from`);
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!present.has(name)) faults.push(`${file}: ${path} wants ${name}, which it does not hold`);
    }
  }
  console.log(`${file}: ${Object.keys(packages).length} entries`);
}
for (const fault of faults) console.error(fault);
console.log(`${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
