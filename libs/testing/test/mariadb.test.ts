import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { expect, it } from 'vitest';
import { startMariaDb } from '../src/mariadb.ts';

it('is a server of its own, whose data outlives its sudden death', async () => {
  const mariaDb = await startMariaDb();
  try {
    const url = await mariaDb.createDatabase();
    const first = await createConnection(url);
    await first.query('CREATE TABLE kept (n INT)');
    await first.query('INSERT INTO kept VALUES (1)');
    first.on('error', () => {});
    await mariaDb.kill();
    await expect(createConnection(url)).rejects.toThrow('ECONNREFUSED');
    await mariaDb.start();
    const second = await createConnection(url);
    expect((await second.query('SELECT n FROM kept'))[0]).toEqual([{ n: 1 }]);
    await second.end();
    expect(await mariaDb.administer('SELECT @@innodb_flush_log_at_trx_commit AS flush')).toEqual([{ flush: 1 }]);
    expect(await mariaDb.createDatabase()).not.toBe(url);
    await mariaDb.dropDatabase(url);
    await expect(createConnection(url)).rejects.toThrow('Unknown database');
  } finally {
    await mariaDb.stop();
  }
});

it('finds the data of an earlier server in a folder that is kept', async () => {
  const data = await mkdtemp(path.join(tmpdir(), 'micrologs-kept-'));
  try {
    const first = await startMariaDb({ data });
    await first.administer('CREATE DATABASE test_kept', 'CREATE TABLE test_kept.kept (n INT)');
    await first.stop();
    const second = await startMariaDb({ data });
    const rows = await second.administer('SELECT COUNT(*) AS count FROM test_kept.kept').finally(second.stop);
    expect(rows).toEqual([{ count: 0 }]);
  } finally {
    await rm(data, { recursive: true });
  }
});
