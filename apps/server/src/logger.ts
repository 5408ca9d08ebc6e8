import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { Config } from './config.ts';

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
  mkdirSync(path.dirname(logFile), { recursive: true });
  const { default: roll } = await import('pino-roll');
  const stream = await roll({
    file: logFile,
    size: ROTATE_AT,
    // Files of earlier runs count too, or each restart would add to what is kept.
    limit: { count: FILES_KEPT, removeOtherLogFiles: true },
  });
  return { logger: pino(options, stream), flush: () => stream.flushSync() };
}
