// Generated from openapi.yaml by tools/generate. Do not edit.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A stored pageview. */
        RealtimePageview: {
            offset: components["schemas"]["RealtimeOffset"];
        } & components["schemas"]["ExportedPageview"];
        /** @description Its place among the events of its channel: 1, 2, 3, … */
        RealtimeOffset: number;
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
        /**
         * Format: date-time
         * @description ISO 8601 in UTC.
         */
        UtcTime: string;
        /**
         * Format: date
         * @description A day of the project's time zone.
         */
        Day: string;
        /** @description SHA-256. */
        HexHash: string;
        Count: number;
        RealtimeError: components["schemas"]["RealtimeErrorOccurrence"] | components["schemas"]["RealtimeStatusChange"];
        /** @description An occurrence of an error, with what it did to its group: `reopened` is said of one that was resolved. */
        RealtimeErrorOccurrence: {
            offset: components["schemas"]["RealtimeOffset"];
            /** @constant */
            kind: "occurrence";
            /** @enum {string|null} */
            effect: "created" | "reopened" | null;
        } & components["schemas"]["ExportedError"];
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
        ErrorGroupId: number;
        /** @description A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event. */
        EventId: string;
        /** @enum {string} */
        Severity: "info" | "warning" | "error" | "critical";
        /** @enum {string} */
        Environment: "production" | "staging" | "development" | "unknown";
        /** @description As it was sent, or null; `{"_truncated": true, "_bytes": N}` in place of one that was too large. */
        StoredContext: Record<string, unknown> | unknown[] | null;
        /** @description What somebody did to the status of an error group. */
        RealtimeStatusChange: {
            offset: components["schemas"]["RealtimeOffset"];
            /** @constant */
            kind: "status_change";
            id: number;
            group_id: components["schemas"]["ErrorGroupId"];
            from: components["schemas"]["ErrorStatus"];
            to: components["schemas"]["ErrorStatus"];
            actor: string;
            note: string;
            occurred_at: components["schemas"]["UtcTime"];
            error_type: string;
            message: string;
            environment: components["schemas"]["Environment"];
            severity: components["schemas"]["Severity"];
        };
        /** @enum {string} */
        ErrorStatus: "open" | "investigating" | "resolved" | "ignored";
        /** @description A click on a short link. */
        RealtimeClick: {
            offset: components["schemas"]["RealtimeOffset"];
        } & components["schemas"]["ExportedClick"];
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
        LinkId: number;
        LinkCode: string;
        /** @description An entry of the audit log. */
        RealtimeAudit: {
            offset: components["schemas"]["RealtimeOffset"];
        } & components["schemas"]["ExportedAudit"];
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
        /** @description An alert, with what a webhook is told of it; somebody may have asked for a `ping` of one. */
        RealtimeAlert: {
            offset: components["schemas"]["RealtimeOffset"];
            /** @description The `webhook-id` of the message. */
            id: string;
            type: components["schemas"]["WebhookTriggerType"] | "ping";
            timestamp: components["schemas"]["UtcTime"];
            data: {
                summary: string;
            } & {
                [key: string]: unknown;
            };
        };
        /** @enum {string} */
        WebhookTriggerType: "error_group.created" | "error_group.reopened" | "errors.threshold" | "errors.spike" | "traffic.spike" | "traffic.drop" | "link.milestone" | "events.silence" | "audit.matched" | "dead_letters.added" | "queue.lag" | "webhook.disabled";
        /** @description Who had a view within the last `window_seconds`; of pages, countries and referrers the 20 with the most. */
        RealtimeLive: {
            visitors: number;
            window_seconds: number;
            pages: {
                page: string;
                visitors: number;
            }[];
            countries: {
                country_code: string | null;
                country: string | null;
                visitors: number;
            }[];
            referrers: {
                referrer: string;
                visitors: number;
            }[];
        };
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
         * Format: date-time
         * @description ISO 8601 with the offset of the project's time zone at that moment.
         */
        IsoTime: string;
        /**
         * @description True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several
         *     days are visitor-days.
         */
        VisitorDays: boolean;
        /** @description 0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by. */
        Percent: number;
        /** @description The first day of an interval in the time zone of the report; the first moment of an hour. */
        Bucket: string;
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
        /** @description The `cursor` with which the list goes on; null at its end. */
        NextCursor: string | null;
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
        /** @description With `limit` or `cursor` only. The `cursor` with which the lists go on; null when all have ended. */
        ListCursor: components["schemas"]["NextCursor"];
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
        /** @description `YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset. */
        LocalTime: string;
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
        /** @description The address to give away. */
        ShortUrl: string;
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

/** What each channel with offsets tells of. */
export interface ChannelEvents {
    "pageviews": components["schemas"]["RealtimePageview"];
    "errors": components["schemas"]["RealtimeError"];
    "links": components["schemas"]["RealtimeClick"];
    "audit": components["schemas"]["RealtimeAudit"];
    "alerts": components["schemas"]["RealtimeAlert"];
}

/** What each report answers, by its name. */
export interface ReportData {
    "visitors": components["schemas"]["VisitorsReport"];
    "visitors-returning": components["schemas"]["ReturningVisitorsReport"];
    "sessions": components["schemas"]["SessionsReport"];
    "pages": components["schemas"]["PagesReport"];
    "entry-pages": components["schemas"]["EntryPagesReport"];
    "exit-pages": components["schemas"]["ExitPagesReport"];
    "devices": components["schemas"]["DevicesReport"];
    "locations": components["schemas"]["LocationsReport"];
    "referrers": components["schemas"]["ReferrersReport"];
    "channels": components["schemas"]["ChannelsReport"];
    "utm": components["schemas"]["UtmReport"];
    "errors": components["schemas"]["ErrorsReport"];
    "errors-trend": components["schemas"]["ErrorTrendReport"];
    "error-detail": components["schemas"]["ErrorDetailReport"];
    "audits": components["schemas"]["AuditsReport"];
    "links": components["schemas"]["LinkAnalyticsReport"];
    "link-detail": components["schemas"]["LinkDetailReport"];
    "ledger": components["schemas"]["Ledger"];
}

/** Who is there now. */
export type Live = components["schemas"]["RealtimeLive"];
