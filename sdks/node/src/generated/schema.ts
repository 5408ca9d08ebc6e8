// Generated from openapi.yaml by tools/generate. Do not edit.
export interface paths {
    "/api/track/pageview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a pageview
         * @description Records one pageview of a browser. 202 means that the event is durable; reports show it a moment later.
         *
         *     `visitor_id` and `session_token` are required unless the project is cookieless, where they are ignored.
         *     `utm_source`, `utm_medium`, `utm_campaign`, `utm_term` and `utm_content` are read from the query of `url`,
         *     each cut at 255 bytes; fields of those names in the body are ignored. The same page of the same visitor within
         *     300 seconds counts once. An event id given twice is stored once, so a request that got no answer can be sent
         *     again with the same `event_id`. The client address and the `User-Agent`, `Accept` and `Accept-Language`
         *     headers decide bot, device and place; the address is never stored. Where headers cannot be set (beacons), the
         *     key may stand in the query as `k` and the body may be `text/plain`.
         */
        post: operations["trackPageview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/track/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record several events at once
         * @description Records 1 to 500 events in one request of at most 1 MiB (after decompression; `Content-Encoding: gzip` is
         *     accepted), 64 KB an event. Each event has a `kind` and the fields of that kind; a wrong event is rejected
         *     alone, with its reason, and never harms the others. When every event is rejected the answer is 400 with the
         *     same `data`. The kinds are `pageview`, `engagement`, `error` and `audit`. An audit entry with the public key is
         *     rejected where the project accepts them with its secret key only.
         *
         *     `duplicate` says that an event of that id is already stored or waiting. It is best effort: an event queued
         *     twice within moments may be answered `queued` twice, and is still stored once.
         *
         *     With the secret key a backend may send the pageviews that it served and the errors in them, with `client_ip`,
         *     `user_agent` and `accept_language` of the browser, which then decide bot, place, device and, in cookieless
         *     projects, the visitor; from a public key these three fields are ignored. Each event costs one point of the rate limit.
         */
        post: operations["trackBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/track/error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record an error
         * @description Records one occurrence of an error of a website or a backend. 202 means that it is durable. Occurrences that are
         *     alike become one group: by `fingerprint` if given, else by the stack, else by type and message.
         *
         *     Before anything is stored, what looks like a secret is replaced by `[Filtered]`: values of keys such as
         *     `password` or `authorization`, card numbers, tokens, credentials in URLs. A project may name further keys
         *     (`scrub_keys`) and except some (`safe_keys`).
         *
         *     With the public key device and place are those of the request; with the secret key none are recorded, since the
         *     request is a backend's. Of a browser that opted out, in a project that respects it, neither visitor, session nor
         *     place are recorded. No bot filter applies. Keys that are missing, unknown or used from a foreign page all
         *     answer 401.
         */
        post: operations["trackError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/track/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record an audit entry
         * @description Appends one entry to the project's audit log, which is a chain of hashes: no entry can be changed, removed or put
         *     in between without it showing. 202 means that the entry is durable. Secrets in it are filtered as in errors.
         *     Which kind of key brought it is recorded, since anybody can take the public key from a page; a project may accept
         *     entries with its secret key only (`audit_secret_only`). Keys that are missing, unknown or used from a foreign page all
         *     answer 401.
         */
        post: operations["trackAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/track/errors-update-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set the status of error groups
         * @description Sets the status of up to 100 groups, given as `ids` or, without it, as `id`; each may be one id or a list. Any
         *     status may follow any other. Ids that are no positive integers are left out; those of no group of this project
         *     are told in `not_found`. `updated` counts the groups that were found, whether their status changed or not. Each
         *     change is kept with its time and `note`, and the act is recorded in the audit log.
         */
        post: operations["updateErrorStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/visitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Visitors, pageviews, sessions and bounce rate
         * @description Totals of a range of days, and pageviews and unique visitors of each day, or other `interval`, that has any.
         */
        get: operations["getVisitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/visitors-returning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * New and returning visitors
         * @description Among the visitors with a pageview in the range: new are those whose first pageview ever lies in the range,
         *     returning those who were seen before it. In `over_time` a visitor is new on the first day ever (in the first
         *     `interval`) and returning on every later one.
         */
        get: operations["getReturningVisitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sessions, their duration and bounce rate
         * @description Sessions that started in the range. A session ends after 30 minutes without activity; its duration is the time
         *     from its start to its last activity. It bounced when it has one pageview and no interaction.
         */
        get: operations["getSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Most viewed pages
         * @description Pages by URL (exact, with query and fragment) or, with `by=path`, by its path alone; most pageviews first, then by URL; each with the title that was seen last, how long it was read and how far it was scrolled.
         */
        get: operations["getPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/entry-pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pages on which sessions began
         * @description Sessions that started in the range by the path of their first page, most sessions first, then by path.
         */
        get: operations["getEntryPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/exit-pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pages on which sessions ended
         * @description Sessions that started in the range by the path of their last page so far, most sessions first, then by path.
         */
        get: operations["getExitPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Device types, operating systems and browsers
         * @description Three lists, each with most pageviews first, then by name; 1,000 rows each unless `limit` says otherwise.
         */
        get: operations["getDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Countries, regions and cities
         * @description Places of the pageviews whose country is known, most pageviews first. Without `limit` all countries (1,000 at most) and
         *     the first 50 regions and cities that have a name. The lists are empty when the server has no GeoIP database.
         */
        get: operations["getLocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/referrers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where visitors came from
         * @description Categories and referrer URLs, most pageviews first; pageviews without a referrer are `direct`. Without `limit` every category that occurs and 20 URLs.
         */
        get: operations["getReferrers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * By what kind of way sessions came
         * @description Sessions by channel, most sessions first, then by name. A session's first page decides, by the published rules of
         *     Google's default channel group, which look at `utm_source`, `utm_medium` and `utm_campaign` and, where there is none
         *     of them, at the referrer; links from assistants such as ChatGPT are `AI Assistant`. Sessions, their visitors and their
         *     duration are those of sessions that started in the range, `pageviews` those of the range.
         */
        get: operations["getChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/utm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * UTM campaigns
         * @description Pageviews with a `utm_campaign`, by source, medium and campaign, most pageviews first; 1,000 rows unless `limit` says otherwise.
         */
        get: operations["getUtm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Error groups
         * @description Groups that occurred last in the range, newest first, then by id. `occurrence_count` counts all occurrences,
         *     `occurrences_in_range` and the affected visitors and sessions those of the range (of the occurrences that told
         *     them). `summary` counts all groups of the range, whatever the filters. Other values of the filters are ignored.
         */
        get: operations["getErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/errors-trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Occurrences of errors over time
         * @description Counts error events of the range, of all groups or of one. A group of another project counts like one without
         *     occurrences. `top_groups` are the five with most occurrences, then by id.
         */
        get: operations["getErrorTrend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/error-detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One error group
         * @description The group, whatever the range; its history; its occurrences in the range by day and one by one, newest first.
         *     `context` comes as it was sent, to the digit. `source` is `browser` for the public key and `backend` for the secret
         *     one, which tells no device or place unless a batch gave them. With `explain` the answer says what the group's
         *     occurrences were found alike by.
         */
        get: operations["getErrorDetail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log
         * @description Entries of the range, newest first; `action` and `actor` are compared exactly. `top_actions` are the 20 most frequent
         *     of the range, whatever the filters. `id` is the entry's place in the project's chain and `hash` what it is chained by.
         *     `source` is `server` for what was done to the project on this server, such as a rotation of its keys.
         */
        get: operations["getAudits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Links by their clicks
         * @description All links, clicked or not, most clicks in the range first, then the newest. `unique_clicks` counts addresses, by their
         *     hashes.
         */
        get: operations["getLinkAnalytics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/link-detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Clicks of one link
         * @description Counted clicks of the range by country (where known), category of the referrer, device type and day, most clicks
         *     first. `uncounted` tells requests that are no clicks: `HEAD`, prefetches of browsers, and bots.
         */
        get: operations["getLinkDetail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of this project's events
         * @description Counts since the project was created. `received` = `stored` + the sum of `dropped` + `pending`; dead letters
         *     are part of `pending` until they are replayed or dropped.
         */
        get: operations["getLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a short link
         * @description Makes a link that leads to `destination_url`, which may hold Unicode; it is stored in ASCII. The code is random unless
         *     `code` is given; codes are case-sensitive and never issued again, even after a link was deleted. A link can end at a
         *     time or after so many clicks, and can ask for a password, of which only a slow hash is stored.
         */
        post: operations["createLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/bulk-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make many short links
         * @description Makes up to 1,000 links, in one request of at most 1 MiB. A wrong one is rejected alone, with its reason; the others are
         *     made together. When every link is rejected the answer is 400 with the same `data`. At most 20 different passwords are taken
         *     in one request, since each costs time to hash; links with further ones are rejected with
         *     `a bulk request takes at most 20 different passwords`.
         */
        post: operations["bulkCreateLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the links
         * @description All links of the project or those with a tag, newest first. `total_clicks` counts since the link was made.
         */
        get: operations["listLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One link
         * @description The link with this code, as the list shows it.
         */
        get: operations["getLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a link
         * @description Changes what is given and leaves the rest (`null` means not given); `clear` takes away an expiry, a maximum or the
         *     password. The code stays. The fields other than `code` are checked after the link was found.
         */
        post: operations["editLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete a link
         * @description Removes the link with its clicks, for good. Its code is never issued again.
         */
        post: operations["deleteLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * QR code of a link
         * @description The link's `short_url` as a QR code, as SVG or PNG; `size` is the length of a side.
         */
        get: operations["getLinkQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/l/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a short link
         * @description Leads to the link's target with the status that the link was given. A request counts as a click unless it is a
         *     prefetch of a browser or a bot's; it is never refused for coming too often, but of more than 120 a minute from one
         *     address the clicks are no longer recorded. Links of disabled projects lead on, unrecorded.
         */
        get: operations["openShortLink"];
        put?: never;
        /**
         * Follow a short link with its password
         * @description Takes the password from the link's form. A wrong one answers with the form again; ten a minute are taken from one
         *     address for one link.
         */
        post: operations["unlockShortLink"];
        delete?: never;
        options?: never;
        /**
         * Where a short link leads
         * @description What `GET` would answer, without a body. It is no click and uses none up.
         */
        head: operations["probeShortLink"];
        patch?: never;
        trace?: never;
    };
    "/api/redirect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a short link by its older address
         * @description Leads to the link's target with the status that the link was given. A request counts as a click unless it is a
         *     prefetch of a browser or a bot's; it is never refused for coming too often, but of more than 120 a minute from one
         *     address the clicks are no longer recorded. Links of disabled projects lead on, unrecorded.
         */
        get: operations["followLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Where a short link leads, by its older address
         * @description What `GET` would answer, without a body. It is no click and uses none up.
         */
        head: operations["probeLink"];
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a webhook endpoint
         * @description Makes an endpoint that is told of what its triggers name. `secret` is shown here and at its rotation only; receivers verify with
         *     it what they get (standardwebhooks.com). A project has at most 20 endpoints. `docs/webhooks.md` lists the events.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the webhook endpoints
         * @description All endpoints of the project, the oldest first, without their secrets.
         */
        get: operations["listWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook endpoint
         * @description The endpoint without its secrets.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a webhook endpoint
         * @description Changes what is given and leaves the rest (`null` means not given). What was still to be delivered to an endpoint that is
         *     disabled is given up; `/api/webhooks/replay` delivers it when it is enabled again.
         */
        post: operations["editWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete a webhook endpoint
         * @description Removes the endpoint with the log of its deliveries, for good.
         */
        post: operations["deleteWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook endpoint a new secret
         * @description Makes a new secret. Messages are signed with the old one as well until `overlap_hours` are over, so that a receiver can be
         *     changed meanwhile; 0 ends it at once.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message
         * @description Sends an event of the type `ping` to the endpoint, also while it is disabled. It is tried once; how that went stands in the
         *     log of deliveries under the `event_id` of this answer.
         */
        post: operations["pingWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what triggers would say now
         * @description Tells of each trigger what it looks at, from where on it tells of it, and whether it would just now. Nobody is told of anything,
         *     and whether somebody was told lately plays no part. Of `traffic.drop` the hour is looked at that ended last. Triggers that
         *     single events bring about, such as `error_group.created`, say nothing before there is one: of them all is `null`.
         */
        post: operations["evaluateWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log of deliveries
         * @description What was and will be delivered, newest first, with the last attempt of each. Deliveries are kept for 30 days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver again
         * @description Delivers ended deliveries of an endpoint again, under their old event ids: the one named by `delivery_id`, or those that were made
         *     from `from` up to `to` (now, unless given), of one `status` or any. Each event is delivered once, and none that is on its way already.
         */
        post: operations["replayWebhookDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/realtime/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a token for listening
         * @description Makes a token with which a browser or program listens to some channels of the project for some time, at the socket
         *     `/api/realtime?token=…` or the stream `/api/realtime/sse?token=…`, so that it need not have the secret key. Tokens are not stored:
         *     what ends one before its time is a new secret key for the project.
         */
        post: operations["createRealtimeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/realtime/sse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Listen by server-sent events
         * @description Tells of what happens in channels of the project, for as long as the connection lasts: the messages of the socket (`docs/realtime.md`,
         *     `docs/asyncapi.yaml`), one in each `data:`. Each `id:` holds where all channels stand; who comes back with the last one gets
         *     everything that was missed, or a message `snapshot` that begins anew. What is wrong with a single channel is told by a message
         *     `error`. A stream ends with its token, with a new secret key, and after a message `error` with the code `unavailable`, since the
         *     database did not answer; come back with the last id then, as browsers do by themselves.
         */
        get: operations["streamRealtime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export/pageviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All pageviews of the range
         * @description Every stored pageview of the range, by day and number. `visitor` is the hash of the visitor's id.
         */
        get: operations["exportPageviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All errors of the range
         * @description Every stored error event of the range, by day and number. `visitor` and `session` are hashes, null when not told.
         */
        get: operations["exportErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export/clicks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All requests for links of the range
         * @description Every stored request for a short link of the range, by day and number. `uncounted` is null for a click that counts.
         */
        get: operations["exportClicks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export/audits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log of the range
         * @description Every entry of the range, by day and place in the chain. With `previous_hash` and `hash` the chain can be checked.
         */
        get: operations["exportAudits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a project
         * @description Creates a project with its two keys. The secret key is shown here and after a rotation only; the server keeps
         *     its hash. Names need not be unique. Of each domain the host is kept, in lower case and without `www.`; scheme,
         *     port and path are dropped, as are empty entries and repetitions. Subdomains of an allowed domain are allowed
         *     too.
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all projects
         * @description All projects, newest first, with what they hold. Secret keys are not shown.
         */
        get: operations["listProjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a project
         * @description Changes what is given and leaves the rest (`null` means not given). Disabled projects can be changed too. The
         *     fields other than `id` are checked after the project was found. A new `timezone` moves the days of everything
         *     stored, at once; with millions of pageviews the answer takes minutes.
         */
        post: operations["editProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/toggle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable or disable a project
         * @description Sets `is_active`, or flips it when it is not given. The keys of a disabled project answer 401 `Invalid API
         *     key` and its `verify` answers `valid: false`; its data stays.
         */
        post: operations["toggleProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/regenerate-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a project's keys
         * @description Replaces both keys, or the one that is asked for. The old keys stop working at once; the answer holds the new ones only.
         */
        post: operations["regenerateProjectKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete a project and its data
         * @description Removes the project and everything under it, for good. `confirm` must be the project's exact name.
         */
        post: operations["deleteProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a key
         * @description Says whether a public or secret key belongs to an active project, and to which. No key is needed to ask, so
         *     the limit is tight and the work is the same for every key. An unknown key answers 200 with `valid: false`.
         */
        post: operations["verifyKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/projects/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of every project's events
         * @description Counts since each project was created, and their sums. `received` = `stored` + the sum of `dropped` +
         *     `pending`; dead letters are part of `pending`. Projects come in the order of their ids.
         */
        get: operations["getProjectsLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List dead letters
         * @description Events that could not be stored, newest first, without what is in them. Timestamps are in UTC.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One dead letter
         * @description The dead letter with the event as it waited in the queue, which may hold what tells visitors apart. `event` is as the
         *     server writes it for itself: its members may change with any version.
         */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store dead letters after all
         * @description Stores the events of one dead letter, or of all (of one project, if it is named), as if they had just come out of the queue:
         *     what was stored before is a `duplicate`, and so on. A letter goes in the same transaction, so nothing is stored twice however
         *     often this is asked. Those that fail again stay, with the new reason; the first 100 of them are named in `failures`. The
         *     act is recorded in the audit logs of their projects.
         */
        post: operations["replayDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop dead letters
         * @description Removes one dead letter, or all (of one project, if it is named), for good. They count as `dead_letter_dropped` in the ledger;
         *     the act is recorded in the audit logs of their projects.
         */
        post: operations["dropDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the server well?
         * @description Checks of everything the server depends on. Not enveloped and never limited. 503 when `database` or `queue` fails, without
         *     which no answer can be given or no event taken; `warn` does not make it unhealthy. `php` is the name under which
         *     existing clients look for the runtime's version. Checks carry values of their own for those who watch, such as
         *     `oldest_pending_seconds`, the number of dead letters, or the partitions that living processes store for.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Does the process answer?
         * @description Looks at nothing else. Who gets no answer may start the process again.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Does this process take events?
         * @description For load balancers. A database that is away is no reason to send nothing here: events are taken, links lead on, and what waits
         *     is stored when it is back.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description Times of requests, batches, caches, webhooks, event loop and memory of this process; what was received, stored, dropped
         *     and waits, of the whole installation. Programs on the same machine need no key: a request from a loopback address
         *     without one is answered, unless it carries a header that proxies add. What the database tells is missing while it is away.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description This document as JSON, for tools that read OpenAPI.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document, readable
         * @description A page that shows this document. Its scripts and styles are served from below `/docs/`; nothing is fetched from elsewhere.
         */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snippet/micrologs.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tracker script
         * @description The script that websites embed, compressed with brotli or gzip when the browser accepts it. It derives the
         *     address of the API from what precedes `/snippet/` in its own `src`.
         */
        get: operations["getTrackerScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snippet/micrologs.core.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tracker script for views alone
         * @description Pageviews with the stored opt-out, in under 900 bytes; reads `data-public-key` and `data-api-url` only.
         */
        get: operations["getCoreTrackerScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/snippet/micrologs.extra.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tracker script with add-ons
         * @description What `@micrologs/browser` has but Web Vitals, by `data-` attributes: outbound links, downloads, forms, missing pages,
         *     site search, consent, views by hand.
         */
        get: operations["getExtendedTrackerScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A greeting
         * @description One line of plain text, to see that the server is there.
         */
        get: operations["getRoot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            /** @constant */
            success: false;
            /** @description What was wrong, for people. */
            message: string;
        };
        RateLimitError: {
            /** @constant */
            success: false;
            message: string;
            /** @description The same text as `message`. */
            error: string;
        };
        BatchRefusal: {
            /** @constant */
            success: false;
            message: string;
            data?: components["schemas"]["TrackBatchData"];
        };
        /** @description A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event. */
        EventId: string;
        /**
         * @description When the event happened: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970. At most 7 days
         *     old and 5 minutes ahead; outside of that, and by default, it is the time at which the server received it.
         */
        OccurredAt: string | number;
        TrackPageviewBody: {
            /** @description The page's full address with query and fragment, kept as it is. */
            url: string;
            /** @description An opaque id of the browser; only its hash is stored. Required unless the project is cookieless. */
            visitor_id?: string;
            /** @description An opaque id of the session. Required unless the project is cookieless. */
            session_token?: string;
            page_title?: string;
            /** @description The address of the page before this one. */
            referrer?: string;
            /** @description Traits of the browser; only its hash is stored, and used when the project merges fingerprints. */
            fingerprint?: string;
            /** @description Width and height, such as `1920x1080`. */
            screen_resolution?: string;
            /** @description The browser's time zone. */
            timezone?: string;
            event_id?: components["schemas"]["EventId"];
            occurred_at?: components["schemas"]["OccurredAt"];
        };
        QueuedEvent: {
            /** @constant */
            queued: true;
            event_id: components["schemas"]["EventId"];
            /**
             * @description Present when `occurred_at` was too old or too far ahead and the receive time took its place.
             * @constant
             */
            clock_adjusted?: true;
        };
        TrackErrorBody: {
            message: string;
            /**
             * @description Class of the error, such as `TypeError`.
             * @default Unknown
             */
            error_type?: string;
            /** @description Script or source file. */
            file?: string;
            /** @description Line in `file`. Text is read up to its first character that is no digit, fractions are dropped; what is out of range counts as not given. */
            line?: number | null;
            /** @description The stack trace as the runtime wrote it. */
            stack?: string;
            /** @description The page or request. */
            url?: string;
            /**
             * @description Anything else counts as `error`.
             * @default error
             * @enum {string}
             */
            severity?: "info" | "warning" | "error" | "critical";
            /**
             * @description In any case of letters. `local`, `dev`, `testing` and `test` count as `development`, other names as `unknown`.
             * @default production
             * @enum {string}
             */
            environment?: "production" | "staging" | "development" | "unknown";
            /** @description Version of the application. */
            release?: string;
            /** @description What the error is grouped by in place of the server's rules; `{{ default }}` stands for these. One string, or up to 10. */
            fingerprint?: string | string[];
            context?: components["schemas"]["EventContext"];
            /** @description The visitor's id as in pageviews; only its hash is stored. */
            visitor_id?: string;
            /** @description The session as in pageviews; only its hash is stored. */
            session_token?: string;
            event_id?: components["schemas"]["EventId"];
            occurred_at?: components["schemas"]["OccurredAt"];
        };
        TrackAuditBody: {
            /** @description What was done, such as `invoice.paid`. */
            action: string;
            /** @description Who did it. */
            actor?: string;
            context?: components["schemas"]["EventContext"];
            event_id?: components["schemas"]["EventId"];
            occurred_at?: components["schemas"]["OccurredAt"];
        };
        /**
         * @description Anything that helps. It is kept as JSON to the digit, up to 8,192 bytes without white space; more is replaced by
         *     `{"_truncated": true, "_bytes": N}`. What is neither an object nor an array is left out.
         */
        EventContext: Record<string, unknown> | unknown[];
        UpdateErrorStatusBody: {
            status: components["schemas"]["ErrorStatus"];
            ids?: components["schemas"]["ErrorGroupIds"];
            id?: components["schemas"]["ErrorGroupIds"];
            /** @description Why, for the history of the group. */
            note?: string;
        };
        ErrorGroupIds: components["schemas"]["ErrorGroupId"] | components["schemas"]["ErrorGroupId"][];
        ErrorGroupId: number;
        /** @enum {string} */
        ErrorStatus: "open" | "investigating" | "resolved" | "ignored";
        UpdatedErrorStatus: {
            /** @description How many groups have the status now. */
            updated: number;
            /** @description Their ids, ascending. */
            ids: components["schemas"]["ErrorGroupId"][];
            status: components["schemas"]["ErrorStatus"];
            /** @description Ids without a group in this project, in the order of the request; absent when there are none. */
            not_found?: number[];
        };
        TrackBatchBody: {
            events: components["schemas"]["BatchEvent"][];
        };
        BatchEvent: components["schemas"]["BatchPageview"] | components["schemas"]["BatchEngagement"] | components["schemas"]["BatchError"] | components["schemas"]["BatchAudit"];
        /** @description A pageview, with the fields of `POST /api/track/pageview`. */
        BatchPageview: components["schemas"]["TrackPageviewBody"] & components["schemas"]["BatchClient"] & {
            /** @constant */
            kind: "pageview";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "pageview";
        };
        /** @description An error, with the fields of `POST /api/track/error`. */
        BatchError: components["schemas"]["TrackErrorBody"] & components["schemas"]["BatchClient"] & {
            /** @constant */
            kind: "error";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "error";
        };
        /** @description An audit entry, with the fields of `POST /api/track/audit`. */
        BatchAudit: components["schemas"]["TrackAuditBody"] & {
            /** @constant */
            kind: "audit";
        } & {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "audit";
        };
        /** @description The browser that a backend served. */
        BatchClient: {
            /** @description The browser's address, IPv4 or IPv6. With the secret key only. */
            client_ip?: string;
            /** @description The browser's `User-Agent` header. With the secret key only. */
            user_agent?: string;
            /** @description The browser's `Accept-Language` header. With the secret key only. */
            accept_language?: string;
        };
        /**
         * @description How a pageview was used so far. Both numbers are cumulative: the largest counts, so repetitions and any order
         *     do no harm.
         */
        BatchEngagement: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "engagement";
            event_id?: components["schemas"]["EventId"];
            occurred_at?: components["schemas"]["OccurredAt"];
            pageview_id: components["schemas"]["EventId"];
            /**
             * @description Milliseconds during which the page was visible and had the focus. More than a day counts as a day.
             * @default 0
             */
            engaged_ms?: number;
            /** @description How far down the page was seen, in percent. Not given means not measured. */
            scroll_pct?: number;
        };
        TrackBatchData: {
            /** @description True when at least one event was accepted. */
            queued: boolean;
            /** @description How many are `queued` or `duplicate`. */
            accepted: number;
            rejected: number;
            /** @description One for each event, in their order. */
            results: components["schemas"]["BatchResult"][];
        };
        BatchResult: {
            /** @description The event's place in `events`. */
            index: number;
            /** @description The event's id, given by the client or else by the server; null for a rejected event without a usable id. */
            event_id: components["schemas"]["EventId"] | null;
            /** @enum {string} */
            status: "queued" | "duplicate" | "rejected";
            /** @description Why it was rejected. */
            message?: string;
            /**
             * @description Present when `occurred_at` was too old or too far ahead and the receive time took its place.
             * @constant
             */
            clock_adjusted?: true;
        };
        /** @description `YYYY-MM-DD HH:MM:SS` in UTC, without an offset. */
        Timestamp: string;
        /** @description `YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset. */
        LocalTime: string;
        /**
         * Format: date-time
         * @description ISO 8601 with the offset of the project's time zone at that moment.
         */
        IsoTime: string;
        /** @description The `cursor` with which the list goes on; null at its end. */
        NextCursor: string | null;
        /** @description With `limit` or `cursor` only. The `cursor` with which the lists go on; null when all have ended. */
        ListCursor: components["schemas"]["NextCursor"];
        /**
         * Format: date
         * @description A day of the project's time zone.
         */
        Day: string;
        /** @description The first day of an interval in the time zone of the report; the first moment of an hour. */
        Bucket: string;
        Count: number;
        /** @description 0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by. */
        Percent: number;
        /** @description The days that were counted, both included. */
        ReportRange: {
            from: string;
            to: string;
            timezone: components["schemas"]["TimeZone"];
            from_iso: components["schemas"]["IsoTime"];
            to_iso: components["schemas"]["IsoTime"];
        };
        /** @description The IANA name of a time zone. */
        TimeZone: string;
        /**
         * @description True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several
         *     days are visitor-days.
         */
        VisitorDays: boolean;
        VisitorsReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            unique_visitors: components["schemas"]["Count"];
            total_pageviews: components["schemas"]["Count"];
            total_sessions: components["schemas"]["Count"];
            bounce_rate: components["schemas"]["Percent"];
            /** @description Ascending; those without pageviews are left out unless `fill` asks for them. */
            over_time: {
                date: components["schemas"]["Bucket"];
                pageviews: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
            }[];
            comparison?: components["schemas"]["VisitorsReport"];
        };
        ReturningVisitorsReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            total_visitors: components["schemas"]["Count"];
            new_visitors: components["schemas"]["Count"];
            returning_visitors: components["schemas"]["Count"];
            new_pct: components["schemas"]["Percent"];
            returning_pct: components["schemas"]["Percent"];
            /** @description Ascending; those without pageviews are left out unless `fill` asks for them. */
            over_time: {
                date: components["schemas"]["Bucket"];
                new_visitors: components["schemas"]["Count"];
                returning_visitors: components["schemas"]["Count"];
            }[];
            comparison?: components["schemas"]["ReturningVisitorsReport"];
        };
        SessionsReport: {
            range: components["schemas"]["ReportRange"];
            total_sessions: components["schemas"]["Count"];
            bounce_rate: components["schemas"]["Percent"];
            /** @description Mean duration of all sessions. */
            avg_duration_seconds: number;
            /** @description Mean duration of the sessions that did not bounce. */
            avg_duration_engaged: number;
            /** @description Mean time of all sessions during which a page was visible and had the focus, one decimal. */
            avg_engaged_seconds: number;
            /** @description Pageviews in the range by the sessions that they belong to, two decimals. */
            avg_pages_per_session: number;
            /** @description By when sessions started, ascending; those without sessions are left out unless `fill` asks for them. */
            over_time: {
                date: components["schemas"]["Bucket"];
                sessions: components["schemas"]["Count"];
                avg_duration_seconds: number;
            }[];
            comparison?: components["schemas"]["SessionsReport"];
        };
        PagesReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            /** @description How many rows follow. */
            count: number;
            pages: {
                /** @description Its path alone, with `by=path`. */
                url: string;
                /** @description The newest title. */
                page_title: string;
                pageviews: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
                /** @description Mean per pageview, one decimal. */
                avg_engaged_seconds: number;
                /** @description Mean of the pageviews that reported it, one decimal; null when none did. */
                avg_scroll_pct: number | null;
            }[];
            next_cursor: components["schemas"]["NextCursor"];
            comparison?: components["schemas"]["PagesReport"];
        };
        EntryPagesReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            /** @description How many rows follow. */
            count: number;
            pages: {
                /** @description Path of the first page. */
                entry_page: string;
                sessions: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
                bounce_rate: components["schemas"]["Percent"];
                avg_duration_seconds: number;
                /** @description Mean time during which a page was visible and had the focus, one decimal. */
                avg_engaged_seconds: number;
            }[];
            next_cursor: components["schemas"]["NextCursor"];
            comparison?: components["schemas"]["EntryPagesReport"];
        };
        ExitPagesReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            /** @description How many rows follow. */
            count: number;
            pages: {
                /** @description Path of the last page. */
                exit_page: string;
                exits: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
                bounce_rate: components["schemas"]["Percent"];
                avg_duration_seconds: number;
                /** @description Mean time during which a page was visible and had the focus, one decimal. */
                avg_engaged_seconds: number;
            }[];
            next_cursor: components["schemas"]["NextCursor"];
            comparison?: components["schemas"]["ExitPagesReport"];
        };
        ChannelsReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            /** @description How many rows follow. */
            count: number;
            channels: {
                channel: components["schemas"]["Channel"];
                sessions: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
                pageviews: components["schemas"]["Count"];
                bounce_rate: components["schemas"]["Percent"];
                avg_duration_seconds: number;
                /** @description Mean time during which a page was visible and had the focus, one decimal. */
                avg_engaged_seconds: number;
            }[];
            next_cursor: components["schemas"]["NextCursor"];
            comparison?: components["schemas"]["ChannelsReport"];
        };
        /** @enum {string} */
        Channel: "Direct" | "Cross-network" | "Paid Shopping" | "Paid Search" | "Paid Social" | "Paid Video" | "Display" | "Paid Other" | "AI Assistant" | "Organic Shopping" | "Organic Social" | "Organic Video" | "Organic Search" | "Referral" | "Email" | "Affiliates" | "Audio" | "SMS" | "Mobile Push Notifications" | "Unassigned";
        /** @description The conditions of the parameter `filters`. */
        Filters: components["schemas"]["FilterCondition"] | components["schemas"]["FilterCondition"][];
        FilterCondition: [
            "is" | "is_not",
            components["schemas"]["FilterField"],
            components["schemas"]["FilterValues"]
        ] | [
            "contains" | "starts_with",
            components["schemas"]["FilterField"],
            components["schemas"]["FilterValues"]
        ] | [
            "and" | "or"
        ] | [
            "not"
        ];
        /**
         * @description `path`, `hostname`, `country`, `device_type` and so on are those of the pageview; `entry_…`, `exit_page` and `channel` those
         *     of its session; `visitor_type`, for `is` and `is_not` alone, is `new` for visitors whose first pageview ever lies in the
         *     range, else `returning`.
         * @enum {string}
         */
        FilterField: "path" | "hostname" | "entry_page" | "exit_page" | "channel" | "referrer" | "referrer_category" | "utm_source" | "utm_medium" | "utm_campaign" | "utm_term" | "utm_content" | "entry_referrer" | "entry_utm_source" | "entry_utm_medium" | "entry_utm_campaign" | "entry_utm_term" | "entry_utm_content" | "country" | "country_code" | "region" | "city" | "device_type" | "os" | "browser" | "visitor_type";
        FilterValues: string | string[];
        DevicesReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            by_device: {
                /** @enum {string} */
                device_type: "desktop" | "mobile" | "tablet" | "unknown";
                pageviews: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
            }[];
            by_os: {
                /** @description Such as `Windows`, `macOS`, `iOS`, `Android`, `ChromeOS`, `Linux`; `Unknown`. */
                os: string;
                pageviews: components["schemas"]["Count"];
            }[];
            by_browser: {
                /** @description Such as `Chrome`, `Safari`, `Firefox`, `Edge`, `Opera`; `Unknown`. */
                browser: string;
                pageviews: components["schemas"]["Count"];
            }[];
            next_cursor?: components["schemas"]["ListCursor"];
            comparison?: components["schemas"]["DevicesReport"];
        };
        LocationsReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            by_country: {
                /** @description English name. */
                country: string;
                country_code: components["schemas"]["CountryCode"];
                pageviews: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
            }[];
            by_region: {
                country: string;
                country_code: components["schemas"]["CountryCode"];
                region: string;
                pageviews: components["schemas"]["Count"];
            }[];
            by_city: {
                city: string;
                region: string;
                country_code: components["schemas"]["CountryCode"];
                pageviews: components["schemas"]["Count"];
            }[];
            next_cursor?: components["schemas"]["ListCursor"];
            comparison?: components["schemas"]["LocationsReport"];
        };
        /** @description ISO 3166-1 alpha-2. */
        CountryCode: string;
        ReferrersReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            by_category: {
                /**
                 * @description `internal` is a page of the project's own domains.
                 * @enum {string}
                 */
                category: "direct" | "organic_search" | "social" | "email" | "referral" | "internal";
                pageviews: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
            }[];
            top_referrers: {
                referrer_url: string;
                pageviews: components["schemas"]["Count"];
            }[];
            next_cursor?: components["schemas"]["ListCursor"];
            comparison?: components["schemas"]["ReferrersReport"];
        };
        UtmReport: {
            range: components["schemas"]["ReportRange"];
            visitor_days: components["schemas"]["VisitorDays"];
            /** @description How many rows follow. */
            count: number;
            campaigns: {
                utm_source: string;
                utm_medium: string;
                utm_campaign: string;
                pageviews: components["schemas"]["Count"];
                unique_visitors: components["schemas"]["Count"];
            }[];
            next_cursor?: components["schemas"]["ListCursor"];
            comparison?: components["schemas"]["UtmReport"];
        };
        ErrorsReport: {
            range: components["schemas"]["ReportRange"];
            /** @description Groups of the range by status and severity. */
            summary: {
                total: components["schemas"]["Count"];
                open: components["schemas"]["Count"];
                investigating: components["schemas"]["Count"];
                resolved: components["schemas"]["Count"];
                ignored: components["schemas"]["Count"];
                critical: components["schemas"]["Count"];
                error: components["schemas"]["Count"];
                warning: components["schemas"]["Count"];
                info: components["schemas"]["Count"];
            };
            /** @description How many rows follow. */
            count: number;
            errors: components["schemas"]["ErrorGroup"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        ErrorGroup: {
            id: components["schemas"]["ErrorGroupId"];
            error_type: string;
            message: string;
            file: string;
            line: number | null;
            severity: components["schemas"]["Severity"];
            environment: components["schemas"]["Environment"];
            status: components["schemas"]["ErrorStatus"];
            /** @description Since the group exists. */
            occurrence_count: number;
            first_seen: components["schemas"]["LocalTime"];
            first_seen_iso: components["schemas"]["IsoTime"];
            last_seen: components["schemas"]["LocalTime"];
            last_seen_iso: components["schemas"]["IsoTime"];
            occurrences_in_range: components["schemas"]["Count"];
            /** @description Distinct visitors in the range. */
            affected_visitors: number;
            /** @description Distinct sessions in the range. */
            affected_sessions: number;
            /** @description By environment, most occurrences first; since the group exists. */
            environments: {
                environment: components["schemas"]["Environment"];
                occurrences: components["schemas"]["Count"];
                first_seen: components["schemas"]["LocalTime"];
                first_seen_iso: components["schemas"]["IsoTime"];
                last_seen: components["schemas"]["LocalTime"];
                last_seen_iso: components["schemas"]["IsoTime"];
            }[];
            /** @description Release of the first occurrence that told one. */
            first_release: string | null;
            /** @description Release of the newest occurrence that told one. */
            last_release: string | null;
            /** @description How often it occurred again after it was resolved. */
            reopened_count: number;
        };
        /** @enum {string} */
        Severity: "info" | "warning" | "error" | "critical";
        /** @enum {string} */
        Environment: "production" | "staging" | "development" | "unknown";
        ErrorTrendReport: {
            range: components["schemas"]["ReportRange"];
            /** @description The group that was asked for. */
            group_id: number | null;
            total_occurrences: components["schemas"]["Count"];
            total_groups: components["schemas"]["Count"];
            top_groups: {
                id: components["schemas"]["ErrorGroupId"];
                error_type: string;
                message: string;
                severity: components["schemas"]["Severity"];
                status: components["schemas"]["ErrorStatus"];
                occurrences: components["schemas"]["Count"];
            }[];
            /** @description Ascending; days without occurrences are left out unless `fill` asks for them. */
            over_time: {
                date: components["schemas"]["Day"];
                occurrences: components["schemas"]["Count"];
                unique_groups: components["schemas"]["Count"];
            }[];
        };
        ErrorDetailReport: {
            range: components["schemas"]["ReportRange"];
            group: components["schemas"]["ErrorGroup"];
            /** @description Changes of its status, newest first. */
            transitions: {
                at: components["schemas"]["LocalTime"];
                at_iso: components["schemas"]["IsoTime"];
                from: components["schemas"]["ErrorStatus"];
                to: components["schemas"]["ErrorStatus"];
                /** @description `micrologs:secret` for the API, `micrologs:pipeline` for an occurrence. */
                actor: string;
                /**
                 * @description `regression`: it occurred again after it was resolved.
                 * @enum {string}
                 */
                reason: "api" | "regression";
                /** @description What was said with it or the release that brought it back; may be empty. */
                note: string;
            }[];
            /** @description Ascending; days without occurrences are left out unless `fill` asks for them. */
            over_time: {
                date: components["schemas"]["Day"];
                occurrences: components["schemas"]["Count"];
            }[];
            events: components["schemas"]["ErrorEvent"][];
            next_cursor: components["schemas"]["NextCursor"];
            explain?: components["schemas"]["ErrorGrouping"];
        };
        ErrorEvent: {
            id: number;
            message: string;
            stack_trace: string | null;
            url: string;
            environment: components["schemas"]["Environment"];
            severity: components["schemas"]["Severity"];
            release: string | null;
            /**
             * @description By the kind of key that brought it.
             * @enum {string}
             */
            source: "browser" | "backend";
            context: components["schemas"]["StoredContext"];
            created_at: components["schemas"]["LocalTime"];
            created_at_iso: components["schemas"]["IsoTime"];
            device: {
                /** @enum {string|null} */
                type: "desktop" | "mobile" | "tablet" | "unknown" | null;
                os: string | null;
                browser: string | null;
            };
            location: {
                country: string | null;
                country_code: string | null;
                city: string | null;
            };
        };
        /** @description As it was sent, or null; `{"_truncated": true, "_bytes": N}` in place of one that was too large. */
        StoredContext: Record<string, unknown> | unknown[] | null;
        /** @description Only with `explain`; null for groups that were imported. */
        ErrorGrouping: {
            /** @description Of the rules. */
            version: number;
            /** @enum {string} */
            method: "fingerprint" | "stack" | "message" | "type";
            parts: {
                /** @enum {string} */
                kind: "fingerprint" | "frame" | "type" | "message" | "file";
                value: string;
                /** @description Whether it tells groups apart. */
                counted: boolean;
                why: string;
            }[];
            fingerprint: components["schemas"]["HexHash"];
        } | null;
        /** @description SHA-256. */
        HexHash: string;
        AuditsReport: {
            range: components["schemas"]["ReportRange"];
            /** @description How many rows follow. */
            count: number;
            top_actions: {
                action: string;
                count: number;
            }[];
            logs: {
                /** @description Its place in the chain. */
                id: number;
                action: string;
                actor: string;
                context: components["schemas"]["StoredContext"];
                created_at: components["schemas"]["LocalTime"];
                created_at_iso: components["schemas"]["IsoTime"];
                /** @enum {string} */
                key_type: "public" | "secret" | "admin";
                /** @enum {string} */
                source: "client" | "server";
                hash: components["schemas"]["HexHash"];
            }[];
            next_cursor: components["schemas"]["NextCursor"];
        };
        LinkAnalyticsReport: {
            range: components["schemas"]["ReportRange"];
            /** @description How many rows follow. */
            count: number;
            links: {
                code: components["schemas"]["LinkCode"];
                short_url: components["schemas"]["ShortUrl"];
                label: string;
                destination_url: string;
                /** @description Of the range. */
                total_clicks: number;
                unique_clicks: components["schemas"]["Count"];
                created_at: components["schemas"]["LocalTime"];
                created_at_iso: components["schemas"]["IsoTime"];
            }[];
            next_cursor: components["schemas"]["NextCursor"];
        };
        LinkDetailReport: {
            range: components["schemas"]["ReportRange"];
            link: {
                id: components["schemas"]["LinkId"];
                code: components["schemas"]["LinkCode"];
                label: string;
                destination_url: string;
                created_at: components["schemas"]["LocalTime"];
                created_at_iso: components["schemas"]["IsoTime"];
            };
            total_clicks: components["schemas"]["Count"];
            unique_clicks: components["schemas"]["Count"];
            by_country: {
                country: string;
                country_code: components["schemas"]["CountryCode"];
                clicks: components["schemas"]["Count"];
            }[];
            by_referrer: {
                /** @enum {string} */
                category: "direct" | "organic_search" | "social" | "email" | "referral" | "internal";
                clicks: components["schemas"]["Count"];
            }[];
            by_device: {
                /** @enum {string} */
                device_type: "desktop" | "mobile" | "tablet" | "unknown";
                clicks: components["schemas"]["Count"];
            }[];
            /** @description Ascending; days without clicks are left out unless `fill` asks for them. */
            over_time: {
                date: components["schemas"]["Day"];
                clicks: components["schemas"]["Count"];
            }[];
            uncounted: {
                /** @enum {string} */
                reason: "head" | "prefetch" | "bot";
                requests: components["schemas"]["Count"];
            }[];
        };
        Link: {
            id: components["schemas"]["LinkId"];
            code: components["schemas"]["LinkCode"];
            short_url: components["schemas"]["ShortUrl"];
            destination_url: string;
            label: string;
            is_active: boolean;
            /** @description Counted clicks since it was made. */
            total_clicks: number;
            created_at: components["schemas"]["LocalTime"];
            created_at_iso: components["schemas"]["IsoTime"];
            updated_at: components["schemas"]["LocalTime"];
            updated_at_iso: components["schemas"]["IsoTime"];
            redirect_status: components["schemas"]["RedirectStatus"];
            forward_query: components["schemas"]["ForwardQuery"];
            /**
             * Format: date-time
             * @description From then on it answers 410.
             */
            expires_at: string | null;
            /** @description So many times it leads on. */
            max_clicks: number | null;
            /** @description Null without a maximum. */
            clicks_left: number | null;
            has_password: boolean;
            tags: components["schemas"]["LinkTags"];
        };
        WebhookId: number;
        /** @enum {string} */
        WebhookTriggerType: "error_group.created" | "error_group.reopened" | "errors.threshold" | "errors.spike" | "traffic.spike" | "traffic.drop" | "link.milestone" | "events.silence" | "audit.matched" | "dead_letters.added" | "queue.lag" | "webhook.disabled";
        /** @description What the endpoint is told of. Each type takes some of the other members; `docs/webhooks.md` says which. */
        WebhookTriggerInput: {
            type: components["schemas"]["WebhookTriggerType"];
            /** @description Errors of these environments only; all when empty. */
            environments?: components["schemas"]["Environment"][];
            /** @description Errors of these severities only; all when empty. */
            severities?: components["schemas"]["Severity"][];
            /** @description Errors of these groups only; all when empty. */
            group_ids?: number[];
            /**
             * @description Whether occurrences are counted of each group by itself (the default), or of all together.
             * @enum {string}
             */
            per?: "group" | "project";
            /** @description How many occurrences (100 unless given); or the clicks of each milestone (1000 unless given). */
            count?: number;
            /** @description In how many minutes (5 unless given). */
            window_minutes?: number;
            /** @description How many times more, or fewer, than the project has at that hour (3 unless given). */
            factor?: number;
            /** @description Links of these codes only; all when empty. */
            codes?: string[];
            /** @description For how long nothing came (30 unless given). */
            minutes?: number;
            /** @description Actions that equal one of these, or begin with what stands before a `*` at its end; all when empty. */
            actions?: string[];
            /** @description How long the oldest event has waited to be stored (60 unless given). */
            seconds?: number;
        };
        WebhookTrigger: {
            type: components["schemas"]["WebhookTriggerType"];
            environments?: components["schemas"]["Environment"][];
            severities?: components["schemas"]["Severity"][];
            group_ids?: number[];
            /** @enum {string} */
            per?: "group" | "project";
            count?: number;
            window_minutes?: number;
            factor?: number;
            codes?: string[];
            minutes?: number;
            actions?: string[];
            seconds?: number;
        };
        /**
         * @description A channel of the project. `report:pages` opens that report whatever it is asked, `report:*` every report.
         * @enum {string}
         */
        RealtimeChannel: "live" | "pageviews" | "errors" | "links" | "audit" | "alerts" | "report:*" | "report:visitors" | "report:visitors-returning" | "report:sessions" | "report:pages" | "report:entry-pages" | "report:exit-pages" | "report:devices" | "report:locations" | "report:referrers" | "report:channels" | "report:utm" | "report:errors" | "report:errors-trend" | "report:error-detail" | "report:audits" | "report:links" | "report:link-detail" | "report:ledger";
        CreateRealtimeTokenBody: {
            /** @description What the token lets its bearer listen to. */
            channels: components["schemas"]["RealtimeChannel"][];
            /**
             * @description For how long, in seconds.
             * @default 3600
             */
            expires_in?: number;
            /** @description The only origin, such as `https://dashboard.example.com`, whose pages may use the token. Without it: pages of any origin, and programs. */
            origin?: string;
        };
        RealtimeToken: {
            /** @description To be given to whoever is to listen. It is a secret until it expires. */
            token: string;
            channels: components["schemas"]["RealtimeChannel"][];
            /** @description The only origin whose pages may use it; null: any. */
            origin: string | null;
            /** @description `YYYY-MM-DD HH:MM:SS` in the project's zone. */
            expires_at: string;
            /** Format: date-time */
            expires_at_iso: string;
        };
        CreateWebhookBody: {
            /** @description Where messages are posted: http or https, at a public address unless the operator allows others. Redirects are not followed. */
            url: string;
            triggers: components["schemas"]["WebhookTriggerInput"][];
            /** @description For its owner. */
            description?: string;
            /**
             * @description The shape of the body.
             * @default json
             * @enum {string}
             */
            format?: "json" | "slack" | "discord" | "template";
            /** @description The body of the format `template`, with placeholders such as `{{summary}}` and `{{data.message}}`. */
            template?: string;
        };
        EditWebhookBody: {
            id: components["schemas"]["WebhookId"];
            /** @description Where messages are posted: http or https, at a public address unless the operator allows others. Redirects are not followed. */
            url?: string;
            triggers?: components["schemas"]["WebhookTriggerInput"][];
            /** @description For its owner. */
            description?: string;
            /**
             * @description The shape of the body.
             * @enum {string}
             */
            format?: "json" | "slack" | "discord" | "template";
            /** @description The body of the format `template`, with placeholders such as `{{summary}}` and `{{data.message}}`. */
            template?: string;
            /** @description Whether it is told of anything. */
            is_enabled?: boolean;
        };
        WebhookIdBody: {
            id: components["schemas"]["WebhookId"];
        };
        RotateWebhookSecretBody: {
            id: components["schemas"]["WebhookId"];
            /**
             * @description For how long the old secret signs as well.
             * @default 24
             */
            overlap_hours?: number;
        };
        ReplayWebhookBody: {
            id: components["schemas"]["WebhookId"];
            /** @description One delivery. The other members do not count then. */
            delivery_id?: number;
            from?: components["schemas"]["ReplayTime"];
            to?: components["schemas"]["ReplayTime"];
            /**
             * @description Only deliveries that ended so.
             * @enum {string}
             */
            status?: "delivered" | "failed";
        };
        /** @description ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970. */
        ReplayTime: string | number;
        Webhook: {
            id: components["schemas"]["WebhookId"];
            url: string;
            description: string;
            /** @enum {string} */
            format: "json" | "slack" | "discord" | "template";
            /** @description Null unless the format is `template`. */
            template: string | null;
            triggers: components["schemas"]["WebhookTrigger"][];
            is_enabled: boolean;
            /**
             * @description Why the server disabled it: it answered 410, or nothing could be delivered for days.
             * @enum {string|null}
             */
            disabled_reason: "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description Since when every attempt failed; null when the last one did not.
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description Until when an old secret signs as well; null when there is none.
             */
            old_secret_expires_at: string | null;
            created_at: components["schemas"]["LocalTime"];
            created_at_iso: components["schemas"]["IsoTime"];
            updated_at: components["schemas"]["LocalTime"];
            updated_at_iso: components["schemas"]["IsoTime"];
        };
        CreatedWebhook: {
            webhook: components["schemas"]["Webhook"];
            /** @description Signs every message; not shown again. */
            secret: string;
        };
        WebhookList: {
            /** @description How many rows follow. */
            count: number;
            webhooks: components["schemas"]["Webhook"][];
        };
        DeletedWebhook: {
            id: components["schemas"]["WebhookId"];
        };
        PingedWebhook: {
            /**
             * Format: uuid
             * @description The `webhook-id` of the message.
             */
            event_id: string;
        };
        EvaluateWebhookBody: {
            triggers: components["schemas"]["WebhookTriggerInput"][];
        };
        EvaluatedWebhook: {
            evaluations: components["schemas"]["WebhookEvaluation"][];
        };
        WebhookEvaluation: {
            trigger: components["schemas"]["WebhookTrigger"];
            /** @description Whether it would tell of it now; `null` where nobody can say, as with fewer than five days to compare with. */
            fires: boolean | null;
            /** @description What it looks at: occurrences (of the group with most), pageviews, minutes or seconds. */
            value: number | null;
            /** @description The value from which on it tells of it; of `traffic.drop`, up to which. */
            limit: number | null;
            /** @description The median of the same hour of earlier days. */
            usual: number | null;
            /** @description How many days these are. */
            days: number | null;
        };
        ReplayedWebhook: {
            deliveries: number;
        };
        WebhookDeliveryList: {
            /** @description How many rows follow. */
            count: number;
            deliveries: components["schemas"]["WebhookDelivery"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        WebhookDelivery: {
            id: number;
            webhook_id: components["schemas"]["WebhookId"];
            /**
             * Format: uuid
             * @description The `webhook-id` of the message; the same at every attempt and replay.
             */
            event_id: string;
            /** @description Of the event. */
            type: string;
            /** @description What happened, as the message tells it. */
            data: Record<string, unknown>;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
            attempts: number;
            created_at: components["schemas"]["LocalTime"];
            created_at_iso: components["schemas"]["IsoTime"];
            /** Format: date-time */
            last_attempt_at: string | null;
            /**
             * Format: date-time
             * @description Null when it has ended.
             */
            next_attempt_at: string | null;
            /** @description Of the last attempt. */
            duration_ms: number | null;
            /** @description Null when there was no answer. */
            response_status: number | null;
            /** @description Its first 2 KB. */
            response_body: string;
            /** @description Why the last attempt failed; empty when it did not. */
            error: string;
        };
        /**
         * @description ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970, in the future and before the year 10000. From
         *     then on the link answers 410.
         */
        LinkExpiry: string | number;
        /**
         * @description So many clicks lead on, exactly; then the link answers 410. They are counted from when the link gets its first
         *     maximum; another maximum goes on from there, and one that comes after `clear` starts anew.
         */
        LinkMaxClicks: number;
        /** @description Asked for before the link leads on. White space around it does not count. */
        LinkPassword: string;
        /** @enum {integer} */
        RedirectStatus: 301 | 302 | 307 | 308;
        /** @description The visitor's query parameters are added to the target, but for those that it has already. */
        ForwardQuery: boolean;
        LinkTags: string[];
        CreateLinkBody: {
            /** @description An absolute `http:` or `https:` URL of at most 2,048 bytes, not a short link of this server. */
            destination_url: string;
            /** @description The code of your choice; 8 random letters and digits otherwise. */
            code?: string;
            /** @description For its owner. */
            label?: string;
            expires_at?: components["schemas"]["LinkExpiry"];
            max_clicks?: components["schemas"]["LinkMaxClicks"];
            password?: components["schemas"]["LinkPassword"];
            redirect_status?: components["schemas"]["RedirectStatus"];
            forward_query?: components["schemas"]["ForwardQuery"];
            tags?: components["schemas"]["LinkTags"];
        };
        EditLinkBody: {
            code: string;
            /** @description As in creation. */
            destination_url?: string;
            /** @description Links that are not active answer 404. */
            is_active?: boolean;
            /** @description For its owner. */
            label?: string;
            expires_at?: components["schemas"]["LinkExpiry"];
            max_clicks?: components["schemas"]["LinkMaxClicks"];
            password?: components["schemas"]["LinkPassword"];
            redirect_status?: components["schemas"]["RedirectStatus"];
            forward_query?: components["schemas"]["ForwardQuery"];
            tags?: components["schemas"]["LinkTags"];
            /** @description What the link shall not have any more. */
            clear?: ("expires_at" | "max_clicks" | "password")[];
        };
        DeleteLinkBody: {
            code: string;
        };
        DeletedLink: {
            code: components["schemas"]["LinkCode"];
        };
        BulkCreateLinksBody: {
            links: components["schemas"]["CreateLinkBody"][];
        };
        BulkCreatedLinks: {
            created: components["schemas"]["Count"];
            rejected: components["schemas"]["Count"];
            /** @description One for each link, in their order. */
            results: components["schemas"]["BulkLinkResult"][];
        };
        BulkLinkResult: {
            /** @description The link's place in `links`. */
            index: number;
            /** @enum {string} */
            status: "created" | "rejected";
            link?: components["schemas"]["Link"];
            /** @description Why it was rejected. */
            message?: string;
        };
        BulkLinksRefusal: {
            /** @constant */
            success: false;
            message: string;
            data?: components["schemas"]["BulkCreatedLinks"];
        };
        LinkList: {
            /** @description How many rows follow. */
            count: number;
            links: components["schemas"]["Link"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        LinkId: number;
        LinkCode: string;
        /** @description The address to give away. */
        ShortUrl: string;
        /** @description One pageview. */
        ExportedPageview: {
            id: number;
            occurred_at: components["schemas"]["UtcTime"];
            day: components["schemas"]["Day"];
            visitor: components["schemas"]["HexHash"];
            session: number;
            url: string;
            page_title: string;
            referrer: string;
            /** @enum {string} */
            referrer_category: "direct" | "organic_search" | "social" | "email" | "referral" | "internal";
            utm_source: string;
            utm_medium: string;
            utm_campaign: string;
            utm_content: string;
            utm_term: string;
            /** @enum {string} */
            device_type: "desktop" | "mobile" | "tablet" | "unknown";
            os: string;
            browser: string;
            browser_version: string;
            country: string | null;
            country_code: string | null;
            region: string | null;
            city: string | null;
            screen_resolution: string;
            timezone: string;
            engaged_ms: components["schemas"]["Count"];
            scroll_pct: number | null;
        };
        /** @description One error event; type, file and line are those of its group. */
        ExportedError: {
            id: number;
            group_id: components["schemas"]["ErrorGroupId"];
            event_id: components["schemas"]["EventId"];
            occurred_at: components["schemas"]["UtcTime"];
            received_at: components["schemas"]["UtcTime"];
            day: components["schemas"]["Day"];
            error_type: string;
            message: string;
            file: string;
            line: number | null;
            stack_trace: string | null;
            url: string;
            severity: components["schemas"]["Severity"];
            environment: components["schemas"]["Environment"];
            release: string | null;
            /** @enum {string} */
            source: "browser" | "backend";
            context: components["schemas"]["StoredContext"];
            visitor: string | null;
            session: string | null;
            /** @enum {string|null} */
            device_type: "desktop" | "mobile" | "tablet" | "unknown" | null;
            os: string | null;
            browser: string | null;
            browser_version: string | null;
            country: string | null;
            country_code: string | null;
            region: string | null;
            city: string | null;
        };
        /** @description One request for a link. */
        ExportedClick: {
            id: number;
            link_id: components["schemas"]["LinkId"];
            code: components["schemas"]["LinkCode"];
            occurred_at: components["schemas"]["UtcTime"];
            day: components["schemas"]["Day"];
            /** @enum {string|null} */
            uncounted: "head" | "prefetch" | "bot" | null;
            referrer: string;
            /** @enum {string} */
            referrer_category: "direct" | "organic_search" | "social" | "email" | "referral" | "internal";
            /** @enum {string} */
            device_type: "desktop" | "mobile" | "tablet" | "unknown";
            os: string;
            browser: string;
            browser_version: string;
            country: string | null;
            country_code: string | null;
            region: string | null;
            city: string | null;
        };
        /** @description One audit entry. */
        ExportedAudit: {
            id: number;
            event_id: components["schemas"]["EventId"];
            occurred_at: components["schemas"]["UtcTime"];
            received_at: components["schemas"]["UtcTime"];
            day: components["schemas"]["Day"];
            action: string;
            actor: string;
            context: components["schemas"]["StoredContext"];
            /** @enum {string} */
            key_type: "public" | "secret" | "admin";
            /** @enum {string} */
            source: "client" | "server";
            previous_hash: components["schemas"]["HexHash"];
            hash: components["schemas"]["HexHash"];
        };
        /**
         * Format: date-time
         * @description ISO 8601 in UTC.
         */
        UtcTime: string;
        Ledger: {
            /** @description Events with a valid key and valid fields. */
            received: number;
            stored: components["schemas"]["Count"];
            dropped: components["schemas"]["DroppedCounts"];
            /** @description Waiting for storage. */
            pending: number;
            /** @description Those of the pending events that could not be stored and wait for a person. */
            dead_letters: number;
        };
        /** @description Events that are deliberately not stored, by reason, such as `bot_user_agent`, `opted_out` or `too_old`. */
        DroppedCounts: {
            [key: string]: number;
        };
        ProjectsLedger: {
            total: components["schemas"]["Ledger"];
            projects: components["schemas"]["ProjectLedger"][];
        };
        ProjectLedger: {
            project_id: components["schemas"]["ProjectId"];
            received: components["schemas"]["Count"];
            stored: components["schemas"]["Count"];
            dropped: components["schemas"]["DroppedCounts"];
            pending: components["schemas"]["Count"];
            dead_letters: components["schemas"]["Count"];
        };
        DeadLetterId: number;
        DeadLetter: {
            id: components["schemas"]["DeadLetterId"];
            project_id: components["schemas"]["ProjectId"];
            /** @description Such as `pageview` or `error`. */
            kind: string;
            /** @description Why it could not be stored. */
            reason: string;
            received_at: components["schemas"]["Timestamp"];
            received_at_iso: components["schemas"]["IsoTime"];
        };
        DeadLetterList: {
            dead_letters: components["schemas"]["DeadLetter"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        DeadLetterDetail: {
            id: components["schemas"]["DeadLetterId"];
            project_id: components["schemas"]["ProjectId"];
            /** @description Such as `pageview` or `error`. */
            kind: string;
            /** @description Why it could not be stored. */
            reason: string;
            received_at: components["schemas"]["Timestamp"];
            received_at_iso: components["schemas"]["IsoTime"];
            /** @description The event, as the queue had it. */
            event: unknown;
        };
        /** @description Either `id` or `all`. */
        SelectDeadLettersBody: {
            id?: components["schemas"]["DeadLetterId"];
            /** @constant */
            all?: true;
            project_id?: components["schemas"]["ProjectId"];
        };
        ReplayedDeadLetters: {
            replayed: components["schemas"]["Count"];
            failed: components["schemas"]["Count"];
            failures: {
                id: components["schemas"]["DeadLetterId"];
                reason: string;
            }[];
        };
        DroppedDeadLetters: {
            dropped: components["schemas"]["Count"];
        };
        ProjectId: number;
        PublicKey: string;
        SecretKey: string;
        /** @description At most 100 bytes. */
        ProjectName: string;
        /** @description Host names in lower case, without `www.`; their subdomains are allowed too. */
        AllowedDomains: string[];
        /** @description Nothing is stored in the browser; visitors are told apart for a day by a keyed hash whose salt is destroyed after 48 hours. */
        Cookieless: boolean;
        /** @description Requests with `DNT` 1 or `Sec-GPC` 1 are not recorded. */
        RespectDnt: boolean;
        /** @description A visitor id never seen before joins the visitor with the same browser fingerprint. */
        MergeFingerprints: boolean;
        /** @description Names of further keys whose values are filtered out of errors and audit entries, in lower case. */
        ScrubKeys: string[];
        /** @description Names of keys whose values are never filtered because of the name, in lower case. */
        SafeKeys: string[];
        /** @description Audit entries are accepted with the secret key only. */
        AuditSecretOnly: boolean;
        /**
         * @description What goes by itself once it is old enough. Members that are not given stay as they are, which is for ever at
         *     first; `null` keeps for ever. See [retention](docs/retention.md).
         */
        RetentionInput: {
            /** @description Pageviews go with the month in which they happened, once its last day is longer ago than this. */
            pageviews_days?: number | null;
            /** @description Occurrences of errors that are older. */
            errors_days?: number | null;
            /** @description Clicks that are older. */
            clicks_days?: number | null;
            /** @description Audit entries that are older. */
            audit_days?: number | null;
            /** @description Whether the counts and unique visitors of pageviews that went stay. */
            keep_counts?: boolean;
        };
        /** @description After how many days what goes by itself; `null` keeps for ever. */
        Retention: {
            pageviews_days: number | null;
            errors_days: number | null;
            clicks_days: number | null;
            audit_days: number | null;
            /** @description Whether the counts and unique visitors of pageviews that went stay. */
            keep_counts: boolean;
        };
        /** @description The script tag to paste into the site's pages. */
        Snippet: string;
        CreateProjectBody: {
            /** @description At most 100 bytes. */
            name: string;
            /** @description Hosts from which the public key may be used, with their subdomains; each at most 253 bytes. */
            allowed_domains: string[];
            /**
             * @description The IANA zone whose days the reports use.
             * @default UTC
             */
            timezone?: string;
            /**
             * @description Store nothing in the browser.
             * @default false
             */
            cookieless?: boolean;
            /**
             * @description Do not record requests with `DNT` 1 or `Sec-GPC` 1.
             * @default false
             */
            respect_dnt?: boolean;
            /**
             * @description Let a visitor id never seen before join the visitor with the same browser fingerprint.
             * @default false
             */
            merge_fingerprints?: boolean;
            /**
             * @description Names of further keys whose values are filtered out of errors and audit entries, in any case of letters.
             * @default []
             */
            scrub_keys?: string[];
            /**
             * @description Names of keys whose values are never filtered because of the name, in any case of letters.
             * @default []
             */
            safe_keys?: string[];
            /**
             * @description Accept audit entries with the secret key only.
             * @default false
             */
            audit_secret_only?: boolean;
            retention?: components["schemas"]["RetentionInput"];
        };
        EditProjectBody: {
            id: components["schemas"]["ProjectId"];
            /** @description At most 100 bytes. */
            name?: string;
            /** @description Hosts from which the public key may be used, with their subdomains; each at most 253 bytes. */
            allowed_domains?: string[];
            /** @description The IANA zone whose days the reports use. */
            timezone?: string;
            cookieless?: components["schemas"]["Cookieless"];
            respect_dnt?: components["schemas"]["RespectDnt"];
            merge_fingerprints?: components["schemas"]["MergeFingerprints"];
            scrub_keys?: components["schemas"]["ScrubKeys"];
            safe_keys?: components["schemas"]["SafeKeys"];
            audit_secret_only?: components["schemas"]["AuditSecretOnly"];
            retention?: components["schemas"]["RetentionInput"];
        };
        ToggleProjectBody: {
            id: components["schemas"]["ProjectId"];
            /** @description Not given flips it. */
            is_active?: boolean;
        };
        RegenerateProjectKeysBody: {
            id: components["schemas"]["ProjectId"];
            /** @default true */
            rotate_secret?: boolean;
            /** @default true */
            rotate_public?: boolean;
        };
        DeleteProjectBody: {
            id: components["schemas"]["ProjectId"];
            /** @description The project's exact name. */
            confirm: string;
        };
        VerifyKeyBody: {
            /** @description A public or secret key. */
            key: string;
        };
        CreatedProject: {
            id: components["schemas"]["ProjectId"];
            name: components["schemas"]["ProjectName"];
            allowed_domains: components["schemas"]["AllowedDomains"];
            secret_key: components["schemas"]["SecretKey"];
            public_key: components["schemas"]["PublicKey"];
            timezone: components["schemas"]["TimeZone"];
            cookieless: components["schemas"]["Cookieless"];
            respect_dnt: components["schemas"]["RespectDnt"];
            merge_fingerprints: components["schemas"]["MergeFingerprints"];
            scrub_keys: components["schemas"]["ScrubKeys"];
            safe_keys: components["schemas"]["SafeKeys"];
            audit_secret_only: components["schemas"]["AuditSecretOnly"];
            retention: components["schemas"]["Retention"];
            snippet: components["schemas"]["Snippet"];
        };
        ProjectList: {
            count: components["schemas"]["Count"];
            projects: components["schemas"]["ListedProject"][];
            next_cursor: components["schemas"]["NextCursor"];
        };
        ListedProject: {
            id: components["schemas"]["ProjectId"];
            name: components["schemas"]["ProjectName"];
            public_key: components["schemas"]["PublicKey"];
            allowed_domains: components["schemas"]["AllowedDomains"];
            is_active: boolean;
            timezone: components["schemas"]["TimeZone"];
            cookieless: components["schemas"]["Cookieless"];
            respect_dnt: components["schemas"]["RespectDnt"];
            merge_fingerprints: components["schemas"]["MergeFingerprints"];
            scrub_keys: components["schemas"]["ScrubKeys"];
            safe_keys: components["schemas"]["SafeKeys"];
            audit_secret_only: components["schemas"]["AuditSecretOnly"];
            retention: components["schemas"]["Retention"];
            snippet: components["schemas"]["Snippet"];
            stats: {
                total_links: components["schemas"]["Count"];
                total_pageviews: components["schemas"]["Count"];
                /** @description Error groups. */
                total_errors: number;
            };
            created_at: components["schemas"]["Timestamp"];
            created_at_iso: components["schemas"]["IsoTime"];
            updated_at: components["schemas"]["Timestamp"];
            updated_at_iso: components["schemas"]["IsoTime"];
        };
        EditedProject: {
            id: components["schemas"]["ProjectId"];
            name: components["schemas"]["ProjectName"];
            allowed_domains: components["schemas"]["AllowedDomains"];
            is_active: boolean;
            timezone: components["schemas"]["TimeZone"];
            cookieless: components["schemas"]["Cookieless"];
            respect_dnt: components["schemas"]["RespectDnt"];
            merge_fingerprints: components["schemas"]["MergeFingerprints"];
            scrub_keys: components["schemas"]["ScrubKeys"];
            safe_keys: components["schemas"]["SafeKeys"];
            audit_secret_only: components["schemas"]["AuditSecretOnly"];
            retention: components["schemas"]["Retention"];
            updated_at: components["schemas"]["Timestamp"];
            updated_at_iso: components["schemas"]["IsoTime"];
        };
        ToggledProject: {
            id: components["schemas"]["ProjectId"];
            name: components["schemas"]["ProjectName"];
            is_active: boolean;
        };
        RegeneratedKeys: {
            id: components["schemas"]["ProjectId"];
            name: components["schemas"]["ProjectName"];
            secret_key?: components["schemas"]["SecretKey"];
            public_key?: components["schemas"]["PublicKey"];
        };
        DeletedProject: {
            id: components["schemas"]["ProjectId"];
            name: components["schemas"]["ProjectName"];
        };
        KeyVerdict: {
            /** @constant */
            valid: true;
            /** @enum {string} */
            key_type: "public" | "secret";
            project_name: components["schemas"]["ProjectName"];
            allowed_domains: components["schemas"]["AllowedDomains"];
        } | {
            /** @constant */
            valid: false;
        };
        Health: {
            /** @enum {string} */
            status: "healthy" | "unhealthy";
            timestamp: components["schemas"]["Timestamp"];
            /** @description The server's version. */
            version: string;
            checks: {
                php: components["schemas"]["RuntimeCheck"];
                database: components["schemas"]["HealthCheck"];
                valkey: components["schemas"]["HealthCheck"];
                geoip: components["schemas"]["HealthCheck"];
                queue: components["schemas"]["HealthCheck"];
                pipeline: components["schemas"]["HealthCheck"];
                /** @description Events that could not be stored. */
                dead_letters: components["schemas"]["HealthCheck"];
                /** @description Processes that store events, by their heartbeats. */
                workers: components["schemas"]["HealthCheck"];
                /** @description Ended days that are stored as columns; `due` are not yet, the oldest for `lag_days`. */
                sealing: components["schemas"]["HealthCheck"];
                disk: components["schemas"]["HealthCheck"];
            };
        };
        Liveness: {
            /** @constant */
            status: "alive";
            /** @description The server's version. */
            version: string;
        };
        Readiness: {
            /** @enum {string} */
            status: "ready" | "unready";
            /** @description The server's version. */
            version: string;
        };
        /** @description A check may carry further values of its own, such as `pending` or `free_bytes`. */
        HealthCheck: {
            /** @enum {string} */
            status: "ok" | "warn" | "fail";
            message: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The runtime under the name that existing clients look for. */
        RuntimeCheck: {
            /** @enum {string} */
            status: "ok" | "warn" | "fail";
            message: string;
            /** @description The runtime's version. */
            version: string;
        };
    };
    responses: {
        /** @description The range is wrong. */
        BadRange: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /**
         * @description The range or another parameter is wrong; or the question is about days whose pageviews have gone by
         *     [retention](docs/retention.md), and what is kept of them does not answer it: the message names the first day from
         *     which on it can be answered.
         */
        BadReport: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The range, the cursor or another parameter is wrong. */
        BadList: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The answer that `If-None-Match` names is still the right one. */
        NotModified: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The target, for good. */
        Redirect301: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["NoStore"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The target. */
        Redirect302: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["NoStore"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The target, with the same method. */
        Redirect307: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["NoStore"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The target, for good and with the same method. */
        Redirect308: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["NoStore"];
                Location: components["headers"]["Location"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description This project has no such error group. */
        ErrorGroupNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Error group not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description This project has no such webhook endpoint. */
        WebhookNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Webhook not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description This project has no such link. */
        LinkNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Link not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key is missing, unknown, of the wrong kind, or of a disabled project. */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The admin key is missing or wrong. */
        AdminUnauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Unauthorized"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key is missing, unknown, of a disabled project, or used from a page of another site. */
        InvalidKey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Invalid API key"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The event is durable. */
        Queued: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": true,
                 *       "message": "OK",
                 *       "data": {
                 *         "queued": true,
                 *         "event_id": "01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @constant */
                    success: true;
                    message: string;
                    data: components["schemas"]["QueuedEvent"];
                };
            };
        };
        /** @description A public key was used from a site that is not among the project's domains (`Origin`, else `Referer`). */
        ForeignOrigin: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Domain not allowed for this key"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no dead letter of that id, or none any more. */
        DeadLetterNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Dead letter not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no project of that id. */
        ProjectNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Project not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The path exists, but not with this method. */
        MethodNotAllowed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Method not allowed"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than allowed. */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Payload too large"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The rate limit is used up, or too many wrong keys came from this address. `error` repeats `message` for existing clients. */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Too many attempts. Try again later.",
                 *       "error": "Too many attempts. Try again later."
                 *     }
                 */
                "application/json": components["schemas"]["RateLimitError"];
            };
        };
        /** @description A fault of the server. Its log names the cause under the `X-Request-Id` of this answer. */
        ServerError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "message": "Server error"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The server cannot store or read at the moment. Nothing was accepted; try again. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description Takes the place of `event_id` when the body has none. The value may stand in double quotes.
         * @example 01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c
         */
        IdempotencyKey: string;
        /**
         * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
         *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
         */
        Range: string;
        /**
         * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
         * @example 2026-03-01
         */
        From: string;
        /**
         * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
         * @example 2026-03-08
         */
        To: string;
        /**
         * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
         * @example America/New_York
         */
        ReportZone: string;
        /**
         * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
         *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
         *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
         *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
         *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
         */
        Filters: string;
        /**
         * @description What a row of `over_time` stands for: its `date` is the first day (of an hour: the first moment) of it. Weeks begin on
         *     Mondays; the first and the last one end where the range does. Hours are those of the clock: where a clock change
         *     repeats one, it has two rows, told apart by their offsets. `hour` takes ranges of 31 days at most.
         */
        Interval: "hour" | "day" | "week" | "month";
        /**
         * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
         *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
         */
        Compare: "previous" | "year";
        /**
         * @description How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on, those that have
         *     ended with no rows. Clamped to 1–1000; what is not a number counts as 1.
         * @example 100
         */
        ListLimit: number;
        /** @description `path`: the URLs of a path, whatever their host, query and fragment, are one page, told in `url`. */
        PageGrouping: "url" | "path";
        /**
         * @description How many rows at most. Clamped to 1–100; what is not a number counts as 1.
         * @example 20
         */
        PagesLimit: number;
        /**
         * @description How many rows at most. Clamped to 1–100; what is not a number counts as 1.
         * @example 50
         */
        ErrorsLimit: number;
        /**
         * @description How many events at most. Clamped to 1–100; what is not a number counts as 1.
         * @example 100
         */
        EventsLimit: number;
        /**
         * @description How many rows at most. Clamped to 1–200; what is not a number counts as 1.
         * @example 50
         */
        AuditsLimit: number;
        /**
         * @description How many rows at most. Clamped to 1–1000; what is not a number counts as 1.
         * @example 1000
         */
        LinkAnalyticsLimit: number;
        /**
         * @description How many rows at most (without it, all). Clamped to 1–1000; what is not a number counts as 1.
         * @example 100
         */
        ProjectListLimit: number;
        /**
         * @description Only of this project.
         * @example 3
         */
        OfProject: number;
        /**
         * @description How many rows at most. Clamped to 1–1000; what is not a number counts as 1.
         * @example 100
         */
        DeadLetterLimit: number;
        /**
         * @description The endpoint.
         * @example 2
         */
        WebhookIdParameter: components["schemas"]["WebhookId"];
        /**
         * @description The dead letter.
         * @example 7
         */
        DeadLetterIdParameter: number;
        /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
        Cursor: string;
        /** @description `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened. */
        Fill: boolean;
        /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
        Table: string;
        /**
         * @description Groups of this status only.
         * @example open
         */
        ErrorStatusFilter: "open" | "investigating" | "resolved" | "ignored";
        /**
         * @description Groups whose newest occurrence has this severity only.
         * @example critical
         */
        SeverityFilter: "info" | "warning" | "error" | "critical";
        /**
         * @description Only groups that ever occurred in this environment.
         * @example production
         */
        EnvironmentFilter: "production" | "staging" | "development" | "unknown";
        /**
         * @description Count one error group only.
         * @example 12
         */
        GroupId: number;
        /**
         * @description The error group.
         * @example 12
         */
        ErrorGroupIdParameter: number;
        /** @description `true` or `1`: tell what the occurrences were found alike by. */
        Explain: boolean;
        /**
         * @description Entries of exactly this action only.
         * @example invoice.paid
         */
        ActionFilter: string;
        /**
         * @description Entries of exactly this actor only.
         * @example kim@shop.test
         */
        ActorFilter: string;
        /**
         * @description How many rows at most. Clamped to 1–10000; what is not a number counts as 1.
         * @example 100
         */
        LinksLimit: number;
        /**
         * @description How many rows at most. Clamped to 1–1000; what is not a number counts as 1.
         * @example 100
         */
        DeliveriesLimit: number;
        /**
         * @description Deliveries to this endpoint only.
         * @example 2
         */
        WebhookFilter: number;
        /**
         * @description Deliveries of this status only.
         * @example failed
         */
        DeliveryStatusFilter: "pending" | "delivered" | "failed";
        /**
         * @description Links with exactly this tag only.
         * @example footer
         */
        TagFilter: string;
        /**
         * @description The link's code.
         * @example k3Zq81Ab
         */
        LinkCode: string;
        /** @description The kind of image. */
        QrFormat: "svg" | "png";
        /**
         * @description The length of a side, in pixels.
         * @example 300
         */
        QrSize: number;
        /**
         * @description The link's code, case-sensitive.
         * @example k3Zq81Ab
         */
        ShortLinkCode: string;
        /**
         * @description The link's code, case-sensitive.
         * @example k3Zq81Ab
         */
        RedirectCode: string;
        /**
         * @description The link's code.
         * @example k3Zq81Ab
         */
        CodeParameter: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The request's id, which the server's log lines carry.
         * @example 01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c
         */
        "X-Request-Id": string;
        /**
         * @description Seconds to wait before the next attempt.
         * @example 12
         */
        "Retry-After": number;
        /**
         * @description Points in the window.
         * @example 60
         */
        "RateLimit-Limit": number;
        /**
         * @description Points left in the window.
         * @example 0
         */
        "RateLimit-Remaining": number;
        /**
         * @description Seconds until the window is full again.
         * @example 12
         */
        "RateLimit-Reset": number;
        /**
         * @description Changes with the content.
         * @example "d41d8cd98f00"
         */
        ETag: string;
        /**
         * @description One hour.
         * @example public, max-age=3600
         */
        "Cache-Control": string;
        /**
         * @description `no-store`: nobody keeps the answer, but a client may ask whether it changed.
         * @example no-store
         */
        NoStore: string;
        /**
         * @description Where the link leads.
         * @example https://shop.test/sale
         */
        Location: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    trackPageview: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Takes the place of `event_id` when the body has none. The value may stand in double quotes.
                 * @example 01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackPageviewBody"];
                /** @example {"url":"https://shop.test/","visitor_id":"3f2b8c1e","session_token":"9a7c6e5d"} */
                "text/plain": string;
            };
        };
        responses: {
            /** @description The pageview is durable. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "OK",
                     *       "data": {
                     *         "queued": true,
                     *         "event_id": "01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["QueuedEvent"];
                    };
                };
            };
            /**
             * @description Nothing to store, with an empty body: the request came from a bot, or the project respects Do Not Track
             *     and Global Privacy Control and the browser sent one of them. The ledger counts it with its reason.
             */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not JSON, or a field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForeignOrigin"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    trackBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackBatchBody"];
                /** @example {"events":[{"kind":"engagement","pageview_id":"01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c","engaged_ms":12500,"scroll_pct":80}]} */
                "text/plain": string;
            };
        };
        responses: {
            /** @description The events whose status is `queued` are durable. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["TrackBatchData"];
                    };
                };
            };
            /** @description The body is not JSON, `events` is wrong, or every event was rejected (then with `data`). */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchRefusal"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["ForeignOrigin"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    trackError: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Takes the place of `event_id` when the body has none. The value may stand in double quotes.
                 * @example 01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackErrorBody"];
                /** @example {"message":"x is undefined","error_type":"TypeError"} */
                "text/plain": string;
            };
        };
        responses: {
            202: components["responses"]["Queued"];
            /** @description The body is not JSON, or a field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["InvalidKey"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    trackAudit: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Takes the place of `event_id` when the body has none. The value may stand in double quotes.
                 * @example 01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackAuditBody"];
                /** @example {"action":"invoice.paid","actor":"kim@shop.test"} */
                "text/plain": string;
            };
        };
        responses: {
            202: components["responses"]["Queued"];
            /** @description The body is not JSON, or a field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["InvalidKey"];
            /** @description The project accepts audit entries with its secret key only. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "This project accepts audit entries with its secret key only"
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateErrorStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateErrorStatusBody"];
            };
        };
        responses: {
            /** @description The groups that were found have the status now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["UpdatedErrorStatus"];
                    };
                };
            };
            /** @description The body is not JSON, or a field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description None of the ids is a group of this project. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "No matching error groups found for this project"
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getVisitors: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description What a row of `over_time` stands for: its `date` is the first day (of an hour: the first moment) of it. Weeks begin on
                 *     Mondays; the first and the last one end where the range does. Hours are those of the clock: where a clock change
                 *     repeats one, it has two rows, told apart by their offsets. `hour` takes ranges of 31 days at most.
                 */
                interval?: components["parameters"]["Interval"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /** @description `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened. */
                fill?: components["parameters"]["Fill"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["VisitorsReport"];
                    };
                    /**
                     * @example date,pageviews,unique_visitors
                     *     2026-03-02,15,3
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReturningVisitors: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description What a row of `over_time` stands for: its `date` is the first day (of an hour: the first moment) of it. Weeks begin on
                 *     Mondays; the first and the last one end where the range does. Hours are those of the clock: where a clock change
                 *     repeats one, it has two rows, told apart by their offsets. `hour` takes ranges of 31 days at most.
                 */
                interval?: components["parameters"]["Interval"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /** @description `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened. */
                fill?: components["parameters"]["Fill"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Visitor retention fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "total_visitors": 5,
                     *         "new_visitors": 4,
                     *         "returning_visitors": 1,
                     *         "new_pct": 80,
                     *         "returning_pct": 20,
                     *         "over_time": [
                     *           {
                     *             "date": "2026-03-02",
                     *             "new_visitors": 4,
                     *             "returning_visitors": 1
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ReturningVisitorsReport"];
                    };
                    /**
                     * @example date,new_visitors,returning_visitors
                     *     2026-03-02,4,1
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessions: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description What a row of `over_time` stands for: its `date` is the first day (of an hour: the first moment) of it. Weeks begin on
                 *     Mondays; the first and the last one end where the range does. Hours are those of the clock: where a clock change
                 *     repeats one, it has two rows, told apart by their offsets. `hour` takes ranges of 31 days at most.
                 */
                interval?: components["parameters"]["Interval"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /** @description `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened. */
                fill?: components["parameters"]["Fill"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Session analytics fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "total_sessions": 4,
                     *         "bounce_rate": 50,
                     *         "avg_duration_seconds": 61,
                     *         "avg_duration_engaged": 122,
                     *         "avg_engaged_seconds": 40.5,
                     *         "avg_pages_per_session": 2.25,
                     *         "over_time": [
                     *           {
                     *             "date": "2026-03-02",
                     *             "sessions": 4,
                     *             "avg_duration_seconds": 61
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["SessionsReport"];
                    };
                    /**
                     * @example date,sessions,avg_duration_seconds
                     *     2026-03-02,4,61
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPages: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /** @description `path`: the URLs of a path, whatever their host, query and fragment, are one page, told in `url`. */
                by?: components["parameters"]["PageGrouping"];
                /**
                 * @description How many rows at most. Clamped to 1–100; what is not a number counts as 1.
                 * @example 20
                 */
                limit?: components["parameters"]["PagesLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Pages fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "count": 1,
                     *         "pages": [
                     *           {
                     *             "url": "https://shop.test/",
                     *             "page_title": "Shop",
                     *             "pageviews": 6,
                     *             "unique_visitors": 3,
                     *             "avg_engaged_seconds": 12.5,
                     *             "avg_scroll_pct": 73.3
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["PagesReport"];
                    };
                    /**
                     * @example url,page_title,pageviews,unique_visitors,avg_engaged_seconds,avg_scroll_pct
                     *     https://shop.test/,Shop,6,3,12.5,73.3
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEntryPages: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /**
                 * @description How many rows at most. Clamped to 1–100; what is not a number counts as 1.
                 * @example 20
                 */
                limit?: components["parameters"]["PagesLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Entry pages fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "count": 1,
                     *         "pages": [
                     *           {
                     *             "entry_page": "/",
                     *             "sessions": 6,
                     *             "unique_visitors": 3,
                     *             "bounce_rate": 33.3,
                     *             "avg_duration_seconds": 61,
                     *             "avg_engaged_seconds": 40.5
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["EntryPagesReport"];
                    };
                    /**
                     * @example entry_page,sessions,unique_visitors,bounce_rate,avg_duration_seconds,avg_engaged_seconds
                     *     /,6,3,33.3,61,40.5
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getExitPages: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /**
                 * @description How many rows at most. Clamped to 1–100; what is not a number counts as 1.
                 * @example 20
                 */
                limit?: components["parameters"]["PagesLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Exit pages fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "count": 1,
                     *         "pages": [
                     *           {
                     *             "exit_page": "/cart",
                     *             "exits": 4,
                     *             "unique_visitors": 3,
                     *             "bounce_rate": 25,
                     *             "avg_duration_seconds": 122,
                     *             "avg_engaged_seconds": 80.5
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ExitPagesReport"];
                    };
                    /**
                     * @example exit_page,exits,unique_visitors,bounce_rate,avg_duration_seconds,avg_engaged_seconds
                     *     /cart,4,3,25,122,80.5
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDevices: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /**
                 * @description How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on, those that have
                 *     ended with no rows. Clamped to 1–1000; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["ListLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Devices fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "by_device": [
                     *           {
                     *             "device_type": "mobile",
                     *             "pageviews": 5,
                     *             "unique_visitors": 2
                     *           }
                     *         ],
                     *         "by_os": [
                     *           {
                     *             "os": "Android",
                     *             "pageviews": 5
                     *           }
                     *         ],
                     *         "by_browser": [
                     *           {
                     *             "browser": "Chrome",
                     *             "pageviews": 5
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["DevicesReport"];
                    };
                    /**
                     * @example device_type,pageviews,unique_visitors
                     *     mobile,5,2
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLocations: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /**
                 * @description How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on, those that have
                 *     ended with no rows. Clamped to 1–1000; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["ListLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Locations fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "by_country": [
                     *           {
                     *             "country": "Norway",
                     *             "country_code": "NO",
                     *             "pageviews": 4,
                     *             "unique_visitors": 2
                     *           }
                     *         ],
                     *         "by_region": [
                     *           {
                     *             "country": "Norway",
                     *             "country_code": "NO",
                     *             "region": "Vestland",
                     *             "pageviews": 4
                     *           }
                     *         ],
                     *         "by_city": [
                     *           {
                     *             "city": "Bergen",
                     *             "region": "Vestland",
                     *             "country_code": "NO",
                     *             "pageviews": 4
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["LocationsReport"];
                    };
                    /**
                     * @example country,country_code,pageviews,unique_visitors
                     *     Norway,NO,4,2
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReferrers: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /**
                 * @description How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on, those that have
                 *     ended with no rows. Clamped to 1–1000; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["ListLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Referrers fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "by_category": [
                     *           {
                     *             "category": "direct",
                     *             "pageviews": 7,
                     *             "unique_visitors": 4
                     *           }
                     *         ],
                     *         "top_referrers": [
                     *           {
                     *             "referrer_url": "https://news.test/item",
                     *             "pageviews": 2
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ReferrersReport"];
                    };
                    /**
                     * @example category,pageviews,unique_visitors
                     *     direct,7,4
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getChannels: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /**
                 * @description How many rows at most. Clamped to 1–100; what is not a number counts as 1.
                 * @example 20
                 */
                limit?: components["parameters"]["PagesLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Channels fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "count": 1,
                     *         "channels": [
                     *           {
                     *             "channel": "Organic Search",
                     *             "sessions": 6,
                     *             "unique_visitors": 3,
                     *             "pageviews": 15,
                     *             "bounce_rate": 33.3,
                     *             "avg_duration_seconds": 61,
                     *             "avg_engaged_seconds": 40.5
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ChannelsReport"];
                    };
                    /**
                     * @example channel,sessions,unique_visitors,pageviews,bounce_rate,avg_duration_seconds,avg_engaged_seconds
                     *     Organic Search,6,3,15,33.3,61,40.5
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUtm: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The IANA name of a time zone whose days the range means; the answer's `range` names it. If not given: the project's.
                 * @example America/New_York
                 */
                timezone?: components["parameters"]["ReportZone"];
                /**
                 * @description Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range. JSON: one
                 *     condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`, `contains` and
                 *     `starts_with`; `values` is one text or an array, any of which will do (none of them, for `is_not`). `["and", …]`,
                 *     `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case; a pageview without a value
                 *     has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of 1024 characters to a condition.
                 */
                filters?: components["parameters"]["Filters"];
                /**
                 * @description Adds `comparison`, which is the answer to the same question about another range, at the same moment: `previous` for as
                 *     many days just before, `year` for the same dates one year earlier (28 February for a 29th that there was not).
                 */
                compare?: components["parameters"]["Compare"];
                /**
                 * @description How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on, those that have
                 *     ended with no rows. Clamped to 1–1000; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["ListLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "UTM data fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "visitor_days": false,
                     *         "count": 1,
                     *         "campaigns": [
                     *           {
                     *             "utm_source": "mail",
                     *             "utm_medium": "email",
                     *             "utm_campaign": "spring",
                     *             "pageviews": 3,
                     *             "unique_visitors": 3
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["UtmReport"];
                    };
                    /**
                     * @example utm_source,utm_medium,utm_campaign,pageviews,unique_visitors
                     *     mail,email,spring,3,3
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadReport"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getErrors: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description How many rows at most. Clamped to 1–100; what is not a number counts as 1.
                 * @example 50
                 */
                limit?: components["parameters"]["ErrorsLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Groups of this status only.
                 * @example open
                 */
                status?: components["parameters"]["ErrorStatusFilter"];
                /**
                 * @description Groups whose newest occurrence has this severity only.
                 * @example critical
                 */
                severity?: components["parameters"]["SeverityFilter"];
                /**
                 * @description Only groups that ever occurred in this environment.
                 * @example production
                 */
                environment?: components["parameters"]["EnvironmentFilter"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Errors fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "summary": {
                     *           "total": 2,
                     *           "open": 1,
                     *           "investigating": 0,
                     *           "resolved": 1,
                     *           "ignored": 0,
                     *           "critical": 1,
                     *           "error": 1,
                     *           "warning": 0,
                     *           "info": 0
                     *         },
                     *         "count": 1,
                     *         "errors": [
                     *           {
                     *             "id": 12,
                     *             "error_type": "TypeError",
                     *             "message": "x is undefined",
                     *             "file": "/static/app.js",
                     *             "line": 88,
                     *             "severity": "critical",
                     *             "environment": "production",
                     *             "status": "open",
                     *             "occurrence_count": 31,
                     *             "first_seen": "2026-03-01 10:00:00",
                     *             "first_seen_iso": "2026-03-01T10:00:00+00:00",
                     *             "last_seen": "2026-03-02 09:12:44",
                     *             "last_seen_iso": "2026-03-02T09:12:44+00:00",
                     *             "occurrences_in_range": 7,
                     *             "affected_visitors": 3,
                     *             "affected_sessions": 4,
                     *             "environments": [
                     *               {
                     *                 "environment": "production",
                     *                 "occurrences": 31,
                     *                 "first_seen": "2026-03-01 10:00:00",
                     *                 "first_seen_iso": "2026-03-01T10:00:00+00:00",
                     *                 "last_seen": "2026-03-02 09:12:44",
                     *                 "last_seen_iso": "2026-03-02T09:12:44+00:00"
                     *               }
                     *             ],
                     *             "first_release": "shop@2.4.0",
                     *             "last_release": "shop@2.4.1",
                     *             "reopened_count": 1
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ErrorsReport"];
                    };
                    /**
                     * @example id,error_type,message,file,line,severity,environment,status,occurrence_count,first_seen,first_seen_iso,last_seen,last_seen_iso,occurrences_in_range,affected_visitors,affected_sessions,environments,first_release,last_release,reopened_count
                     *     12,TypeError,x is undefined,/static/app.js,88,critical,production,open,31,2026-03-01 10:00:00,2026-03-01T10:00:00+00:00,2026-03-02 09:12:44,2026-03-02T09:12:44+00:00,7,3,4,"[{""environment"":""production"",""occurrences"":31,""first_seen"":""2026-03-01 10:00:00"",""first_seen_iso"":""2026-03-01T10:00:00+00:00"",""last_seen"":""2026-03-02 09:12:44"",""last_seen_iso"":""2026-03-02T09:12:44+00:00""}]",shop@2.4.0,shop@2.4.1,1
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getErrorTrend: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description Count one error group only.
                 * @example 12
                 */
                group_id?: components["parameters"]["GroupId"];
                /** @description `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened. */
                fill?: components["parameters"]["Fill"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Error trend fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "group_id": null,
                     *         "total_occurrences": 9,
                     *         "total_groups": 2,
                     *         "top_groups": [
                     *           {
                     *             "id": 12,
                     *             "error_type": "TypeError",
                     *             "message": "x is undefined",
                     *             "severity": "critical",
                     *             "status": "open",
                     *             "occurrences": 7
                     *           }
                     *         ],
                     *         "over_time": [
                     *           {
                     *             "date": "2026-03-02",
                     *             "occurrences": 9,
                     *             "unique_groups": 2
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ErrorTrendReport"];
                    };
                    /**
                     * @example date,occurrences,unique_groups
                     *     2026-03-02,9,2
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description The range or the group is wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getErrorDetail: {
        parameters: {
            query: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The error group.
                 * @example 12
                 */
                id: components["parameters"]["ErrorGroupIdParameter"];
                /**
                 * @description How many events at most. Clamped to 1–100; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["EventsLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description `true` or `1`: tell what the occurrences were found alike by. */
                explain?: components["parameters"]["Explain"];
                /** @description `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened. */
                fill?: components["parameters"]["Fill"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Error detail fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "group": {
                     *           "id": 12,
                     *           "error_type": "TypeError",
                     *           "message": "x is undefined",
                     *           "file": "/static/app.js",
                     *           "line": 88,
                     *           "severity": "critical",
                     *           "environment": "production",
                     *           "status": "open",
                     *           "occurrence_count": 31,
                     *           "first_seen": "2026-03-01 10:00:00",
                     *           "first_seen_iso": "2026-03-01T10:00:00+00:00",
                     *           "last_seen": "2026-03-02 09:12:44",
                     *           "last_seen_iso": "2026-03-02T09:12:44+00:00",
                     *           "occurrences_in_range": 7,
                     *           "affected_visitors": 3,
                     *           "affected_sessions": 4,
                     *           "environments": [
                     *             {
                     *               "environment": "production",
                     *               "occurrences": 31,
                     *               "first_seen": "2026-03-01 10:00:00",
                     *               "first_seen_iso": "2026-03-01T10:00:00+00:00",
                     *               "last_seen": "2026-03-02 09:12:44",
                     *               "last_seen_iso": "2026-03-02T09:12:44+00:00"
                     *             }
                     *           ],
                     *           "first_release": "shop@2.4.0",
                     *           "last_release": "shop@2.4.1",
                     *           "reopened_count": 1
                     *         },
                     *         "transitions": [
                     *           {
                     *             "at": "2026-03-02 09:12:44",
                     *             "at_iso": "2026-03-02T09:12:44+00:00",
                     *             "from": "resolved",
                     *             "to": "open",
                     *             "actor": "micrologs:pipeline",
                     *             "reason": "regression",
                     *             "note": "shop@2.4.1"
                     *           }
                     *         ],
                     *         "over_time": [
                     *           {
                     *             "date": "2026-03-02",
                     *             "occurrences": 7
                     *           }
                     *         ],
                     *         "events": [
                     *           {
                     *             "id": 501,
                     *             "message": "x is undefined",
                     *             "stack_trace": null,
                     *             "url": "https://shop.test/cart",
                     *             "environment": "production",
                     *             "severity": "critical",
                     *             "release": "shop@2.4.1",
                     *             "source": "browser",
                     *             "context": {
                     *               "cart": 7
                     *             },
                     *             "created_at": "2026-03-02 09:12:44",
                     *             "created_at_iso": "2026-03-02T09:12:44+00:00",
                     *             "device": {
                     *               "type": "desktop",
                     *               "os": "Linux",
                     *               "browser": "Firefox"
                     *             },
                     *             "location": {
                     *               "country": null,
                     *               "country_code": null,
                     *               "city": null
                     *             }
                     *           }
                     *         ],
                     *         "next_cursor": null,
                     *         "explain": {
                     *           "version": 1,
                     *           "method": "message",
                     *           "parts": [
                     *             {
                     *               "kind": "type",
                     *               "value": "TypeError",
                     *               "counted": true,
                     *               "why": "The class of the error."
                     *             },
                     *             {
                     *               "kind": "message",
                     *               "value": "x is undefined",
                     *               "counted": true,
                     *               "why": "The message with variable parts replaced."
                     *             }
                     *           ],
                     *           "fingerprint": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ErrorDetailReport"];
                    };
                    /**
                     * @example id,message,stack_trace,url,environment,severity,release,source,context,created_at,created_at_iso,device.type,device.os,device.browser,location.country,location.country_code,location.city
                     *     501,x is undefined,,https://shop.test/cart,production,critical,shop@2.4.1,browser,"{""cart"":7}",2026-03-02 09:12:44,2026-03-02T09:12:44+00:00,desktop,Linux,Firefox,,,
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description The range, the id or the cursor is wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ErrorGroupNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAudits: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description How many rows at most. Clamped to 1–200; what is not a number counts as 1.
                 * @example 50
                 */
                limit?: components["parameters"]["AuditsLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Entries of exactly this action only.
                 * @example invoice.paid
                 */
                action?: components["parameters"]["ActionFilter"];
                /**
                 * @description Entries of exactly this actor only.
                 * @example kim@shop.test
                 */
                actor?: components["parameters"]["ActorFilter"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Audit logs fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "count": 1,
                     *         "top_actions": [
                     *           {
                     *             "action": "invoice.paid",
                     *             "count": 14
                     *           }
                     *         ],
                     *         "logs": [
                     *           {
                     *             "id": 90,
                     *             "action": "invoice.paid",
                     *             "actor": "kim@shop.test",
                     *             "context": {
                     *               "invoice": "A-1"
                     *             },
                     *             "created_at": "2026-03-02 11:00:00",
                     *             "created_at_iso": "2026-03-02T11:00:00+00:00",
                     *             "key_type": "secret",
                     *             "source": "client",
                     *             "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["AuditsReport"];
                    };
                    /**
                     * @example id,action,actor,context,created_at,created_at_iso,key_type,source,hash
                     *     90,invoice.paid,kim@shop.test,"{""invoice"":""A-1""}",2026-03-02 11:00:00,2026-03-02T11:00:00+00:00,secret,client,9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLinkAnalytics: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description How many rows at most. Clamped to 1–1000; what is not a number counts as 1.
                 * @example 1000
                 */
                limit?: components["parameters"]["LinkAnalyticsLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Link analytics fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "count": 1,
                     *         "links": [
                     *           {
                     *             "code": "k3Zq81Ab",
                     *             "short_url": "https://stats.test/l/k3Zq81Ab",
                     *             "label": "Footer",
                     *             "destination_url": "https://shop.test/sale",
                     *             "total_clicks": 6,
                     *             "unique_clicks": 4,
                     *             "created_at": "2026-02-20 08:00:00",
                     *             "created_at_iso": "2026-02-20T08:00:00+00:00"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["LinkAnalyticsReport"];
                    };
                    /**
                     * @example code,short_url,label,destination_url,total_clicks,unique_clicks,created_at,created_at_iso
                     *     k3Zq81Ab,https://stats.test/l/k3Zq81Ab,Footer,https://shop.test/sale,6,4,2026-02-20 08:00:00,2026-02-20T08:00:00+00:00
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadList"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLinkDetail: {
        parameters: {
            query: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
                /**
                 * @description The link's code.
                 * @example k3Zq81Ab
                 */
                code: components["parameters"]["CodeParameter"];
                /** @description `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened. */
                fill?: components["parameters"]["Fill"];
                /** @description With `Accept: text/csv`: which list of the answer, by its name. If not given: the operation's `x-main-list`, else its first one. JSON has them all. */
                table?: components["parameters"]["Table"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Link detail fetched successfully",
                     *       "data": {
                     *         "range": {
                     *           "from": "2026-03-01 00:00:00",
                     *           "to": "2026-03-08 23:59:59",
                     *           "timezone": "UTC",
                     *           "from_iso": "2026-03-01T00:00:00+00:00",
                     *           "to_iso": "2026-03-08T23:59:59+00:00"
                     *         },
                     *         "link": {
                     *           "id": 5,
                     *           "code": "k3Zq81Ab",
                     *           "label": "Footer",
                     *           "destination_url": "https://shop.test/sale",
                     *           "created_at": "2026-02-20 08:00:00",
                     *           "created_at_iso": "2026-02-20T08:00:00+00:00"
                     *         },
                     *         "total_clicks": 6,
                     *         "unique_clicks": 4,
                     *         "by_country": [
                     *           {
                     *             "country": "Norway",
                     *             "country_code": "NO",
                     *             "clicks": 2
                     *           }
                     *         ],
                     *         "by_referrer": [
                     *           {
                     *             "category": "direct",
                     *             "clicks": 5
                     *           }
                     *         ],
                     *         "by_device": [
                     *           {
                     *             "device_type": "mobile",
                     *             "clicks": 6
                     *           }
                     *         ],
                     *         "over_time": [
                     *           {
                     *             "date": "2026-03-02",
                     *             "clicks": 6
                     *           }
                     *         ],
                     *         "uncounted": [
                     *           {
                     *             "reason": "bot",
                     *             "requests": 3
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["LinkDetailReport"];
                    };
                    /**
                     * @example date,clicks
                     *     2026-03-02,6
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description The range or the code is wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["LinkNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLedger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Ledger fetched successfully",
                     *       "data": {
                     *         "received": 120,
                     *         "stored": 110,
                     *         "dropped": {
                     *           "bot_user_agent": 6,
                     *           "repeated_view": 3
                     *         },
                     *         "pending": 1,
                     *         "dead_letters": 0
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Ledger"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLinkBody"];
            };
        };
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Link"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            /** @description The code is or once was in use. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    bulkCreateLinks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkCreateLinksBody"];
            };
        };
        responses: {
            /** @description What became of each link. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Links created successfully",
                     *       "data": {
                     *         "created": 1,
                     *         "rejected": 1,
                     *         "results": [
                     *           {
                     *             "index": 0,
                     *             "status": "created",
                     *             "link": {
                     *               "id": 5,
                     *               "code": "k3Zq81Ab",
                     *               "short_url": "https://stats.test/l/k3Zq81Ab",
                     *               "destination_url": "https://shop.test/sale",
                     *               "label": "Footer",
                     *               "is_active": true,
                     *               "total_clicks": 40,
                     *               "created_at": "2026-02-20 08:00:00",
                     *               "created_at_iso": "2026-02-20T08:00:00+00:00",
                     *               "updated_at": "2026-02-20 08:00:00",
                     *               "updated_at_iso": "2026-02-20T08:00:00+00:00",
                     *               "redirect_status": 302,
                     *               "forward_query": false,
                     *               "expires_at": null,
                     *               "max_clicks": null,
                     *               "clicks_left": null,
                     *               "has_password": false,
                     *               "tags": [
                     *                 "footer"
                     *               ]
                     *             }
                     *           },
                     *           {
                     *             "index": 1,
                     *             "status": "rejected",
                     *             "message": "destination_url is required"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["BulkCreatedLinks"];
                    };
                };
            };
            /** @description The body is not JSON, `links` is wrong, or every link was rejected (then with `data`). */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkLinksRefusal"];
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLinks: {
        parameters: {
            query?: {
                /**
                 * @description How many rows at most. Clamped to 1–10000; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["LinksLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Links with exactly this tag only.
                 * @example footer
                 */
                tag?: components["parameters"]["TagFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Links fetched successfully",
                     *       "data": {
                     *         "count": 1,
                     *         "links": [
                     *           {
                     *             "id": 5,
                     *             "code": "k3Zq81Ab",
                     *             "short_url": "https://stats.test/l/k3Zq81Ab",
                     *             "destination_url": "https://shop.test/sale",
                     *             "label": "Footer",
                     *             "is_active": true,
                     *             "total_clicks": 40,
                     *             "created_at": "2026-02-20 08:00:00",
                     *             "created_at_iso": "2026-02-20T08:00:00+00:00",
                     *             "updated_at": "2026-02-20 08:00:00",
                     *             "updated_at_iso": "2026-02-20T08:00:00+00:00",
                     *             "redirect_status": 302,
                     *             "forward_query": false,
                     *             "expires_at": null,
                     *             "max_clicks": null,
                     *             "clicks_left": null,
                     *             "has_password": false,
                     *             "tags": [
                     *               "footer"
                     *             ]
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["LinkList"];
                    };
                    /**
                     * @example id,code,short_url,destination_url,label,is_active,total_clicks,created_at,created_at_iso,updated_at,updated_at_iso,redirect_status,forward_query,expires_at,max_clicks,clicks_left,has_password,tags
                     *     5,k3Zq81Ab,https://stats.test/l/k3Zq81Ab,https://shop.test/sale,Footer,true,40,2026-02-20 08:00:00,2026-02-20T08:00:00+00:00,2026-02-20 08:00:00,2026-02-20T08:00:00+00:00,302,false,,,,false,"[""footer""]"
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description A parameter is wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLink: {
        parameters: {
            query: {
                /**
                 * @description The link's code.
                 * @example k3Zq81Ab
                 */
                code: components["parameters"]["LinkCode"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Link"];
                    };
                };
            };
            /** @description The code is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["LinkNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditLinkBody"];
            };
        };
        responses: {
            /** @description The link as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Link"];
                    };
                };
            };
            /** @description A field is missing or wrong, or nothing was given to change. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["LinkNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteLinkBody"];
            };
        };
        responses: {
            /** @description The link is gone. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Link deleted successfully",
                     *       "data": {
                     *         "code": "k3Zq81Ab"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["DeletedLink"];
                    };
                };
            };
            /** @description The code is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["LinkNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLinkQr: {
        parameters: {
            query: {
                /**
                 * @description The link's code.
                 * @example k3Zq81Ab
                 */
                code: components["parameters"]["LinkCode"];
                /** @description The kind of image. */
                format?: components["parameters"]["QrFormat"];
                /**
                 * @description The length of a side, in pixels.
                 * @example 300
                 */
                size?: components["parameters"]["QrSize"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <svg xmlns="http://www.w3.org/2000/svg"></svg> */
                    "image/svg+xml": string;
                    "image/png": unknown;
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["LinkNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    openShortLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The link's code, case-sensitive.
                 * @example k3Zq81Ab
                 */
                code: components["parameters"]["ShortLinkCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link asks for a password; this form sends it to `POST /l/{code}`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>Password</title> */
                    "text/html": string;
                };
            };
            301: components["responses"]["Redirect301"];
            302: components["responses"]["Redirect302"];
            307: components["responses"]["Redirect307"];
            308: components["responses"]["Redirect308"];
            /** @description There is no such link or it is not active. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Link not found */
                    "text/plain": string;
                };
            };
            /** @description Links are followed with GET and HEAD. */
            405: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Method not allowed */
                    "text/plain": string;
                };
            };
            /** @description The link has ended. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Server error */
                    "text/plain": string;
                };
            };
            /** @description It cannot be told at the moment where the link leads. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Try again later */
                    "text/plain": string;
                };
            };
        };
    };
    unlockShortLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The link's code, case-sensitive.
                 * @example k3Zq81Ab
                 */
                code: components["parameters"]["ShortLinkCode"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "open sesame"
                 *     }
                 */
                "application/x-www-form-urlencoded": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description The password is right. */
            303: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The password is wrong. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>Password</title> */
                    "text/html": string;
                };
            };
            /** @description There is no such link or it is not active. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Link not found */
                    "text/plain": string;
                };
            };
            /** @description The link asks for no password. */
            405: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Method not allowed */
                    "text/plain": string;
                };
            };
            /** @description The link has ended. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The body is larger than allowed. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Payload too large */
                    "text/plain": string;
                };
            };
            /** @description Too many wrong passwords. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>Password</title> */
                    "text/html": string;
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Server error */
                    "text/plain": string;
                };
            };
            /** @description It cannot be told at the moment where the link leads. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Try again later */
                    "text/plain": string;
                };
            };
        };
    };
    probeShortLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The link's code, case-sensitive.
                 * @example k3Zq81Ab
                 */
                code: components["parameters"]["ShortLinkCode"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link asks for a password. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            301: components["responses"]["Redirect301"];
            302: components["responses"]["Redirect302"];
            307: components["responses"]["Redirect307"];
            308: components["responses"]["Redirect308"];
            /** @description There is no such link or it is not active. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The link has ended. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be told at the moment where the link leads. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    followLink: {
        parameters: {
            query: {
                /**
                 * @description The link's code, case-sensitive.
                 * @example k3Zq81Ab
                 */
                c: components["parameters"]["RedirectCode"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link asks for a password; this form sends it to `POST /l/{code}`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>Password</title> */
                    "text/html": string;
                };
            };
            301: components["responses"]["Redirect301"];
            302: components["responses"]["Redirect302"];
            307: components["responses"]["Redirect307"];
            308: components["responses"]["Redirect308"];
            /** @description The code is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Missing link code */
                    "text/plain": string;
                };
            };
            /** @description There is no such link or it is not active. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Link not found */
                    "text/plain": string;
                };
            };
            /** @description Links are followed with GET and HEAD. */
            405: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Method not allowed */
                    "text/plain": string;
                };
            };
            /** @description The link has ended. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Server error */
                    "text/plain": string;
                };
            };
            /** @description It cannot be told at the moment where the link leads. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Try again later */
                    "text/plain": string;
                };
            };
        };
    };
    probeLink: {
        parameters: {
            query: {
                /**
                 * @description The link's code, case-sensitive.
                 * @example k3Zq81Ab
                 */
                c: components["parameters"]["RedirectCode"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link asks for a password. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            301: components["responses"]["Redirect301"];
            302: components["responses"]["Redirect302"];
            307: components["responses"]["Redirect307"];
            308: components["responses"]["Redirect308"];
            /** @description The code is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such link or it is not active. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The link has ended. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A fault of the server. */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It cannot be told at the moment where the link leads. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookBody"];
            };
        };
        responses: {
            /** @description The endpoint, and the secret that signs what it is told. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Webhook created successfully",
                     *       "data": {
                     *         "webhook": {
                     *           "id": 2,
                     *           "url": "https://hooks.shop.test/in",
                     *           "description": "On call",
                     *           "format": "json",
                     *           "template": null,
                     *           "triggers": [
                     *             {
                     *               "type": "error_group.created",
                     *               "environments": [
                     *                 "production"
                     *               ],
                     *               "severities": []
                     *             },
                     *             {
                     *               "type": "errors.threshold",
                     *               "environments": [],
                     *               "severities": [
                     *                 "critical"
                     *               ],
                     *               "group_ids": [],
                     *               "per": "group",
                     *               "count": 100,
                     *               "window_minutes": 5
                     *             }
                     *           ],
                     *           "is_enabled": true,
                     *           "disabled_reason": null,
                     *           "failing_since": null,
                     *           "old_secret_expires_at": null,
                     *           "created_at": "2026-02-20 08:00:00",
                     *           "created_at_iso": "2026-02-20T08:00:00+00:00",
                     *           "updated_at": "2026-02-20 08:00:00",
                     *           "updated_at_iso": "2026-02-20T08:00:00+00:00"
                     *         },
                     *         "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedWebhook"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            /** @description The project has as many endpoints as it may. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "A project has at most 20 webhook endpoints"
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Webhooks fetched successfully",
                     *       "data": {
                     *         "count": 1,
                     *         "webhooks": [
                     *           {
                     *             "id": 2,
                     *             "url": "https://hooks.shop.test/in",
                     *             "description": "On call",
                     *             "format": "json",
                     *             "template": null,
                     *             "triggers": [
                     *               {
                     *                 "type": "error_group.created",
                     *                 "environments": [
                     *                   "production"
                     *                 ],
                     *                 "severities": []
                     *               },
                     *               {
                     *                 "type": "errors.threshold",
                     *                 "environments": [],
                     *                 "severities": [
                     *                   "critical"
                     *                 ],
                     *                 "group_ids": [],
                     *                 "per": "group",
                     *                 "count": 100,
                     *                 "window_minutes": 5
                     *               }
                     *             ],
                     *             "is_enabled": true,
                     *             "disabled_reason": null,
                     *             "failing_since": null,
                     *             "old_secret_expires_at": null,
                     *             "created_at": "2026-02-20 08:00:00",
                     *             "created_at_iso": "2026-02-20T08:00:00+00:00",
                     *             "updated_at": "2026-02-20 08:00:00",
                     *             "updated_at_iso": "2026-02-20T08:00:00+00:00"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["WebhookList"];
                    };
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebhook: {
        parameters: {
            query: {
                /**
                 * @description The endpoint.
                 * @example 2
                 */
                id: components["parameters"]["WebhookIdParameter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Webhook fetched successfully",
                     *       "data": {
                     *         "id": 2,
                     *         "url": "https://hooks.shop.test/in",
                     *         "description": "On call",
                     *         "format": "json",
                     *         "template": null,
                     *         "triggers": [
                     *           {
                     *             "type": "error_group.created",
                     *             "environments": [
                     *               "production"
                     *             ],
                     *             "severities": []
                     *           },
                     *           {
                     *             "type": "errors.threshold",
                     *             "environments": [],
                     *             "severities": [
                     *               "critical"
                     *             ],
                     *             "group_ids": [],
                     *             "per": "group",
                     *             "count": 100,
                     *             "window_minutes": 5
                     *           }
                     *         ],
                     *         "is_enabled": true,
                     *         "disabled_reason": null,
                     *         "failing_since": null,
                     *         "old_secret_expires_at": null,
                     *         "created_at": "2026-02-20 08:00:00",
                     *         "created_at_iso": "2026-02-20T08:00:00+00:00",
                     *         "updated_at": "2026-02-20 08:00:00",
                     *         "updated_at_iso": "2026-02-20T08:00:00+00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Webhook"];
                    };
                };
            };
            /** @description The id is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "id is required"
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditWebhookBody"];
            };
        };
        responses: {
            /** @description The endpoint as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Webhook updated successfully",
                     *       "data": {
                     *         "id": 2,
                     *         "url": "https://hooks.shop.test/in",
                     *         "description": "On call",
                     *         "format": "json",
                     *         "template": null,
                     *         "triggers": [
                     *           {
                     *             "type": "error_group.created",
                     *             "environments": [
                     *               "production"
                     *             ],
                     *             "severities": []
                     *           },
                     *           {
                     *             "type": "errors.threshold",
                     *             "environments": [],
                     *             "severities": [
                     *               "critical"
                     *             ],
                     *             "group_ids": [],
                     *             "per": "group",
                     *             "count": 100,
                     *             "window_minutes": 5
                     *           }
                     *         ],
                     *         "is_enabled": true,
                     *         "disabled_reason": null,
                     *         "failing_since": null,
                     *         "old_secret_expires_at": null,
                     *         "created_at": "2026-02-20 08:00:00",
                     *         "created_at_iso": "2026-02-20T08:00:00+00:00",
                     *         "updated_at": "2026-02-20 08:00:00",
                     *         "updated_at_iso": "2026-02-20T08:00:00+00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["Webhook"];
                    };
                };
            };
            /** @description A field is missing or wrong, or nothing was given to change. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookIdBody"];
            };
        };
        responses: {
            /** @description The endpoint is gone. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Webhook deleted successfully",
                     *       "data": {
                     *         "id": 2
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["DeletedWebhook"];
                    };
                };
            };
            /** @description The id is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateWebhookSecretBody"];
            };
        };
        responses: {
            /** @description The endpoint, and its new secret. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Webhook secret rotated successfully",
                     *       "data": {
                     *         "webhook": {
                     *           "id": 2,
                     *           "url": "https://hooks.shop.test/in",
                     *           "description": "On call",
                     *           "format": "json",
                     *           "template": null,
                     *           "triggers": [
                     *             {
                     *               "type": "error_group.created",
                     *               "environments": [
                     *                 "production"
                     *               ],
                     *               "severities": []
                     *             },
                     *             {
                     *               "type": "errors.threshold",
                     *               "environments": [],
                     *               "severities": [
                     *                 "critical"
                     *               ],
                     *               "group_ids": [],
                     *               "per": "group",
                     *               "count": 100,
                     *               "window_minutes": 5
                     *             }
                     *           ],
                     *           "is_enabled": true,
                     *           "disabled_reason": null,
                     *           "failing_since": null,
                     *           "old_secret_expires_at": "2026-02-21T08:00:00+00:00",
                     *           "created_at": "2026-02-20 08:00:00",
                     *           "created_at_iso": "2026-02-20T08:00:00+00:00",
                     *           "updated_at": "2026-02-20 08:00:00",
                     *           "updated_at_iso": "2026-02-20T08:00:00+00:00"
                     *         },
                     *         "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedWebhook"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pingWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookIdBody"];
            };
        };
        responses: {
            /** @description The message is on its way. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Ping queued successfully",
                     *       "data": {
                     *         "event_id": "0195576e-3c40-7f2b-9a11-5d0c3a9e8b71"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["PingedWebhook"];
                    };
                };
            };
            /** @description The id is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    evaluateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluateWebhookBody"];
            };
        };
        responses: {
            /** @description The triggers in the order of the request, with what they say. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Triggers evaluated successfully",
                     *       "data": {
                     *         "evaluations": [
                     *           {
                     *             "trigger": {
                     *               "type": "traffic.spike",
                     *               "factor": 2
                     *             },
                     *             "fires": false,
                     *             "value": 61,
                     *             "limit": 120,
                     *             "usual": 60,
                     *             "days": 14
                     *           },
                     *           {
                     *             "trigger": {
                     *               "type": "events.silence",
                     *               "minutes": 60
                     *             },
                     *             "fires": false,
                     *             "value": 0,
                     *             "limit": 60,
                     *             "usual": null,
                     *             "days": null
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["EvaluatedWebhook"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /**
                 * @description How many rows at most. Clamped to 1–1000; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["DeliveriesLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
                /**
                 * @description Deliveries to this endpoint only.
                 * @example 2
                 */
                webhook_id?: components["parameters"]["WebhookFilter"];
                /**
                 * @description Deliveries of this status only.
                 * @example failed
                 */
                status?: components["parameters"]["DeliveryStatusFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Webhook deliveries fetched successfully",
                     *       "data": {
                     *         "count": 1,
                     *         "deliveries": [
                     *           {
                     *             "id": 7,
                     *             "webhook_id": 2,
                     *             "event_id": "0195576e-3c40-7f2b-9a11-5d0c3a9e8b71",
                     *             "type": "error_group.created",
                     *             "data": {
                     *               "summary": "New error in production: TypeError: x is null",
                     *               "group_id": 4
                     *             },
                     *             "status": "pending",
                     *             "attempts": 1,
                     *             "created_at": "2026-02-20 08:00:00",
                     *             "created_at_iso": "2026-02-20T08:00:00+00:00",
                     *             "last_attempt_at": "2026-02-20T08:00:01+00:00",
                     *             "next_attempt_at": "2026-02-20T08:00:06+00:00",
                     *             "duration_ms": 84,
                     *             "response_status": 503,
                     *             "response_body": "busy",
                     *             "error": "Answered 503"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["WebhookDeliveryList"];
                    };
                    /**
                     * @example id,webhook_id,event_id,type,data,status,attempts,created_at,created_at_iso,last_attempt_at,next_attempt_at,duration_ms,response_status,response_body,error
                     *     7,2,0195576e-3c40-7f2b-9a11-5d0c3a9e8b71,error_group.created,"{""summary"":""New error in production: TypeError: x is null"",""group_id"":4}",pending,1,2026-02-20 08:00:00,2026-02-20T08:00:00+00:00,2026-02-20T08:00:01+00:00,2026-02-20T08:00:06+00:00,84,503,busy,Answered 503
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description A parameter is wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhookDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayWebhookBody"];
            };
        };
        responses: {
            /** @description How many deliveries are on their way. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Deliveries queued successfully",
                     *       "data": {
                     *         "deliveries": 12
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ReplayedWebhook"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            /** @description The endpoint is disabled. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "The webhook endpoint is disabled. Enable it first."
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createRealtimeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRealtimeTokenBody"];
            };
        };
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Token created successfully",
                     *       "data": {
                     *         "token": "rt1.eyJwIjoxLCJjIjpbInBhZ2V2aWV3cyJdLCJlIjoxNzcxNTc0NDAwfQ.zYkG0oN8dX1mP3rT5vW7xZ9aB2cD4eF6gH8iJ0kL1mN",
                     *         "channels": [
                     *           "pageviews"
                     *         ],
                     *         "origin": null,
                     *         "expires_at": "2026-02-20 08:00:00",
                     *         "expires_at_iso": "2026-02-20T08:00:00+00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["RealtimeToken"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamRealtime: {
        parameters: {
            query: {
                /** @description What to listen to, repeated for each channel. */
                channel: string[];
                /**
                 * @description JSON with filters by channel. Only events are told that have, of every field that is named, one of the values; a value ends
                 *     with `*` where the rest does not matter.
                 */
                filters?: string;
                /** @description The `id` of the last message that was read, for clients that cannot set the header `Last-Event-ID`, which goes before it. */
                last_event_id?: string;
            };
            header?: {
                /**
                 * @description The `id` of the last message that was read. Browsers send it by themselves.
                 * @example pageviews:7f3a91c2.812.mdq8z1k0
                 */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages, as they come. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 1000
                     *
                     *     data: {"type":"welcome","protocol":1,"project_id":1,"expires_at":null,"ping_seconds":25}
                     *
                     *     data: {"type":"subscribed","recovered":false,"channel":"links","offset":7,"position":"7f3a91c2.7.mdq8z1k0"}
                     *
                     *     id: links:7f3a91c2.7.mdq8z1k0
                     *     data: {"type":"snapshot","channel":"links","offset":7,"position":"7f3a91c2.7.mdq8z1k0","events":[]}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description A parameter is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key is missing, unknown, not a secret one, or of a disabled project; or the token is not valid, or not any more. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The token is for pages of another origin. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "The token is not for this origin"
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            /**
             * @description There are as many connections of the project, or from this address, as there may be; or too many wrong keys or tokens came
             *     from this address.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"] | components["schemas"]["RateLimitError"];
                };
            };
            500: components["responses"]["ServerError"];
            /** @description The database does not answer and the key is not known here, or the server stops. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "The database is not available right now. Try again later."
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    exportPageviews: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON object a line. The file is whole if and only if the transfer ends as HTTP says. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"id":1,"occurred_at":"2026-03-02T09:12:44.000Z","day":"2026-03-02","visitor":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","session":1,"url":"https://shop.test/","page_title":"Shop","referrer":"","referrer_category":"direct","utm_source":"","utm_medium":"","utm_campaign":"","utm_content":"","utm_term":"","device_type":"desktop","os":"Linux","browser":"Firefox","browser_version":"140.0","country":null,"country_code":null,"region":null,"city":null,"screen_resolution":"1920x1080","timezone":"Europe/Oslo","engaged_ms":12500,"scroll_pct":80} */
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRange"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportErrors: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON object a line. The file is whole if and only if the transfer ends as HTTP says. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"id":501,"group_id":12,"event_id":"e-1","occurred_at":"2026-03-02T09:12:44.000Z","received_at":"2026-03-02T09:12:45.000Z","day":"2026-03-02","error_type":"TypeError","message":"x is undefined","file":"/static/app.js","line":88,"stack_trace":null,"url":"https://shop.test/cart","severity":"error","environment":"production","release":null,"source":"browser","context":{"cart":7},"visitor":null,"session":null,"device_type":"desktop","os":"Linux","browser":"Firefox","browser_version":"140.0","country":null,"country_code":null,"region":null,"city":null} */
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRange"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportClicks: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON object a line. The file is whole if and only if the transfer ends as HTTP says. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"id":7,"link_id":5,"code":"k3Zq81Ab","occurred_at":"2026-03-02T09:12:44.000Z","day":"2026-03-02","uncounted":null,"referrer":"","referrer_category":"direct","device_type":"mobile","os":"Android","browser":"Chrome","browser_version":"140.0","country":null,"country_code":null,"region":null,"city":null} */
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRange"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportAudits: {
        parameters: {
            query?: {
                /**
                 * @description `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8 calendar
                 *     days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.
                 */
                range?: components["parameters"]["Range"];
                /**
                 * @description First day of a custom range, `YYYY-MM-DD`; ignored otherwise.
                 * @example 2026-03-01
                 */
                from?: components["parameters"]["From"];
                /**
                 * @description Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
                 * @example 2026-03-08
                 */
                to?: components["parameters"]["To"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON object a line. The file is whole if and only if the transfer ends as HTTP says. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"id":90,"event_id":"a-1","occurred_at":"2026-03-02T11:00:00.000Z","received_at":"2026-03-02T11:00:00.000Z","day":"2026-03-02","action":"invoice.paid","actor":"kim@shop.test","context":{"invoice":"A-1"},"key_type":"secret","source":"client","previous_hash":"0000000000000000000000000000000000000000000000000000000000000000","hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"} */
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["BadRange"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProjectBody"];
            };
        };
        responses: {
            /** @description The project and its keys. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Project created. Keep the secret key: it is not shown again.",
                     *       "data": {
                     *         "id": 3,
                     *         "name": "Shop",
                     *         "allowed_domains": [
                     *           "shop.test"
                     *         ],
                     *         "secret_key": "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
                     *         "public_key": "7b52009b64fd0a2a49e6d8a939753077",
                     *         "timezone": "UTC",
                     *         "cookieless": false,
                     *         "respect_dnt": false,
                     *         "merge_fingerprints": false,
                     *         "scrub_keys": [],
                     *         "safe_keys": [],
                     *         "audit_secret_only": false,
                     *         "retention": {
                     *           "pageviews_days": null,
                     *           "errors_days": null,
                     *           "clicks_days": null,
                     *           "audit_days": null,
                     *           "keep_counts": true
                     *         },
                     *         "snippet": "<script defer src=\"https://stats.test/snippet/micrologs.js\" data-public-key=\"7b52009b64fd0a2a49e6d8a939753077\"></script>"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["CreatedProject"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listProjects: {
        parameters: {
            query?: {
                /**
                 * @description How many rows at most (without it, all). Clamped to 1–1000; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["ProjectListLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The projects. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Projects fetched successfully",
                     *       "data": {
                     *         "count": 1,
                     *         "projects": [
                     *           {
                     *             "id": 3,
                     *             "name": "Shop",
                     *             "public_key": "7b52009b64fd0a2a49e6d8a939753077",
                     *             "allowed_domains": [
                     *               "shop.test"
                     *             ],
                     *             "is_active": true,
                     *             "timezone": "UTC",
                     *             "cookieless": false,
                     *             "respect_dnt": false,
                     *             "merge_fingerprints": false,
                     *             "scrub_keys": [],
                     *             "safe_keys": [],
                     *             "audit_secret_only": false,
                     *             "retention": {
                     *               "pageviews_days": null,
                     *               "errors_days": null,
                     *               "clicks_days": null,
                     *               "audit_days": null,
                     *               "keep_counts": true
                     *             },
                     *             "snippet": "<script defer src=\"https://stats.test/snippet/micrologs.js\" data-public-key=\"7b52009b64fd0a2a49e6d8a939753077\"></script>",
                     *             "stats": {
                     *               "total_links": 2,
                     *               "total_pageviews": 810,
                     *               "total_errors": 6
                     *             },
                     *             "created_at": "2026-02-01 09:00:00",
                     *             "created_at_iso": "2026-02-01T09:00:00+00:00",
                     *             "updated_at": "2026-02-01 09:00:00",
                     *             "updated_at_iso": "2026-02-01T09:00:00+00:00"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ProjectList"];
                    };
                    /**
                     * @example id,name,public_key,allowed_domains,is_active,timezone,cookieless,respect_dnt,merge_fingerprints,scrub_keys,safe_keys,audit_secret_only,retention.pageviews_days,retention.errors_days,retention.clicks_days,retention.audit_days,retention.keep_counts,snippet,stats.total_links,stats.total_pageviews,stats.total_errors,created_at,created_at_iso,updated_at,updated_at_iso
                     *     3,Shop,7b52009b64fd0a2a49e6d8a939753077,"[""shop.test""]",true,UTC,false,false,false,[],[],false,,,,,true,"<script defer src=""https://stats.test/snippet/micrologs.js"" data-public-key=""7b52009b64fd0a2a49e6d8a939753077""></script>",2,810,6,2026-02-01 09:00:00,2026-02-01T09:00:00+00:00,2026-02-01 09:00:00,2026-02-01T09:00:00+00:00
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description The cursor is wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "cursor is not valid"
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    editProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditProjectBody"];
            };
        };
        responses: {
            /** @description The project as it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Project updated successfully",
                     *       "data": {
                     *         "id": 3,
                     *         "name": "Shop EU",
                     *         "allowed_domains": [
                     *           "shop.test"
                     *         ],
                     *         "is_active": true,
                     *         "timezone": "UTC",
                     *         "cookieless": false,
                     *         "respect_dnt": false,
                     *         "merge_fingerprints": false,
                     *         "scrub_keys": [],
                     *         "safe_keys": [],
                     *         "audit_secret_only": false,
                     *         "retention": {
                     *           "pageviews_days": null,
                     *           "errors_days": null,
                     *           "clicks_days": null,
                     *           "audit_days": null,
                     *           "keep_counts": true
                     *         },
                     *         "updated_at": "2026-03-02 12:00:00",
                     *         "updated_at_iso": "2026-03-02T12:00:00+00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["EditedProject"];
                    };
                };
            };
            /** @description A field is missing or wrong, or nothing was given to change. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            404: components["responses"]["ProjectNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            /** @description The time zone cannot change any more, since pageviews have gone by retention. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    toggleProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToggleProjectBody"];
            };
        };
        responses: {
            /** @description The project's state now. The message names the project and `enabled` or `disabled`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Project \"Shop\" disabled successfully.",
                     *       "data": {
                     *         "id": 3,
                     *         "name": "Shop",
                     *         "is_active": false
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ToggledProject"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            404: components["responses"]["ProjectNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    regenerateProjectKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegenerateProjectKeysBody"];
            };
        };
        responses: {
            /** @description The new keys. The message names them. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Keys rotated successfully (secret_key). The old keys no longer work.",
                     *       "data": {
                     *         "id": 3,
                     *         "name": "Shop",
                     *         "secret_key": "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["RegeneratedKeys"];
                    };
                };
            };
            /** @description A field is missing or wrong, or no key was asked for. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            404: components["responses"]["ProjectNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteProjectBody"];
            };
        };
        responses: {
            /** @description The project is gone. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Project \"Shop\" and all its data have been permanently deleted.",
                     *       "data": {
                     *         "id": 3,
                     *         "name": "Shop"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["DeletedProject"];
                    };
                };
            };
            /** @description A field is missing or wrong, or `confirm` is not the name. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            404: components["responses"]["ProjectNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyKeyBody"];
            };
        };
        responses: {
            /** @description What the key is. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["KeyVerdict"];
                    };
                };
            };
            /** @description The body is not JSON, or the key is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getProjectsLedger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Ledger fetched successfully",
                     *       "data": {
                     *         "total": {
                     *           "received": 120,
                     *           "stored": 110,
                     *           "dropped": {
                     *             "bot_user_agent": 6,
                     *             "repeated_view": 3
                     *           },
                     *           "pending": 1,
                     *           "dead_letters": 0
                     *         },
                     *         "projects": [
                     *           {
                     *             "project_id": 3,
                     *             "received": 120,
                     *             "stored": 110,
                     *             "dropped": {
                     *               "bot_user_agent": 6,
                     *               "repeated_view": 3
                     *             },
                     *             "pending": 1,
                     *             "dead_letters": 0
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ProjectsLedger"];
                    };
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /**
                 * @description Only of this project.
                 * @example 3
                 */
                project_id?: components["parameters"]["OfProject"];
                /**
                 * @description How many rows at most. Clamped to 1–1000; what is not a number counts as 1.
                 * @example 100
                 */
                limit?: components["parameters"]["DeadLetterLimit"];
                /** @description Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other parameters. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dead letters. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Dead letters fetched successfully",
                     *       "data": {
                     *         "dead_letters": [
                     *           {
                     *             "id": 7,
                     *             "project_id": 3,
                     *             "kind": "pageview",
                     *             "reason": "no such table",
                     *             "received_at": "2026-03-02 12:00:00",
                     *             "received_at_iso": "2026-03-02T12:00:00+00:00"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["DeadLetterList"];
                    };
                    /**
                     * @example id,project_id,kind,reason,received_at,received_at_iso
                     *     7,3,pageview,no such table,2026-03-02 12:00:00,2026-03-02T12:00:00+00:00
                     */
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description A parameter is wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDeadLetter: {
        parameters: {
            query: {
                /**
                 * @description The dead letter.
                 * @example 7
                 */
                id: components["parameters"]["DeadLetterIdParameter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dead letter. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Dead letter fetched successfully",
                     *       "data": {
                     *         "id": 7,
                     *         "project_id": 3,
                     *         "kind": "pageview",
                     *         "reason": "no such table",
                     *         "received_at": "2026-03-02 12:00:00",
                     *         "received_at_iso": "2026-03-02T12:00:00+00:00",
                     *         "event": {
                     *           "kind": "pageview",
                     *           "project": 3,
                     *           "body": {
                     *             "url": "https://shop.test/"
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["DeadLetterDetail"];
                    };
                };
            };
            /** @description The id is missing. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "id is required"
                     *     }
                     */
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            404: components["responses"]["DeadLetterNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SelectDeadLettersBody"];
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "4 dead letters were replayed, 1 failed again.",
                     *       "data": {
                     *         "replayed": 4,
                     *         "failed": 1,
                     *         "failures": [
                     *           {
                     *             "id": 9,
                     *             "reason": "no such table"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["ReplayedDeadLetters"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            404: components["responses"]["DeadLetterNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    dropDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SelectDeadLettersBody"];
            };
        };
        responses: {
            /** @description What became of them. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "5 dead letters were dropped.",
                     *       "data": {
                     *         "dropped": 5
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        data: components["schemas"]["DroppedDeadLetters"];
                    };
                };
            };
            /** @description A field is missing or wrong. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            404: components["responses"]["DeadLetterNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Healthy. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "healthy",
                     *       "timestamp": "2026-03-02 12:00:00",
                     *       "version": "0.1.0",
                     *       "checks": {
                     *         "php": {
                     *           "status": "ok",
                     *           "version": "20.20.2",
                     *           "message": "Node.js 20.20.2"
                     *         },
                     *         "database": {
                     *           "status": "ok",
                     *           "message": "Connected"
                     *         },
                     *         "valkey": {
                     *           "status": "ok",
                     *           "message": "In process"
                     *         },
                     *         "geoip": {
                     *           "status": "warn",
                     *           "message": "No GeoIP database; locations disabled"
                     *         },
                     *         "queue": {
                     *           "status": "ok",
                     *           "message": "12 events waiting",
                     *           "pending": 12,
                     *           "oldest_pending_seconds": 1,
                     *           "pending_bytes": 7200,
                     *           "durability": "full"
                     *         },
                     *         "pipeline": {
                     *           "status": "ok",
                     *           "message": "Running",
                     *           "dead_letters": 0,
                     *           "conflicts": 0
                     *         },
                     *         "dead_letters": {
                     *           "status": "ok",
                     *           "message": "No event was put aside",
                     *           "count": 0
                     *         },
                     *         "workers": {
                     *           "status": "ok",
                     *           "message": "64 of 64 partitions are in hand",
                     *           "alive": 1,
                     *           "silent": 0,
                     *           "pipelines": 1,
                     *           "partitions": 64
                     *         },
                     *         "sealing": {
                     *           "status": "ok",
                     *           "message": "Every ended day is stored as columns",
                     *           "due": 0,
                     *           "lag_days": 0
                     *         },
                     *         "disk": {
                     *           "status": "ok",
                     *           "message": "18.2 GB free",
                     *           "free_bytes": 19541999616
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
            /** @description Unhealthy. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "unhealthy",
                     *       "timestamp": "2026-03-02 12:00:00",
                     *       "version": "0.1.0",
                     *       "checks": {
                     *         "php": {
                     *           "status": "ok",
                     *           "version": "20.20.2",
                     *           "message": "Node.js 20.20.2"
                     *         },
                     *         "database": {
                     *           "status": "fail",
                     *           "message": "The database does not answer"
                     *         },
                     *         "valkey": {
                     *           "status": "ok",
                     *           "message": "In process"
                     *         },
                     *         "geoip": {
                     *           "status": "ok",
                     *           "message": "GeoIP database of 2026-02-27",
                     *           "age_days": 3
                     *         },
                     *         "queue": {
                     *           "status": "warn",
                     *           "message": "Events are taken; how many wait is not known",
                     *           "pending_bytes": 48720000,
                     *           "durability": "full"
                     *         },
                     *         "pipeline": {
                     *           "status": "warn",
                     *           "message": "Events cannot be stored",
                     *           "dead_letters": 0,
                     *           "conflicts": 0
                     *         },
                     *         "dead_letters": {
                     *           "status": "warn",
                     *           "message": "The database does not answer"
                     *         },
                     *         "workers": {
                     *           "status": "warn",
                     *           "message": "The database does not answer"
                     *         },
                     *         "sealing": {
                     *           "status": "warn",
                     *           "message": "Ended days cannot be turned into columns",
                     *           "due": 3,
                     *           "lag_days": 1
                     *         },
                     *         "disk": {
                     *           "status": "ok",
                     *           "message": "18.2 GB free",
                     *           "free_bytes": 19541999616
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "alive",
                     *       "version": "0.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "version": "0.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
            /** @description Events cannot be made durable here just now. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "unready",
                     *       "version": "0.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures, in the text format of Prometheus. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # HELP micrologs_events_waiting Events in the queue
                     *     # TYPE micrologs_events_waiting gauge
                     *     micrologs_events_waiting 12
                     */
                    "text/plain": string;
                };
            };
            401: components["responses"]["AdminUnauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["ServerError"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.0",
                     *       "info": {
                     *         "title": "Micrologs",
                     *         "version": "0.1.0"
                     *       },
                     *       "paths": {}
                     *     }
                     */
                    "application/json": {
                        openapi: string;
                        info: Record<string, unknown>;
                        paths: Record<string, unknown>;
                    };
                };
            };
            /** @description The copy that `If-None-Match` names is still the current one. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>Micrologs API</title> */
                    "text/html": string;
                };
            };
            /** @description The copy that `If-None-Match` names is still the current one. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
    getTrackerScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example !function(){"use strict";/* … *\/}(); */
                    "text/javascript": string;
                };
            };
            /** @description The copy that `If-None-Match` names is still the current one. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
    getCoreTrackerScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example !function(){"use strict";/* … *\/}(); */
                    "text/javascript": string;
                };
            };
            /** @description The copy that `If-None-Match` names is still the current one. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
    getExtendedTrackerScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The script. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example !function(){"use strict";/* … *\/}(); */
                    "text/javascript": string;
                };
            };
            /** @description The copy that `If-None-Match` names is still the current one. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
    getRoot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The greeting. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example Micrologs is running. */
                    "text/plain": string;
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            500: components["responses"]["ServerError"];
        };
    };
}
