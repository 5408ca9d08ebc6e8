import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Installs DuckDB, which is here for comparison alone and so large that only the bench brings it. */
export function installDuckDb() {
  if (existsSync(new URL('node_modules/@duckdb/node-api', import.meta.url))) return;
  console.log('▶ Installing DuckDB');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
}
