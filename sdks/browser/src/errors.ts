import type { ErrorFields } from './events.ts';
import { attempt, on } from './safe.ts';
import type { Context, Severity } from './types.ts';

/** Anything may be thrown: null, a symbol, an object with cycles. */
const toText = (value: unknown) => {
  const text = String(value);
  return (text === '[object Object]' && attempt(() => JSON.stringify(value))) || text;
};

/** Fields of `POST /api/track/error` that depend on how the error was noticed. */
export interface ErrorDetails {
  message?: string;
  file?: string;
  line?: number;
  context?: Context;
  severity?: Severity;
}

/**
 * Makes what the API calls an error out of anything that was thrown.
 * @param fallbackType its type unless it is an `Error`, which says its own
 */
export type DescribeError = (thrown: unknown, fallbackType: string, details: ErrorDetails) => ErrorFields;

export const errorDescriber =
  (environment = 'production'): DescribeError =>
  (thrown, fallbackType, details) => {
    const { name, message, stack } = Object(thrown);
    const type = (thrown instanceof Error && name) || fallbackType;
    const url = location.href;
    return {
      error_type: type,
      url,
      file: url,
      stack,
      environment,
      severity: 'error',
      ...details,
      // The browser's own words ("Uncaught RangeError: …") differ from one to the other, so they come second.
      message: message || details.message || toText(thrown) || type,
    };
  };

/**
 * Reports the page's uncaught errors and unhandled rejections: each distinct one once per page load, and at most 50, because a
 * page that fails in a loop must not flood the project.
 */
export const watchErrors = (describe: DescribeError, send: (error: ErrorFields) => void): void => {
  const reported = new Set<string>();

  const report = (thrown: unknown, fallbackType: string, details: ErrorDetails) => {
    const error = describe(thrown, fallbackType, details);
    // The size is read before and after adding.
    if (
      reported.size < 50 &&
      reported.size < reported.add(error.error_type + error.message + error.file + error.line).size
    )
      send(error);
  };

  on<ErrorEvent>('error', ({ error, message, filename, lineno }) => {
    // Resources that fail to load fire an event of the same name, without a message.
    if (message) report(error, 'Error', { message, file: filename || location.href, line: lineno || undefined });
  });
  on<PromiseRejectionEvent>('unhandledrejection', ({ reason }) => report(reason, 'UnhandledRejection', {}));
};
