import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Connection, createConnection } from 'mysql2/promise';
import { endProcess } from './end-process.ts';
import { freePort } from './free-port.mjs';

export interface MariaDb {
  /** Of the server, without a database: `mysql://user:password@127.0.0.1:port`. */
  url: string;
  port: number;
  /** Path of its Unix socket. */
  socket: string;
  /** Of the process that runs now. */
  pid(): number;
  /** A new, empty database. @returns its URL */
  createDatabase(): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  /** Runs statements with every right, such as `SET GLOBAL …`. @returns the rows of the last one */
  administer(...statements: string[]): Promise<Record<string, unknown>[]>;
  /** Kills by SIGKILL and waits for the end; what was stored stays. */
  kill(): Promise<void>;
  /** Halts and resumes the process, as a machine that does not answer. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Starts it again on the same data and port, and waits until it answers. */
  start(): Promise<void>;
  /** Ends it and removes its data, unless those lie in a folder of the caller's. */
  stop(): Promise<void>;
}

export interface MariaDbOptions {
  /** Further settings as `--name=value`; a function is asked anew before each start. */
  settings?: string[] | (() => Promise<string[]>);
  /** A folder to keep the data in, made when it is not there: a later start finds them again. */
  data?: string;
  /** False where the data have the accounts already, and the server is not to make them anew with each start. */
  makeAccounts?: boolean;
  /** A folder whose programs are found before the machine's. */
  programs?: string;
}

/** A password that stands percent-encoded in a URL, so that nothing works by chance. */
const USER = 'micrologs';
const PASSWORD = 'p@ss:w/rd %1';
const START_WAIT_MS = 60_000;
const POLL_MS = 25;

/**
 * Small where a test needs little. A commit is written to its log as it is by default and so outlives the sudden death of the
 * server; that of the machine, for which the disk would have to be waited for, cannot be tested here anyway.
 */
const SETTINGS = [
  '--innodb-flush-method=nosync',
  '--debug-no-sync',
  '--bind-address=127.0.0.1',
  '--skip-log-bin',
  '--skip-name-resolve',
  '--innodb-flush-log-at-trx-commit=1',
  '--innodb-buffer-pool-size=64M',
  '--innodb-log-file-size=32M',
  '--key-buffer-size=1M',
  '--aria-pagecache-buffer-size=8M',
  '--innodb-buffer-pool-dump-at-shutdown=OFF',
  '--innodb-buffer-pool-load-at-startup=OFF',
];

const run = promisify(execFile);

/**
 * Starts a MariaDB server of its own from the installed programs (`mariadb-install-db`, `mariadbd`): in a temporary folder,
 * on a free port of 127.0.0.1. It has nothing to do with a server that the machine runs.
 * @throws Error with the server's log when it does not start, or when it is not installed
 */
export async function startMariaDb({
  settings = [],
  data: kept,
  makeAccounts = true,
  programs,
}: MariaDbOptions = {}): Promise<MariaDb> {
  const folder = await mkdtemp(path.join(tmpdir(), 'micrologs-mariadb-'));
  const data = kept ?? path.join(folder, 'data');
  const socket = path.join(folder, 'socket');
  const log = path.join(folder, 'log');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  let child: ChildProcess;
  let databases = 0;

  const removeAtExit = () => child?.kill('SIGKILL');
  process.once('exit', removeAtExit);

  try {
    if (!existsSync(path.join(data, 'mysql'))) {
      await run('mariadb-install-db', [
        '--no-defaults',
        `--datadir=${data}`,
        // Whoever starts removes the temporary tables that lie there, also those of others.
        `--tmpdir=${folder}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        '--innodb-log-file-size=32M',
        ...asRoot,
      ]);
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error('MariaDB could not be set up for the tests; the package mariadb-server brings it', {
      cause: error,
    });
  }
  await writeFile(
    path.join(folder, 'init.sql'),
    `CREATE USER IF NOT EXISTS ${USER}@'127.0.0.1' IDENTIFIED BY '${PASSWORD}';\n` +
      `GRANT ALL ON \`test\\_%\`.* TO ${USER}@'127.0.0.1';\n` +
      `CREATE USER IF NOT EXISTS ${USER}@localhost IDENTIFIED BY '${PASSWORD}';\n` +
      `GRANT ALL ON \`test\\_%\`.* TO ${USER}@localhost;\n`,
  );
  const port = await freePort();

  async function asAdministrator<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await createConnection({ socketPath: socket, user: 'root' });
    try {
      return await work(connection);
    } finally {
      await connection.end();
    }
  }

  async function start(): Promise<void> {
    const own = typeof settings === 'function' ? await settings() : settings;
    const output = await open(log, 'a');
    child = spawn(
      'mariadbd',
      [
        '--no-defaults',
        `--datadir=${data}`,
        `--tmpdir=${folder}`,
        `--socket=${socket}`,
        `--port=${port}`,
        `--pid-file=${path.join(folder, 'pid')}`,
        ...(makeAccounts ? [`--init-file=${path.join(folder, 'init.sql')}`] : []),
        ...asRoot,
        ...SETTINGS,
        ...own,
      ],
      {
        stdio: ['ignore', output.fd, output.fd],
        env: { ...process.env, ...(programs && { PATH: `${programs}:${process.env.PATH}` }) },
      },
    );
    child.once('error', () => {});
    await output.close();
    await untilItAnswers();
  }

  async function untilItAnswers(): Promise<void> {
    const deadline = Date.now() + START_WAIT_MS;
    while (child.exitCode === null && child.signalCode === null && child.pid && Date.now() < deadline) {
      // As the tests connect, since accounts are made before anybody is let in.
      const options = { host: '127.0.0.1', port, user: USER, password: PASSWORD };
      const connection = await createConnection(options).catch(() => null);
      if (connection) {
        // A node of a cluster lets clients in before it takes their statements.
        const isReady = await connection.query('SELECT 1').then(
          () => true,
          () => false,
        );
        await connection.end();
        if (isReady) return;
      }
      await sleep(POLL_MS);
    }
    throw new Error(`MariaDB did not start:\n${await readFile(log, 'utf8')}`);
  }

  async function stop(): Promise<void> {
    // Where nothing of it is needed any more, it need not put its affairs in order.
    await endProcess(child, kept ? 'SIGTERM' : 'SIGKILL');
    process.removeListener('exit', removeAtExit);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  const url = `mysql://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
  return {
    url,
    port,
    socket,
    pid: () => child.pid!,
    async createDatabase() {
      const name = `test_${process.pid}_${++databases}`;
      await asAdministrator((connection) => connection.query(`CREATE DATABASE ${name}`));
      return `${url}/${name}`;
    },
    async dropDatabase(database) {
      await asAdministrator((connection) => connection.query(`DROP DATABASE ${new URL(database).pathname.slice(1)}`));
    },
    administer: (...statements) =>
      asAdministrator(async (connection) => {
        let rows: unknown = [];
        for (const statement of statements) [rows] = await connection.query(statement);
        return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
      }),
    kill: () => endProcess(child, 'SIGKILL'),
    signal: (signal) => void child.kill(signal),
    start,
    stop,
  };
}
