// Generated from openapi.yaml by tools/generate. Do not edit.

/**
 * By operation and list, the main list first: the columns of its rows in the order of openapi.yaml. `device.type` is the
 * member `type` of the member `device`.
 */
export const answerTables = {
  "getVisitors": {
    "over_time": [
      "date",
      "pageviews",
      "unique_visitors"
    ]
  },
  "getReturningVisitors": {
    "over_time": [
      "date",
      "new_visitors",
      "returning_visitors"
    ]
  },
  "getSessions": {
    "over_time": [
      "date",
      "sessions",
      "avg_duration_seconds"
    ]
  },
  "getPages": {
    "pages": [
      "url",
      "page_title",
      "pageviews",
      "unique_visitors",
      "avg_engaged_seconds",
      "avg_scroll_pct"
    ]
  },
  "getEntryPages": {
    "pages": [
      "entry_page",
      "sessions",
      "unique_visitors",
      "bounce_rate",
      "avg_duration_seconds",
      "avg_engaged_seconds"
    ]
  },
  "getExitPages": {
    "pages": [
      "exit_page",
      "exits",
      "unique_visitors",
      "bounce_rate",
      "avg_duration_seconds",
      "avg_engaged_seconds"
    ]
  },
  "getDevices": {
    "by_device": [
      "device_type",
      "pageviews",
      "unique_visitors"
    ],
    "by_os": [
      "os",
      "pageviews"
    ],
    "by_browser": [
      "browser",
      "pageviews"
    ]
  },
  "getLocations": {
    "by_country": [
      "country",
      "country_code",
      "pageviews",
      "unique_visitors"
    ],
    "by_region": [
      "country",
      "country_code",
      "region",
      "pageviews"
    ],
    "by_city": [
      "city",
      "region",
      "country_code",
      "pageviews"
    ]
  },
  "getReferrers": {
    "by_category": [
      "category",
      "pageviews",
      "unique_visitors"
    ],
    "top_referrers": [
      "referrer_url",
      "pageviews"
    ]
  },
  "getChannels": {
    "channels": [
      "channel",
      "sessions",
      "unique_visitors",
      "pageviews",
      "bounce_rate",
      "avg_duration_seconds",
      "avg_engaged_seconds"
    ]
  },
  "getUtm": {
    "campaigns": [
      "utm_source",
      "utm_medium",
      "utm_campaign",
      "pageviews",
      "unique_visitors"
    ]
  },
  "getErrors": {
    "errors": [
      "id",
      "error_type",
      "message",
      "file",
      "line",
      "severity",
      "environment",
      "status",
      "occurrence_count",
      "first_seen",
      "first_seen_iso",
      "last_seen",
      "last_seen_iso",
      "occurrences_in_range",
      "affected_visitors",
      "affected_sessions",
      "environments",
      "first_release",
      "last_release",
      "reopened_count"
    ]
  },
  "getErrorTrend": {
    "over_time": [
      "date",
      "occurrences",
      "unique_groups"
    ],
    "top_groups": [
      "id",
      "error_type",
      "message",
      "severity",
      "status",
      "occurrences"
    ]
  },
  "getErrorDetail": {
    "events": [
      "id",
      "message",
      "stack_trace",
      "url",
      "environment",
      "severity",
      "release",
      "source",
      "context",
      "created_at",
      "created_at_iso",
      "device.type",
      "device.os",
      "device.browser",
      "location.country",
      "location.country_code",
      "location.city"
    ],
    "transitions": [
      "at",
      "at_iso",
      "from",
      "to",
      "actor",
      "reason",
      "note"
    ],
    "over_time": [
      "date",
      "occurrences"
    ]
  },
  "getAudits": {
    "logs": [
      "id",
      "action",
      "actor",
      "context",
      "created_at",
      "created_at_iso",
      "key_type",
      "source",
      "hash"
    ],
    "top_actions": [
      "action",
      "count"
    ]
  },
  "getLinkAnalytics": {
    "links": [
      "code",
      "short_url",
      "label",
      "destination_url",
      "total_clicks",
      "unique_clicks",
      "created_at",
      "created_at_iso"
    ]
  },
  "getLinkDetail": {
    "over_time": [
      "date",
      "clicks"
    ],
    "by_country": [
      "country",
      "country_code",
      "clicks"
    ],
    "by_referrer": [
      "category",
      "clicks"
    ],
    "by_device": [
      "device_type",
      "clicks"
    ],
    "uncounted": [
      "reason",
      "requests"
    ]
  },
  "listLinks": {
    "links": [
      "id",
      "code",
      "short_url",
      "destination_url",
      "label",
      "is_active",
      "total_clicks",
      "created_at",
      "created_at_iso",
      "updated_at",
      "updated_at_iso",
      "redirect_status",
      "forward_query",
      "expires_at",
      "max_clicks",
      "clicks_left",
      "has_password",
      "tags"
    ]
  },
  "listWebhookDeliveries": {
    "deliveries": [
      "id",
      "webhook_id",
      "event_id",
      "type",
      "data",
      "status",
      "attempts",
      "created_at",
      "created_at_iso",
      "last_attempt_at",
      "next_attempt_at",
      "duration_ms",
      "response_status",
      "response_body",
      "error"
    ]
  },
  "listProjects": {
    "projects": [
      "id",
      "name",
      "public_key",
      "allowed_domains",
      "is_active",
      "timezone",
      "cookieless",
      "respect_dnt",
      "merge_fingerprints",
      "scrub_keys",
      "safe_keys",
      "audit_secret_only",
      "retention.pageviews_days",
      "retention.errors_days",
      "retention.clicks_days",
      "retention.audit_days",
      "retention.keep_counts",
      "snippet",
      "stats.total_links",
      "stats.total_pageviews",
      "stats.total_errors",
      "created_at",
      "created_at_iso",
      "updated_at",
      "updated_at_iso"
    ]
  },
  "listDeadLetters": {
    "dead_letters": [
      "id",
      "project_id",
      "kind",
      "reason",
      "received_at",
      "received_at_iso"
    ]
  }
} as const satisfies Record<string, Record<string, readonly string[]>>;
