import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { testDatabaseOf } from './test-engine.ts';

export interface TestServerOptions {
  /** Settings as environment variables, over the harness's own. */
  env?: Record<string, string>;
  /** Used again, and not removed at the end; by default a new temporary folder. */
  dataDir?: string;
  /** `api`: answers requests, and leaves it to workers to store events. */
  role?: 'api';
  /** Hosts of the first project, besides `localhost` and `127.0.0.1`. */
  domains?: string[];
  /** The command line to run; by default the built one of this repository. */
  cli?: string;
}

export interface TestServer {
  /** Without a trailing slash. */
  url: string;
  pid: number;
  dataDir: string;
  adminKey: string;
  /** The first project. */
  project: { id: number; name: string; publicKey: string; secretKey: string };
  /** Everything the server wrote to both outputs so far. */
  output(): string;
  /** Stops by SIGTERM, waits for the end, and removes the data folder unless it was given. @returns the exit code */
  stop(): Promise<number | null>;
  /** Kills by SIGKILL and waits for the end; the data folder stays. */
  kill(): Promise<void>;
}

const BUILT_CLI = fileURLToPath(new URL('../../../apps/server/dist/cli.mjs', import.meta.url));
const START_WAIT_MS = 60_000;
const STOP_WAIT_MS = 20_000;
const POLL_MS = 25;
/** The end of what the server shows at its start, which may come later than the file that tells its address. */
const LAST_WORDS = 'Stop with Ctrl+C.';

/**
 * Starts the built server (`npm run build` first) as a process of its own on a free port, without rate limits unless the
 * environment says otherwise. Where the tests run on another engine than the embedded one (`test-engine.ts`), the data folder has
 * a database there.
 * @throws Error with the server's output when it does not start
 */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'micrologs-test-')));
  const isOwnFolder = options.dataDir === undefined;
  await rm(path.join(dataDir, 'server.json'), { force: true });
  const database = options.env?.DATABASE_URL === undefined ? await testDatabaseOf(dataDir) : null;
  const domains = (options.domains ?? []).flatMap((domain) => ['--domain', domain]);
  const role = options.role ? ['--role', options.role] : [];
  const child = spawn(process.execPath, [options.cli ?? BUILT_CLI, 'serve', '--port', '0', ...role, ...domains], {
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      RATE_LIMITS: 'off',
      ...(database && { DATABASE_URL: database.url }),
      ...options.env,
    },
  });
  const removeAll = async () => {
    await rm(dataDir, { recursive: true, force: true });
    await database?.drop();
  };
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    const url = await readiness(child, dataDir, () => output);
    // Not there where the environment has the keys, and another process made the first project.
    const secrets = await readFile(path.join(dataDir, 'secrets.json'), 'utf8').catch(() => '{}');
    const { adminKey, firstProject } = JSON.parse(secrets);
    return {
      url,
      pid: child.pid!,
      dataDir,
      adminKey: options.env?.ADMIN_KEY ?? adminKey,
      project: { id: 1, ...firstProject },
      output: () => output,
      async stop() {
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WAIT_MS);
        const code = await ended;
        clearTimeout(timer);
        if (isOwnFolder) await removeAll();
        return code;
      },
      async kill() {
        child.kill('SIGKILL');
        await ended;
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    if (isOwnFolder) await removeAll();
    throw error;
  }
}

/** The address that the server announces once it listens. */
async function readiness(child: ChildProcess, dataDir: string, output: () => string): Promise<string> {
  const deadline = Date.now() + START_WAIT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The server ended with ${child.exitCode ?? child.signalCode} at its start:\n${output()}`);
    }
    try {
      const { url, pid } = JSON.parse(await readFile(path.join(dataDir, 'server.json'), 'utf8'));
      if (pid === child.pid && output().includes(LAST_WORDS)) return url;
    } catch {
      // Not there yet, or half written.
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`The server was not ready within ${START_WAIT_MS} ms:\n${output()}`);
}
