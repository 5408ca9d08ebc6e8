import path from 'node:path';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from './config.ts';
import { makeFolder } from './data-dir.ts';
import { StartError } from './start-error.ts';

const ROTATE_AT = '10m';
const FILES_KEPT = 5;

export interface Logging {
  logger: Logger;
  /** Writes what is still in memory. */
  flush(): void;
}

/** JSON lines on standard output, or in a file that is rotated: `server.log` becomes `server.1.log`, `server.2.log` and so on. */
export async function createLogging({ logLevel, logFile }: Pick<Config, 'logLevel' | 'logFile'>): Promise<Logging> {
  const options = {
    level: logLevel,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (logFile === undefined) return { logger: pino(options, pino.destination({ fd: 1, sync: true })), flush() {} };
  const stream = await openRotated(logFile);
  return { logger: pino(options, stream), flush: () => stream.flushSync() };
}

async function openRotated(logFile: string) {
  // Loaded only when it is used: most installations log to standard output.
  const { default: roll } = await import('pino-roll');
  try {
    makeFolder(path.dirname(logFile));
    return await roll({
      file: logFile,
      size: ROTATE_AT,
      // Files of earlier runs count too, or each restart would add to what is kept.
      limit: { count: FILES_KEPT, removeOtherLogFiles: true },
    });
  } catch (error) {
    throw new StartError(`LOG_FILE is ${logFile}, which cannot be written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
