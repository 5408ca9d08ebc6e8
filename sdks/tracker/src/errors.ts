import { attempt, guard, on } from './safe.ts';
import type { Context, Severity } from './types.ts';

/** Anything may be thrown: null, a symbol, an object with cycles. */
const toText = (value: unknown) => {
  const text = String(value);
  return (text === '[object Object]' && attempt(() => JSON.stringify(value))) || text;
};

/** What is known of an error besides the thrown value: an error event's own fields, or what the page handed over. */
interface Notice {
  /** Present on events. */
  type?: string;
  message?: string;
  filename?: string;
  lineno?: number;
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

  const report = (thrown: unknown, fallbackType: string, notice: Notice) => {
    const { name, message, stack } = Object(thrown);
    const url = location.href;
    const { lineno, context, severity = 'error' } = notice;
    const type = (thrown instanceof Error && name) || fallbackType;
    const text = notice.message || message || toText(thrown) || type;
    const file = notice.filename || url;
    // The size is read before and after adding.
    if (notice.type && (reported.size > 49 || reported.size === reported.add(type + text + file + lineno).size)) return;
    send({
      error_type: type,
      message: text,
      file,
      line: lineno || undefined,
      stack,
      url,
      environment,
      severity,
      context,
    });
  };

  if (automatic) {
    on<ErrorEvent>('error', (event) => {
      // Resources that fail to load fire an event of the same name, without a message.
      if (event.message) report(event.error, 'Error', event);
    });
    on<PromiseRejectionEvent>('unhandledrejection', (event) => report(event.reason, 'UnhandledRejection', event));
  }
  return guard((error, context, severity) => report(error, 'ManualError', { context, severity }));
};
