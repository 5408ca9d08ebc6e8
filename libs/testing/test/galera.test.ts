import { expect, it } from 'vitest';
import { startGalera } from '../src/galera.ts';

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
    await second!.administer(use, 'INSERT INTO numbers VALUES (2)');
    await first!.start();
    expect(await first!.administer(use, causal, 'SELECT n FROM numbers ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
  } finally {
    await cluster.stop();
  }
});
