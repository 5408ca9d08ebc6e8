import { NotFoundError, StateConflictError, ValidationError } from '@micrologs/domain';
import { MissingFieldError } from '@micrologs/ingest';
import { CodeTakenError } from '@micrologs/links';
import { QueueUnavailableError, StorageUnavailableError } from '@micrologs/storage';
import type { Logger } from 'pino';
import { HttpError } from './http-error.ts';
import { JSON_TYPE } from './reply.ts';

export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  /** The envelope, as JSON. */
  body: string;
}

const STORAGE_RETRY_SECONDS = 5;

/** During an outage every request fails alike, and a line for each would fill the disk. */
const OUTAGE_LOG_EVERY_MS = 1_000;

export type AnswerFor = (error: unknown, requestId: string) => ErrorAnswer;

/**
 * Makes answers for anything that is thrown. Only messages made for clients reach them; the rest becomes `Server error`
 * and is logged with the request's id.
 */
export function errorAnswers(logger: Logger): AnswerFor {
  let outageLoggedAt = Number.NEGATIVE_INFINITY;
  const logOutage = (err: Error, requestId: string, message: string) => {
    const now = performance.now();
    if (now - outageLoggedAt < OUTAGE_LOG_EVERY_MS) return;
    outageLoggedAt = now;
    logger.warn({ requestId, err }, message);
  };
  return (error, requestId) => {
    if (error instanceof HttpError) return envelope(error.status, error.message, error.headers, error.extra);
    if (error instanceof ValidationError || error instanceof MissingFieldError) return envelope(400, error.message);
    if (error instanceof NotFoundError) return envelope(404, error.message);
    if (error instanceof CodeTakenError || error instanceof StateConflictError) return envelope(409, error.message);
    if (error instanceof QueueUnavailableError) {
      logOutage(error, requestId, 'the event queue refused an event');
      return unavailable('Events cannot be accepted right now. Try again later.', error.retryAfterSeconds);
    }
    if (error instanceof StorageUnavailableError) {
      logOutage(error, requestId, 'the database does not answer');
      return unavailable('The database is not available right now. Try again later.', STORAGE_RETRY_SECONDS);
    }
    logger.error({ requestId, err: error }, 'request failed');
    return envelope(500, 'Server error');
  };
}

function unavailable(message: string, retryAfterSeconds: number): ErrorAnswer {
  return envelope(503, message, { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterSeconds))) });
}

function envelope(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  extra: Readonly<Record<string, unknown>> = {},
): ErrorAnswer {
  return {
    status,
    headers: { 'Content-Type': JSON_TYPE, ...headers },
    body: JSON.stringify({ success: false, message, ...extra }),
  };
}
