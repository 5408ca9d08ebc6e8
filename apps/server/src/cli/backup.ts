import { existsSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { type Config, ConfigError } from '../config.ts';
import { isServerRunning, prepareDataDir, SPOOL_FILE } from '../data-dir.ts';
import type { InstallationFiles } from './backup-file.ts';
import { configFrom, type SettingOptions } from './options.ts';

const KIB = 1024;

const WHAT_IS_IN_IT = `
The file holds the database and the events that were acknowledged but not stored yet, as of one moment. It does not hold secrets.json,
which must be kept with it, nor the salts of cookieless projects, which are never kept. docs/backup.md says more.`;

export function backupCommand(): Command {
  return new Command('backup')
    .description(
      'Write the embedded database, and the events that wait to be stored, into one file; works beside a running server',
    )
    .argument('<file>', 'the file to write; it must not be there')
    .addHelpText('after', WHAT_IS_IN_IT)
    .action(async (name: string, options: SettingOptions) => {
      const config = configFrom(options);
      const file = path.resolve(name);
      const files = filesOf(config);
      if (!existsSync(files.database)) throw new ConfigError(`There is no database at ${files.database}.`);
      if (existsSync(file)) throw new ConfigError(`${file} is there already. Name a new file.`);
      if (!existsSync(path.dirname(file))) throw new ConfigError(`There is no folder ${path.dirname(file)}.`);
      const { writeBackup } = await import('./backup-file.ts');
      const bytes = await writeBackup(files, file);
      process.stdout.write(`${file}: ${Math.ceil(bytes / KIB)} KiB. Keep secrets.json of ${config.dataDir} with it.\n`);
    });
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('Make database and queue from a backup, in a data folder that has none')
    .argument('<file>', 'what `backup` wrote')
    .action(async (name: string, options: SettingOptions) => {
      const config = configFrom(options);
      const file = path.resolve(name);
      const files = filesOf(config);
      if (!existsSync(file)) throw new ConfigError(`There is no file ${file}.`);
      prepareDataDir(config.dataDir);
      if (isServerRunning(config.dataDir)) throw new ConfigError(`A server runs on ${config.dataDir}. Stop it first.`);
      const inTheWay = Object.values(files).find((each) => existsSync(each));
      if (inTheWay) throw new ConfigError(`${inTheWay} is there already, and is not overwritten. Move it away first.`);
      const { restoreBackup } = await import('./backup-file.ts');
      restoreBackup(file, files);
      process.stdout.write(
        `Restored into ${config.dataDir}. Put secrets.json there as well before you start the server.\n`,
      );
    });
}

function filesOf({ database, dataDir }: Config): InstallationFiles {
  if (database.engine !== 'sqlite') {
    throw new ConfigError(
      'The database is kept by a server, whose own tools copy it: mariadb-dump --single-transaction, or mysqldump.',
    );
  }
  return { database: database.file, spool: path.join(dataDir, SPOOL_FILE) };
}
