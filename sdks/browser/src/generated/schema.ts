// Generated from openapi.yaml by tools/generate. Do not edit.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
        StoredContext: Record<string, never> | unknown[] | null;
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
