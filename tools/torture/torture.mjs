// What the tests have no time for. `npm run torture [rounds] [seed]`: the delivery promise of an installation of several processes,
// under all that can happen to them; `npm run torture -- KIND [rounds] [seed]`: of one server, under many sudden deaths;
// `npm run torture -- deadlocks [seconds]`: many who write to one MariaDB at once.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { problemsOf } from './examine.mjs';
import { faultRounds, faultTable } from './fault-rounds.mjs';
import { killRounds } from './kill-rounds.mjs';

const faults = { survive: faultRounds, rounds: 200 };
const deaths = { survive: killRounds, rounds: 1000 };
const KINDS = {
  faults,
  sqlite: deaths,
  mariadb: { ...deaths, engine: 'mariadb' },
  galera: { ...deaths, engine: 'galera', rounds: 100 },
  days: { ...deaths, daysPerRound: 1, rounds: 100 },
  'days-mariadb': { ...deaths, engine: 'mariadb', daysPerRound: 1, rounds: 100 },
};
/** What one report can look back on. */
const MOST_DAYS = 365;

const args = process.argv.slice(2);
if (args[0] === 'deadlocks') {
  const { status } = spawnSync('npx', ['vitest', 'run', 'test/parallel-writers.test.ts'], {
    cwd: fileURLToPath(new URL('../../libs/pipeline', import.meta.url)),
    env: { ...process.env, DEADLOCK_SECONDS: args[1] ?? '60' },
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
const kind = KINDS[args[0]] ? args.shift() : 'faults';
const { survive, ...options } = KINDS[kind];
const rounds = Number(args[0] ?? options.rounds);
const seed = Number(args[1] ?? Date.now() % 2 ** 31);
if (!Number.isInteger(rounds) || !Number.isInteger(seed) || (options.daysPerRound && rounds > MOST_DAYS)) {
  console.error(
    `Usage: npm run torture -- [${Object.keys(KINDS).join(' | ')}] [rounds] [seed]; rounds of days: up to ${MOST_DAYS}; or: -- deadlocks [seconds]`,
  );
  process.exit(2);
}
console.log(`${kind}: ${rounds} rounds, seed ${seed}`);
const result = await survive({ ...options, rounds, seed, note: (text) => console.log(`  ${text}`) });
if (result.table) console.log(faultTable(result.table).join('\n'));
if (result.sealedDays) console.log(`${result.sealedDays} days sealed, ${result.retiredDays} retired`);
console.log(`${result.acknowledged} acknowledged; ledger ${JSON.stringify(result.ledger)}`);
console.log(result.auditLog);
const problems = problemsOf(result);
for (const problem of problems) console.log(`✘ ${problem}`);
if (problems.length === 0) console.log('nothing lost, nothing stored twice, every report as a recount has it');
process.exit(problems.length === 0 ? 0 : 1);
