import { ERROR_STATUSES, type ErrorGroupNumber, type ErrorStatus } from '@micrologs/domain';
import { readText } from './event-text.ts';
import { INVALID_BODY_MESSAGE, isFilledObject } from './parse-body.ts';
import { failure, type Parsed } from './result.ts';
import { cleanText, textOf } from './text.ts';

/** What is asked of a project's error groups. */
export interface ErrorStatusChange {
  status: ErrorStatus;
  /** Distinct, in the order of the request; whether they exist is not known yet. */
  ids: ErrorGroupNumber[];
  /** May be empty; of any length, since it is cut when it has been scrubbed. */
  note: string;
}

const MAX_IDS = 100;

/** Reads the body of a change of status; `ids` goes before `id`, and both take one id or a list. */
export function coerceErrorStatus(body: unknown): Parsed<ErrorStatusChange> {
  if (!isFilledObject(body)) return failure(INVALID_BODY_MESSAGE);
  const text = textOf(body.status);
  const status = ERROR_STATUSES.find((known) => text !== null && known === cleanText(text));
  if (!status) {
    return failure(`status is required and must be one of: ${ERROR_STATUSES.join(', ')}`, 'status');
  }
  const given = body.ids ?? body.id ?? null;
  if (given === null) return failure('ids (array) or id (integer) is required', 'ids');
  const numbers = (Array.isArray(given) ? given : [given]).map(idOf).filter((id) => id !== null);
  const ids = [...new Set(numbers)];
  if (ids.length === 0) return failure('No valid IDs provided', 'ids');
  if (ids.length > MAX_IDS) return failure(`Maximum ${MAX_IDS} IDs per request`, 'ids');
  const note = readText(body.note, 'note');
  return note.ok ? { ok: true, value: { status, ids, note: note.value } } : note;
}

/** The positive integer that a value begins with; null for what has none. */
function idOf(value: unknown): ErrorGroupNumber | null {
  const text = typeof value === 'boolean' ? null : textOf(value);
  const id = typeof value === 'number' ? Math.trunc(value) : Number.parseInt(text ?? '', 10);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}
