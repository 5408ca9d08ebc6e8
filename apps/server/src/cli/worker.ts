import { PARTITION_COUNT } from '@micrologs/storage';
import { Command } from 'commander';
import { configFrom, countUpTo, requireShared, type SettingOptions } from './options.ts';

export function workerCommand(): Command {
  return new Command('worker')
    .description(
      'Store events out of Valkey until told to stop (SIGTERM or Ctrl+C); as many as you like, on any machine',
    )
    .option('--concurrency <n>', 'pipelines, each in a thread of its own', countUpTo(PARTITION_COUNT), 1)
    .action(async ({ concurrency, ...options }: SettingOptions & { concurrency: number }) => {
      const config = configFrom(options);
      const valkey = requireShared(config, 'worker');
      // Loaded here, so that the other commands and --help need not.
      const { work } = await import('../worker.ts');
      await work(config, { valkey, concurrency });
    });
}
