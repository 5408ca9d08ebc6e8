import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endProcess } from './end-process.ts';
import { freePort } from './free-port.mjs';

export interface ValkeyServer {
  /** With an ACL user and its password: `redis://user:password@127.0.0.1:port`. */
  url: string;
  port: number;
  /** With `tls`: the certificate to trust, as a PEM file. */
  caFile: string;
  pid(): number;
  /** Runs a command with every right, by the program that comes with the server. @returns its output */
  administer(...command: string[]): Promise<string>;
  /** Kills by SIGKILL and waits for the end; what was answered stays. */
  kill(): Promise<void>;
  /** Halts and resumes the process, as a machine that does not answer. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Starts it again on the same data and port, and waits until it answers. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface ValkeyServerOptions {
  /** Further settings as `--name value`, or other values of those that stand here. */
  settings?: string[];
  /** Encrypted, with a certificate of its own for 127.0.0.1. */
  tls?: boolean;
}

/** A password that stands percent-encoded in a URL, so that nothing works by chance. */
const USER = 'micrologs';
const PASSWORD = 'p@ss:w/rd %1';
/** As docs/valkey.md tells the operator to give them. */
const RIGHTS = ['~micrologs:*', '&micrologs:*', '+@all', '-@dangerous', '+info', '+config|get', '+acl|getuser'];
const ADMINISTRATOR = 'administrator';
const START_WAIT_MS = 60_000;
const POLL_MS = 20;

const run = promisify(execFile);

/**
 * Starts a Valkey (or Redis) server of its own from the installed program: in a temporary folder, on a free port of
 * 127.0.0.1, every write on disk before its answer.
 * @throws Error with the server's log when it does not start, or when it is not installed
 */
export async function startValkey({ settings = [], tls = false }: ValkeyServerOptions = {}): Promise<ValkeyServer> {
  const program = installed('valkey') ?? installed('redis');
  if (!program) throw new Error('No Valkey for the tests: the package valkey-server or redis-server brings it');
  const folder = await mkdtemp(path.join(tmpdir(), 'micrologs-valkey-'));
  const log = path.join(folder, 'log');
  const caFile = path.join(folder, 'cert.pem');
  const keyFile = path.join(folder, 'key.pem');
  const port = await freePort();
  let child: ChildProcess;

  const removeAtExit = () => child?.kill('SIGKILL');
  process.once('exit', removeAtExit);

  if (tls) await makeCertificate(caFile, keyFile);
  const listening = tls
    ? ['--port', '0', '--tls-port', `${port}`, '--tls-cert-file', caFile, '--tls-key-file', keyFile]
    : ['--port', `${port}`];
  const tlsClient = tls ? ['--tls-auth-clients', 'no'] : [];
  const hash = `#${createHash('sha256').update(PASSWORD).digest('hex')}`;
  const unixSocket = path.join(folder, 'socket');

  async function start(): Promise<void> {
    const output = await open(log, 'a');
    child = spawn(
      `${program}-server`,
      [
        ...listening,
        ...tlsClient,
        ...['--bind', '127.0.0.1', '--dir', folder, '--unixsocket', unixSocket, '--save', ''],
        ...['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'],
        ...['--user', 'default', 'off', '~*', '&*', '+@all'],
        ...['--user', ADMINISTRATOR, 'on', hash, '~*', '&*', '+@all'],
        ...['--user', USER, 'on', hash, ...RIGHTS],
        ...settings,
      ],
      { stdio: ['ignore', output.fd, output.fd] },
    );
    child.once('error', () => {});
    await output.close();
    await untilItAnswers();
  }

  async function administer(...command: string[]): Promise<string> {
    const login = ['-s', unixSocket, '--user', ADMINISTRATOR, '--pass', PASSWORD, '--no-auth-warning'];
    return (await run(`${program}-cli`, [...login, ...command])).stdout;
  }

  async function untilItAnswers(): Promise<void> {
    const deadline = Date.now() + START_WAIT_MS;
    while (child.exitCode === null && child.signalCode === null && child.pid && Date.now() < deadline) {
      if ((await administer('PING').catch(() => '')) === 'PONG\n') return;
      await sleep(POLL_MS);
    }
    throw new Error(`Valkey did not start:\n${await readFile(log, 'utf8')}`);
  }

  async function stop(): Promise<void> {
    await endProcess(child, 'SIGKILL');
    process.removeListener('exit', removeAtExit);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `${tls ? 'rediss' : 'redis'}://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
    port,
    caFile,
    pid: () => child.pid!,
    administer,
    kill: () => endProcess(child, 'SIGKILL'),
    signal: (signal) => void child.kill(signal),
    start,
    stop,
  };
}

function installed(name: string): string | null {
  try {
    execFileSync(`${name}-server`, ['--version'], { stdio: 'ignore' });
    return name;
  } catch {
    return null;
  }
}

function makeCertificate(certFile: string, keyFile: string): Promise<unknown> {
  return run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-keyout', keyFile, '-out', certFile, '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
  ]);
}
