// `npm run torture [rounds] [seed]`: the delivery promise under many sudden deaths, longer than the tests have time for.
import { killRounds } from './kill-rounds.mjs';

const rounds = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
console.log(`kill -9 under load: ${rounds} rounds, seed ${seed}`);
const result = await killRounds({ rounds, seed, note: (text) => console.log(`  ${text}`) });
const { lost, twice, unknown, unanswered, occurrences } = result;
const countedRight = new Set(occurrences).size === 1;
console.log(
  `${result.acknowledged} acknowledged: ${lost.length} lost, ${twice.length} stored twice, ${unknown.length} never sent; ` +
    `${unanswered} left without an answer; groups count ${occurrences.join(' / ')} occurrences; ledger ${JSON.stringify(result.ledger)}`,
);
console.log(result.auditLog);
process.exit(countedRight && lost.length + twice.length + unknown.length + unanswered === 0 ? 0 : 1);
