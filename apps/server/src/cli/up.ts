import path from 'node:path';
import { Command } from 'commander';
import type { Config } from '../config.ts';
import { Door } from '../supervisor/door.ts';
import { type ChildPlan, Supervisor } from '../supervisor/supervisor.ts';
import { configFrom, countUpTo, portNumber, requireShared, type SettingOptions } from './options.ts';

interface UpOptions extends SettingOptions {
  workers: number;
  concurrency: number;
  metricsPort?: number;
}

const MOST = 64;

const SIGNALS = `
SIGHUP replaces one process after another, each when the one before serves; connections wait meanwhile. SIGTERM and Ctrl+C let all of them finish and end.`;

export function upCommand(): Command {
  return new Command('up')
    .description('Run one API process and some workers on this machine, and start again what dies')
    .option('--workers <n>', 'processes that store events', countUpTo(MOST), 1)
    .option('--concurrency <n>', 'pipelines of each of them', countUpTo(MOST), 1)
    .option(
      '--metrics-port <number>',
      'let workers tell of figures on this machine: the first on this port, each further one on the next; 0: any',
      portNumber,
    )
    .option('-p, --port <number>', 'port to listen on (PORT)')
    .option('--host <address>', 'address to listen on (HOST)')
    .addHelpText('after', SIGNALS)
    .action(async (options: UpOptions) => {
      const config = configFrom(options);
      requireShared(config, 'up');
      const door = await Door.open(config);
      const supervisor = new Supervisor({
        children: plan(process.argv[1]!, config, options, door),
        say: (line) => process.stderr.write(`micrologs: ${line}\n`),
      });
      process.on('SIGHUP', () => void supervisor.roll());
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => supervisor.end());
      process.exitCode = (await supervisor.ended()) ? 0 : 1;
    });
}

/** The workers first: so a replacement begins with those that nobody waits for. */
function plan(cli: string, config: Config, options: UpOptions, door: Door): ChildPlan[] {
  const { workers, concurrency, metricsPort, port, host, dataDir } = options;
  const metricsOf = (index: number) =>
    metricsPort === undefined ? [] : ['--metrics-port', String(metricsPort === 0 ? 0 : metricsPort + index)];
  const given = Object.entries({ PORT: port, HOST: host, DATA_DIR: dataDir }).filter(
    ([, value]) => value !== undefined,
  );
  const env = { ...process.env, ...Object.fromEntries(given) };
  return [
    ...Array.from({ length: workers }, (_, i): ChildPlan => {
      const name = `worker ${i + 1}`;
      return {
        name,
        args: [cli, 'worker', '--concurrency', String(concurrency), ...metricsOf(i)],
        // A log file belongs to one process, which cuts it when it is large.
        env: config.logFile ? { ...env, LOG_FILE: besides(config.logFile, `worker-${i + 1}`) } : env,
        isVital: false,
      };
    }),
    {
      name: 'the API',
      args: [cli, 'serve', '--role', 'api', '--supervisor-port', String(door.port)],
      env,
      isVital: true,
      door,
    },
  ];
}

/** `server.log` becomes `server-worker-1.log`. */
function besides(file: string, suffix: string): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${suffix}${ext}`);
}
