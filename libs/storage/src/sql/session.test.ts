import { expect, it } from 'vitest';
import { ConflictError } from '../audit-store.ts';
import { StorageUnavailableError } from '../storage.ts';
import type { SqlConnection } from './connection.ts';
import { noteNews } from './news.ts';
import { SqlSession } from './session.ts';

/** Writes down what a session asks of its connection. */
function recorder(failing: Partial<Record<'begin' | 'commit' | 'rollback', Error>> = {}) {
  const steps: string[] = [];
  const step = (name: 'begin' | 'commit' | 'rollback' | 'close') => async (mode?: unknown) => {
    steps.push(typeof mode === 'string' ? `${name} ${mode}` : name);
    const error = failing[name as 'begin'];
    if (error) throw error;
  };
  const connection = {
    begin: step('begin'),
    commit: step('commit'),
    rollback: step('rollback'),
    close: step('close'),
  } as unknown as SqlConnection;
  return { steps, connection };
}

const pause = () => new Promise((resolve) => setImmediate(resolve));

it('runs units of work one after the other, in the order asked for', async () => {
  const { steps, connection } = recorder();
  const session = new SqlSession(connection, async () => void steps.push('prepare'));
  await Promise.all([
    session.transaction(async () => {
      await pause();
      steps.push('first');
    }),
    session.use(async () => void steps.push('second')),
    session.snapshot(async () => {
      await pause();
      steps.push('third');
    }),
  ]);
  expect(steps).toEqual(['prepare', 'begin write', 'first', 'commit', 'second', 'begin read', 'third', 'commit']);
});

it('undoes work that throws, tells its error and goes on', async () => {
  const { steps, connection } = recorder({ rollback: new Error('cannot undo either') });
  const session = new SqlSession(connection, async () => undefined);
  await expect(
    session.transaction(async () => {
      throw new Error('the work’s own');
    }),
  ).rejects.toThrow('the work’s own');
  expect(steps).toEqual(['begin write', 'rollback']);
  expect(await session.use(async () => 'still works')).toBe('still works');
});

it('prepares again with the next work until it has succeeded once', async () => {
  const { connection } = recorder();
  const outcomes = [new StorageUnavailableError('away'), new StorageUnavailableError('still away'), null];
  const session = new SqlSession(connection, async () => {
    const error = outcomes.shift();
    if (error) throw error;
  });
  await expect(session.use(async () => 1)).rejects.toThrow('away');
  await expect(session.use(async () => 1)).rejects.toThrow('still away');
  expect(await session.use(async () => 1)).toBe(1);
  expect(await session.use(async () => 2)).toBe(2);
  expect(outcomes).toEqual([]);
});

it('remembers that writes fail until one has succeeded; other errors tell nothing of that', async () => {
  const failing: { begin?: Error } = { begin: new StorageUnavailableError('full') };
  const session = new SqlSession(recorder(failing).connection, async () => undefined);
  await expect(session.transaction(async () => 1)).rejects.toThrow('full');
  expect(session.writesFail).toBe(true);
  delete failing.begin;
  await expect(session.transaction(() => Promise.reject(new Error('other')))).rejects.toThrow('other');
  expect(session.writesFail).toBe(true);
  await session.transaction(async () => 1);
  expect(session.writesFail).toBe(false);
});

it('runs work again that meets another writer, from its beginning and a bounded number of times', async () => {
  const { steps, connection } = recorder();
  const session = new SqlSession(connection, async () => undefined);
  let attempts = 0;
  const contested = (times: number) => async () => {
    attempts += 1;
    if (attempts <= times) throw new ConflictError('the chain has gone on');
    return attempts;
  };
  expect(await session.transaction(contested(2))).toBe(3);
  const undone = ['begin write', 'rollback'];
  expect(steps).toEqual([...undone, ...undone, 'begin write', 'commit']);
  attempts = 0;
  await expect(session.transaction(contested(Number.POSITIVE_INFINITY))).rejects.toThrow(StorageUnavailableError);
  expect(attempts).toBe(10);
  expect(session.writesFail).toBe(false);
  attempts = 0;
  await expect(session.transactionOnce(contested(1))).rejects.toThrow(ConflictError);
  expect(attempts).toBe(1);
});

it('finishes what is under way before it closes, and refuses what comes later', async () => {
  const { steps, connection } = recorder();
  const session = new SqlSession(connection, async () => undefined);
  const work = session.use(async () => {
    await pause();
    steps.push('work');
  });
  await session.close();
  await work;
  expect(steps).toEqual(['work', 'close']);
  await expect(session.use(async () => 1)).rejects.toThrow('closed');
});

it('tells of what was noted in a transaction once, when it is committed', async () => {
  const { steps, connection } = recorder();
  const told: number[][] = [];
  const session = new SqlSession(
    connection,
    async () => undefined,
    (projects) => told.push([...projects, steps.filter((step) => step === 'commit').length]),
  );
  let attempts = 0;
  await session.transaction(async (open) => {
    attempts += 1;
    noteNews(open, attempts);
    noteNews(open, 7);
    if (attempts === 1) throw new ConflictError('once');
  });
  await session.transaction(async () => undefined);
  expect(told).toEqual([[2, 7, 1]]);
});
