// Generated from openapi.yaml by tools/generate. Do not edit.
import type { Input, NoInput, Result, Row } from '../operation-types.ts';
import type { components } from './schema.ts';

/** Query parameters that are JSON, written as text by the client. */
export interface JsonTexts {
  filters: components['schemas']['Filters'];
}

/** Lines of the exports by operation. */
export interface ExportRows {
  exportPageviews: components['schemas']['ExportedPageview'];
  exportErrors: components['schemas']['ExportedError'];
  exportClicks: components['schemas']['ExportedClick'];
  exportAudits: components['schemas']['ExportedAudit'];
}

/** Operations `track.*`. */
export interface TrackOperations {
  /**
   * Record a pageview
   *
   * Records one pageview of a browser. 202 means that the event is durable; reports show it a moment later.
   *
   * `visitor_id` and `session_token` are required unless the project is cookieless, where they are ignored.
   * `utm_source`, `utm_medium`, `utm_campaign`, `utm_term` and `utm_content` are read from the query of `url`,
   * each cut at 255 bytes; fields of those names in the body are ignored. The same page of the same visitor within
   * 300 seconds counts once. An event id given twice is stored once, so a request that got no answer can be sent
   * again with the same `event_id`. The client address and the `User-Agent`, `Accept` and `Accept-Language`
   * headers decide bot, device and place; the address is never stored. Where headers cannot be set (beacons), the
   * key may stand in the query as `k` and the body may be `text/plain`.
   */
  pageview(input: Input<'trackPageview'>): Result<'trackPageview'>;

  /**
   * Record several events at once
   *
   * Records 1 to 500 events in one request of at most 1 MiB (after decompression; `Content-Encoding: gzip` is
   * accepted), 64 KB an event. Each event has a `kind` and the fields of that kind; a wrong event is rejected
   * alone, with its reason, and never harms the others. When every event is rejected the answer is 400 with the
   * same `data`. The kinds are `pageview`, `engagement`, `error` and `audit`. An audit entry with the public key is
   * rejected where the project accepts them with its secret key only.
   *
   * `duplicate` says that an event of that id is already stored or waiting. It is best effort: an event queued
   * twice within moments may be answered `queued` twice, and is still stored once.
   *
   * With the secret key a backend may send the pageviews that it served and the errors in them, with `client_ip`,
   * `user_agent` and `accept_language` of the browser, which then decide bot, place, device and, in cookieless
   * projects, the visitor; from a public key these three fields are ignored. Each event costs one point of the rate limit.
   */
  batch(input: Input<'trackBatch'>): Result<'trackBatch'>;

  /**
   * Record an error
   *
   * Records one occurrence of an error of a website or a backend. 202 means that it is durable. Occurrences that are
   * alike become one group: by `fingerprint` if given, else by the stack, else by type and message.
   *
   * Before anything is stored, what looks like a secret is replaced by `[Filtered]`: values of keys such as
   * `password` or `authorization`, card numbers, tokens, credentials in URLs. A project may name further keys
   * (`scrub_keys`) and except some (`safe_keys`).
   *
   * With the public key device and place are those of the request; with the secret key none are recorded, since the
   * request is a backend's. Of a browser that opted out, in a project that respects it, neither visitor, session nor
   * place are recorded. No bot filter applies. Keys that are missing, unknown or used from a foreign page all
   * answer 401.
   */
  error(input: Input<'trackError'>): Result<'trackError'>;

  /**
   * Record an audit entry
   *
   * Appends one entry to the project's audit log, which is a chain of hashes: no entry can be changed, removed or put
   * in between without it showing. 202 means that the entry is durable. Secrets in it are filtered as in errors.
   * Which kind of key brought it is recorded, since anybody can take the public key from a page; a project may accept
   * entries with its secret key only (`audit_secret_only`). Keys that are missing, unknown or used from a foreign page all
   * answer 401.
   */
  audit(input: Input<'trackAudit'>): Result<'trackAudit'>;
}

/** Operations `errors.*`. */
export interface ErrorsOperations {
  /**
   * Set the status of error groups
   *
   * Sets the status of up to 100 groups, given as `ids` or, without it, as `id`; each may be one id or a list. Any
   * status may follow any other. Ids that are no positive integers are left out; those of no group of this project
   * are told in `not_found`. `updated` counts the groups that were found, whether their status changed or not. Each
   * change is kept with its time and `note`, and the act is recorded in the audit log.
   */
  updateStatus(input: Input<'updateErrorStatus'>): Result<'updateErrorStatus'>;
}

/** Operations `analytics.*`. */
export interface AnalyticsOperations {
  /**
   * Visitors, pageviews, sessions and bounce rate
   *
   * Totals of a range of days, and pageviews and unique visitors of each day, or other `interval`, that has any.
   */
  visitors(input?: Input<'getVisitors'>): Result<'getVisitors'>;

  /**
   * New and returning visitors
   *
   * Among the visitors with a pageview in the range: new are those whose first pageview ever lies in the range,
   * returning those who were seen before it. In `over_time` a visitor is new on the first day ever (in the first
   * `interval`) and returning on every later one.
   */
  returning(input?: Input<'getReturningVisitors'>): Result<'getReturningVisitors'>;

  /**
   * Sessions, their duration and bounce rate
   *
   * Sessions that started in the range. A session ends after 30 minutes without activity; its duration is the time
   * from its start to its last activity. It bounced when it has one pageview and no interaction.
   */
  sessions(input?: Input<'getSessions'>): Result<'getSessions'>;

  /**
   * Most viewed pages
   *
   * Pages by URL (exact, with query and fragment) or, with `by=path`, by its path alone; most pageviews first, then by URL; each with the title that was seen last, how long it was read and how far it was scrolled.
   */
  pages(input?: Input<'getPages'>): Result<'getPages'>;

  /** Rows of `pages`, one after the other. The next page is asked for when it is needed. */
  iteratePages(input?: Input<'getPages'>): AsyncIterable<Row<'getPages', 'pages'>>;

  /**
   * Pages on which sessions began
   *
   * Sessions that started in the range by the path of their first page, most sessions first, then by path.
   */
  entryPages(input?: Input<'getEntryPages'>): Result<'getEntryPages'>;

  /** Rows of `pages`, one after the other. The next page is asked for when it is needed. */
  iterateEntryPages(input?: Input<'getEntryPages'>): AsyncIterable<Row<'getEntryPages', 'pages'>>;

  /**
   * Pages on which sessions ended
   *
   * Sessions that started in the range by the path of their last page so far, most sessions first, then by path.
   */
  exitPages(input?: Input<'getExitPages'>): Result<'getExitPages'>;

  /** Rows of `pages`, one after the other. The next page is asked for when it is needed. */
  iterateExitPages(input?: Input<'getExitPages'>): AsyncIterable<Row<'getExitPages', 'pages'>>;

  /**
   * Device types, operating systems and browsers
   *
   * Three lists, each with most pageviews first, then by name; 1,000 rows each unless `limit` says otherwise.
   */
  devices(input?: Input<'getDevices'>): Result<'getDevices'>;

  /** Rows of `by_device`, one after the other. The next page is asked for when it is needed. */
  iterateDevices(input?: Input<'getDevices'>): AsyncIterable<Row<'getDevices', 'by_device'>>;

  /**
   * Countries, regions and cities
   *
   * Places of the pageviews whose country is known, most pageviews first. Without `limit` all countries (1,000 at most) and
   * the first 50 regions and cities that have a name. The lists are empty when the server has no GeoIP database.
   */
  locations(input?: Input<'getLocations'>): Result<'getLocations'>;

  /** Rows of `by_country`, one after the other. The next page is asked for when it is needed. */
  iterateLocations(input?: Input<'getLocations'>): AsyncIterable<Row<'getLocations', 'by_country'>>;

  /**
   * Where visitors came from
   *
   * Categories and referrer URLs, most pageviews first; pageviews without a referrer are `direct`. Without `limit` every category that occurs and 20 URLs.
   */
  referrers(input?: Input<'getReferrers'>): Result<'getReferrers'>;

  /** Rows of `by_category`, one after the other. The next page is asked for when it is needed. */
  iterateReferrers(input?: Input<'getReferrers'>): AsyncIterable<Row<'getReferrers', 'by_category'>>;

  /**
   * By what kind of way sessions came
   *
   * Sessions by channel, most sessions first, then by name. A session's first page decides, by the published rules of
   * Google's default channel group, which look at `utm_source`, `utm_medium` and `utm_campaign` and, where there is none
   * of them, at the referrer; links from assistants such as ChatGPT are `AI Assistant`. Sessions, their visitors and their
   * duration are those of sessions that started in the range, `pageviews` those of the range.
   */
  channels(input?: Input<'getChannels'>): Result<'getChannels'>;

  /** Rows of `channels`, one after the other. The next page is asked for when it is needed. */
  iterateChannels(input?: Input<'getChannels'>): AsyncIterable<Row<'getChannels', 'channels'>>;

  /**
   * UTM campaigns
   *
   * Pageviews with a `utm_campaign`, by source, medium and campaign, most pageviews first; 1,000 rows unless `limit` says otherwise.
   */
  utm(input?: Input<'getUtm'>): Result<'getUtm'>;

  /** Rows of `campaigns`, one after the other. The next page is asked for when it is needed. */
  iterateUtm(input?: Input<'getUtm'>): AsyncIterable<Row<'getUtm', 'campaigns'>>;

  /**
   * Error groups
   *
   * Groups that occurred last in the range, newest first, then by id. `occurrence_count` counts all occurrences,
   * `occurrences_in_range` and the affected visitors and sessions those of the range (of the occurrences that told
   * them). `summary` counts all groups of the range, whatever the filters. Other values of the filters are ignored.
   */
  errors(input?: Input<'getErrors'>): Result<'getErrors'>;

  /** Rows of `errors`, one after the other. The next page is asked for when it is needed. */
  iterateErrors(input?: Input<'getErrors'>): AsyncIterable<Row<'getErrors', 'errors'>>;

  /**
   * Occurrences of errors over time
   *
   * Counts error events of the range, of all groups or of one. A group of another project counts like one without
   * occurrences. `top_groups` are the five with most occurrences, then by id.
   */
  errorsTrend(input?: Input<'getErrorTrend'>): Result<'getErrorTrend'>;

  /**
   * One error group
   *
   * The group, whatever the range; its history; its occurrences in the range by day and one by one, newest first.
   * `context` comes as it was sent, to the digit. `source` is `browser` for the public key and `backend` for the secret
   * one, which tells no device or place unless a batch gave them. With `explain` the answer says what the group's
   * occurrences were found alike by.
   */
  errorDetail(input: Input<'getErrorDetail'>): Result<'getErrorDetail'>;

  /** Rows of `events`, one after the other. The next page is asked for when it is needed. */
  iterateErrorDetail(input: Input<'getErrorDetail'>): AsyncIterable<Row<'getErrorDetail', 'events'>>;

  /**
   * The audit log
   *
   * Entries of the range, newest first; `action` and `actor` are compared exactly. `top_actions` are the 20 most frequent
   * of the range, whatever the filters. `id` is the entry's place in the project's chain and `hash` what it is chained by.
   * `source` is `server` for what was done to the project on this server, such as a rotation of its keys.
   */
  audits(input?: Input<'getAudits'>): Result<'getAudits'>;

  /** Rows of `logs`, one after the other. The next page is asked for when it is needed. */
  iterateAudits(input?: Input<'getAudits'>): AsyncIterable<Row<'getAudits', 'logs'>>;

  /**
   * Links by their clicks
   *
   * All links, clicked or not, most clicks in the range first, then the newest. `unique_clicks` counts addresses, by their
   * hashes.
   */
  links(input?: Input<'getLinkAnalytics'>): Result<'getLinkAnalytics'>;

  /** Rows of `links`, one after the other. The next page is asked for when it is needed. */
  iterateLinks(input?: Input<'getLinkAnalytics'>): AsyncIterable<Row<'getLinkAnalytics', 'links'>>;

  /**
   * Clicks of one link
   *
   * Counted clicks of the range by country (where known), category of the referrer, device type and day, most clicks
   * first. `uncounted` tells requests that are no clicks: `HEAD`, prefetches of browsers, and bots.
   */
  linkDetail(input: Input<'getLinkDetail'>): Result<'getLinkDetail'>;

  /**
   * What became of this project's events
   *
   * Counts since the project was created. `received` = `stored` + the sum of `dropped` + `pending`; dead letters
   * are part of `pending` until they are replayed or dropped.
   */
  ledger(input?: NoInput): Result<'getLedger'>;
}

/** Operations `links.*`. */
export interface LinksOperations {
  /**
   * Make a short link
   *
   * Makes a link that leads to `destination_url`, which may hold Unicode; it is stored in ASCII. The code is random unless
   * `code` is given; codes are case-sensitive and never issued again, even after a link was deleted. A link can end at a
   * time or after so many clicks, and can ask for a password, of which only a slow hash is stored.
   */
  create(input: Input<'createLink'>): Result<'createLink'>;

  /**
   * Make many short links
   *
   * Makes up to 1,000 links, in one request of at most 1 MiB. A wrong one is rejected alone, with its reason; the others are
   * made together. When every link is rejected the answer is 400 with the same `data`. At most 20 different passwords are taken
   * in one request, since each costs time to hash; links with further ones are rejected with
   * `a bulk request takes at most 20 different passwords`.
   */
  bulkCreate(input: Input<'bulkCreateLinks'>): Result<'bulkCreateLinks'>;

  /**
   * List the links
   *
   * All links of the project or those with a tag, newest first. `total_clicks` counts since the link was made.
   */
  list(input?: Input<'listLinks'>): Result<'listLinks'>;

  /** Rows of `links`, one after the other. The next page is asked for when it is needed. */
  iterateList(input?: Input<'listLinks'>): AsyncIterable<Row<'listLinks', 'links'>>;

  /**
   * One link
   *
   * The link with this code, as the list shows it.
   */
  get(input: Input<'getLink'>): Result<'getLink'>;

  /**
   * Change a link
   *
   * Changes what is given and leaves the rest (`null` means not given); `clear` takes away an expiry, a maximum or the
   * password. The code stays. The fields other than `code` are checked after the link was found.
   */
  edit(input: Input<'editLink'>): Result<'editLink'>;

  /**
   * Delete a link
   *
   * Removes the link with its clicks, for good. Its code is never issued again.
   */
  delete(input: Input<'deleteLink'>): Result<'deleteLink'>;

  /**
   * QR code of a link
   *
   * The link's `short_url` as a QR code, as SVG or PNG; `size` is the length of a side.
   */
  qr(input: Input<'getLinkQr'>): Result<'getLinkQr'>;
}

/** Operations `webhooks.*`. */
export interface WebhooksOperations {
  /**
   * Make a webhook endpoint
   *
   * Makes an endpoint that is told of what its triggers name. `secret` is shown here and at its rotation only; receivers verify with
   * it what they get (standardwebhooks.com). A project has at most 20 endpoints. `docs/webhooks.md` lists the events.
   */
  create(input: Input<'createWebhook'>): Result<'createWebhook'>;

  /**
   * List the webhook endpoints
   *
   * All endpoints of the project, the oldest first, without their secrets.
   */
  list(input?: NoInput): Result<'listWebhooks'>;

  /**
   * One webhook endpoint
   *
   * The endpoint without its secrets.
   */
  get(input: Input<'getWebhook'>): Result<'getWebhook'>;

  /**
   * Change a webhook endpoint
   *
   * Changes what is given and leaves the rest (`null` means not given). What was still to be delivered to an endpoint that is
   * disabled is given up; `/api/webhooks/replay` delivers it when it is enabled again.
   */
  edit(input: Input<'editWebhook'>): Result<'editWebhook'>;

  /**
   * Delete a webhook endpoint
   *
   * Removes the endpoint with the log of its deliveries, for good.
   */
  delete(input: Input<'deleteWebhook'>): Result<'deleteWebhook'>;

  /**
   * Give a webhook endpoint a new secret
   *
   * Makes a new secret. Messages are signed with the old one as well until `overlap_hours` are over, so that a receiver can be
   * changed meanwhile; 0 ends it at once.
   */
  rotateSecret(input: Input<'rotateWebhookSecret'>): Result<'rotateWebhookSecret'>;

  /**
   * Send a test message
   *
   * Sends an event of the type `ping` to the endpoint, also while it is disabled. It is tried once; how that went stands in the
   * log of deliveries under the `event_id` of this answer.
   */
  ping(input: Input<'pingWebhook'>): Result<'pingWebhook'>;

  /**
   * Ask what triggers would say now
   *
   * Tells of each trigger what it looks at, from where on it tells of it, and whether it would just now. Nobody is told of anything,
   * and whether somebody was told lately plays no part. Of `traffic.drop` the hour is looked at that ended last. Triggers that
   * single events bring about, such as `error_group.created`, say nothing before there is one: of them all is `null`.
   */
  evaluate(input: Input<'evaluateWebhook'>): Result<'evaluateWebhook'>;

  /**
   * The log of deliveries
   *
   * What was and will be delivered, newest first, with the last attempt of each. Deliveries are kept for 30 days.
   */
  deliveries(input?: Input<'listWebhookDeliveries'>): Result<'listWebhookDeliveries'>;

  /** Rows of `deliveries`, one after the other. The next page is asked for when it is needed. */
  iterateDeliveries(input?: Input<'listWebhookDeliveries'>): AsyncIterable<Row<'listWebhookDeliveries', 'deliveries'>>;

  /**
   * Deliver again
   *
   * Delivers ended deliveries of an endpoint again, under their old event ids: the one named by `delivery_id`, or those that were made
   * from `from` up to `to` (now, unless given), of one `status` or any. Each event is delivered once, and none that is on its way already.
   */
  replay(input: Input<'replayWebhookDeliveries'>): Result<'replayWebhookDeliveries'>;
}

/** Operations `realtime.*`. */
export interface RealtimeOperations {
  /**
   * Make a token for listening
   *
   * Makes a token with which a browser or program listens to some channels of the project for some time, at the socket
   * `/api/realtime?token=…` or the stream `/api/realtime/sse?token=…`, so that it need not have the secret key. Tokens are not stored:
   * what ends one before its time is a new secret key for the project.
   */
  token(input: Input<'createRealtimeToken'>): Result<'createRealtimeToken'>;
}

/** Operations `exports.*`. */
export interface ExportsOperations {
  /**
   * All pageviews of the range
   *
   * Every stored pageview of the range, by day and number. `visitor` is the hash of the visitor's id.
   */
  pageviews(input?: Input<'exportPageviews'>): Result<'exportPageviews'>;

  /**
   * All errors of the range
   *
   * Every stored error event of the range, by day and number. `visitor` and `session` are hashes, null when not told.
   */
  errors(input?: Input<'exportErrors'>): Result<'exportErrors'>;

  /**
   * All requests for links of the range
   *
   * Every stored request for a short link of the range, by day and number. `uncounted` is null for a click that counts.
   */
  clicks(input?: Input<'exportClicks'>): Result<'exportClicks'>;

  /**
   * The audit log of the range
   *
   * Every entry of the range, by day and place in the chain. With `previous_hash` and `hash` the chain can be checked.
   */
  audits(input?: Input<'exportAudits'>): Result<'exportAudits'>;
}

/** Operations `projects.*`. */
export interface ProjectsOperations {
  /**
   * Create a project
   *
   * Creates a project with its two keys. The secret key is shown here and after a rotation only; the server keeps
   * its hash. Names need not be unique. Of each domain the host is kept, in lower case and without `www.`; scheme,
   * port and path are dropped, as are empty entries and repetitions. Subdomains of an allowed domain are allowed
   * too.
   */
  create(input: Input<'createProject'>): Result<'createProject'>;

  /**
   * List all projects
   *
   * All projects, newest first, with what they hold. Secret keys are not shown.
   */
  list(input?: Input<'listProjects'>): Result<'listProjects'>;

  /** Rows of `projects`, one after the other. The next page is asked for when it is needed. */
  iterateList(input?: Input<'listProjects'>): AsyncIterable<Row<'listProjects', 'projects'>>;

  /**
   * Change a project
   *
   * Changes what is given and leaves the rest (`null` means not given). Disabled projects can be changed too. The
   * fields other than `id` are checked after the project was found. A new `timezone` moves the days of everything
   * stored, at once; with millions of pageviews the answer takes minutes.
   */
  edit(input: Input<'editProject'>): Result<'editProject'>;

  /**
   * Enable or disable a project
   *
   * Sets `is_active`, or flips it when it is not given. The keys of a disabled project answer 401 `Invalid API
   * key` and its `verify` answers `valid: false`; its data stays.
   */
  toggle(input: Input<'toggleProject'>): Result<'toggleProject'>;

  /**
   * Replace a project's keys
   *
   * Replaces both keys, or the one that is asked for. The old keys stop working at once; the answer holds the new ones only.
   */
  regenerateKeys(input: Input<'regenerateProjectKeys'>): Result<'regenerateProjectKeys'>;

  /**
   * Delete a project and its data
   *
   * Removes the project and everything under it, for good. `confirm` must be the project's exact name.
   */
  delete(input: Input<'deleteProject'>): Result<'deleteProject'>;

  /**
   * Check a key
   *
   * Says whether a public or secret key belongs to an active project, and to which. No key is needed to ask, so
   * the limit is tight and the work is the same for every key. An unknown key answers 200 with `valid: false`.
   */
  verify(input: Input<'verifyKey'>): Result<'verifyKey'>;

  /**
   * What became of every project's events
   *
   * Counts since each project was created, and their sums. `received` = `stored` + the sum of `dropped` +
   * `pending`; dead letters are part of `pending`. Projects come in the order of their ids.
   */
  ledger(input?: NoInput): Result<'getProjectsLedger'>;
}

/** Operations `deadLetters.*`. */
export interface DeadLettersOperations {
  /**
   * List dead letters
   *
   * Events that could not be stored, newest first, without what is in them. Timestamps are in UTC.
   */
  list(input?: Input<'listDeadLetters'>): Result<'listDeadLetters'>;

  /** Rows of `dead_letters`, one after the other. The next page is asked for when it is needed. */
  iterateList(input?: Input<'listDeadLetters'>): AsyncIterable<Row<'listDeadLetters', 'dead_letters'>>;

  /**
   * One dead letter
   *
   * The dead letter with the event as it waited in the queue, which may hold what tells visitors apart. `event` is as the
   * server writes it for itself: its members may change with any version.
   */
  get(input: Input<'getDeadLetter'>): Result<'getDeadLetter'>;

  /**
   * Store dead letters after all
   *
   * Stores the events of one dead letter, or of all (of one project, if it is named), as if they had just come out of the queue:
   * what was stored before is a `duplicate`, and so on. A letter goes in the same transaction, so nothing is stored twice however
   * often this is asked. Those that fail again stay, with the new reason; the first 100 of them are named in `failures`. The
   * act is recorded in the audit logs of their projects.
   */
  replay(input: Input<'replayDeadLetters'>): Result<'replayDeadLetters'>;

  /**
   * Drop dead letters
   *
   * Removes one dead letter, or all (of one project, if it is named), for good. They count as `dead_letter_dropped` in the ledger;
   * the act is recorded in the audit logs of their projects.
   */
  drop(input: Input<'dropDeadLetters'>): Result<'dropDeadLetters'>;
}

/** Operations `system.*`. */
export interface SystemOperations {
  /**
   * Is the server well?
   *
   * Checks of everything the server depends on. Not enveloped and never limited. 503 when `database` or `queue` fails, without
   * which no answer can be given or no event taken; `warn` does not make it unhealthy. `php` is the name under which
   * existing clients look for the runtime's version. Checks carry values of their own for those who watch, such as
   * `oldest_pending_seconds`, the number of dead letters, or the partitions that living processes store for.
   */
  health(input?: NoInput): Result<'getHealth'>;

  /**
   * Does the process answer?
   *
   * Looks at nothing else. Who gets no answer may start the process again.
   */
  live(input?: NoInput): Result<'getLiveness'>;

  /**
   * Does this process take events?
   *
   * For load balancers. A database that is away is no reason to send nothing here: events are taken, links lead on, and what waits
   * is stored when it is back.
   */
  ready(input?: NoInput): Result<'getReadiness'>;

  /**
   * Figures for Prometheus
   *
   * Times of requests, batches, caches, webhooks, event loop and memory of this process; what was received, stored, dropped
   * and waits, of the whole installation. Programs on the same machine need no key: a request from a loopback address
   * without one is answered, unless it carries a header that proxies add. What the database tells is missing while it is away.
   */
  metrics(input?: NoInput): Result<'getMetrics'>;

  /**
   * This document
   *
   * This document as JSON, for tools that read OpenAPI.
   */
  openApi(input?: NoInput): Result<'getOpenApi'>;
}

/** Every operation that has a name, by its group. */
export interface OperationGroups {
  readonly track: TrackOperations;
  readonly errors: ErrorsOperations;
  readonly analytics: AnalyticsOperations;
  readonly links: LinksOperations;
  readonly webhooks: WebhooksOperations;
  readonly realtime: RealtimeOperations;
  readonly exports: ExportsOperations;
  readonly projects: ProjectsOperations;
  readonly deadLetters: DeadLettersOperations;
  readonly system: SystemOperations;
}
