import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { program, runProgram } from './run-program.ts';
import { type ScriptedServer, scriptedServer } from './scripted-server.ts';

let server: ScriptedServer;

beforeAll(async () => {
  server = await scriptedServer();
});

beforeEach(() => {
  server.received.length = 0;
});

afterAll(() => server.stop());

const WATCH = 'micrologs?.captureUncaught();';
const GOES_ON = "setTimeout(() => console.log('goes on'), 30);";

/** The same program with and without the capture ends in the same way, and what it was told is captured. */
async function expectSameFate(source: string, messages: string[], flags: string[] = []) {
  const path = program(`${WATCH}\n${GOES_ON}\n${source}`);
  const [without, withCapture] = [await runProgram(path, null, flags), await runProgram(path, server.url, flags)];
  expect(withCapture).toEqual(without);
  expect(server.events().map(({ message }) => message)).toEqual(messages);
  return without;
}

it.each([
  ['an exception', "setTimeout(() => { throw new TypeError('boom'); });", ['boom']],
  ['an exception at the top', "throw new Error('boom');", ['boom']],
  ['a text', "setTimeout(() => { throw 'text'; });", ['text']],
  ['nothing', 'setTimeout(() => { throw undefined; });', ['undefined']],
  ['a rejection', "Promise.reject(new Error('boom'));", ['boom']],
])('%s ends the process as it would anyway', async (_name, source, messages) => {
  const { code, stdout } = await expectSameFate(source, messages);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});

it.each([
  ['a listener', "process.on('uncaughtException', (error) => console.log('host', error.message));"],
  ['a capture callback', "process.setUncaughtExceptionCaptureCallback((error) => console.log('host', error.message));"],
])('%s of the host keeps the process alive', async (_name, handler) => {
  const source = `${handler} setTimeout(() => { throw new Error('boom'); });`;
  const { code, stdout } = await expectSameFate(source, ['boom']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'host boom\ngoes on\n' });
});

it('an exit code of the host’s listener stays', async () => {
  const source =
    "process.on('uncaughtException', () => { process.exitCode = 7; }); setTimeout(() => { throw new Error('boom'); });";
  expect(await expectSameFate(source, ['boom'])).toMatchObject({ code: 7 });
});

describe.each([
  ['throw', 1],
  ['strict', 1],
  ['warn', 0],
  ['none', 0],
  ['warn-with-error-code', 1],
])('with --unhandled-rejections=%s', (mode, code) => {
  const flags = [`--unhandled-rejections=${mode}`];

  it('a rejection has its usual end', async () => {
    expect(await expectSameFate("Promise.reject(new Error('boom'));", ['boom'], flags)).toMatchObject({ code });
  });

  it('a listener of the host is told as ever', async () => {
    const listener = "process.on('unhandledRejection', (reason) => console.log('host', reason.message));";
    const source = `${listener} Promise.reject(new Error('boom'));`;
    expect(await expectSameFate(source, ['boom'], flags)).toMatchObject({ code: mode === 'strict' ? 1 : 0 });
  });
});

it('a listener that comes and goes leaves things as they were', async () => {
  const source = `process.once('unhandledRejection', (reason) => console.log('host', reason.message));
Promise.reject(new Error('first'));
setTimeout(() => Promise.reject(new Error('second')), 10);`;
  const { code, stdout } = await expectSameFate(source, ['first', 'second']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'host first\n' });
});

it('ending the capture leaves nothing behind', async () => {
  const source = `const end = micrologs?.captureUncaught();
const count = () => ['uncaughtExceptionMonitor', 'unhandledRejection', 'newListener', 'removeListener', 'warning']
  .map((name) => process.listenerCount(name)).join();
const before = count();
const endSecond = micrologs.captureUncaught();
process.stdout.write(String(count() !== before));
endSecond();
process.stdout.write(String(count() === before));`;
  expect(await runProgram(program(source), server.url)).toMatchObject({ code: 0, stdout: 'truetrue' });
});

it('what was queued before goes along, and a server that is away holds the end up no longer than allowed', async () => {
  const source = `${WATCH} micrologs.audit('before'); throw new Error('boom');`;
  expect(await runProgram(program(source), server.url)).toMatchObject({ code: 1 });
  expect(server.events().map(({ kind }) => kind)).toEqual(['audit', 'error']);
  const { code, stderr } = await runProgram(program(source, '{ exitDeadlineMs: 50 }'), 'http://127.0.0.1:1');
  expect(code).toBe(1);
  expect(stderr).toContain('2 events lost (undelivered)');
  expect(stderr).toContain('Error: boom');
});
