import { attempt, guard, on } from './safe.ts';
import type { Context, Severity } from './types.ts';

/** Anything may be thrown: null, a symbol, an object with cycles. */
const toText = (value: unknown) => {
  const text = String(value);
  return (text === '[object Object]' && attempt(() => JSON.stringify(value))) || text;
};

/** Fields of `POST /api/track/error` that depend on how the error was noticed. */
interface Details {
  message?: string;
  file?: string;
  line?: number;
  context?: Context;
  severity?: Severity;
}

/**
 * Sends errors to the project.
 * @param automatic also report the page's uncaught errors and unhandled rejections: each distinct one once per page load, and
 *   at most 50, because a page that fails in a loop must not flood the project
 * @returns the reporter for errors that the page hands over itself; these are not de-duplicated
 */
export const trackErrors = (
  environment = 'production',
  automatic: boolean,
  send: (error: object) => void,
): ((error: unknown, context?: Context, severity?: Severity) => void) => {
  const reported = new Set<string>();

  const report = (thrown: unknown, fallbackType: string, details: Details, once?: boolean) => {
    const { name, message, stack } = Object(thrown);
    const type = (thrown instanceof Error && name) || fallbackType;
    const url = location.href;
    const error = {
      error_type: type,
      url,
      file: url,
      stack,
      environment,
      severity: 'error',
      ...details,
      // The browser's own words ("Uncaught RangeError: …") differ from one to the other, so they come second.
      message: message || details.message || toText(thrown) || type,
    } as Details;
    // The size is read before and after adding.
    if (
      !once ||
      (reported.size < 50 && reported.size < reported.add(type + error.message + error.file + error.line).size)
    )
      send(error);
  };

  if (automatic) {
    on<ErrorEvent>('error', ({ error, message, filename, lineno }) => {
      // Resources that fail to load fire an event of the same name, without a message.
      if (message)
        report(error, 'Error', { message, file: filename || location.href, line: lineno || undefined }, true);
    });
    on<PromiseRejectionEvent>('unhandledrejection', ({ reason }) => report(reason, 'UnhandledRejection', {}, true));
  }
  return guard((error, context, severity = 'error') => report(error, 'ManualError', { context, severity }));
};
