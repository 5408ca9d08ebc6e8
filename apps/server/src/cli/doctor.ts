import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { GeoIp } from '@micrologs/ingest';
import { Command } from 'commander';
import { assetsDir } from '../assets.ts';
import { commandName } from '../command-name.ts';
import type { Config } from '../config.ts';
import { isServerRunning, prepareDataDir, readRunningServer, SPOOL_FILE } from '../data-dir.ts';
import { describeDatabase } from '../database.ts';
import { GEOIP_STALE_DAYS } from '../health-checks.ts';
import { secretsFile } from '../secrets.ts';
import { configFrom, type SettingOptions } from './options.ts';
import { withStorage } from './store.ts';

interface Finding {
  status: 'ok' | 'warn' | 'fail';
  message: string;
  /** What to do about it. */
  advice?: string;
}

type Examination = (config: Config) => Finding | Promise<Finding>;

const MIB = 1024 ** 2;
const LEAST_FREE_BYTES = 512 * MIB;
/** No clock of a machine that builds or runs this is honestly before it. */
const EARLIEST_YEAR = 2026;
const VALKEY_WAIT_MS = 5_000;

const examinations: Record<string, Examination> = {
  'data folder': examineDataDir,
  database: examineDatabase,
  spool: examineSpool,
  Valkey: examineValkey,
  secrets: examineSecrets,
  disk: examineDisk,
  port: examinePort,
  GeoIP: examineGeoIp,
  clock: examineClock,
  'time zones': examineTimeZones,
  tracker: examineTracker,
};

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check what the server needs, and say what to do; exit code 1 if something fails')
    .option('-p, --port <number>', 'port to check (PORT)')
    .option('--host <address>', 'address to check (HOST)')
    .action(async (options: SettingOptions) => {
      const config = configFrom(options);
      let failures = 0;
      for (const [name, examine] of Object.entries(examinations)) {
        const { status, message, advice } = await attempt(examine, config);
        if (status === 'fail') failures += 1;
        process.stdout.write(`${status.padEnd(4)}  ${name.padEnd(12)}  ${message}\n`);
        if (advice) process.stdout.write(`${' '.repeat(20)}→ ${advice}\n`);
      }
      process.stdout.write(failures === 0 ? 'Nothing is in the way.\n' : `${failures} of the checks failed.\n`);
      process.exitCode = failures === 0 ? 0 : 1;
    });
}

async function attempt(examine: Examination, config: Config): Promise<Finding> {
  try {
    return await examine(config);
  } catch (error) {
    return { status: 'fail', message: (error as Error).message };
  }
}

function examineDataDir({ dataDir }: Config): Finding {
  prepareDataDir(dataDir);
  return { status: 'ok', message: dataDir };
}

async function examineDatabase(config: Config): Promise<Finding> {
  return withStorage(config, async (storage) => {
    const { ok, engine, message, durability } = await storage.status();
    if (!ok) {
      const place = describeDatabase(config.database);
      return { status: 'fail', message, advice: `Check that ${place} can be reached, read and written.` };
    }
    const projects = (await storage.projects.all()).length;
    if (durability !== 'full') {
      return {
        status: 'warn',
        message: `${engine}, durability reduced`,
        advice:
          'A power cut may lose the last events. Of MySQL it is innodb_flush_log_at_trx_commit that must be 1, and ' +
          'sync_binlog where a binary log is kept.',
      };
    }
    return { status: 'ok', message: `${engine}, ${projects} project(s)` };
  });
}

async function examineSpool({ dataDir }: Config): Promise<Finding> {
  const file = path.join(dataDir, SPOOL_FILE);
  if (!existsSync(file)) return { status: 'ok', message: 'none yet' };
  // It belongs to the server while one runs, whose health tells of it.
  if (isServerRunning(dataDir)) return { status: 'ok', message: `${file}, in use` };
  try {
    const { openSpool } = await import('./open-storage.ts');
    const spool = await openSpool(file);
    const { ok, message, pendingBytes } = await spool.status();
    await spool.close();
    return ok ? { status: 'ok', message: `${file}, ${pendingBytes} bytes waiting` } : { status: 'fail', message };
  } catch (error) {
    const advice = 'Move it away if it is damaged: a new one is made, and what waited in it is lost.';
    return { status: 'fail', message: (error as Error).message, advice };
  }
}

async function examineValkey({ valkey: address }: Config): Promise<Finding> {
  if (!address) return { status: 'ok', message: 'none: the queue is in the data folder' };
  const { readServerFacts, Valkey } = await import('@micrologs/valkey');
  const valkey = new Valkey({ address, name: 'micrologs-doctor' });
  try {
    if (!(await valkey.untilUp(VALKEY_WAIT_MS))) {
      const advice = 'Check VALKEY_URL, and that the server runs.';
      return { status: 'fail', message: `${address.host}:${address.port} does not answer: ${valkey.reason}`, advice };
    }
    const { server, durability, problems } = await readServerFacts(valkey.redis);
    if (durability === 'full') return { status: 'ok', message: server };
    return { status: 'warn', message: `${server}, durability reduced`, advice: problems.join(' ') };
  } finally {
    valkey.close();
  }
}

function examineSecrets({ dataDir, adminKey, ipHashSalt }: Config): Finding {
  const file = secretsFile(dataDir);
  if (existsSync(file)) return { status: 'ok', message: `${file}; keep a copy of it with your backups` };
  if (adminKey && ipHashSalt) return { status: 'ok', message: 'from ADMIN_KEY and IP_HASH_SALT' };
  return { status: 'warn', message: 'none yet', advice: 'The first start of the server makes them.' };
}

async function examineDisk({ dataDir }: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const message = `${Math.floor(free / MIB)} MiB free`;
  if (free >= LEAST_FREE_BYTES) return { status: 'ok', message };
  return { status: 'fail', message, advice: `Free at least ${LEAST_FREE_BYTES / MIB} MiB on the disk of ${dataDir}.` };
}

async function examinePort({ host, port, dataDir }: Config): Promise<Finding> {
  if (isServerRunning(dataDir)) {
    return {
      status: 'ok',
      message: `a server runs on this folder at ${readRunningServer(dataDir)?.url ?? 'its address'}`,
    };
  }
  const problem = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (!problem) return { status: 'ok', message: `${host}:${port} is free` };
  return {
    status: 'fail',
    message: `${host}:${port} cannot be used (${problem.code})`,
    advice: 'Stop the program that uses it, or set PORT (and HOST) to something else.',
  };
}

async function examineGeoIp({ geoipPath }: Config): Promise<Finding> {
  const geoip = await GeoIp.open(geoipPath);
  const { state, message, builtAt } = geoip.status();
  geoip.close();
  const advice = `Set MAXMIND_ACCOUNT_ID and MAXMIND_LICENSE_KEY and run: ${commandName()} geoip update`;
  if (state !== 'ok' || !builtAt) return { status: 'warn', message, advice };
  const ageDays = Math.floor((Date.now() - builtAt.getTime()) / 86_400_000);
  const finding = `${geoipPath}, built ${builtAt.toISOString().slice(0, 10)}`;
  return ageDays > GEOIP_STALE_DAYS ? { status: 'warn', message: finding, advice } : { status: 'ok', message: finding };
}

function examineClock(): Finding {
  const now = new Date();
  if (now.getUTCFullYear() >= EARLIEST_YEAR) return { status: 'ok', message: now.toISOString() };
  return {
    status: 'fail',
    message: `${now.toISOString()} is in the past`,
    advice: 'Set the clock, best by NTP (timedatectl set-ntp true): events are stamped with it.',
  };
}

function examineTimeZones(): Finding {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // A Node built without time zone data knows UTC alone, and projects in other zones would get wrong days.
  const summer = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Oslo', hour: '2-digit', hourCycle: 'h23' });
  if (summer.format(Date.UTC(2026, 6, 1, 12)) === '14') {
    return { status: 'ok', message: `${zone} here; each project has its own` };
  }
  return {
    status: 'fail',
    message: 'this Node.js knows no time zones',
    advice: 'Install an official build of Node.js.',
  };
}

function examineTracker(): Finding {
  const file = path.join(assetsDir(), 'tracker', 'micrologs.js');
  if (existsSync(file)) return { status: 'ok', message: file };
  return { status: 'fail', message: `${file} is missing`, advice: 'Install Micrologs again, or run: npm run build' };
}
