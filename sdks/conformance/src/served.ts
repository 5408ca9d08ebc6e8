import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../serve.mjs', import.meta.url));

/** The real server by `serve.mjs`, as tests in other languages have it. */
export interface ServedServer {
  url: string;
  adminKey: string;
  publicKey: string;
  secretKey: string;
  /** By SIGKILL. */
  kill(): Promise<void>;
  /** Again, on the same port and data. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @param settings as environment variables, over those of this process @throws Error when it does not start */
export async function serve(settings: Record<string, string> = {}): Promise<ServedServer> {
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('serve.mjs ended');
    return JSON.parse(value);
  };
  const obey = async (command: string) => {
    child.stdin.write(`${command}\n`);
    await nextLine();
  };
  return {
    ...(await nextLine()),
    kill: () => obey('kill'),
    start: () => obey('start'),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
