import { expect, it } from 'vitest';
import { problemsOf } from '../examine.mjs';
import { killRounds } from '../kill-rounds.mjs';

/** Runs rounds and checks what must hold after any of them. */
async function survive(options: Omit<Parameters<typeof killRounds>[0], 'seed'>) {
  const seed = Date.now() % 2 ** 31;
  console.log(`seed ${seed}`);
  const result = await killRounds({ ...options, seed });
  expect(problemsOf(result)).toEqual([]);
  expect(result.acknowledged).toBeGreaterThan(10 * options.rounds);
  expect(result.occurrences[0]).toBeGreaterThan(options.rounds);
  return result;
}

it('stores every acknowledged event once, whatever moment the server is killed at', async () => {
  await survive({ rounds: 30 });
});

it('does so on MariaDB, whether the server is killed, the database, or both', async () => {
  await survive({ rounds: 8, engine: 'mariadb' });
});

it('does so on a Galera cluster of three, whose nodes are killed one after the other', async () => {
  await survive({ rounds: 4, engine: 'galera' });
});

it.each(['sqlite', 'mariadb'] as const)(
  'loses nothing of days that are sealed and retired meanwhile, on %s',
  async (engine) => {
    const { sealedDays, retiredDays } = await survive({
      rounds: 10,
      engine,
      daysPerRound: 3,
    });
    expect(sealedDays).toBeGreaterThan(4);
    expect(retiredDays).toBeGreaterThan(0);
  },
);
