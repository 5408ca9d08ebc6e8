import type { Micrologs } from './client.ts';
import { parse } from './envelope.ts';
import type { ErrorOptions } from './events.ts';

/** What pino adds to every line, and nobody needs twice. */
const OWN_FIELDS = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'err']);

/** pino's levels as numbers. */
const FATAL = 60;
const ERROR = 50;
const WARN = 40;

/** As pino's own serializer writes an exception. */
interface LoggedError {
  type?: string;
  message?: string;
  stack?: string;
}

/**
 * A destination for pino that captures what is logged: `pino({}, pino.multistream([{ stream: process.stdout }, { level: 'error', stream:
 * micrologsStream(client) }]))`. An exception under `err` gives type and stack, all other fields are the context. Never throws.
 */
export function micrologsStream(client: Pick<Micrologs, 'error'>): { write(line: string): void } {
  return {
    write(line) {
      const entry = parse(line);
      if (typeof entry !== 'object' || entry === null) return;
      const { level, msg, err } = entry as { level?: unknown; msg?: unknown; err?: unknown };
      const { type, message, stack } = (typeof err === 'object' && err !== null ? err : {}) as LoggedError;
      const context = Object.fromEntries(Object.entries(entry).filter(([name]) => !OWN_FIELDS.has(name)));
      client.error(String(msg ?? message ?? ''), {
        severity: severityOf(Number(level)),
        ...(type !== undefined && { type }),
        ...(stack !== undefined && { stack }),
        ...(Object.keys(context).length > 0 && { context }),
      });
    },
  };
}

function severityOf(level: number): NonNullable<ErrorOptions['severity']> {
  if (level >= FATAL) return 'critical';
  if (level >= ERROR) return 'error';
  return level >= WARN ? 'warning' : 'info';
}
