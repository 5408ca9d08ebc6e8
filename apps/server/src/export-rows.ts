import { type components, JsonText } from '@micrologs/contract';
import { type Device, type EpochMs, formatDay, type Place } from '@micrologs/domain';
import type { ExportKind, ExportRows } from '@micrologs/storage';

type Schemas = components['schemas'];

/** How the facts of each kind are given out: every stored member but the hashes of addresses. */
export const exportRows: { [K in ExportKind]: (fact: ExportRows[K]) => object } = {
  pageviews: (fact): Schemas['ExportedPageview'] => ({
    id: fact.number,
    occurred_at: utc(fact.occurredAt),
    day: formatDay(fact.day),
    visitor: fact.visitorHash,
    session: fact.session,
    url: fact.url,
    page_title: fact.title,
    referrer: fact.referrer,
    referrer_category: fact.referrerCategory,
    utm_source: fact.utm.source,
    utm_medium: fact.utm.medium,
    utm_campaign: fact.utm.campaign,
    utm_content: fact.utm.content,
    utm_term: fact.utm.term,
    ...deviceOf(fact.device),
    ...placeOf(fact.place),
    screen_resolution: fact.screen,
    timezone: fact.browserZone,
    engaged_ms: fact.engagedMs,
    scroll_pct: fact.scrollPct,
  }),
  errors: (fact): Schemas['ExportedError'] => ({
    id: fact.number,
    group_id: fact.group,
    event_id: fact.eventId,
    occurred_at: utc(fact.occurredAt),
    received_at: utc(fact.receivedAt),
    day: formatDay(fact.day),
    error_type: fact.errorType,
    message: fact.message,
    file: fact.file,
    line: fact.line,
    stack_trace: fact.stack,
    url: fact.url,
    severity: fact.severity,
    environment: fact.environment,
    release: fact.release || null,
    source: fact.keyType === 'public' ? 'browser' : 'backend',
    context: contextOf(fact.context),
    visitor: fact.visitorHash || null,
    session: fact.sessionHash || null,
    ...(fact.device ? deviceOf(fact.device) : NO_DEVICE),
    ...placeOf(fact.place),
  }),
  clicks: (fact): Schemas['ExportedClick'] => ({
    id: fact.number,
    link_id: fact.link,
    code: fact.code,
    occurred_at: utc(fact.occurredAt),
    day: formatDay(fact.day),
    uncounted: fact.uncounted,
    referrer: fact.referrer,
    referrer_category: fact.referrerCategory,
    ...deviceOf(fact.device),
    ...placeOf(fact.place),
  }),
  audits: (fact): Schemas['ExportedAudit'] => ({
    id: fact.sequence,
    event_id: fact.eventId,
    occurred_at: utc(fact.occurredAt),
    received_at: utc(fact.receivedAt),
    day: formatDay(fact.day),
    action: fact.action,
    actor: fact.actor,
    context: contextOf(fact.context),
    key_type: fact.keyType,
    source: fact.source,
    previous_hash: fact.previousHash,
    hash: fact.hash,
  }),
};

const NO_DEVICE = { device_type: null, os: null, browser: null, browser_version: null };

function deviceOf({ deviceType, os, browser, browserVersion }: Device) {
  return { device_type: deviceType, os, browser, browser_version: browserVersion };
}

/** What is not known of a place is null. */
function placeOf(place: Place | null) {
  return {
    country: place?.country || null,
    country_code: place?.countryCode || null,
    region: place?.region || null,
    city: place?.city || null,
  };
}

function utc(at: EpochMs): string {
  return new Date(at).toISOString();
}

function contextOf(text: string | null): Schemas['StoredContext'] {
  // The type describes what the client reads.
  return text === null ? null : (new JsonText(text) as unknown as Schemas['StoredContext']);
}
