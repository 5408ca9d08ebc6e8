/** What may be said about an error besides its message. */
export interface ErrorOptions {
  /** Its class; `ManualError` unless given. */
  type?: string;
  severity?: 'info' | 'warning' | 'error' | 'critical';
  file?: string;
  line?: number | null;
  stack?: string | null;
  /** The page or request; that of the current request unless given. */
  url?: string;
  environment?: string;
  context?: Record<string, unknown> | unknown[] | null;
  release?: string;
  /** Errors of the same fingerprint are one group, whatever else they say. */
  fingerprint?: string[];
  /** Ties the error to the pageviews of this visitor. */
  visitorId?: string;
  sessionToken?: string;
}

/** A pageview that your server served. Which of these the server needs depends on the project; see the README. */
export interface PageviewFields {
  url: string;
  page_title?: string;
  referrer?: string;
  /** Required unless the project is cookieless. */
  visitor_id?: string;
  /** Required unless the project is cookieless. */
  session_token?: string;
  screen_resolution?: string;
  timezone?: string;
  /** The browser's address; with the secret key only, like the two below. */
  client_ip?: string;
  user_agent?: string;
  accept_language?: string;
}

/** The context of an error or audit entry. */
export type Context = ErrorOptions['context'];

/** Whether members may be added to a context: it is an object, or there is none. */
export const isOpen = (context: unknown): context is Record<string, unknown> | null | undefined =>
  context === null || context === undefined || (typeof context === 'object' && !Array.isArray(context));

/** The server keeps no more of a message, in characters. */
const MAX_MESSAGE = 1_024;

/** The fields of an error as the server takes them; the nine of the 1.x SDK are always there. */
export function errorFields(message: string, options: ErrorOptions, environment: string, release: string | undefined) {
  const type = options.type ?? 'ManualError';
  return withoutMissing({
    // The server refuses an error without a message.
    message: cut(message === '' ? type : message),
    error_type: type,
    severity: options.severity ?? 'error',
    file: options.file ?? '',
    line: options.line ?? null,
    stack: options.stack ?? null,
    url: options.url ?? '',
    environment: options.environment ?? environment,
    context: options.context ?? null,
    release: options.release ?? release,
    fingerprint: options.fingerprint,
    visitor_id: options.visitorId,
    session_token: options.sessionToken,
  });
}

function cut(message: string): string {
  // Never inside a character.
  return message.slice(0, MAX_MESSAGE).replace(/[\uD800-\uDBFF]$/, '');
}

const withoutMissing = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
