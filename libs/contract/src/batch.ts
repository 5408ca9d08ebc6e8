import { isIP } from 'node:net';
import type { EventId } from '@micrologs/domain';
import { coerceAudit, type StrictAudit } from './audit.ts';
import { isJsonObject } from './coerce.ts';
import { coerceEngagement, type StrictEngagement } from './engagement.ts';
import { coerceError, type StrictError } from './error.ts';
import { parseEventId } from './event-fields.ts';
import { textLimits } from './generated/shapes.ts';
import { coercePageview, type StrictPageview } from './pageview.ts';
import { INVALID_BODY_MESSAGE, isFilledObject } from './parse-body.ts';
import { rawItemMembers } from './raw-json.ts';
import { type Failure, failure, type Parsed } from './result.ts';
import { cleanText, textOf } from './text.ts';

/** Whom a backend served; empty texts for what it did not say. */
export interface ClientTraits {
  ip: string;
  userAgent: string;
  acceptLanguage: string;
}

/** One event of a batch in its strict form, or why it is refused. */
export type BatchItem =
  | {
      ok: true;
      kind: 'pageview';
      value: StrictPageview;
      /** Null from a public key, whose word on this does not count. */
      client: ClientTraits | null;
    }
  | { ok: true; kind: 'engagement'; value: StrictEngagement }
  | {
      ok: true;
      kind: 'error';
      value: StrictError;
      /** As with pageviews. */
      client: ClientTraits | null;
    }
  | { ok: true; kind: 'audit'; value: StrictAudit }
  | {
      ok: false;
      message: string;
      /** The event's own id, if it has a usable one. */
      event_id: EventId | null;
    };

export interface BatchOptions {
  keyType: 'public' | 'secret';
  /** As in `coercePageview`. */
  identityRequired: boolean;
  /** The size of the whole body; a body that is smaller than an event may be needs no measuring of each. */
  bodyBytes: number;
  /** The JSON text of the whole body, which tells the numbers of contexts to the digit. */
  text?: string;
}

export const MAX_BATCH_EVENTS = 500;
export const MAX_BATCH_EVENT_BYTES = 65_536;

const CLIENT_LIMITS = textLimits.BatchClient;

/** Reads the body of a batch. Wrong events are refused one by one; only a body that is no batch fails as a whole. */
export function parseBatch(body: unknown, options: BatchOptions): Parsed<BatchItem[]> {
  if (!isFilledObject(body)) return failure(INVALID_BODY_MESSAGE);
  const { events } = body;
  if (!Array.isArray(events) || events.length === 0) return failure('events must be a non-empty array', 'events');
  if (events.length > MAX_BATCH_EVENTS) return failure(`Maximum ${MAX_BATCH_EVENTS} events per batch`, 'events');
  // The text is searched once, and only when an event has a context.
  let contexts: (string | undefined)[] | undefined;
  const contextOf = (index: number) => {
    contexts ??= options.text === undefined ? [] : rawItemMembers(options.text, 'events', 'context');
    return contexts[index];
  };
  return { ok: true, value: events.map((event, index) => parseItem(event, options, () => contextOf(index))) };
}

type RawContext = () => string | undefined;

function parseItem(event: unknown, options: BatchOptions, context: RawContext): BatchItem {
  if (!isJsonObject(event)) return { ok: false, message: 'Each event must be a JSON object', event_id: null };
  const item = readItem(event, options, context);
  if (item.ok) return item;
  const id = parseEventId(event.event_id);
  return { ok: false, message: item.message, event_id: id.ok ? id.value : null };
}

function readItem(
  event: Record<string, unknown>,
  options: BatchOptions,
  context: RawContext,
): Extract<BatchItem, { ok: true }> | Failure {
  if (options.bodyBytes > MAX_BATCH_EVENT_BYTES && isTooLarge(event)) {
    return failure(`An event may take ${MAX_BATCH_EVENT_BYTES} bytes at most`);
  }
  switch (event.kind) {
    case 'pageview': {
      const pageview = coercePageview(event, options.identityRequired);
      if (!pageview.ok) return pageview;
      const client = readClient(event, options);
      return client.ok ? { ok: true, kind: 'pageview', value: pageview.value, client: client.value } : client;
    }
    case 'engagement': {
      const engagement = coerceEngagement(event);
      return engagement.ok ? { ok: true, kind: 'engagement', value: engagement.value } : engagement;
    }
    case 'error': {
      const error = coerceError(event, context);
      if (!error.ok) return error;
      const client = readClient(event, options);
      return client.ok ? { ok: true, kind: 'error', value: error.value, client: client.value } : client;
    }
    case 'audit': {
      const audit = coerceAudit(event, context);
      return audit.ok ? { ok: true, kind: 'audit', value: audit.value } : audit;
    }
    default:
      return failure('kind must be pageview, engagement, error or audit', 'kind');
  }
}

function isTooLarge(event: object): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(event)) > MAX_BATCH_EVENT_BYTES;
  } catch {
    // Nested too deeply to be written again, which takes far more than an event may have.
    return true;
  }
}

function readClient(event: Record<string, unknown>, { keyType }: BatchOptions): Parsed<ClientTraits | null> {
  if (keyType === 'public') return { ok: true, value: null };
  const texts: Record<keyof typeof CLIENT_LIMITS, string> = { client_ip: '', user_agent: '', accept_language: '' };
  for (const name of Object.keys(texts) as (keyof typeof texts)[]) {
    const text = textOf(event[name]);
    if (text === null) return failure(`${name} must be a string`, name);
    texts[name] = cleanText(text, CLIENT_LIMITS[name]);
  }
  if (texts.client_ip !== '' && isIP(texts.client_ip) === 0) {
    return failure('client_ip must be an IPv4 or IPv6 address', 'client_ip');
  }
  return {
    ok: true,
    value: { ip: texts.client_ip, userAgent: texts.user_agent, acceptLanguage: texts.accept_language },
  };
}
