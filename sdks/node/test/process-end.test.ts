import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { program, runProgram } from './run-program.ts';
import { hang, type ScriptedServer, scriptedServer } from './scripted-server.ts';

let server: ScriptedServer;

beforeEach(async () => {
  server = await scriptedServer();
});

afterEach(() => server.stop());

const NOWHERE = 'http://127.0.0.1:1';
const actions = () => server.events().map(({ action }) => action);

it('a program that comes to its end sends what waits, and a waiting event does not keep it alive', async () => {
  expect(await runProgram(program("micrologs.audit('a'); micrologs.audit('b');"), server.url)).toMatchObject({
    code: 0,
    stderr: '',
  });
  expect(actions()).toEqual(['a', 'b']);
});

it('process.exit sends what waits', async () => {
  expect(await runProgram(program("micrologs.audit('a'); process.exit(3);"), server.url)).toMatchObject({
    code: 3,
    stderr: '',
  });
  expect(actions()).toEqual(['a']);
});

it('a program that captures in beforeExit ends all the same', async () => {
  const source = "process.on('beforeExit', () => micrologs.audit('end'));";
  expect(await runProgram(program(source), server.url)).toMatchObject({ code: 0 });
  expect(actions().length).toBeGreaterThan(0);
});

it('what cannot be sent is told as lost, and the program ends', async () => {
  const { code, stderr } = await runProgram(program("micrologs.audit('a');", '{ exitDeadlineMs: 100 }'), NOWHERE);
  expect(code).toBe(0);
  expect(stderr).toContain('1 event lost (undelivered): The process ended');
});

it('where no thread may be started the end is as it would be', async () => {
  const source = "micrologs.audit('a'); process.exit(3);";
  const flags = ['--permission', '--experimental-permission'].filter((flag) =>
    process.allowedNodeEnvironmentFlags.has(flag),
  );
  const { code, stderr } = await runProgram(program(source), server.url, [flags[0]!, '--allow-fs-read=*']);
  expect(code).toBe(3);
  expect(stderr).toContain('1 event lost (undelivered)');
});

it('without a deadline nothing is waited for', async () => {
  server.next(hang);
  expect(await runProgram(program("micrologs.audit('a');", '{ exitDeadlineMs: 0 }'), server.url)).toMatchObject({
    code: 0,
  });
  expect(server.received).toEqual([]);
});

it('one await at the end of a script sends all', async () => {
  const source = "micrologs.audit('a'); console.log((await micrologs.audit('b')).success);";
  expect(await runProgram(program(source), server.url)).toMatchObject({ code: 0, stdout: 'true\n' });
  expect(actions()).toEqual(['a', 'b']);
});

it('a folder keeps what could not be sent for the next process, which sends it once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'micrologs-spill-'));
  const options = JSON.stringify({ spill: { folder }, exitDeadlineMs: 50, maxQueueSize: 20 });
  const capture = (name: string, count: number) =>
    program(`for (let index = 0; index < ${count}; index += 1) micrologs.audit('${name}' + index);`, options);
  const { stderr } = await runProgram(capture('a', 15), NOWHERE);
  expect(stderr).not.toContain('lost');
  await runProgram(program("micrologs.audit('b'); process.exit();", options), NOWHERE);
  await runProgram(program("micrologs.audit('c'); await micrologs.close(20);", options), NOWHERE);
  expect(readdirSync(folder)).not.toEqual([]);
  await runProgram(program("micrologs.audit('d'); await micrologs.close(60_000);", options), server.url);
  expect(actions()).toEqual([...Array.from({ length: 15 }, (_, index) => `a${index}`), 'b', 'c', 'd']);
  expect(readdirSync(folder)).toEqual([]);
});
