import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ChildPlan, Supervisor } from './supervisor.ts';

const WAIT = { timeout: 60_000, interval: 10 };
const SERVE = "process.send('serves'); setInterval(() => {}, 1000);";

let folder: string;
let lines: string[];
let supervisor: Supervisor | null;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'micrologs-supervisor-'));
  lines = [];
  supervisor = null;
});
afterEach(async () => {
  vi.useRealTimers();
  supervisor?.end();
  await supervisor?.ended();
  rmSync(folder, { recursive: true });
});

function supervise(scripts: Record<string, string>, endWithinMs?: number): Supervisor {
  const children = Object.entries(scripts).map(
    ([name, script]): ChildPlan => ({ name, args: ['-e', script], env: process.env, isVital: name === 'api' }),
  );
  supervisor = new Supervisor({ children, say: (line) => lines.push(line), endWithinMs });
  return supervisor;
}

/** Numbers of the processes that have served under a name, in turn. */
const served = (name: string) =>
  lines.flatMap((line) => new RegExp(`^${name} \\(process (\\d+)\\) serves$`).exec(line)?.[1] ?? []).map(Number);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('starts a process again that died, leaves the others alone, and ends them all when told to', async () => {
  const supervised = supervise({ worker: SERVE, api: SERVE });
  await expect.poll(() => [served('worker').length, served('api').length], WAIT).toEqual([1, 1]);
  process.kill(served('worker')[0]!, 'SIGKILL');
  await expect.poll(() => served('worker').length, WAIT).toBe(2);
  expect(lines).toContain(`worker (process ${served('worker')[0]}) ended by SIGKILL`);
  expect(lines).toContain('worker is started again in 0.5 s');
  expect(isAlive(served('api')[0]!)).toBe(true);
  supervised.end();
  expect(await supervised.ended()).toBe(true);
  expect([...served('worker'), ...served('api')].filter(isAlive)).toEqual([]);
});

it('ends them all when one that is vital cannot run', async () => {
  const supervised = supervise({ worker: SERVE, api: 'process.exit(2)' });
  expect(await supervised.ended()).toBe(false);
  expect(lines).toContain('api is not started again: it cannot run as it is configured, as its last words say');
  expect(lines).toContain('nothing works without api: the others are ended too');
  expect(served('worker').filter(isAlive)).toEqual([]);
});

it('goes on without one that is not', async () => {
  supervise({ worker: 'process.exit(2)', api: SERVE });
  await expect.poll(() => served('api').length, WAIT).toBe(1);
  await expect.poll(() => lines.filter((line) => line.startsWith('worker is not started')).length, WAIT).toBe(1);
  expect(isAlive(served('api')[0]!)).toBe(true);
});

it('replaces one after another, each when the one before serves', async () => {
  const supervised = supervise({ first: SERVE, second: SERVE });
  await expect.poll(() => [served('first').length, served('second').length], WAIT).toEqual([1, 1]);
  const before = [...served('first'), ...served('second')];
  await supervised.roll();
  const order = lines.filter((line) => line.endsWith('serves')).slice(2);
  expect(order.map((line) => line.split(' ')[0])).toEqual(['first', 'second']);
  expect(before.filter(isAlive)).toEqual([]);
  expect([served('first')[1]!, served('second')[1]!].every(isAlive)).toBe(true);
  expect(lines.at(-1)).toBe('every process was restarted');
});

it('breaks a replacement off at one that does not come back', async () => {
  const flag = path.join(folder, 'flag');
  const failing = `if (require('fs').existsSync(${JSON.stringify(flag)})) process.exit(2); ${SERVE}`;
  const supervised = supervise({ first: failing, second: SERVE });
  await expect.poll(() => [served('first').length, served('second').length], WAIT).toEqual([1, 1]);
  writeFileSync(flag, '');
  await supervised.roll();
  expect(lines.at(-1)).toBe('the restart was broken off');
  expect(isAlive(served('second')[0]!)).toBe(true);
  // What was in the way is removed: the next one brings the first back too.
  rmSync(flag);
  await supervised.roll();
  expect(isAlive(served('first')[1]!)).toBe(true);
  expect(served('second')).toHaveLength(2);
});

it('kills what does not end', async () => {
  const deaf = path.join(folder, 'deaf');
  const script = `process.on('SIGTERM', () => require('fs').writeFileSync(${JSON.stringify(deaf)}, '')); ${SERVE}`;
  const supervised = supervise({ worker: script }, 300);
  await expect.poll(() => served('worker').length, WAIT).toBe(1);
  // It is killed when it has been told to end, however long that takes to reach it.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  supervised.end();
  await expect.poll(() => existsSync(deaf), WAIT).toBe(true);
  vi.advanceTimersByTime(300);
  expect(await supervised.ended()).toBe(true);
  expect(lines.at(-1)).toMatch(/^worker \(process \d+\) did not end within 0.3 s, and is killed$/);
});
