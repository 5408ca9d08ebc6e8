import { PARTITION_COUNT } from '@micrologs/storage';
import { Command } from 'commander';
import { configFrom, countUpTo, portNumber, requireShared, type SettingOptions } from './options.ts';

interface WorkerOptions extends SettingOptions {
  concurrency: number;
  metricsPort?: number;
  metricsHost: string;
}

export function workerCommand(): Command {
  return new Command('worker')
    .description(
      'Store events out of Valkey until told to stop (SIGTERM or Ctrl+C); as many as you like, on any machine',
    )
    .option('--concurrency <n>', 'pipelines, each in a thread of its own', countUpTo(PARTITION_COUNT), 1)
    .option('--metrics-port <number>', 'tell of figures for Prometheus there, at /metrics, without a key', portNumber)
    .option('--metrics-host <address>', 'address to listen on for that', '127.0.0.1')
    .action(async ({ concurrency, metricsPort, metricsHost, ...options }: WorkerOptions) => {
      const config = configFrom(options);
      const valkey = requireShared(config, 'worker');
      // Loaded here, so that the other commands and --help need not.
      const { work } = await import('../worker.ts');
      const metrics = metricsPort === undefined ? null : { host: metricsHost, port: metricsPort };
      await work(config, { valkey, concurrency, metrics });
    });
}
