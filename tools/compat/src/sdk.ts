import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One of the old SDKs as a process: calls go in, what the SDK returns comes out. */
export interface Sdk {
  /** @returns the decoded envelope, or null on any failure, as all old SDKs do */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as their users do, member by member.
  call(method: string, ...args: unknown[]): Promise<any>;
  /** What it warned of so far. */
  warnings(): string;
  close(): Promise<void>;
}

export const SDKS = {
  node: { command: process.execPath, file: 'node-sdk.mjs' },
  python: { command: 'python3', file: 'python_sdk.py' },
  laravel: { command: 'php', file: 'laravel_sdk.php' },
} as const;

export type SdkName = keyof typeof SDKS;

/** @throws Error when its runtime is not there */
export async function startSdk(name: SdkName, host: string, key: string): Promise<Sdk> {
  const { command, file } = SDKS[name];
  const script = fileURLToPath(new URL(`../clients/${file}`, import.meta.url));
  const child = spawn(command, [script], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, MICROLOGS_HOST: host, MICROLOGS_KEY: key },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  let warned = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    warned += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async call(method, ...args) {
      child.stdin.write(`${JSON.stringify({ method, args })}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`The ${name} SDK ended:\n${warned}`);
      return JSON.parse(value);
    },
    warnings: () => warned,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
