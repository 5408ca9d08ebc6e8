import type { PageviewBody } from '@micrologs/domain';
import { type EventFields, parseEventId, parseOccurredAt } from './event-fields.ts';
import { isMissing } from './event-text.ts';
import { textLimits } from './generated/shapes.ts';
import { INVALID_BODY_MESSAGE, isFilledObject } from './parse-body.ts';
import { type Failure, failure } from './result.ts';
import { cleanText, textOf } from './text.ts';

/** A pageview's body in its strict form: absent texts are empty. */
export type StrictPageview = PageviewBody & EventFields;

export interface CoercedPageview {
  ok: true;
  value: StrictPageview;
  /** True when the body was strict already: its text can be passed on as it is, absent fields meaning empty or null. */
  verbatim: boolean;
}

export const PAGEVIEW_REQUIRED_MESSAGE = 'url, visitor_id and session_token are required';

const LIMITS: Record<keyof PageviewBody, number> = textLimits.TrackPageviewBody;
const TEXT_FIELDS = Object.keys(LIMITS) as (keyof PageviewBody)[];
const TEXT_BYTES = TEXT_FIELDS.map((name) => LIMITS[name]);
const REQUIRED = new Set<string>(['url', 'visitor_id', 'session_token']);
/** Older trackers send them; they are read from the URL instead. */
const IGNORED = new Set(['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']);
const MAX_IGNORED_LENGTH = 255;
const KNOWN = new Set<string>([...TEXT_FIELDS, 'event_id', 'occurred_at']);

/**
 * Reads the body of a pageview. Written by hand, since it runs for every event; a test holds it against openapi.yaml.
 * @param body any JSON value
 * @param identityRequired whether `visitor_id` and `session_token` must be there, as in all but cookieless projects
 */
export function coercePageview(body: unknown, identityRequired = false): CoercedPageview | Failure {
  if (!isFilledObject(body)) return failure(INVALID_BODY_MESSAGE);
  const value: StrictPageview = {
    url: '',
    page_title: '',
    referrer: '',
    visitor_id: '',
    session_token: '',
    fingerprint: '',
    screen_resolution: '',
    timezone: '',
    event_id: null,
    occurred_at: null,
  };
  let verbatim = true;
  for (let i = 0; i < TEXT_FIELDS.length; i++) {
    const name = TEXT_FIELDS[i]!;
    const given = body[name];
    if (given === undefined) continue;
    const text = textOf(given);
    if (text === null) return wrongText(name);
    const clean = cleanText(text, TEXT_BYTES[i]);
    if (clean !== given) verbatim = false;
    value[name] = clean;
  }
  if (isMissing(value.url)) return failure(PAGEVIEW_REQUIRED_MESSAGE, 'url');
  if (identityRequired) {
    if (isMissing(value.visitor_id)) return failure(PAGEVIEW_REQUIRED_MESSAGE, 'visitor_id');
    if (isMissing(value.session_token)) return failure(PAGEVIEW_REQUIRED_MESSAGE, 'session_token');
  }
  if (body.event_id !== undefined) {
    const id = parseEventId(body.event_id);
    if (!id.ok) return id;
    value.event_id = id.value;
    if (id.value !== body.event_id) verbatim = false;
  }
  if (body.occurred_at !== undefined) {
    const at = parseOccurredAt(body.occurred_at);
    if (!at.ok) return at;
    value.occurred_at = at.value;
    if (at.value !== body.occurred_at) verbatim = false;
  }
  return { ok: true, value, verbatim: verbatim && !hasForeignFields(body) };
}

function wrongText(name: string): Failure {
  return failure(REQUIRED.has(name) ? PAGEVIEW_REQUIRED_MESSAGE : `${name} must be a string`, name);
}

/** True when the body holds anything that is neither read nor known to be harmless and short. */
function hasForeignFields(body: Record<string, unknown>): boolean {
  for (const name in body) {
    if (KNOWN.has(name)) continue;
    const given = body[name];
    if (!IGNORED.has(name) || typeof given !== 'string' || given.length > MAX_IGNORED_LENGTH) return true;
  }
  return false;
}
