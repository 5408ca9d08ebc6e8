<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `analytics.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 *
 * @phpstan-import-type ChannelsReport from Types
 * @phpstan-import-type DevicesReport from Types
 * @phpstan-import-type EntryPagesReport from Types
 * @phpstan-import-type ErrorEvent from Types
 * @phpstan-import-type ErrorGroup from Types
 * @phpstan-import-type ErrorGrouping from Types
 * @phpstan-import-type ExitPagesReport from Types
 * @phpstan-import-type LocationsReport from Types
 * @phpstan-import-type PagesReport from Types
 * @phpstan-import-type ReferrersReport from Types
 * @phpstan-import-type ReportRange from Types
 * @phpstan-import-type ReturningVisitorsReport from Types
 * @phpstan-import-type SessionsReport from Types
 * @phpstan-import-type UtmReport from Types
 * @phpstan-import-type VisitorsReport from Types
 */
final class AnalyticsApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * Visitors, pageviews, sessions and bounce rate.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     interval?: 'hour'|'day'|'week'|'month',
     *     compare?: 'previous'|'year',
     *     fill?: bool,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: VisitorsReport
     * }
     */
    public function visitors(array $input = []): array
    {
        return $this->caller->data('getVisitors', $input);
    }

    /**
     * New and returning visitors.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     interval?: 'hour'|'day'|'week'|'month',
     *     compare?: 'previous'|'year',
     *     fill?: bool,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: ReturningVisitorsReport
     * }
     */
    public function returning(array $input = []): array
    {
        return $this->caller->data('getReturningVisitors', $input);
    }

    /**
     * Sessions, their duration and bounce rate.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     interval?: 'hour'|'day'|'week'|'month',
     *     compare?: 'previous'|'year',
     *     fill?: bool,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: SessionsReport
     * }
     */
    public function sessions(array $input = []): array
    {
        return $this->caller->data('getSessions', $input);
    }

    /**
     * Most viewed pages.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     by?: 'url'|'path',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: PagesReport
     * }
     */
    public function pages(array $input = []): array
    {
        return $this->caller->data('getPages', $input);
    }

    /**
     * Most viewed pages: the rows of `pages` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     by?: 'url'|'path',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     url: string,
     *     page_title: string,
     *     pageviews: int,
     *     unique_visitors: int,
     *     avg_engaged_seconds: int|float,
     *     avg_scroll_pct: int|float|null
     * }>
     */
    public function iteratePages(array $input = []): \Generator
    {
        return $this->caller->iterate('getPages', $input);
    }

    /**
     * Pages on which sessions began.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: EntryPagesReport
     * }
     */
    public function entryPages(array $input = []): array
    {
        return $this->caller->data('getEntryPages', $input);
    }

    /**
     * Pages on which sessions began: the rows of `pages` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     entry_page: string,
     *     sessions: int,
     *     unique_visitors: int,
     *     bounce_rate: int|float,
     *     avg_duration_seconds: int,
     *     avg_engaged_seconds: int|float
     * }>
     */
    public function iterateEntryPages(array $input = []): \Generator
    {
        return $this->caller->iterate('getEntryPages', $input);
    }

    /**
     * Pages on which sessions ended.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: ExitPagesReport
     * }
     */
    public function exitPages(array $input = []): array
    {
        return $this->caller->data('getExitPages', $input);
    }

    /**
     * Pages on which sessions ended: the rows of `pages` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     exit_page: string,
     *     exits: int,
     *     unique_visitors: int,
     *     bounce_rate: int|float,
     *     avg_duration_seconds: int,
     *     avg_engaged_seconds: int|float
     * }>
     */
    public function iterateExitPages(array $input = []): \Generator
    {
        return $this->caller->iterate('getExitPages', $input);
    }

    /**
     * Device types, operating systems and browsers.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: DevicesReport
     * }
     */
    public function devices(array $input = []): array
    {
        return $this->caller->data('getDevices', $input);
    }

    /**
     * Device types, operating systems and browsers: the rows of `by_device` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     device_type: 'desktop'|'mobile'|'tablet'|'unknown',
     *     pageviews: int,
     *     unique_visitors: int
     * }>
     */
    public function iterateDevices(array $input = []): \Generator
    {
        return $this->caller->iterate('getDevices', $input);
    }

    /**
     * Countries, regions and cities.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: LocationsReport
     * }
     */
    public function locations(array $input = []): array
    {
        return $this->caller->data('getLocations', $input);
    }

    /**
     * Countries, regions and cities: the rows of `by_country` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     country: string,
     *     country_code: string,
     *     pageviews: int,
     *     unique_visitors: int
     * }>
     */
    public function iterateLocations(array $input = []): \Generator
    {
        return $this->caller->iterate('getLocations', $input);
    }

    /**
     * Where visitors came from.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: ReferrersReport
     * }
     */
    public function referrers(array $input = []): array
    {
        return $this->caller->data('getReferrers', $input);
    }

    /**
     * Where visitors came from: the rows of `by_category` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     category: 'direct'|'organic_search'|'social'|'email'|'referral'|'internal',
     *     pageviews: int,
     *     unique_visitors: int
     * }>
     */
    public function iterateReferrers(array $input = []): \Generator
    {
        return $this->caller->iterate('getReferrers', $input);
    }

    /**
     * By what kind of way sessions came.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: ChannelsReport
     * }
     */
    public function channels(array $input = []): array
    {
        return $this->caller->data('getChannels', $input);
    }

    /**
     * By what kind of way sessions came: the rows of `channels` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     channel: 'Direct'|'Cross-network'|'Paid Shopping'|'Paid Search'|'Paid Social'|'Paid Video'|'Display'|'Paid Other'|'AI Assistant'|'Organic Shopping'|'Organic Social'|'Organic Video'|'Organic Search'|'Referral'|'Email'|'Affiliates'|'Audio'|'SMS'|'Mobile Push Notifications'|'Unassigned',
     *     sessions: int,
     *     unique_visitors: int,
     *     pageviews: int,
     *     bounce_rate: int|float,
     *     avg_duration_seconds: int,
     *     avg_engaged_seconds: int|float
     * }>
     */
    public function iterateChannels(array $input = []): \Generator
    {
        return $this->caller->iterate('getChannels', $input);
    }

    /**
     * UTM campaigns.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
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
     *     comparison?: UtmReport
     * }
     */
    public function utm(array $input = []): array
    {
        return $this->caller->data('getUtm', $input);
    }

    /**
     * UTM campaigns: the rows of `campaigns` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     timezone?: string,
     *     filters?: string|list<mixed>,
     *     compare?: 'previous'|'year',
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     utm_source: string,
     *     utm_medium: string,
     *     utm_campaign: string,
     *     pageviews: int,
     *     unique_visitors: int
     * }>
     */
    public function iterateUtm(array $input = []): \Generator
    {
        return $this->caller->iterate('getUtm', $input);
    }

    /**
     * Error groups.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     limit?: int,
     *     cursor?: string,
     *     status?: 'open'|'investigating'|'resolved'|'ignored',
     *     severity?: 'info'|'warning'|'error'|'critical',
     *     environment?: 'production'|'staging'|'development'|'unknown',
     *     table?: string
     * } $input
     * @return array{
     *     range: ReportRange,
     *     summary: array{
     *         total: int,
     *         open: int,
     *         investigating: int,
     *         resolved: int,
     *         ignored: int,
     *         critical: int,
     *         error: int,
     *         warning: int,
     *         info: int
     *     },
     *     count: int,
     *     errors: list<ErrorGroup>,
     *     next_cursor: string|null
     * }
     */
    public function errors(array $input = []): array
    {
        return $this->caller->data('getErrors', $input);
    }

    /**
     * Error groups: the rows of `errors` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     limit?: int,
     *     cursor?: string,
     *     status?: 'open'|'investigating'|'resolved'|'ignored',
     *     severity?: 'info'|'warning'|'error'|'critical',
     *     environment?: 'production'|'staging'|'development'|'unknown',
     *     table?: string
     * } $input
     * @return \Generator<int, ErrorGroup>
     */
    public function iterateErrors(array $input = []): \Generator
    {
        return $this->caller->iterate('getErrors', $input);
    }

    /**
     * Occurrences of errors over time.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     group_id?: int,
     *     fill?: bool,
     *     table?: string
     * } $input
     * @return array{
     *     range: ReportRange,
     *     group_id: int|null,
     *     total_occurrences: int,
     *     total_groups: int,
     *     top_groups: list<array{
     *         id: int,
     *         error_type: string,
     *         message: string,
     *         severity: 'info'|'warning'|'error'|'critical',
     *         status: 'open'|'investigating'|'resolved'|'ignored',
     *         occurrences: int
     *     }>,
     *     over_time: list<array{
     *         date: string,
     *         occurrences: int,
     *         unique_groups: int
     *     }>
     * }
     */
    public function errorsTrend(array $input = []): array
    {
        return $this->caller->data('getErrorTrend', $input);
    }

    /**
     * One error group.
     *
     * @param array{
     *     id: int,
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     limit?: int,
     *     cursor?: string,
     *     explain?: bool,
     *     fill?: bool,
     *     table?: string
     * } $input
     * @return array{
     *     range: ReportRange,
     *     group: ErrorGroup,
     *     transitions: list<array{
     *         at: string,
     *         at_iso: string,
     *         from: 'open'|'investigating'|'resolved'|'ignored',
     *         to: 'open'|'investigating'|'resolved'|'ignored',
     *         actor: string,
     *         reason: 'api'|'regression',
     *         note: string
     *     }>,
     *     over_time: list<array{
     *         date: string,
     *         occurrences: int
     *     }>,
     *     events: list<ErrorEvent>,
     *     next_cursor: string|null,
     *     explain?: ErrorGrouping
     * }
     */
    public function errorDetail(array $input): array
    {
        return $this->caller->data('getErrorDetail', $input);
    }

    /**
     * One error group: the rows of `events` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     id: int,
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     limit?: int,
     *     cursor?: string,
     *     explain?: bool,
     *     fill?: bool,
     *     table?: string
     * } $input
     * @return \Generator<int, ErrorEvent>
     */
    public function iterateErrorDetail(array $input): \Generator
    {
        return $this->caller->iterate('getErrorDetail', $input);
    }

    /**
     * The audit log.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     limit?: int,
     *     cursor?: string,
     *     action?: string,
     *     actor?: string,
     *     table?: string
     * } $input
     * @return array{
     *     range: ReportRange,
     *     count: int,
     *     top_actions: list<array{
     *         action: string,
     *         count: int
     *     }>,
     *     logs: list<array{
     *         id: int,
     *         action: string,
     *         actor: string,
     *         context: array<string, mixed>|list<mixed>|null,
     *         created_at: string,
     *         created_at_iso: string,
     *         key_type: 'public'|'secret'|'admin',
     *         source: 'client'|'server',
     *         hash: string
     *     }>,
     *     next_cursor: string|null
     * }
     */
    public function audits(array $input = []): array
    {
        return $this->caller->data('getAudits', $input);
    }

    /**
     * The audit log: the rows of `logs` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     limit?: int,
     *     cursor?: string,
     *     action?: string,
     *     actor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     id: int,
     *     action: string,
     *     actor: string,
     *     context: array<string, mixed>|list<mixed>|null,
     *     created_at: string,
     *     created_at_iso: string,
     *     key_type: 'public'|'secret'|'admin',
     *     source: 'client'|'server',
     *     hash: string
     * }>
     */
    public function iterateAudits(array $input = []): \Generator
    {
        return $this->caller->iterate('getAudits', $input);
    }

    /**
     * Links by their clicks.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return array{
     *     range: ReportRange,
     *     count: int,
     *     links: list<array{
     *         code: string,
     *         short_url: string,
     *         label: string,
     *         destination_url: string,
     *         total_clicks: int,
     *         unique_clicks: int,
     *         created_at: string,
     *         created_at_iso: string
     *     }>,
     *     next_cursor: string|null
     * }
     */
    public function links(array $input = []): array
    {
        return $this->caller->data('getLinkAnalytics', $input);
    }

    /**
     * Links by their clicks: the rows of `links` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     limit?: int,
     *     cursor?: string,
     *     table?: string
     * } $input
     * @return \Generator<int, array{
     *     code: string,
     *     short_url: string,
     *     label: string,
     *     destination_url: string,
     *     total_clicks: int,
     *     unique_clicks: int,
     *     created_at: string,
     *     created_at_iso: string
     * }>
     */
    public function iterateLinks(array $input = []): \Generator
    {
        return $this->caller->iterate('getLinkAnalytics', $input);
    }

    /**
     * Clicks of one link.
     *
     * @param array{
     *     code: string,
     *     range?: string,
     *     from?: string,
     *     to?: string,
     *     fill?: bool,
     *     table?: string
     * } $input
     * @return array{
     *     range: ReportRange,
     *     link: array{
     *         id: int,
     *         code: string,
     *         label: string,
     *         destination_url: string,
     *         created_at: string,
     *         created_at_iso: string
     *     },
     *     total_clicks: int,
     *     unique_clicks: int,
     *     by_country: list<array{
     *         country: string,
     *         country_code: string,
     *         clicks: int
     *     }>,
     *     by_referrer: list<array{
     *         category: 'direct'|'organic_search'|'social'|'email'|'referral'|'internal',
     *         clicks: int
     *     }>,
     *     by_device: list<array{
     *         device_type: 'desktop'|'mobile'|'tablet'|'unknown',
     *         clicks: int
     *     }>,
     *     over_time: list<array{
     *         date: string,
     *         clicks: int
     *     }>,
     *     uncounted: list<array{
     *         reason: 'head'|'prefetch'|'bot',
     *         requests: int
     *     }>
     * }
     */
    public function linkDetail(array $input): array
    {
        return $this->caller->data('getLinkDetail', $input);
    }

    /**
     * What became of this project's events.
     *
     * @return array{
     *     received: int,
     *     stored: int,
     *     dropped: array<string, int>,
     *     pending: int,
     *     dead_letters: int
     * }
     */
    public function ledger(): array
    {
        return $this->caller->data('getLedger', []);
    }
}
