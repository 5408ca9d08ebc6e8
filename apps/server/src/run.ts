import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { prepareDataDir } from './data-dir.ts';
import { createLogging } from './logger.ts';
import { SERVES } from './supervisor/messages.ts';

/** Undoes one step of a start. */
export type Stop = () => Promise<void> | void;

/** The whole stop, with everything on disk, takes at most 10 s. */
const STOP_MS = 9_500;

/**
 * Runs what `start` starts until SIGTERM or SIGINT, or until the supervisor that started this process is gone, which hears when
 * it has started.
 * @param start puts what undoes each of its steps into `started`; its `failed` rejects when it turns out later that the
 *   process must not run
 * @throws StartError, NewerSchemaError, and whatever `start` throws
 */
export async function runUntilStopped(
  config: Config,
  start: (logger: Logger, started: Stop[]) => Promise<{ failed?: Promise<never> }>,
): Promise<void> {
  // Listened to from the start: a signal during the start stops the process as soon as it has started.
  const stopAsked = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
    if (process.connected) process.once('disconnect', () => resolve('the supervisor is gone'));
  });
  prepareDataDir(config.dataDir);
  const { logger, flush } = await createLogging(config);
  const started: Stop[] = [];
  // Nothing that was acknowledged is lost by ending at once, and what comes after such an error is anybody's guess.
  process.on('uncaughtException', (err) => {
    logger.fatal({ err }, 'unexpected failure; the server ends');
    flush();
    process.exit(1);
  });
  try {
    const { failed } = await start(logger, started);
    process.send?.(SERVES);
    const reason = await Promise.race(failed ? [stopAsked, failed] : [stopAsked]);
    logger.info({ reason }, 'stopping');
  } finally {
    setTimeout(() => {
      logger.error('something did not stop in time; the server ends anyway');
      flush();
      process.exit(1);
    }, STOP_MS).unref();
    for (const stop of started.splice(0).reverse()) await stop();
    logger.info('stopped');
    flush();
    // The channel to the supervisor would keep the process alive.
    if (process.connected) process.disconnect();
  }
}
