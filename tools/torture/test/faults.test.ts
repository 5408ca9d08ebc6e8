import { expect, it } from 'vitest';
import { problemsOf } from '../examine.mjs';
import { faultRounds, faultTable } from '../fault-rounds.mjs';
import { FAULTS } from '../faults.mjs';

it('stores every acknowledged event once on several nodes, whatever goes wrong', async () => {
  const seed = Date.now() % 2 ** 31;
  const result = await faultRounds({ rounds: FAULTS.length, seed });
  console.log(`seed ${seed}\n${faultTable(result.table).join('\n')}`);
  expect(problemsOf(result)).toEqual([]);
  expect([...result.table.keys()].sort()).toEqual(FAULTS.map(({ name }) => name).sort());
  expect(result.acknowledged).toBeGreaterThan(1000);
});
