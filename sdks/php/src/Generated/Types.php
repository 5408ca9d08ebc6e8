<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

/**
 * Shapes that several operations share, for PHPStan, Psalm and editors: `@phpstan-import-type`.
 *
 * @phpstan-type BatchAudit array{
 *     action: string,
 *     actor?: string,
 *     context?: array<string, mixed>|list<mixed>,
 *     event_id?: string,
 *     occurred_at?: string|int,
 *     kind: 'audit'
 * }
 * @phpstan-type BatchEngagement array{
 *     kind: 'engagement',
 *     event_id?: string,
 *     occurred_at?: string|int,
 *     pageview_id: string,
 *     engaged_ms?: int,
 *     scroll_pct?: int
 * }
 * @phpstan-type BatchError array{
 *     message: string,
 *     error_type?: string,
 *     file?: string,
 *     line?: int|null,
 *     stack?: string,
 *     url?: string,
 *     severity?: 'info'|'warning'|'error'|'critical',
 *     environment?: 'production'|'staging'|'development'|'unknown',
 *     release?: string,
 *     fingerprint?: string|list<string>,
 *     context?: array<string, mixed>|list<mixed>,
 *     visitor_id?: string,
 *     session_token?: string,
 *     event_id?: string,
 *     occurred_at?: string|int,
 *     client_ip?: string,
 *     user_agent?: string,
 *     accept_language?: string,
 *     kind: 'error'
 * }
 * @phpstan-type BatchEvent BatchPageview|BatchEngagement|BatchError|BatchAudit
 * @phpstan-type BatchPageview array{
 *     url: string,
 *     visitor_id?: string,
 *     session_token?: string,
 *     page_title?: string,
 *     referrer?: string,
 *     fingerprint?: string,
 *     screen_resolution?: string,
 *     timezone?: string,
 *     event_id?: string,
 *     occurred_at?: string|int,
 *     client_ip?: string,
 *     user_agent?: string,
 *     accept_language?: string,
 *     kind: 'pageview'
 * }
 * @phpstan-type BatchResult array{
 *     index: int,
 *     event_id: string|null,
 *     status: 'queued'|'duplicate'|'rejected',
 *     message?: string,
 *     clock_adjusted?: true
 * }
 * @phpstan-type BulkLinkResult array{
 *     index: int,
 *     status: 'created'|'rejected',
 *     link?: Link,
 *     message?: string
 * }
 * @phpstan-type ChannelsReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     count: int,
 *     channels: list<array{
 *         channel: 'Direct'|'Cross-network'|'Paid Shopping'|'Paid Search'|'Paid Social'|'Paid Video'|'Display'|'Paid Other'|'AI Assistant'|'Organic Shopping'|'Organic Social'|'Organic Video'|'Organic Search'|'Referral'|'Email'|'Affiliates'|'Audio'|'SMS'|'Mobile Push Notifications'|'Unassigned',
 *         sessions: int,
 *         unique_visitors: int,
 *         pageviews: int,
 *         bounce_rate: int|float,
 *         avg_duration_seconds: int,
 *         avg_engaged_seconds: int|float
 *     }>,
 *     next_cursor: string|null,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type CreateLinkBody array{
 *     destination_url: string,
 *     code?: string,
 *     label?: string,
 *     expires_at?: string|int,
 *     max_clicks?: int,
 *     password?: string,
 *     redirect_status?: 301|302|307|308,
 *     forward_query?: bool,
 *     tags?: list<string>
 * }
 * @phpstan-type DeadLetter array{
 *     id: int,
 *     project_id: int,
 *     kind: string,
 *     reason: string,
 *     received_at: string,
 *     received_at_iso: string
 * }
 * @phpstan-type DevicesReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     by_device: list<array{
 *         device_type: 'desktop'|'mobile'|'tablet'|'unknown',
 *         pageviews: int,
 *         unique_visitors: int
 *     }>,
 *     by_os: list<array{
 *         os: string,
 *         pageviews: int
 *     }>,
 *     by_browser: list<array{
 *         browser: string,
 *         pageviews: int
 *     }>,
 *     next_cursor?: string|null,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type EntryPagesReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     count: int,
 *     pages: list<array{
 *         entry_page: string,
 *         sessions: int,
 *         unique_visitors: int,
 *         bounce_rate: int|float,
 *         avg_duration_seconds: int,
 *         avg_engaged_seconds: int|float
 *     }>,
 *     next_cursor: string|null,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type ErrorEvent array{
 *     id: int,
 *     message: string,
 *     stack_trace: string|null,
 *     url: string,
 *     environment: 'production'|'staging'|'development'|'unknown',
 *     severity: 'info'|'warning'|'error'|'critical',
 *     release: string|null,
 *     source: 'browser'|'backend',
 *     context: array<string, mixed>|list<mixed>|null,
 *     created_at: string,
 *     created_at_iso: string,
 *     device: array{
 *         type: 'desktop'|'mobile'|'tablet'|'unknown'|null,
 *         os: string|null,
 *         browser: string|null
 *     },
 *     location: array{
 *         country: string|null,
 *         country_code: string|null,
 *         city: string|null
 *     }
 * }
 * @phpstan-type ErrorGroup array{
 *     id: int,
 *     error_type: string,
 *     message: string,
 *     file: string,
 *     line: int|null,
 *     severity: 'info'|'warning'|'error'|'critical',
 *     environment: 'production'|'staging'|'development'|'unknown',
 *     status: 'open'|'investigating'|'resolved'|'ignored',
 *     occurrence_count: int,
 *     first_seen: string,
 *     first_seen_iso: string,
 *     last_seen: string,
 *     last_seen_iso: string,
 *     occurrences_in_range: int,
 *     affected_visitors: int,
 *     affected_sessions: int,
 *     environments: list<array{
 *         environment: 'production'|'staging'|'development'|'unknown',
 *         occurrences: int,
 *         first_seen: string,
 *         first_seen_iso: string,
 *         last_seen: string,
 *         last_seen_iso: string
 *     }>,
 *     first_release: string|null,
 *     last_release: string|null,
 *     reopened_count: int
 * }
 * @phpstan-type ErrorGrouping array{
 *     version: int,
 *     method: 'fingerprint'|'stack'|'message'|'type',
 *     parts: list<array{
 *         kind: 'fingerprint'|'frame'|'type'|'message'|'file',
 *         value: string,
 *         counted: bool,
 *         why: string
 *     }>,
 *     fingerprint: string
 * }|null
 * @phpstan-type ExitPagesReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     count: int,
 *     pages: list<array{
 *         exit_page: string,
 *         exits: int,
 *         unique_visitors: int,
 *         bounce_rate: int|float,
 *         avg_duration_seconds: int,
 *         avg_engaged_seconds: int|float
 *     }>,
 *     next_cursor: string|null,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type ExportedAudit array{
 *     id: int,
 *     event_id: string,
 *     occurred_at: string,
 *     received_at: string,
 *     day: string,
 *     action: string,
 *     actor: string,
 *     context: array<string, mixed>|list<mixed>|null,
 *     key_type: 'public'|'secret'|'admin',
 *     source: 'client'|'server',
 *     previous_hash: string,
 *     hash: string
 * }
 * @phpstan-type ExportedClick array{
 *     id: int,
 *     link_id: int,
 *     code: string,
 *     occurred_at: string,
 *     day: string,
 *     uncounted: 'head'|'prefetch'|'bot'|null,
 *     referrer: string,
 *     referrer_category: 'direct'|'organic_search'|'social'|'email'|'referral'|'internal',
 *     device_type: 'desktop'|'mobile'|'tablet'|'unknown',
 *     os: string,
 *     browser: string,
 *     browser_version: string,
 *     country: string|null,
 *     country_code: string|null,
 *     region: string|null,
 *     city: string|null
 * }
 * @phpstan-type ExportedError array{
 *     id: int,
 *     group_id: int,
 *     event_id: string,
 *     occurred_at: string,
 *     received_at: string,
 *     day: string,
 *     error_type: string,
 *     message: string,
 *     file: string,
 *     line: int|null,
 *     stack_trace: string|null,
 *     url: string,
 *     severity: 'info'|'warning'|'error'|'critical',
 *     environment: 'production'|'staging'|'development'|'unknown',
 *     release: string|null,
 *     source: 'browser'|'backend',
 *     context: array<string, mixed>|list<mixed>|null,
 *     visitor: string|null,
 *     session: string|null,
 *     device_type: 'desktop'|'mobile'|'tablet'|'unknown'|null,
 *     os: string|null,
 *     browser: string|null,
 *     browser_version: string|null,
 *     country: string|null,
 *     country_code: string|null,
 *     region: string|null,
 *     city: string|null
 * }
 * @phpstan-type ExportedPageview array{
 *     id: int,
 *     occurred_at: string,
 *     day: string,
 *     visitor: string,
 *     session: int,
 *     url: string,
 *     page_title: string,
 *     referrer: string,
 *     referrer_category: 'direct'|'organic_search'|'social'|'email'|'referral'|'internal',
 *     utm_source: string,
 *     utm_medium: string,
 *     utm_campaign: string,
 *     utm_content: string,
 *     utm_term: string,
 *     device_type: 'desktop'|'mobile'|'tablet'|'unknown',
 *     os: string,
 *     browser: string,
 *     browser_version: string,
 *     country: string|null,
 *     country_code: string|null,
 *     region: string|null,
 *     city: string|null,
 *     screen_resolution: string,
 *     timezone: string,
 *     engaged_ms: int,
 *     scroll_pct: int|null
 * }
 * @phpstan-type HealthCheck array{
 *     status: 'ok'|'warn'|'fail',
 *     message: string
 * }
 * @phpstan-type Ledger array{
 *     received: int,
 *     stored: int,
 *     dropped: array<string, int>,
 *     pending: int,
 *     dead_letters: int
 * }
 * @phpstan-type Link array{
 *     id: int,
 *     code: string,
 *     short_url: string,
 *     destination_url: string,
 *     label: string,
 *     is_active: bool,
 *     total_clicks: int,
 *     created_at: string,
 *     created_at_iso: string,
 *     updated_at: string,
 *     updated_at_iso: string,
 *     redirect_status: 301|302|307|308,
 *     forward_query: bool,
 *     expires_at: string|null,
 *     max_clicks: int|null,
 *     clicks_left: int|null,
 *     has_password: bool,
 *     tags: list<string>
 * }
 * @phpstan-type ListedProject array{
 *     id: int,
 *     name: string,
 *     public_key: string,
 *     allowed_domains: list<string>,
 *     is_active: bool,
 *     timezone: string,
 *     cookieless: bool,
 *     respect_dnt: bool,
 *     merge_fingerprints: bool,
 *     scrub_keys: list<string>,
 *     safe_keys: list<string>,
 *     audit_secret_only: bool,
 *     retention: Retention,
 *     snippet: string,
 *     stats: array{
 *         total_links: int,
 *         total_pageviews: int,
 *         total_errors: int
 *     },
 *     created_at: string,
 *     created_at_iso: string,
 *     updated_at: string,
 *     updated_at_iso: string
 * }
 * @phpstan-type LocationsReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     by_country: list<array{
 *         country: string,
 *         country_code: string,
 *         pageviews: int,
 *         unique_visitors: int
 *     }>,
 *     by_region: list<array{
 *         country: string,
 *         country_code: string,
 *         region: string,
 *         pageviews: int
 *     }>,
 *     by_city: list<array{
 *         city: string,
 *         region: string,
 *         country_code: string,
 *         pageviews: int
 *     }>,
 *     next_cursor?: string|null,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type PagesReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     count: int,
 *     pages: list<array{
 *         url: string,
 *         page_title: string,
 *         pageviews: int,
 *         unique_visitors: int,
 *         avg_engaged_seconds: int|float,
 *         avg_scroll_pct: int|float|null
 *     }>,
 *     next_cursor: string|null,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type ProjectLedger array{
 *     project_id: int,
 *     received: int,
 *     stored: int,
 *     dropped: array<string, int>,
 *     pending: int,
 *     dead_letters: int
 * }
 * @phpstan-type ReferrersReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     by_category: list<array{
 *         category: 'direct'|'organic_search'|'social'|'email'|'referral'|'internal',
 *         pageviews: int,
 *         unique_visitors: int
 *     }>,
 *     top_referrers: list<array{
 *         referrer_url: string,
 *         pageviews: int
 *     }>,
 *     next_cursor?: string|null,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type ReportRange array{
 *     from: string,
 *     to: string,
 *     timezone: string,
 *     from_iso: string,
 *     to_iso: string
 * }
 * @phpstan-type Retention array{
 *     pageviews_days: int|null,
 *     errors_days: int|null,
 *     clicks_days: int|null,
 *     audit_days: int|null,
 *     keep_counts: bool
 * }
 * @phpstan-type RetentionInput array{
 *     pageviews_days?: int|null,
 *     errors_days?: int|null,
 *     clicks_days?: int|null,
 *     audit_days?: int|null,
 *     keep_counts?: bool
 * }
 * @phpstan-type ReturningVisitorsReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     total_visitors: int,
 *     new_visitors: int,
 *     returning_visitors: int,
 *     new_pct: int|float,
 *     returning_pct: int|float,
 *     over_time: list<array{
 *         date: string,
 *         new_visitors: int,
 *         returning_visitors: int
 *     }>,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type RuntimeCheck array{
 *     status: 'ok'|'warn'|'fail',
 *     message: string,
 *     version: string
 * }
 * @phpstan-type SessionsReport array{
 *     range: ReportRange,
 *     total_sessions: int,
 *     bounce_rate: int|float,
 *     avg_duration_seconds: int,
 *     avg_duration_engaged: int,
 *     avg_engaged_seconds: int|float,
 *     avg_pages_per_session: int|float,
 *     over_time: list<array{
 *         date: string,
 *         sessions: int,
 *         avg_duration_seconds: int
 *     }>,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type UtmReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     count: int,
 *     campaigns: list<array{
 *         utm_source: string,
 *         utm_medium: string,
 *         utm_campaign: string,
 *         pageviews: int,
 *         unique_visitors: int
 *     }>,
 *     next_cursor?: string|null,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type VisitorsReport array{
 *     range: ReportRange,
 *     visitor_days: bool,
 *     unique_visitors: int,
 *     total_pageviews: int,
 *     total_sessions: int,
 *     bounce_rate: int|float,
 *     over_time: list<array{
 *         date: string,
 *         pageviews: int,
 *         unique_visitors: int
 *     }>,
 *     comparison?: array<array-key, mixed>
 * }
 * @phpstan-type Webhook array{
 *     id: int,
 *     url: string,
 *     description: string,
 *     format: 'json'|'slack'|'discord'|'template',
 *     template: string|null,
 *     triggers: list<WebhookTrigger>,
 *     is_enabled: bool,
 *     disabled_reason: 'gone'|'failing'|null,
 *     failing_since: string|null,
 *     old_secret_expires_at: string|null,
 *     created_at: string,
 *     created_at_iso: string,
 *     updated_at: string,
 *     updated_at_iso: string
 * }
 * @phpstan-type WebhookDelivery array{
 *     id: int,
 *     webhook_id: int,
 *     event_id: string,
 *     type: string,
 *     data: array<string, mixed>,
 *     status: 'pending'|'delivered'|'failed',
 *     attempts: int,
 *     created_at: string,
 *     created_at_iso: string,
 *     last_attempt_at: string|null,
 *     next_attempt_at: string|null,
 *     duration_ms: int|null,
 *     response_status: int|null,
 *     response_body: string,
 *     error: string
 * }
 * @phpstan-type WebhookEvaluation array{
 *     trigger: WebhookTrigger,
 *     fires: bool|null,
 *     value: int|null,
 *     limit: int|null,
 *     usual: int|float|null,
 *     days: int|null
 * }
 * @phpstan-type WebhookTrigger array{
 *     type: 'error_group.created'|'error_group.reopened'|'errors.threshold'|'errors.spike'|'traffic.spike'|'traffic.drop'|'link.milestone'|'events.silence'|'audit.matched'|'dead_letters.added'|'queue.lag'|'webhook.disabled',
 *     environments?: list<'production'|'staging'|'development'|'unknown'>,
 *     severities?: list<'info'|'warning'|'error'|'critical'>,
 *     group_ids?: list<int>,
 *     per?: 'group'|'project',
 *     count?: int,
 *     window_minutes?: int,
 *     factor?: int,
 *     codes?: list<string>,
 *     minutes?: int,
 *     actions?: list<string>,
 *     seconds?: int
 * }
 * @phpstan-type WebhookTriggerInput array{
 *     type: 'error_group.created'|'error_group.reopened'|'errors.threshold'|'errors.spike'|'traffic.spike'|'traffic.drop'|'link.milestone'|'events.silence'|'audit.matched'|'dead_letters.added'|'queue.lag'|'webhook.disabled',
 *     environments?: list<'production'|'staging'|'development'|'unknown'>,
 *     severities?: list<'info'|'warning'|'error'|'critical'>,
 *     group_ids?: list<int>,
 *     per?: 'group'|'project',
 *     count?: int,
 *     window_minutes?: int,
 *     factor?: int,
 *     codes?: list<string>,
 *     minutes?: int,
 *     actions?: list<string>,
 *     seconds?: int
 * }
 */
final class Types
{
}
