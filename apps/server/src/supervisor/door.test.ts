import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Door } from './door.ts';

/** Answers every connection with its number of process, and ends it. */
const ANSWER = "process.on('message', (_, socket) => socket.end(String(process.pid)));";
const HOST = '127.0.0.1';

let door: Door;
let children: ChildProcess[];
beforeEach(async () => {
  door = await Door.open({ host: HOST, port: 0, mostWaiting: 2 });
  children = [];
});
afterEach(async () => {
  door.close();
  for (const child of children) {
    const end = once(child, 'exit');
    if (child.kill('SIGKILL')) await end;
  }
});

function answering(): ChildProcess {
  const child = spawn(process.execPath, ['-e', ANSWER], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  return child;
}

/** @returns what it was answered; empty when it was closed without */
async function visit(): Promise<{ answer: Promise<string> }> {
  const socket = connect({ host: HOST, port: door.port });
  let text = '';
  socket.on('data', (data) => {
    text += data;
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return { answer: once(socket, 'close').then(() => text) };
}

it('hands connections to the process that serves, and lets them wait while none does', async () => {
  const first = await visit();
  const [one, two] = [answering(), answering()];
  door.giveTo(one);
  expect(await first.answer).toBe(`${one.pid}`);
  door.hold();
  const waiting = await visit();
  door.giveTo(two);
  expect(await waiting.answer).toBe(`${two.pid}`);
  expect(await (await visit()).answer).toBe(`${two.pid}`);
});

it('lets connections wait when the process has died without a word', async () => {
  const dead = answering();
  door.giveTo(dead);
  const end = once(dead, 'disconnect');
  dead.kill('SIGKILL');
  await end;
  const waiting = await visit();
  const next = answering();
  door.giveTo(next);
  expect(await waiting.answer).toBe(`${next.pid}`);
});

it('lets only so many wait, and none once it is closed', async () => {
  const waiting = [await visit(), await visit()];
  expect(await (await visit()).answer).toBe('');
  door.close();
  expect(await Promise.all(waiting.map(({ answer }) => answer))).toEqual(['', '']);
});

it('says what to do about an address that cannot be used', async () => {
  await expect(Door.open({ host: HOST, port: door.port })).rejects.toThrow(`Port ${door.port} on ${HOST} is taken`);
});
