import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isTimeZone } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import {
  addsUp,
  clocksOf,
  importFile,
  importPhpEngine,
  PhpEngineDatabase,
  parseOffset,
  type TableReport,
} from '@micrologs/transfer';
import { Command, InvalidArgumentError, Option } from 'commander';
import { adoptIpSalt } from '../bootstrap.ts';
import { type Config, ConfigError } from '../config.ts';
import { configFrom, projectIds, type SettingOptions } from './options.ts';
import { Progress } from './progress.ts';
import { reconciliationJson, reconciliationText } from './reconciliation.ts';
import { withStorage } from './store.ts';

interface PhpEngineCommandOptions extends SettingOptions {
  from: string;
  timeZone: string;
  sqlOffset?: string;
  ipSalt?: string;
  project?: number[];
  dryRun?: boolean;
  json?: boolean;
}

const HOW_IT_GOES = `
Run it as often as you like: each run goes on where the last one ended, whatever ended it, and stores what is new. The old database is only
read. A server that stores events into the same database must be stopped, or run with PAUSE_PIPELINE=true.
Ends with 0 when every row that was read is stored or refused with a reason; 1 otherwise. docs/from-the-php-engine.md says what becomes of what.`;

export function importCommand(): Command {
  const command = new Command('import').description('Take over what another engine, or another installation, holds');
  command
    .command('file', { isDefault: true })
    .description('Take over projects that `micrologs export` wrote; may be run again until it ends well')
    .argument('<file>', 'the file; compressed ones are known by themselves')
    .option('--project <id>', 'only this project of the file; repeatable', projectIds)
    .option(
      '--overwrite <id>',
      'delete the project of this number here first, with everything under it; repeatable',
      projectIds,
    )
    .action(importFromFile);
  command
    .command('php-engine')
    .description('Take over a database of the PHP engine 2.x: projects with their keys, and everything under them')
    .addOption(
      new Option('--from <url>', 'its database, mysql://user:password@host:port/name')
        .env('PHP_ENGINE_DATABASE_URL')
        .argParser(databaseUrl)
        .makeOptionMandatory(),
    )
    .requiredOption(
      '--time-zone <zone>',
      'the old TIMEZONE, such as Europe/Oslo; becomes that of the projects',
      timeZone,
    )
    .option(
      '--sql-offset <offset>',
      'the old APP_TIMEZONE, such as +05:30, if its clock was not that of TIMEZONE',
      offset,
    )
    .option('--ip-salt <salt>', 'the old IP_HASH_SALT, so that addresses go on having the same hashes')
    .option('--project <id>', "only this project, by the old engine's number; repeatable", projectIds)
    .option('--dry-run', 'read everything, and say what would become of it; nothing is kept')
    .option('--json', 'print JSON')
    .addHelpText('after', HOW_IT_GOES)
    .action(importFromPhpEngine);
  return command;
}

interface FileOptions extends SettingOptions {
  project?: number[];
  overwrite?: number[];
}

async function importFromFile(name: string, { project, overwrite, ...options }: FileOptions): Promise<void> {
  const file = path.resolve(name);
  if (!existsSync(file)) throw new ConfigError(`There is no file ${file}.`);
  const progress = new Progress();
  const reports = await withStorage(configFrom(options), async (storage) => {
    try {
      return await importFile({
        file,
        storage,
        projects: project ?? null,
        overwrite: overwrite ?? [],
        now: Date.now(),
        onProgress: (lines, of) => progress.show(path.basename(file), lines, of),
      });
    } finally {
      progress.stop();
    }
  });
  for (const { id, name: title, stored, before } of reports) {
    process.stdout.write(`Project ${id} "${title}": ${stored} rows stored, ${before} were here before.\n`);
  }
}

async function importFromPhpEngine(options: PhpEngineCommandOptions): Promise<void> {
  const config = configFrom(options);
  const database = await PhpEngineDatabase.open({ url: options.from, sqlOffset: options.sqlOffset ?? null });
  try {
    const reports = await (options.dryRun
      ? withThrowawayStorage(config, (storage) => run(database, storage, options))
      : withStorage(config, async (storage) => {
          if (options.ipSalt !== undefined) await adoptIpSalt(config, storage, options.ipSalt);
          return run(database, storage, options);
        }));
    const text = options.json ? JSON.stringify(reconciliationJson(reports), null, 2) : reconciliationText(reports);
    process.stdout.write(`${text}\n`);
    process.exitCode = reports.every(addsUp) ? 0 : 1;
  } finally {
    await database.close();
  }
}

async function run(
  database: PhpEngineDatabase,
  storage: WritableStorage,
  { timeZone: zone, sqlOffset, project }: PhpEngineCommandOptions,
): Promise<TableReport[]> {
  const progress = new Progress();
  try {
    return await importPhpEngine({
      database,
      storage,
      timeZone: zone,
      clocks: clocksOf(zone, sqlOffset === undefined ? null : parseOffset(sqlOffset)),
      projects: project ?? null,
      now: Date.now(),
      onProgress: ({ project: name, part, rows, of }) => progress.show(`${name}: ${part}`, rows, of),
    });
  } finally {
    progress.stop();
  }
}

/** Runs `work` on an empty store of its own, which is gone afterwards. */
async function withThrowawayStorage<T>(config: Config, work: (storage: WritableStorage) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-dry-run-'));
  try {
    return await withStorage(
      { ...config, dataDir, database: { engine: 'sqlite', file: path.join(dataDir, 'micrologs.db') } },
      work,
    );
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function databaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^(mysql|mariadb):$/.test(url.protocol) || url.pathname.length < 2) {
    throw new InvalidArgumentError('It must be like mysql://user:password@host:port/database.');
  }
  return text;
}

function timeZone(text: string): string {
  if (!isTimeZone(text)) throw new InvalidArgumentError('It must be a zone such as Europe/Oslo.');
  return text;
}

function offset(text: string): string {
  if (parseOffset(text) === null) throw new InvalidArgumentError('It must be like +05:30.');
  return text;
}
