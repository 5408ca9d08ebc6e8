import {
  type AuditBody,
  BoundedCache,
  type CacheCounts,
  DAY_MS,
  type DropReason,
  type EpochMs,
  type ErrorBody,
  type EventId,
  type PageviewBody,
  type Place,
  type Project,
  uuidv7,
} from '@micrologs/domain';
import { keptAuditBody } from './audit-body.ts';
import { botReason } from './bot.ts';
import { parseDevice } from './device.ts';
import { type KeptIdentity, keptErrorBody, keptIdentity } from './error-body.ts';
import { acceptTime } from './occurred-at.ts';

/** Who sends, as far as the request tells. It is read and let go: of the address only hashes are kept, if anything. */
export interface Sender {
  project: Project;
  keyType: 'public' | 'secret';
  receivedAt: EpochMs;
  ip: string;
  userAgent: string | undefined;
  accept: string | undefined;
  acceptLanguage: string | undefined;
  /** The browser asked not to be tracked, and the project respects that. */
  optedOut: boolean;
  /** A test suite without a browser's headers: bots are not told. */
  skipBotFilter?: boolean;
}

/** What any event may say of itself. */
interface EventInput {
  event_id?: EventId | null;
  /** By the client's clock. */
  occurred_at?: EpochMs | null;
}

/** The browser behind a backend; honoured with a secret key only. */
interface ClientInput {
  client_ip?: string;
  user_agent?: string;
  accept_language?: string;
}

/** A pageview as the contract left it: strict types, cut to their limits. */
export interface PageviewInput extends Partial<PageviewBody>, EventInput, ClientInput {
  url: string;
}

/** An engagement as the contract left it. */
export interface EngagementInput extends EventInput {
  pageview_id: EventId;
  engaged_ms?: number;
  scroll_pct?: number | null;
}

/** An error as the contract left it; not yet scrubbed. */
export interface ErrorInput extends ErrorBody, EventInput, ClientInput {}

/** An audit entry as the contract left it; not yet scrubbed. */
export interface AuditInput extends AuditBody, EventInput {}

/** An event that is ready for the queue. */
export interface Accepted {
  /** The queued event as JSON. */
  record: string;
  eventId: EventId;
  /** Set when the event is only counted, not stored. */
  dropped: DropReason | null;
  /** The client's own time was out of bounds and was replaced by the receive time. */
  clockAdjusted: boolean;
}

/** The event lacks something that only the project's settings or the key's kind make necessary. */
export class MissingFieldError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MissingFieldError';
  }
}

export interface AcceptorOptions {
  /** Null where the address is not known to the GeoIP file, or there is none. */
  placeOf(ip: string): Place | null;
  /** Keyed hashes of an anonymous visitor: today's, and yesterday's if its salt is there. */
  identify(
    project: Project,
    ip: string,
    userAgent: string,
    at: EpochMs,
  ): Promise<readonly [string] | readonly [string, string]>;
}

const CACHED_DEVICES = 4096;
const LONGEST_ENGAGEMENT_MS = DAY_MS;
const NOBODY: KeptIdentity = { visitor_id: '', session_token: '' };

/**
 * Turns validated events into queue records. What needs the address or the user agent is settled here (bot, place,
 * device, anonymous visitor), since neither may reach the disk; what can be derived from the stored fields is left to
 * the pipeline, off the HTTP thread.
 */
export class Acceptor {
  readonly #options: AcceptorOptions;
  /** Devices as JSON, by user agent: the same few strings come all day. */
  readonly #devices = new BoundedCache<string>(CACHED_DEVICES);

  constructor(options: AcceptorOptions) {
    this.#options = options;
  }

  /** How often a user agent was known. */
  deviceCounts(): CacheCounts {
    return this.#devices.counts();
  }

  /**
   * @param verbatim the body's own JSON text, when it is already in its strict form; it is then queued as it came
   * @throws MissingFieldError
   */
  pageview(sender: Sender, input: PageviewInput, verbatim: string | null = null): Accepted | Promise<Accepted> {
    const { project, keyType, receivedAt } = sender;
    const served = keyType === 'secret';
    const anonymous = project.settings.cookieless || (served && !input.visitor_id);
    if (!anonymous && (!input.visitor_id || (!served && !input.session_token))) {
      throw new MissingFieldError('url, visitor_id and session_token are required');
    }
    const ip = served ? input.client_ip : sender.ip;
    const userAgent = served ? input.user_agent : sender.userAgent;
    if (anonymous && served && (!ip || !userAgent)) {
      throw new MissingFieldError('visitor_id, or client_ip and user_agent, are required');
    }

    const eventId = input.event_id ?? uuidv7(receivedAt);
    const drop = this.#dropReason(sender, input);
    if (drop) return { record: dropRecord(project, receivedAt, drop), eventId, dropped: drop, clockAdjusted: false };

    const time = acceptTime(input.occurred_at ?? undefined, receivedAt);
    const place = ip ? this.#options.placeOf(ip) : null;
    const head =
      `{"kind":"pageview","project":${project.id},"receivedAt":${receivedAt},` +
      `${time.occurredAt === undefined ? '' : `"occurredAt":${time.occurredAt},`}` +
      `"id":"${eventId}","idGiven":${input.event_id != null},"device":${this.#deviceJson(userAgent)},` +
      `${place ? `"place":${JSON.stringify(place)},` : ''}`;
    if (!anonymous) {
      const body = verbatim ?? JSON.stringify(storedFields(input));
      return { record: `${head}"body":${body}}`, eventId, dropped: null, clockAdjusted: time.adjusted };
    }
    return this.#options.identify(project, ip!, userAgent ?? '', receivedAt).then((hashes) => ({
      record: `${head}"visitorHashes":${JSON.stringify(hashes)},"body":${JSON.stringify(anonymousFields(input))}}`,
      eventId,
      dropped: null,
      clockAdjusted: time.adjusted,
    }));
  }

  engagement(sender: Sender, input: EngagementInput): Accepted {
    const { project, receivedAt } = sender;
    const eventId = input.event_id ?? uuidv7(receivedAt);
    const drop = this.#dropReason(sender, null);
    if (drop) return { record: dropRecord(project, receivedAt, drop), eventId, dropped: drop, clockAdjusted: false };
    const time = acceptTime(input.occurred_at ?? undefined, receivedAt);
    const record = JSON.stringify({
      kind: 'engagement',
      project: project.id,
      receivedAt,
      occurredAt: time.occurredAt,
      id: eventId,
      idGiven: input.event_id != null,
      body: {
        pageview_id: input.pageview_id,
        engaged_ms: Math.min(input.engaged_ms ?? 0, LONGEST_ENGAGEMENT_MS),
        scroll_pct: input.scroll_pct ?? null,
      },
    });
    return { record, eventId, dropped: null, clockAdjusted: time.adjusted };
  }

  /**
   * Errors are taken from everybody, bots included. What a browser says that asked not to be tracked is taken without
   * anything that tells who or where it is. A backend says nothing about a browser unless it names one.
   */
  error(sender: Sender, input: ErrorInput): Accepted | Promise<Accepted> {
    const { project, keyType } = sender;
    const served = keyType === 'secret';
    const unknown = sender.optedOut && !served;
    const ip = served ? input.client_ip : sender.ip;
    const userAgent = served ? input.user_agent : sender.userAgent;
    const place = ip && !unknown ? this.#options.placeOf(ip) : null;
    const details =
      (served && !userAgent ? '' : `"device":${this.#deviceJson(userAgent)},`) +
      (place ? `"place":${JSON.stringify(place)},` : '');
    const body = keptErrorBody(input, project.settings);
    const accepted = ({ visitorHashes, ...ids }: KeptIdentity) =>
      this.#identified('error', sender, input, {
        details: visitorHashes ? `${details}"visitorHashes":${JSON.stringify(visitorHashes)},` : details,
        body: { ...body, ...ids },
      });
    const identity = unknown ? NOBODY : this.#errorIdentity(sender, input, ip, userAgent);
    return identity instanceof Promise ? identity.then(accepted) : accepted(identity);
  }

  /** Visitors are told apart as in pageviews, so that those who met an error are found again. */
  #errorIdentity(
    { project, keyType, receivedAt }: Sender,
    input: ErrorInput,
    ip: string | undefined,
    userAgent: string | undefined,
  ): KeptIdentity | Promise<KeptIdentity> {
    const { cookieless } = project.settings;
    const served = keyType === 'secret';
    if (!cookieless && (!served || input.visitor_id !== '')) return keptIdentity(input, project.settings);
    if (!ip || (served && !userAgent)) return cookieless ? NOBODY : keptIdentity(input, project.settings);
    const hashes = this.#options.identify(project, ip, userAgent ?? '', receivedAt);
    return hashes.then((visitorHashes) => ({ ...NOBODY, visitorHashes }));
  }

  /**
   * Audit entries are taken from everybody.
   * @param ipHash what is stored of the sender's address, in hex
   */
  audit(sender: Sender, input: AuditInput, ipHash: string): Accepted {
    return this.#identified('audit', sender, input, {
      details: `"ipHash":"${ipHash}",`,
      body: keptAuditBody(input, sender.project.settings),
    });
  }

  /** @param details further members of the record, as JSON with a comma behind each */
  #identified(
    kind: 'error' | 'audit',
    { project, keyType, receivedAt }: Sender,
    input: EventInput,
    { details, body }: { details: string; body: object },
  ): Accepted {
    const eventId = input.event_id ?? uuidv7(receivedAt);
    const time = acceptTime(input.occurred_at ?? undefined, receivedAt);
    const record =
      `{"kind":"${kind}","project":${project.id},"receivedAt":${receivedAt},` +
      `${time.occurredAt === undefined ? '' : `"occurredAt":${time.occurredAt},`}` +
      `"id":"${eventId}","idGiven":${input.event_id != null},"keyType":"${keyType}",${details}` +
      `"body":${JSON.stringify(body)}}`;
    return { record, eventId, dropped: null, clockAdjusted: time.adjusted };
  }

  /**
   * Bots are told by the browser's headers; for views that a backend served, by what it says of the browser.
   * @param input null for what only a tracker sends after its pageview
   */
  #dropReason(sender: Sender, input: PageviewInput | null): DropReason | null {
    if (sender.keyType === 'secret') {
      if (!input?.user_agent) return null;
      return botReason(input.user_agent, '*/*', input.accept_language || '*');
    }
    if (sender.optedOut) return 'opted_out';
    if (sender.skipBotFilter) return null;
    return botReason(sender.userAgent, sender.accept, sender.acceptLanguage);
  }

  #deviceJson(userAgent: string | undefined): string {
    const key = userAgent ?? '';
    let json = this.#devices.get(key);
    if (json === undefined) {
      json = JSON.stringify(parseDevice(userAgent));
      this.#devices.set(key, json);
    }
    return json;
  }
}

/** An event that is only to be counted, as a queue record. */
function dropRecord(project: Project, receivedAt: EpochMs, reason: DropReason): string {
  return `{"kind":"drop","project":${project.id},"receivedAt":${receivedAt},"reason":"${reason}"}`;
}

function storedFields(input: PageviewInput): PageviewBody {
  return {
    ...anonymousFields(input),
    visitor_id: input.visitor_id ?? '',
    session_token: input.session_token ?? '',
    fingerprint: input.fingerprint ?? '',
  };
}

/** Whatever could tell the browser again is left behind. */
function anonymousFields(input: PageviewInput) {
  return {
    url: input.url,
    page_title: input.page_title ?? '',
    referrer: input.referrer ?? '',
    screen_resolution: input.screen_resolution ?? '',
    timezone: input.timezone ?? '',
  };
}
