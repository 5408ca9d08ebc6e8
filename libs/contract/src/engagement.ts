import { DAY_MS, type EngagementBody, trimAscii } from '@micrologs/domain';
import { type EventFields, parseEventFields, parseEventId } from './event-fields.ts';
import { failure, type Parsed } from './result.ts';

/** An engagement in its strict form. */
export type StrictEngagement = EngagementBody & EventFields;

/** Reads how a pageview was used: `engaged_ms` up to a day, `scroll_pct` as a whole number of percent. */
export function coerceEngagement(event: Record<string, unknown>): Parsed<StrictEngagement> {
  const pageviewId = parseEventId(event.pageview_id, 'pageview_id');
  if (!pageviewId.ok) return pageviewId;
  if (pageviewId.value === null) return failure('pageview_id is required', 'pageview_id');
  const engagedMs = numberOf(event.engaged_ms);
  if (engagedMs !== null && !(engagedMs >= 0)) {
    return failure('engaged_ms must be a number of milliseconds from 0', 'engaged_ms');
  }
  const scrollPct = numberOf(event.scroll_pct);
  if (scrollPct !== null && !(scrollPct >= 0 && scrollPct <= 100)) {
    return failure('scroll_pct must be a number from 0 to 100', 'scroll_pct');
  }
  const fields = parseEventFields(event);
  if (!fields.ok) return fields;
  return {
    ok: true,
    value: {
      pageview_id: pageviewId.value,
      engaged_ms: Math.min(Math.round(engagedMs ?? 0), DAY_MS),
      scroll_pct: scrollPct === null ? null : Math.round(scrollPct),
      ...fields.value,
    },
  };
}

/** A number or its text; null when there is none, NaN for what is no number. */
function numberOf(value: unknown): number | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number.NaN;
  const text = trimAscii(value);
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
