import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../dist/index.mjs', import.meta.url));

export interface Ended {
  code: number | null;
  signal: string | null;
  stdout: string;
  /** Without the process's number, which differs from run to run. */
  stderr: string;
}

/**
 * A program of its own in a temporary folder, where `micrologs` is a client if it is given a server, else null. What is not to time
 * out has ample time.
 */
export function program(source: string, options = '{}'): string {
  const folder = mkdtempSync(join(tmpdir(), 'micrologs-node-'));
  const path = join(folder, 'program.mjs');
  writeFileSync(
    join(folder, 'client.mjs'),
    `import { Micrologs } from ${JSON.stringify(BUILT)};
const host = process.env.MICROLOGS_HOST;
const defaults = { flushIntervalMs: 600_000, timeoutMs: 60_000, exitDeadlineMs: 60_000 };
export const micrologs = host ? new Micrologs({ host, key: 'k', ...defaults, ...${options} }) : null;`,
  );
  writeFileSync(path, `import { micrologs } from './client.mjs';\n${source}`);
  return path;
}

/** Runs a program to its end. @param host the server that it sends to; none: it runs without this package */
export function runProgram(path: string, host: string | null, flags: string[] = []): Promise<Ended> {
  const env = { PATH: process.env.PATH, ...(host !== null && { MICROLOGS_HOST: host }) };
  const child = spawn(process.execPath, [...flags, path], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr: stderr.replace(/\(node:\d+\)/g, '(node)') });
    }),
  );
}
