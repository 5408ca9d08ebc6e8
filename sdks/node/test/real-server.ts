import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVE = fileURLToPath(new URL('../../conformance/serve.mjs', import.meta.url));

export interface RealServer {
  url: string;
  adminKey: string;
  secretKey: string;
  /** Kills it by SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again, at the same address and with the same data. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The built server of this repository as a process of its own. */
export async function realServer(): Promise<RealServer> {
  const child = spawn(process.execPath, [SERVE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value ?? '{}');
  const say = async (command: string) => {
    child.stdin.write(`${command}\n`);
    await answer();
  };
  const { url, adminKey, secretKey } = await answer();
  return {
    url,
    adminKey,
    secretKey,
    kill: () => say('kill'),
    start: () => say('start'),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}
