#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { auditCommand } from './cli/audit.ts';
import { backupCommand, restoreCommand } from './cli/backup.ts';
import { deadLettersCommand } from './cli/dead-letters.ts';
import { doctorCommand } from './cli/doctor.ts';
import { eraseVisitorCommand } from './cli/erase-visitor.ts';
import { exportCommand } from './cli/export.ts';
import { geoipCommand } from './cli/geoip.ts';
import { importCommand } from './cli/import.ts';
import { projectCommand } from './cli/project.ts';
import { resealCommand } from './cli/reseal.ts';
import { retentionCommand } from './cli/retention.ts';
import { serveCommand } from './cli/serve.ts';
import { statusCommand } from './cli/status.ts';
import { upCommand } from './cli/up.ts';
import { workerCommand } from './cli/worker.ts';
import { ConfigError } from './config.ts';
import { StartError } from './start-error.ts';
import { VERSION } from './version.ts';

/** Wrong use and wrong configuration; other failures end with 1. */
const EXIT_WRONG_USE = 2;

/** Errors whose message says all there is to say. */
const KNOWN_ERRORS = new Set([
  'ValidationError',
  'FrozenDaysError',
  'StateConflictError',
  'NotFoundError',
  'StorageUnavailableError',
  'NewerSchemaError',
  'GeoIpUpdateError',
  'StoreInUseError',
  'LeaseLostError',
  'SourceUnavailableError',
  'UnknownSchemaError',
  'DamagedExportError',
]);

function commands(): Command[] {
  return [
    serveCommand(),
    workerCommand(),
    upCommand(),
    statusCommand(),
    projectCommand(),
    auditCommand(),
    exportCommand(),
    importCommand(),
    deadLettersCommand(),
    retentionCommand(),
    eraseVisitorCommand(),
    backupCommand(),
    restoreCommand(),
    resealCommand(),
    geoipCommand(),
    doctorCommand(),
  ];
}

function program(): Command {
  const command = new Command('micrologs')
    .description('Self-hosted web analytics, error tracking, audit logs and short links, answered as JSON.')
    .version(VERSION, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  for (const child of commands()) {
    command.addCommand(child);
    settle(child);
  }
  return command;
}

/** `--version` and `--data-dir` work everywhere, and wrong use ends alike. */
function settle(command: Command): void {
  command.exitOverride().version(VERSION, '-V, --version', 'show the version').helpOption('-h, --help', 'show help');
  if (command.commands.length === 0) {
    command.addOption(new Option('--data-dir <folder>', 'folder of database, spool and secrets (DATA_DIR)'));
  }
  for (const child of command.commands) settle(child);
}

// What is written is for this user alone, wherever the data folder lies: it tells what visitors did, and holds salts.
process.umask(0o077);

// Whoever reads only the first lines, as `head` does, has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  // Help, version and wrong use: commander has written what there is to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_WRONG_USE;
  if (error instanceof ConfigError || error instanceof StartError) {
    console.error(`micrologs: ${error.message}`);
    return EXIT_WRONG_USE;
  }
  if (error instanceof Error && KNOWN_ERRORS.has(error.name)) {
    console.error(`micrologs: ${error.message}`);
    return error.name === 'NewerSchemaError' ? EXIT_WRONG_USE : 1;
  }
  console.error(error);
  return 1;
}
