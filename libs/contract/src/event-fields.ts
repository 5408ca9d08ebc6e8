import { type EpochMs, EVENT_ID_PATTERN, type EventId, parseDay, trimAscii } from '@micrologs/domain';
import { failure, type Parsed } from './result.ts';
import { textOf } from './text.ts';

/** `occurred_at`: date and time with an offset, seconds and their fraction being optional. */
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})$/;

/** What every event may say of itself, in its strict form. */
export interface EventFields {
  event_id: EventId | null;
  /** Not yet checked against the clock. */
  occurred_at: EpochMs | null;
}

/** Reads `event_id` and `occurred_at` of an event's body. */
export function parseEventFields(body: Record<string, unknown>): Parsed<EventFields> {
  const eventId = parseEventId(body.event_id);
  if (!eventId.ok) return eventId;
  const occurredAt = parseOccurredAt(body.occurred_at);
  if (!occurredAt.ok) return occurredAt;
  return { ok: true, value: { event_id: eventId.value, occurred_at: occurredAt.value } };
}

/** An event id that the client gave in `field`; null when it gave none. */
export function parseEventId(value: unknown, field = 'event_id'): Parsed<EventId | null> {
  const text = textOf(value);
  const id = text === null ? null : trimAscii(text);
  if (id === '') return { ok: true, value: null };
  if (id === null || !EVENT_ID_PATTERN.test(id)) {
    return failure(`${field} must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -`, field);
  }
  return { ok: true, value: id };
}

/** The `Idempotency-Key` header, with or without double quotes around it; null when it is absent. */
export function parseIdempotencyKey(header: string | string[] | undefined): Parsed<EventId | null> {
  const text = trimAscii(Array.isArray(header) ? header.join(',') : (header ?? ''));
  return parseEventId(/^"(.+)"$/.exec(text)?.[1] ?? text, 'Idempotency-Key');
}

/** The client's own time of an event, not yet checked against the clock; null when it gave none. */
export function parseOccurredAt(value: unknown): Parsed<EpochMs | null> {
  const at = parseTime(value);
  if (at !== null && !Number.isFinite(at)) {
    return failure('occurred_at must be an ISO 8601 time with an offset or epoch milliseconds', 'occurred_at');
  }
  return { ok: true, value: at };
}

/** A moment as ISO 8601 with an offset or as epoch milliseconds; NaN for what is neither, null for empty text. */
export function parseTime(value: unknown): EpochMs | null {
  return typeof value === 'number' ? Math.trunc(value) : readTime(textOf(value));
}

function readTime(value: string | null): EpochMs | null {
  if (value === null) return Number.NaN;
  const text = trimAscii(value).toUpperCase();
  if (text === '') return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const [, day = '', time, offset = ''] = ISO_TIME.exec(text) ?? [];
  if (parseDay(day) === null) return Number.NaN;
  return Date.parse(`${day}T${time}${offset.replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`);
}
