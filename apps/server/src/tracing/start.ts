import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Stop } from '../run.ts';
import { VERSION } from '../version.ts';
import { Tracing } from './tracing.ts';

/**
 * Traces, where the configuration names a collector.
 * @throws StartError
 */
export async function startTracing(
  { otlpEndpoint, database }: Config,
  logger: Logger,
  started: Stop[],
): Promise<Tracing | null> {
  if (otlpEndpoint === undefined) return null;
  const tracing = await Tracing.start({ endpoint: otlpEndpoint, version: VERSION, database: database.engine, logger });
  started.push(() => tracing.stop());
  return tracing;
}
