// What the tests have no time for. `npm run torture [KIND] [rounds] [seed]`: the delivery promise under many sudden deaths;
// `npm run torture -- deadlocks [seconds]`: many who write to one MariaDB at once.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { killRounds } from './kill-rounds.mjs';

const KINDS = {
  sqlite: {},
  mariadb: { engine: 'mariadb' },
  galera: { engine: 'galera' },
  days: { daysPerRound: 1 },
  'days-mariadb': { engine: 'mariadb', daysPerRound: 1 },
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
const kind = KINDS[args[0]] ? args.shift() : 'sqlite';
const options = KINDS[kind];
const rounds = Number(args[0] ?? (options.daysPerRound ? 100 : 1000));
const seed = Number(args[1] ?? Date.now() % 2 ** 31);
if (!Number.isInteger(rounds) || !Number.isInteger(seed) || (options.daysPerRound && rounds > MOST_DAYS)) {
  console.error(
    `Usage: npm run torture -- [${Object.keys(KINDS).join(' | ')}] [rounds] [seed]; rounds of days: up to ${MOST_DAYS}; or: -- deadlocks [seconds]`,
  );
  process.exit(2);
}
console.log(`kill -9 under load, ${kind}: ${rounds} rounds, seed ${seed}`);
const result = await killRounds({ ...options, rounds, seed, note: (text) => console.log(`  ${text}`) });
const { lost, twice, unknown, unanswered, occurrences } = result;
const countedRight = new Set(occurrences).size === 1;
const reportedRight = isDeepStrictEqual(result.reports, result.expectedReports);
console.log(
  `${result.acknowledged} acknowledged: ${lost.length} lost, ${twice.length} stored twice, ${unknown.length} never sent; ` +
    `${unanswered} left without an answer; groups count ${occurrences.join(' / ')} occurrences; ` +
    `reports ${reportedRight ? 'equal' : 'differ from'} a recount; ` +
    `${result.sealedDays} days sealed, ${result.retiredDays} retired; ledger ${JSON.stringify(result.ledger)}`,
);
console.log(result.auditLog);
const faults = lost.length + twice.length + unknown.length + unanswered;
process.exit(countedRight && reportedRight && faults === 0 ? 0 : 1);
