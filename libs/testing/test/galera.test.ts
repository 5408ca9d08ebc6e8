import { expect, it, vi } from 'vitest';
import { startGalera } from '../src/galera.ts';

/** Until those that are left have agreed on who they are, they take nothing. */
const AGREEMENT = { timeout: 60_000, interval: 200 };

it('has the same rows on every node, after one was killed and came back as well', async () => {
  const cluster = await startGalera();
  try {
    const [first, second, third] = cluster.nodes;
    const database = new URL((await cluster.createDatabase()).replace(/,[^/]+/, '')).pathname.slice(1);
    const use = `USE ${database}`;
    const causal = 'SET wsrep_sync_wait = 1';
    await first!.administer(use, 'CREATE TABLE numbers (n INT PRIMARY KEY)', 'INSERT INTO numbers VALUES (1)');
    expect(await third!.administer(use, causal, 'SELECT n FROM numbers')).toEqual([{ n: 1 }]);
    await first!.kill();
    await vi.waitFor(() => second!.administer(use, 'INSERT IGNORE INTO numbers VALUES (2)'), AGREEMENT);
    await first!.start();
    const numbers = await vi.waitFor(
      () => first!.administer(use, causal, 'SELECT n FROM numbers ORDER BY n'),
      AGREEMENT,
    );
    expect(numbers).toEqual([{ n: 1 }, { n: 2 }]);
  } finally {
    await cluster.stop();
  }
});
