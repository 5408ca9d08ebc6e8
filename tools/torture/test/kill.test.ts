import { expect, it } from 'vitest';
import { killRounds } from '../kill-rounds.mjs';

it('stores every acknowledged event once, whatever moment the server is killed at', async () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`seed ${seed}`);
  const { ledger, occurrences, auditLog, ...result } = await killRounds({ rounds: 50, seed });
  expect(result.acknowledged).toBeGreaterThan(1000);
  expect(result).toMatchObject({ unanswered: 0, lost: [], twice: [], unknown: [] });
  const dropped = Object.values(ledger.dropped as Record<string, number>).reduce((sum, count) => sum + count, 0);
  expect(ledger.received).toBe(ledger.stored + dropped + ledger.pending);
  expect(ledger.pending).toBe(0);
  expect(ledger.stored).toBe(result.acknowledged);
  expect(new Set(occurrences).size).toBe(1);
  expect(occurrences[0]).toBeGreaterThan(100);
  expect(auditLog).toContain('as recorded');
});
