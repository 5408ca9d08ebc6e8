import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

/** A run of the built command line. */
export interface Command {
  child: ChildProcess;
  pid: number;
  stdout(): string;
  /** Both outputs, in the order in which they came. */
  output(): string;
  /** The exit code; null after a signal. */
  ended: Promise<number | null>;
  /** Waits until both outputs together match. */
  says(pattern: RegExp): Promise<void>;
}

/** Starts a command in an environment that knows nothing but `env`. */
export function command(args: readonly string[], env: Record<string, string>): Command {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return {
    child,
    pid: child.pid!,
    stdout: () => stdout,
    output: () => output,
    ended: new Promise((resolve) => child.once('close', (code) => resolve(code))),
    says: (pattern) => expect.poll(() => output, { timeout: 60_000, interval: 20 }).toMatch(pattern),
  };
}

/** Runs a command to its end. */
export async function outcome(args: readonly string[], env: Record<string, string>) {
  const run = command(args, env);
  return { code: await run.ended, stdout: run.stdout(), output: run.output() };
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
