import { expect, it } from 'vitest';
import { killRounds } from '../kill-rounds.mjs';

/** Runs rounds and checks what must hold after any of them. */
async function survive(options: Omit<Parameters<typeof killRounds>[0], 'seed'>) {
  const seed = Date.now() % 2 ** 31;
  console.log(`seed ${seed}`);
  const result = await killRounds({ ...options, seed });
  const { ledger, occurrences, auditLog, reports, expectedReports } = result;
  expect(result.acknowledged).toBeGreaterThan(10 * options.rounds);
  expect(result).toMatchObject({ unanswered: 0, lost: [], twice: [], unknown: [] });
  const dropped = Object.values(ledger.dropped as Record<string, number>).reduce((sum, count) => sum + count, 0);
  expect(ledger.received).toBe(ledger.stored + dropped + ledger.pending);
  expect(ledger.pending).toBe(0);
  expect(ledger.stored).toBe(result.acknowledged);
  expect(new Set(occurrences).size).toBe(1);
  expect(occurrences[0]).toBeGreaterThan(options.rounds);
  expect(reports).toEqual(expectedReports);
  expect(auditLog).toContain('as recorded');
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
