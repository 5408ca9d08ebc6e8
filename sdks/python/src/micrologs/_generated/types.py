# Generated from openapi.yaml by tools/generate. Do not edit.
"""What is given and answered, as openapi.yaml describes it."""

from __future__ import annotations

from typing import Any, Literal, Optional, TypedDict, Union

__all__ = [
    "AlertsMessage",
    "AuditMessage",
    "AuditsReport",
    "AuditsReportLogsRow",
    "AuditsReportTopActionsRow",
    "BatchAudit",
    "BatchEngagement",
    "BatchError",
    "BatchPageview",
    "BatchResult",
    "BulkCreatedLinks",
    "BulkLinkResult",
    "Channel",
    "ChannelsReport",
    "ChannelsReportChannelsRow",
    "CreateLinkBody",
    "CreatedProject",
    "CreatedWebhook",
    "DeadLetter",
    "DeadLetterDetail",
    "DeadLetterList",
    "DeletedLink",
    "DeletedProject",
    "DeletedWebhook",
    "DevicesReport",
    "DevicesReportByBrowserRow",
    "DevicesReportByDeviceRow",
    "DevicesReportByOsRow",
    "DroppedDeadLetters",
    "EditedProject",
    "EntryPagesReport",
    "EntryPagesReportPagesRow",
    "Environment",
    "ErrorDetailReport",
    "ErrorDetailReportOverTimeRow",
    "ErrorDetailReportTransitionsRow",
    "ErrorEvent",
    "ErrorEventDevice",
    "ErrorEventLocation",
    "ErrorGroup",
    "ErrorGroupEnvironmentsRow",
    "ErrorGrouping",
    "ErrorGroupingPartsRow",
    "ErrorStatus",
    "ErrorTrendReport",
    "ErrorTrendReportOverTimeRow",
    "ErrorTrendReportTopGroupsRow",
    "ErrorsMessage",
    "ErrorsReport",
    "ErrorsReportSummary",
    "EvaluatedWebhook",
    "ExitPagesReport",
    "ExitPagesReportPagesRow",
    "ExportedAudit",
    "ExportedClick",
    "ExportedError",
    "ExportedPageview",
    "Health",
    "HealthCheck",
    "HealthChecks",
    "KeyVerdict",
    "KeyVerdict1",
    "KeyVerdict2",
    "Ledger",
    "Link",
    "LinkAnalyticsReport",
    "LinkAnalyticsReportLinksRow",
    "LinkDetailReport",
    "LinkDetailReportByCountryRow",
    "LinkDetailReportByDeviceRow",
    "LinkDetailReportByReferrerRow",
    "LinkDetailReportLink",
    "LinkDetailReportOverTimeRow",
    "LinkDetailReportUncountedRow",
    "LinkList",
    "LinksMessage",
    "ListedProject",
    "ListedProjectStats",
    "LiveMessage",
    "Liveness",
    "LocationsReport",
    "LocationsReportByCityRow",
    "LocationsReportByCountryRow",
    "LocationsReportByRegionRow",
    "PagesReport",
    "PagesReportPagesRow",
    "PageviewsMessage",
    "PingedWebhook",
    "ProjectLedger",
    "ProjectList",
    "ProjectsLedger",
    "QueuedEvent",
    "Readiness",
    "RealtimeAlert",
    "RealtimeAudit",
    "RealtimeChannel",
    "RealtimeClick",
    "RealtimeErrorOccurrence",
    "RealtimeLive",
    "RealtimeLiveCountriesRow",
    "RealtimeLivePagesRow",
    "RealtimeLiveReferrersRow",
    "RealtimePageview",
    "RealtimeStatusChange",
    "RealtimeToken",
    "RedirectStatus",
    "ReferrersReport",
    "ReferrersReportByCategoryRow",
    "ReferrersReportTopReferrersRow",
    "RegeneratedKeys",
    "ReplayedDeadLetters",
    "ReplayedDeadLettersFailuresRow",
    "ReplayedWebhook",
    "ReportMessage",
    "ReportRange",
    "Retention",
    "RetentionInput",
    "ReturningVisitorsReport",
    "ReturningVisitorsReportOverTimeRow",
    "RuntimeCheck",
    "SessionsReport",
    "SessionsReportOverTimeRow",
    "Severity",
    "SystemOpenApi",
    "ToggledProject",
    "TrackBatchData",
    "UpdatedErrorStatus",
    "UtmReport",
    "UtmReportCampaignsRow",
    "VisitorsReport",
    "VisitorsReportOverTimeRow",
    "Webhook",
    "WebhookDelivery",
    "WebhookDeliveryList",
    "WebhookEvaluation",
    "WebhookList",
    "WebhookTrigger",
    "WebhookTriggerInput",
    "WebhookTriggerType",
]


class _QueuedEventRequired(TypedDict):
    queued: Literal[True]
    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""


class QueuedEvent(_QueuedEventRequired, total=False):
    clock_adjusted: Literal[True]
    """Present when `occurred_at` was too old or too far ahead and the receive time took its place."""


class _BatchResultRequired(TypedDict):
    index: int
    """The event's place in `events`."""
    event_id: Optional[str]
    """The event's id, given by the client or else by the server; null for a rejected event without a usable id."""
    status: Literal["queued", "duplicate", "rejected"]


class BatchResult(_BatchResultRequired, total=False):
    message: str
    """Why it was rejected."""
    clock_adjusted: Literal[True]
    """Present when `occurred_at` was too old or too far ahead and the receive time took its place."""


class TrackBatchData(TypedDict):
    queued: bool
    """True when at least one event was accepted."""
    accepted: int
    """How many are `queued` or `duplicate`."""
    rejected: int
    results: list[BatchResult]
    """One for each event, in their order."""


class _BatchPageviewRequired(TypedDict):
    url: str
    """The page's full address with query and fragment, kept as it is."""
    kind: Literal["pageview"]


class BatchPageview(_BatchPageviewRequired, total=False):
    """A pageview, with the fields of `POST /api/track/pageview`."""

    visitor_id: str
    """An opaque id of the browser; only its hash is stored. Required unless the project is cookieless."""
    session_token: str
    """An opaque id of the session. Required unless the project is cookieless."""
    page_title: str
    referrer: str
    """The address of the page before this one."""
    fingerprint: str
    """Traits of the browser; only its hash is stored, and used when the project merges fingerprints."""
    screen_resolution: str
    """Width and height, such as `1920x1080`."""
    timezone: str
    """The browser's time zone."""
    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""
    occurred_at: Union[str, int]
    """When the event happened: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970. At most 7 days
    old and 5 minutes ahead; outside of that, and by default, it is the time at which the server received it.
    """
    client_ip: str
    """The browser's address, IPv4 or IPv6. With the secret key only."""
    user_agent: str
    """The browser's `User-Agent` header. With the secret key only."""
    accept_language: str
    """The browser's `Accept-Language` header. With the secret key only."""


class _BatchEngagementRequired(TypedDict):
    kind: Literal["engagement"]
    pageview_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""


class BatchEngagement(_BatchEngagementRequired, total=False):
    """How a pageview was used so far. Both numbers are cumulative: the largest counts, so repetitions and any order do
    no harm.
    """

    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""
    occurred_at: Union[str, int]
    """When the event happened: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970. At most 7 days
    old and 5 minutes ahead; outside of that, and by default, it is the time at which the server received it.
    """
    engaged_ms: int
    """Milliseconds during which the page was visible and had the focus. More than a day counts as a day."""
    scroll_pct: int
    """How far down the page was seen, in percent. Not given means not measured."""


class _BatchErrorRequired(TypedDict):
    message: str
    kind: Literal["error"]


class BatchError(_BatchErrorRequired, total=False):
    """An error, with the fields of `POST /api/track/error`."""

    error_type: str
    """Class of the error, such as `TypeError`."""
    file: str
    """Script or source file."""
    line: Optional[int]
    """Line in `file`. Text is read up to its first character that is no digit, fractions are dropped; what is out of
    range counts as not given.
    """
    stack: str
    """The stack trace as the runtime wrote it."""
    url: str
    """The page or request."""
    severity: Literal["info", "warning", "error", "critical"]
    """Anything else counts as `error`."""
    environment: Literal["production", "staging", "development", "unknown"]
    """In any case of letters. `local`, `dev`, `testing` and `test` count as `development`, other names as `unknown`."""
    release: str
    """Version of the application."""
    fingerprint: Union[str, list[str]]
    """What the error is grouped by in place of the server's rules; `{{ default }}` stands for these. One string, or up
    to 10.
    """
    context: Union[dict[str, Any], list[Any]]
    """Anything that helps. It is kept as JSON to the digit, up to 8,192 bytes without white space; more is replaced by
    `{"_truncated": true, "_bytes": N}`. What is neither an object nor an array is left out.
    """
    visitor_id: str
    """The visitor's id as in pageviews; only its hash is stored."""
    session_token: str
    """The session as in pageviews; only its hash is stored."""
    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""
    occurred_at: Union[str, int]
    """When the event happened: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970. At most 7 days
    old and 5 minutes ahead; outside of that, and by default, it is the time at which the server received it.
    """
    client_ip: str
    """The browser's address, IPv4 or IPv6. With the secret key only."""
    user_agent: str
    """The browser's `User-Agent` header. With the secret key only."""
    accept_language: str
    """The browser's `Accept-Language` header. With the secret key only."""


class _BatchAuditRequired(TypedDict):
    action: str
    """What was done, such as `invoice.paid`."""
    kind: Literal["audit"]


class BatchAudit(_BatchAuditRequired, total=False):
    """An audit entry, with the fields of `POST /api/track/audit`."""

    actor: str
    """Who did it."""
    context: Union[dict[str, Any], list[Any]]
    """Anything that helps. It is kept as JSON to the digit, up to 8,192 bytes without white space; more is replaced by
    `{"_truncated": true, "_bytes": N}`. What is neither an object nor an array is left out.
    """
    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""
    occurred_at: Union[str, int]
    """When the event happened: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970. At most 7 days
    old and 5 minutes ahead; outside of that, and by default, it is the time at which the server received it.
    """


ErrorStatus = Literal["open", "investigating", "resolved", "ignored"]


class _UpdatedErrorStatusRequired(TypedDict):
    updated: int
    """How many groups have the status now."""
    ids: list[int]
    """Their ids, ascending."""
    status: ErrorStatus


class UpdatedErrorStatus(_UpdatedErrorStatusRequired, total=False):
    not_found: list[int]
    """Ids without a group in this project, in the order of the request; absent when there are none."""


ReportRange = TypedDict(
    "ReportRange",
    {
        "from": str,
        "to": str,
        "timezone": str,
        "from_iso": str,
        "to_iso": str,
    },
)


class VisitorsReportOverTimeRow(TypedDict):
    date: str
    """The first day of an interval in the time zone of the report; the first moment of an hour."""
    pageviews: int
    unique_visitors: int


class _VisitorsReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    unique_visitors: int
    total_pageviews: int
    total_sessions: int
    bounce_rate: float
    """0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by."""
    over_time: list[VisitorsReportOverTimeRow]
    """Ascending; those without pageviews are left out unless `fill` asks for them."""


class VisitorsReport(_VisitorsReportRequired, total=False):
    comparison: VisitorsReport


class ReturningVisitorsReportOverTimeRow(TypedDict):
    date: str
    """The first day of an interval in the time zone of the report; the first moment of an hour."""
    new_visitors: int
    returning_visitors: int


class _ReturningVisitorsReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    total_visitors: int
    new_visitors: int
    returning_visitors: int
    new_pct: float
    """0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by."""
    returning_pct: float
    """0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by."""
    over_time: list[ReturningVisitorsReportOverTimeRow]
    """Ascending; those without pageviews are left out unless `fill` asks for them."""


class ReturningVisitorsReport(_ReturningVisitorsReportRequired, total=False):
    comparison: ReturningVisitorsReport


class SessionsReportOverTimeRow(TypedDict):
    date: str
    """The first day of an interval in the time zone of the report; the first moment of an hour."""
    sessions: int
    avg_duration_seconds: int


class _SessionsReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    total_sessions: int
    bounce_rate: float
    """0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by."""
    avg_duration_seconds: int
    """Mean duration of all sessions."""
    avg_duration_engaged: int
    """Mean duration of the sessions that did not bounce."""
    avg_engaged_seconds: float
    """Mean time of all sessions during which a page was visible and had the focus, one decimal."""
    avg_pages_per_session: float
    """Pageviews in the range by the sessions that they belong to, two decimals."""
    over_time: list[SessionsReportOverTimeRow]
    """By when sessions started, ascending; those without sessions are left out unless `fill` asks for them."""


class SessionsReport(_SessionsReportRequired, total=False):
    comparison: SessionsReport


class PagesReportPagesRow(TypedDict):
    url: str
    """Its path alone, with `by=path`."""
    page_title: str
    """The newest title."""
    pageviews: int
    unique_visitors: int
    avg_engaged_seconds: float
    """Mean per pageview, one decimal."""
    avg_scroll_pct: Optional[float]
    """Mean of the pageviews that reported it, one decimal; null when none did."""


class _PagesReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    count: int
    """How many rows follow."""
    pages: list[PagesReportPagesRow]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class PagesReport(_PagesReportRequired, total=False):
    comparison: PagesReport


class EntryPagesReportPagesRow(TypedDict):
    entry_page: str
    """Path of the first page."""
    sessions: int
    unique_visitors: int
    bounce_rate: float
    """0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by."""
    avg_duration_seconds: int
    avg_engaged_seconds: float
    """Mean time during which a page was visible and had the focus, one decimal."""


class _EntryPagesReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    count: int
    """How many rows follow."""
    pages: list[EntryPagesReportPagesRow]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class EntryPagesReport(_EntryPagesReportRequired, total=False):
    comparison: EntryPagesReport


class ExitPagesReportPagesRow(TypedDict):
    exit_page: str
    """Path of the last page."""
    exits: int
    unique_visitors: int
    bounce_rate: float
    """0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by."""
    avg_duration_seconds: int
    avg_engaged_seconds: float
    """Mean time during which a page was visible and had the focus, one decimal."""


class _ExitPagesReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    count: int
    """How many rows follow."""
    pages: list[ExitPagesReportPagesRow]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class ExitPagesReport(_ExitPagesReportRequired, total=False):
    comparison: ExitPagesReport


class DevicesReportByDeviceRow(TypedDict):
    device_type: Literal["desktop", "mobile", "tablet", "unknown"]
    pageviews: int
    unique_visitors: int


class DevicesReportByOsRow(TypedDict):
    os: str
    """Such as `Windows`, `macOS`, `iOS`, `Android`, `ChromeOS`, `Linux`; `Unknown`."""
    pageviews: int


class DevicesReportByBrowserRow(TypedDict):
    browser: str
    """Such as `Chrome`, `Safari`, `Firefox`, `Edge`, `Opera`; `Unknown`."""
    pageviews: int


class _DevicesReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    by_device: list[DevicesReportByDeviceRow]
    by_os: list[DevicesReportByOsRow]
    by_browser: list[DevicesReportByBrowserRow]


class DevicesReport(_DevicesReportRequired, total=False):
    next_cursor: Optional[str]
    """With `limit` or `cursor` only. The `cursor` with which the lists go on; null when all have ended."""
    comparison: DevicesReport


class LocationsReportByCountryRow(TypedDict):
    country: str
    """English name."""
    country_code: str
    """ISO 3166-1 alpha-2."""
    pageviews: int
    unique_visitors: int


class LocationsReportByRegionRow(TypedDict):
    country: str
    country_code: str
    """ISO 3166-1 alpha-2."""
    region: str
    pageviews: int


class LocationsReportByCityRow(TypedDict):
    city: str
    region: str
    country_code: str
    """ISO 3166-1 alpha-2."""
    pageviews: int


class _LocationsReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    by_country: list[LocationsReportByCountryRow]
    by_region: list[LocationsReportByRegionRow]
    by_city: list[LocationsReportByCityRow]


class LocationsReport(_LocationsReportRequired, total=False):
    next_cursor: Optional[str]
    """With `limit` or `cursor` only. The `cursor` with which the lists go on; null when all have ended."""
    comparison: LocationsReport


class ReferrersReportByCategoryRow(TypedDict):
    category: Literal["direct", "organic_search", "social", "email", "referral", "internal"]
    """`internal` is a page of the project's own domains."""
    pageviews: int
    unique_visitors: int


class ReferrersReportTopReferrersRow(TypedDict):
    referrer_url: str
    pageviews: int


class _ReferrersReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    by_category: list[ReferrersReportByCategoryRow]
    top_referrers: list[ReferrersReportTopReferrersRow]


class ReferrersReport(_ReferrersReportRequired, total=False):
    next_cursor: Optional[str]
    """With `limit` or `cursor` only. The `cursor` with which the lists go on; null when all have ended."""
    comparison: ReferrersReport


Channel = Literal[
    "Direct",
    "Cross-network",
    "Paid Shopping",
    "Paid Search",
    "Paid Social",
    "Paid Video",
    "Display",
    "Paid Other",
    "AI Assistant",
    "Organic Shopping",
    "Organic Social",
    "Organic Video",
    "Organic Search",
    "Referral",
    "Email",
    "Affiliates",
    "Audio",
    "SMS",
    "Mobile Push Notifications",
    "Unassigned",
]


class ChannelsReportChannelsRow(TypedDict):
    channel: Channel
    sessions: int
    unique_visitors: int
    pageviews: int
    bounce_rate: float
    """0 to 100 with one decimal, half rounded up; 0 when there is nothing to divide by."""
    avg_duration_seconds: int
    avg_engaged_seconds: float
    """Mean time during which a page was visible and had the focus, one decimal."""


class _ChannelsReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    count: int
    """How many rows follow."""
    channels: list[ChannelsReportChannelsRow]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class ChannelsReport(_ChannelsReportRequired, total=False):
    comparison: ChannelsReport


class UtmReportCampaignsRow(TypedDict):
    utm_source: str
    utm_medium: str
    utm_campaign: str
    pageviews: int
    unique_visitors: int


class _UtmReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    visitor_days: bool
    """True when the project is cookieless: nobody is recognised on another day, so the unique visitors of several days
    are visitor-days.
    """
    count: int
    """How many rows follow."""
    campaigns: list[UtmReportCampaignsRow]


class UtmReport(_UtmReportRequired, total=False):
    next_cursor: Optional[str]
    """With `limit` or `cursor` only. The `cursor` with which the lists go on; null when all have ended."""
    comparison: UtmReport


class ErrorsReportSummary(TypedDict):
    """Groups of the range by status and severity."""

    total: int
    open: int
    investigating: int
    resolved: int
    ignored: int
    critical: int
    error: int
    warning: int
    info: int


Severity = Literal["info", "warning", "error", "critical"]
Environment = Literal["production", "staging", "development", "unknown"]


class ErrorGroupEnvironmentsRow(TypedDict):
    environment: Environment
    occurrences: int
    first_seen: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    first_seen_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    last_seen: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    last_seen_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""


class ErrorGroup(TypedDict):
    id: int
    error_type: str
    message: str
    file: str
    line: Optional[int]
    severity: Severity
    environment: Environment
    status: ErrorStatus
    occurrence_count: int
    """Since the group exists."""
    first_seen: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    first_seen_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    last_seen: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    last_seen_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    occurrences_in_range: int
    affected_visitors: int
    """Distinct visitors in the range."""
    affected_sessions: int
    """Distinct sessions in the range."""
    environments: list[ErrorGroupEnvironmentsRow]
    """By environment, most occurrences first; since the group exists."""
    first_release: Optional[str]
    """Release of the first occurrence that told one."""
    last_release: Optional[str]
    """Release of the newest occurrence that told one."""
    reopened_count: int
    """How often it occurred again after it was resolved."""


class ErrorsReport(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    summary: ErrorsReportSummary
    """Groups of the range by status and severity."""
    count: int
    """How many rows follow."""
    errors: list[ErrorGroup]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class ErrorTrendReportTopGroupsRow(TypedDict):
    id: int
    error_type: str
    message: str
    severity: Severity
    status: ErrorStatus
    occurrences: int


class ErrorTrendReportOverTimeRow(TypedDict):
    date: str
    """A day of the project's time zone."""
    occurrences: int
    unique_groups: int


class ErrorTrendReport(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    group_id: Optional[int]
    """The group that was asked for."""
    total_occurrences: int
    total_groups: int
    top_groups: list[ErrorTrendReportTopGroupsRow]
    over_time: list[ErrorTrendReportOverTimeRow]
    """Ascending; days without occurrences are left out unless `fill` asks for them."""


ErrorDetailReportTransitionsRow = TypedDict(
    "ErrorDetailReportTransitionsRow",
    {
        "at": str,
        "at_iso": str,
        "from": "ErrorStatus",
        "to": "ErrorStatus",
        "actor": str,
        "reason": 'Literal["api", "regression"]',
        "note": str,
    },
)


class ErrorDetailReportOverTimeRow(TypedDict):
    date: str
    """A day of the project's time zone."""
    occurrences: int


class ErrorEventDevice(TypedDict):
    type: Optional[Literal["desktop", "mobile", "tablet", "unknown"]]
    os: Optional[str]
    browser: Optional[str]


class ErrorEventLocation(TypedDict):
    country: Optional[str]
    country_code: Optional[str]
    city: Optional[str]


class ErrorEvent(TypedDict):
    id: int
    message: str
    stack_trace: Optional[str]
    url: str
    environment: Environment
    severity: Severity
    release: Optional[str]
    source: Literal["browser", "backend"]
    """By the kind of key that brought it."""
    context: Optional[Union[dict[str, Any], list[Any]]]
    """As it was sent, or null; `{"_truncated": true, "_bytes": N}` in place of one that was too large."""
    created_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    created_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    device: ErrorEventDevice
    location: ErrorEventLocation


class ErrorGroupingPartsRow(TypedDict):
    kind: Literal["fingerprint", "frame", "type", "message", "file"]
    value: str
    counted: bool
    """Whether it tells groups apart."""
    why: str


class ErrorGrouping(TypedDict):
    version: int
    """Of the rules."""
    method: Literal["fingerprint", "stack", "message", "type"]
    parts: list[ErrorGroupingPartsRow]
    fingerprint: str
    """SHA-256."""


class _ErrorDetailReportRequired(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    group: ErrorGroup
    transitions: list[ErrorDetailReportTransitionsRow]
    """Changes of its status, newest first."""
    over_time: list[ErrorDetailReportOverTimeRow]
    """Ascending; days without occurrences are left out unless `fill` asks for them."""
    events: list[ErrorEvent]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class ErrorDetailReport(_ErrorDetailReportRequired, total=False):
    explain: Optional[ErrorGrouping]
    """Only with `explain`; null for groups that were imported."""


class AuditsReportTopActionsRow(TypedDict):
    action: str
    count: int


class AuditsReportLogsRow(TypedDict):
    id: int
    """Its place in the chain."""
    action: str
    actor: str
    context: Optional[Union[dict[str, Any], list[Any]]]
    """As it was sent, or null; `{"_truncated": true, "_bytes": N}` in place of one that was too large."""
    created_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    created_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    key_type: Literal["public", "secret", "admin"]
    source: Literal["client", "server"]
    hash: str
    """SHA-256."""


class AuditsReport(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    count: int
    """How many rows follow."""
    top_actions: list[AuditsReportTopActionsRow]
    logs: list[AuditsReportLogsRow]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class LinkAnalyticsReportLinksRow(TypedDict):
    code: str
    short_url: str
    """The address to give away."""
    label: str
    destination_url: str
    total_clicks: int
    """Of the range."""
    unique_clicks: int
    created_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    created_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""


class LinkAnalyticsReport(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    count: int
    """How many rows follow."""
    links: list[LinkAnalyticsReportLinksRow]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class LinkDetailReportLink(TypedDict):
    id: int
    code: str
    label: str
    destination_url: str
    created_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    created_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""


class LinkDetailReportByCountryRow(TypedDict):
    country: str
    country_code: str
    """ISO 3166-1 alpha-2."""
    clicks: int


class LinkDetailReportByReferrerRow(TypedDict):
    category: Literal["direct", "organic_search", "social", "email", "referral", "internal"]
    clicks: int


class LinkDetailReportByDeviceRow(TypedDict):
    device_type: Literal["desktop", "mobile", "tablet", "unknown"]
    clicks: int


class LinkDetailReportOverTimeRow(TypedDict):
    date: str
    """A day of the project's time zone."""
    clicks: int


class LinkDetailReportUncountedRow(TypedDict):
    reason: Literal["head", "prefetch", "bot"]
    requests: int


class LinkDetailReport(TypedDict):
    range: ReportRange
    """The days that were counted, both included."""
    link: LinkDetailReportLink
    total_clicks: int
    unique_clicks: int
    by_country: list[LinkDetailReportByCountryRow]
    by_referrer: list[LinkDetailReportByReferrerRow]
    by_device: list[LinkDetailReportByDeviceRow]
    over_time: list[LinkDetailReportOverTimeRow]
    """Ascending; days without clicks are left out unless `fill` asks for them."""
    uncounted: list[LinkDetailReportUncountedRow]


class Ledger(TypedDict):
    received: int
    """Events with a valid key and valid fields."""
    stored: int
    dropped: dict[str, int]
    """Events that are deliberately not stored, by reason, such as `bot_user_agent`, `opted_out` or `too_old`."""
    pending: int
    """Waiting for storage."""
    dead_letters: int
    """Those of the pending events that could not be stored and wait for a person."""


RedirectStatus = Literal[301, 302, 307, 308]


class Link(TypedDict):
    id: int
    code: str
    short_url: str
    """The address to give away."""
    destination_url: str
    label: str
    is_active: bool
    total_clicks: int
    """Counted clicks since it was made."""
    created_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    created_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    updated_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    updated_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    redirect_status: RedirectStatus
    forward_query: bool
    """The visitor's query parameters are added to the target, but for those that it has already."""
    expires_at: Optional[str]
    """From then on it answers 410."""
    max_clicks: Optional[int]
    """So many times it leads on."""
    clicks_left: Optional[int]
    """Null without a maximum."""
    has_password: bool
    tags: list[str]


class _BulkLinkResultRequired(TypedDict):
    index: int
    """The link's place in `links`."""
    status: Literal["created", "rejected"]


class BulkLinkResult(_BulkLinkResultRequired, total=False):
    link: Link
    message: str
    """Why it was rejected."""


class BulkCreatedLinks(TypedDict):
    created: int
    rejected: int
    results: list[BulkLinkResult]
    """One for each link, in their order."""


class _CreateLinkBodyRequired(TypedDict):
    destination_url: str
    """An absolute `http:` or `https:` URL of at most 2,048 bytes, not a short link of this server."""


class CreateLinkBody(_CreateLinkBodyRequired, total=False):
    code: str
    """The code of your choice; 8 random letters and digits otherwise."""
    label: str
    """For its owner."""
    expires_at: Union[str, int]
    """ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970, in the future and before the year 10000.
    From then on the link answers 410.
    """
    max_clicks: int
    """So many clicks lead on, exactly; then the link answers 410. They are counted from when the link gets its first
    maximum; another maximum goes on from there, and one that comes after `clear` starts anew.
    """
    password: str
    """Asked for before the link leads on. White space around it does not count."""
    redirect_status: RedirectStatus
    forward_query: bool
    """The visitor's query parameters are added to the target, but for those that it has already."""
    tags: list[str]


class LinkList(TypedDict):
    count: int
    """How many rows follow."""
    links: list[Link]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class DeletedLink(TypedDict):
    code: str


WebhookTriggerType = Literal[
    "error_group.created",
    "error_group.reopened",
    "errors.threshold",
    "errors.spike",
    "traffic.spike",
    "traffic.drop",
    "link.milestone",
    "events.silence",
    "audit.matched",
    "dead_letters.added",
    "queue.lag",
    "webhook.disabled",
]


class _WebhookTriggerRequired(TypedDict):
    type: WebhookTriggerType


class WebhookTrigger(_WebhookTriggerRequired, total=False):
    environments: list[Environment]
    severities: list[Severity]
    group_ids: list[int]
    per: Literal["group", "project"]
    count: int
    window_minutes: int
    factor: int
    codes: list[str]
    minutes: int
    actions: list[str]
    seconds: int


class Webhook(TypedDict):
    id: int
    url: str
    description: str
    format: Literal["json", "slack", "discord", "template"]
    template: Optional[str]
    """Null unless the format is `template`."""
    triggers: list[WebhookTrigger]
    is_enabled: bool
    disabled_reason: Optional[Literal["gone", "failing"]]
    """Why the server disabled it: it answered 410, or nothing could be delivered for days."""
    failing_since: Optional[str]
    """Since when every attempt failed; null when the last one did not."""
    old_secret_expires_at: Optional[str]
    """Until when an old secret signs as well; null when there is none."""
    created_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    created_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    updated_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    updated_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""


class CreatedWebhook(TypedDict):
    webhook: Webhook
    secret: str
    """Signs every message; not shown again."""


class _WebhookTriggerInputRequired(TypedDict):
    type: WebhookTriggerType


class WebhookTriggerInput(_WebhookTriggerInputRequired, total=False):
    """What the endpoint is told of. Each type takes some of the other members; `docs/webhooks.md` says which."""

    environments: list[Environment]
    """Errors of these environments only; all when empty."""
    severities: list[Severity]
    """Errors of these severities only; all when empty."""
    group_ids: list[int]
    """Errors of these groups only; all when empty."""
    per: Literal["group", "project"]
    """Whether occurrences are counted of each group by itself (the default), or of all together."""
    count: int
    """How many occurrences (100 unless given); or the clicks of each milestone (1000 unless given)."""
    window_minutes: int
    """In how many minutes (5 unless given)."""
    factor: int
    """How many times more, or fewer, than the project has at that hour (3 unless given)."""
    codes: list[str]
    """Links of these codes only; all when empty."""
    minutes: int
    """For how long nothing came (30 unless given)."""
    actions: list[str]
    """Actions that equal one of these, or begin with what stands before a `*` at its end; all when empty."""
    seconds: int
    """How long the oldest event has waited to be stored (60 unless given)."""


class WebhookList(TypedDict):
    count: int
    """How many rows follow."""
    webhooks: list[Webhook]


class DeletedWebhook(TypedDict):
    id: int


class PingedWebhook(TypedDict):
    event_id: str
    """The `webhook-id` of the message."""


class WebhookEvaluation(TypedDict):
    trigger: WebhookTrigger
    fires: Optional[bool]
    """Whether it would tell of it now; `null` where nobody can say, as with fewer than five days to compare with."""
    value: Optional[int]
    """What it looks at: occurrences (of the group with most), pageviews, minutes or seconds."""
    limit: Optional[int]
    """The value from which on it tells of it; of `traffic.drop`, up to which."""
    usual: Optional[float]
    """The median of the same hour of earlier days."""
    days: Optional[int]
    """How many days these are."""


class EvaluatedWebhook(TypedDict):
    evaluations: list[WebhookEvaluation]


class WebhookDelivery(TypedDict):
    id: int
    webhook_id: int
    event_id: str
    """The `webhook-id` of the message; the same at every attempt and replay."""
    type: str
    """Of the event."""
    data: dict[str, Any]
    """What happened, as the message tells it."""
    status: Literal["pending", "delivered", "failed"]
    attempts: int
    created_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's time zone, without an offset."""
    created_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    last_attempt_at: Optional[str]
    next_attempt_at: Optional[str]
    """Null when it has ended."""
    duration_ms: Optional[int]
    """Of the last attempt."""
    response_status: Optional[int]
    """Null when there was no answer."""
    response_body: str
    """Its first 2 KB."""
    error: str
    """Why the last attempt failed; empty when it did not."""


class WebhookDeliveryList(TypedDict):
    count: int
    """How many rows follow."""
    deliveries: list[WebhookDelivery]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class ReplayedWebhook(TypedDict):
    deliveries: int


RealtimeChannel = Literal[
    "live",
    "pageviews",
    "errors",
    "links",
    "audit",
    "alerts",
    "report:*",
    "report:visitors",
    "report:visitors-returning",
    "report:sessions",
    "report:pages",
    "report:entry-pages",
    "report:exit-pages",
    "report:devices",
    "report:locations",
    "report:referrers",
    "report:channels",
    "report:utm",
    "report:errors",
    "report:errors-trend",
    "report:error-detail",
    "report:audits",
    "report:links",
    "report:link-detail",
    "report:ledger",
]


class RealtimeToken(TypedDict):
    token: str
    """To be given to whoever is to listen. It is a secret until it expires."""
    channels: list[RealtimeChannel]
    origin: Optional[str]
    """The only origin whose pages may use it; null: any."""
    expires_at: str
    """`YYYY-MM-DD HH:MM:SS` in the project's zone."""
    expires_at_iso: str


class ExportedPageview(TypedDict):
    """One pageview."""

    id: int
    occurred_at: str
    """ISO 8601 in UTC."""
    day: str
    """A day of the project's time zone."""
    visitor: str
    """SHA-256."""
    session: int
    url: str
    page_title: str
    referrer: str
    referrer_category: Literal["direct", "organic_search", "social", "email", "referral", "internal"]
    utm_source: str
    utm_medium: str
    utm_campaign: str
    utm_content: str
    utm_term: str
    device_type: Literal["desktop", "mobile", "tablet", "unknown"]
    os: str
    browser: str
    browser_version: str
    country: Optional[str]
    country_code: Optional[str]
    region: Optional[str]
    city: Optional[str]
    screen_resolution: str
    timezone: str
    engaged_ms: int
    scroll_pct: Optional[int]


class ExportedError(TypedDict):
    """One error event; type, file and line are those of its group."""

    id: int
    group_id: int
    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""
    occurred_at: str
    """ISO 8601 in UTC."""
    received_at: str
    """ISO 8601 in UTC."""
    day: str
    """A day of the project's time zone."""
    error_type: str
    message: str
    file: str
    line: Optional[int]
    stack_trace: Optional[str]
    url: str
    severity: Severity
    environment: Environment
    release: Optional[str]
    source: Literal["browser", "backend"]
    context: Optional[Union[dict[str, Any], list[Any]]]
    """As it was sent, or null; `{"_truncated": true, "_bytes": N}` in place of one that was too large."""
    visitor: Optional[str]
    session: Optional[str]
    device_type: Optional[Literal["desktop", "mobile", "tablet", "unknown"]]
    os: Optional[str]
    browser: Optional[str]
    browser_version: Optional[str]
    country: Optional[str]
    country_code: Optional[str]
    region: Optional[str]
    city: Optional[str]


class ExportedClick(TypedDict):
    """One request for a link."""

    id: int
    link_id: int
    code: str
    occurred_at: str
    """ISO 8601 in UTC."""
    day: str
    """A day of the project's time zone."""
    uncounted: Optional[Literal["head", "prefetch", "bot"]]
    referrer: str
    referrer_category: Literal["direct", "organic_search", "social", "email", "referral", "internal"]
    device_type: Literal["desktop", "mobile", "tablet", "unknown"]
    os: str
    browser: str
    browser_version: str
    country: Optional[str]
    country_code: Optional[str]
    region: Optional[str]
    city: Optional[str]


class ExportedAudit(TypedDict):
    """One audit entry."""

    id: int
    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""
    occurred_at: str
    """ISO 8601 in UTC."""
    received_at: str
    """ISO 8601 in UTC."""
    day: str
    """A day of the project's time zone."""
    action: str
    actor: str
    context: Optional[Union[dict[str, Any], list[Any]]]
    """As it was sent, or null; `{"_truncated": true, "_bytes": N}` in place of one that was too large."""
    key_type: Literal["public", "secret", "admin"]
    source: Literal["client", "server"]
    previous_hash: str
    """SHA-256."""
    hash: str
    """SHA-256."""


class Retention(TypedDict):
    """After how many days what goes by itself; `null` keeps for ever."""

    pageviews_days: Optional[int]
    errors_days: Optional[int]
    clicks_days: Optional[int]
    audit_days: Optional[int]
    keep_counts: bool
    """Whether the counts and unique visitors of pageviews that went stay."""


class CreatedProject(TypedDict):
    id: int
    name: str
    """At most 100 bytes."""
    allowed_domains: list[str]
    """Host names in lower case, without `www.`; their subdomains are allowed too."""
    secret_key: str
    public_key: str
    timezone: str
    """The IANA name of a time zone."""
    cookieless: bool
    """Nothing is stored in the browser; visitors are told apart for a day by a keyed hash whose salt is destroyed after
    48 hours.
    """
    respect_dnt: bool
    """Requests with `DNT` 1 or `Sec-GPC` 1 are not recorded."""
    merge_fingerprints: bool
    """A visitor id never seen before joins the visitor with the same browser fingerprint."""
    scrub_keys: list[str]
    """Names of further keys whose values are filtered out of errors and audit entries, in lower case."""
    safe_keys: list[str]
    """Names of keys whose values are never filtered because of the name, in lower case."""
    audit_secret_only: bool
    """Audit entries are accepted with the secret key only."""
    retention: Retention
    """After how many days what goes by itself; `null` keeps for ever."""
    snippet: str
    """The script tag to paste into the site's pages."""


class RetentionInput(TypedDict, total=False):
    """What goes by itself once it is old enough. Members that are not given stay as they are, which is for ever at
    first; `null` keeps for ever. See [retention](docs/retention.md).
    """

    pageviews_days: Optional[int]
    """Pageviews go with the month in which they happened, once its last day is longer ago than this."""
    errors_days: Optional[int]
    """Occurrences of errors that are older."""
    clicks_days: Optional[int]
    """Clicks that are older."""
    audit_days: Optional[int]
    """Audit entries that are older."""
    keep_counts: bool
    """Whether the counts and unique visitors of pageviews that went stay."""


class ListedProjectStats(TypedDict):
    total_links: int
    total_pageviews: int
    total_errors: int
    """Error groups."""


class ListedProject(TypedDict):
    id: int
    name: str
    """At most 100 bytes."""
    public_key: str
    allowed_domains: list[str]
    """Host names in lower case, without `www.`; their subdomains are allowed too."""
    is_active: bool
    timezone: str
    """The IANA name of a time zone."""
    cookieless: bool
    """Nothing is stored in the browser; visitors are told apart for a day by a keyed hash whose salt is destroyed after
    48 hours.
    """
    respect_dnt: bool
    """Requests with `DNT` 1 or `Sec-GPC` 1 are not recorded."""
    merge_fingerprints: bool
    """A visitor id never seen before joins the visitor with the same browser fingerprint."""
    scrub_keys: list[str]
    """Names of further keys whose values are filtered out of errors and audit entries, in lower case."""
    safe_keys: list[str]
    """Names of keys whose values are never filtered because of the name, in lower case."""
    audit_secret_only: bool
    """Audit entries are accepted with the secret key only."""
    retention: Retention
    """After how many days what goes by itself; `null` keeps for ever."""
    snippet: str
    """The script tag to paste into the site's pages."""
    stats: ListedProjectStats
    created_at: str
    """`YYYY-MM-DD HH:MM:SS` in UTC, without an offset."""
    created_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    updated_at: str
    """`YYYY-MM-DD HH:MM:SS` in UTC, without an offset."""
    updated_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""


class ProjectList(TypedDict):
    count: int
    projects: list[ListedProject]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class EditedProject(TypedDict):
    id: int
    name: str
    """At most 100 bytes."""
    allowed_domains: list[str]
    """Host names in lower case, without `www.`; their subdomains are allowed too."""
    is_active: bool
    timezone: str
    """The IANA name of a time zone."""
    cookieless: bool
    """Nothing is stored in the browser; visitors are told apart for a day by a keyed hash whose salt is destroyed after
    48 hours.
    """
    respect_dnt: bool
    """Requests with `DNT` 1 or `Sec-GPC` 1 are not recorded."""
    merge_fingerprints: bool
    """A visitor id never seen before joins the visitor with the same browser fingerprint."""
    scrub_keys: list[str]
    """Names of further keys whose values are filtered out of errors and audit entries, in lower case."""
    safe_keys: list[str]
    """Names of keys whose values are never filtered because of the name, in lower case."""
    audit_secret_only: bool
    """Audit entries are accepted with the secret key only."""
    retention: Retention
    """After how many days what goes by itself; `null` keeps for ever."""
    updated_at: str
    """`YYYY-MM-DD HH:MM:SS` in UTC, without an offset."""
    updated_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""


class ToggledProject(TypedDict):
    id: int
    name: str
    """At most 100 bytes."""
    is_active: bool


class _RegeneratedKeysRequired(TypedDict):
    id: int
    name: str
    """At most 100 bytes."""


class RegeneratedKeys(_RegeneratedKeysRequired, total=False):
    secret_key: str
    public_key: str


class DeletedProject(TypedDict):
    id: int
    name: str
    """At most 100 bytes."""


class KeyVerdict1(TypedDict):
    valid: Literal[True]
    key_type: Literal["public", "secret"]
    project_name: str
    """At most 100 bytes."""
    allowed_domains: list[str]
    """Host names in lower case, without `www.`; their subdomains are allowed too."""


class KeyVerdict2(TypedDict):
    valid: Literal[False]


KeyVerdict = Union[KeyVerdict1, KeyVerdict2]


class ProjectLedger(TypedDict):
    project_id: int
    received: int
    stored: int
    dropped: dict[str, int]
    """Events that are deliberately not stored, by reason, such as `bot_user_agent`, `opted_out` or `too_old`."""
    pending: int
    dead_letters: int


class ProjectsLedger(TypedDict):
    total: Ledger
    projects: list[ProjectLedger]


class DeadLetter(TypedDict):
    id: int
    project_id: int
    kind: str
    """Such as `pageview` or `error`."""
    reason: str
    """Why it could not be stored."""
    received_at: str
    """`YYYY-MM-DD HH:MM:SS` in UTC, without an offset."""
    received_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""


class DeadLetterList(TypedDict):
    dead_letters: list[DeadLetter]
    next_cursor: Optional[str]
    """The `cursor` with which the list goes on; null at its end."""


class DeadLetterDetail(TypedDict):
    id: int
    project_id: int
    kind: str
    """Such as `pageview` or `error`."""
    reason: str
    """Why it could not be stored."""
    received_at: str
    """`YYYY-MM-DD HH:MM:SS` in UTC, without an offset."""
    received_at_iso: str
    """ISO 8601 with the offset of the project's time zone at that moment."""
    event: Any
    """The event, as the queue had it."""


class ReplayedDeadLettersFailuresRow(TypedDict):
    id: int
    reason: str


class ReplayedDeadLetters(TypedDict):
    replayed: int
    failed: int
    failures: list[ReplayedDeadLettersFailuresRow]


class DroppedDeadLetters(TypedDict):
    dropped: int


class RuntimeCheck(TypedDict):
    """The runtime under the name that existing clients look for."""

    status: Literal["ok", "warn", "fail"]
    message: str
    version: str
    """The runtime's version."""


class HealthCheck(TypedDict):
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""

    status: Literal["ok", "warn", "fail"]
    message: str


class HealthChecks(TypedDict):
    php: RuntimeCheck
    """The runtime under the name that existing clients look for."""
    database: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""
    valkey: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""
    geoip: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""
    queue: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""
    pipeline: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""
    dead_letters: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""
    workers: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""
    sealing: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""
    disk: HealthCheck
    """A check may carry further values of its own, such as `pending` or `free_bytes`."""


class Health(TypedDict):
    status: Literal["healthy", "unhealthy"]
    timestamp: str
    """`YYYY-MM-DD HH:MM:SS` in UTC, without an offset."""
    version: str
    """The server's version."""
    checks: HealthChecks


class Liveness(TypedDict):
    status: Literal["alive"]
    version: str
    """The server's version."""


class Readiness(TypedDict):
    status: Literal["ready", "unready"]
    version: str
    """The server's version."""


class SystemOpenApi(TypedDict):
    openapi: str
    info: dict[str, Any]
    paths: dict[str, Any]


class RealtimePageview(TypedDict):
    """A stored pageview."""

    offset: int
    """Its place among the events of its channel: 1, 2, 3, …"""
    id: int
    occurred_at: str
    """ISO 8601 in UTC."""
    day: str
    """A day of the project's time zone."""
    visitor: str
    """SHA-256."""
    session: int
    url: str
    page_title: str
    referrer: str
    referrer_category: Literal["direct", "organic_search", "social", "email", "referral", "internal"]
    utm_source: str
    utm_medium: str
    utm_campaign: str
    utm_content: str
    utm_term: str
    device_type: Literal["desktop", "mobile", "tablet", "unknown"]
    os: str
    browser: str
    browser_version: str
    country: Optional[str]
    country_code: Optional[str]
    region: Optional[str]
    city: Optional[str]
    screen_resolution: str
    timezone: str
    engaged_ms: int
    scroll_pct: Optional[int]


class PageviewsMessage(TypedDict):
    """A `snapshot` replaces all that came before: at the beginning, and where not everything that was missed can be
    told. An `event` has further events, in order, each once.
    """

    type: Literal["snapshot", "event"]
    channel: Literal["pageviews"]
    offset: int
    """Of the last event."""
    position: str
    """To be given by whoever comes back, to go on behind these events."""
    events: list[RealtimePageview]


class RealtimeErrorOccurrence(TypedDict):
    """An occurrence of an error, with what it did to its group: `reopened` is said of one that was resolved."""

    offset: int
    """Its place among the events of its channel: 1, 2, 3, …"""
    kind: Literal["occurrence"]
    effect: Optional[Literal["created", "reopened"]]
    id: int
    group_id: int
    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""
    occurred_at: str
    """ISO 8601 in UTC."""
    received_at: str
    """ISO 8601 in UTC."""
    day: str
    """A day of the project's time zone."""
    error_type: str
    message: str
    file: str
    line: Optional[int]
    stack_trace: Optional[str]
    url: str
    severity: Severity
    environment: Environment
    release: Optional[str]
    source: Literal["browser", "backend"]
    context: Optional[Union[dict[str, Any], list[Any]]]
    """As it was sent, or null; `{"_truncated": true, "_bytes": N}` in place of one that was too large."""
    visitor: Optional[str]
    session: Optional[str]
    device_type: Optional[Literal["desktop", "mobile", "tablet", "unknown"]]
    os: Optional[str]
    browser: Optional[str]
    browser_version: Optional[str]
    country: Optional[str]
    country_code: Optional[str]
    region: Optional[str]
    city: Optional[str]


RealtimeStatusChange = TypedDict(
    "RealtimeStatusChange",
    {
        "offset": int,
        "kind": 'Literal["status_change"]',
        "id": int,
        "group_id": int,
        "from": "ErrorStatus",
        "to": "ErrorStatus",
        "actor": str,
        "note": str,
        "occurred_at": str,
        "error_type": str,
        "message": str,
        "environment": "Environment",
        "severity": "Severity",
    },
)


class ErrorsMessage(TypedDict):
    """A `snapshot` replaces all that came before: at the beginning, and where not everything that was missed can be
    told. An `event` has further events, in order, each once.
    """

    type: Literal["snapshot", "event"]
    channel: Literal["errors"]
    offset: int
    """Of the last event."""
    position: str
    """To be given by whoever comes back, to go on behind these events."""
    events: list[Union[RealtimeErrorOccurrence, RealtimeStatusChange]]


class RealtimeClick(TypedDict):
    """A click on a short link."""

    offset: int
    """Its place among the events of its channel: 1, 2, 3, …"""
    id: int
    link_id: int
    code: str
    occurred_at: str
    """ISO 8601 in UTC."""
    day: str
    """A day of the project's time zone."""
    uncounted: Optional[Literal["head", "prefetch", "bot"]]
    referrer: str
    referrer_category: Literal["direct", "organic_search", "social", "email", "referral", "internal"]
    device_type: Literal["desktop", "mobile", "tablet", "unknown"]
    os: str
    browser: str
    browser_version: str
    country: Optional[str]
    country_code: Optional[str]
    region: Optional[str]
    city: Optional[str]


class LinksMessage(TypedDict):
    """A `snapshot` replaces all that came before: at the beginning, and where not everything that was missed can be
    told. An `event` has further events, in order, each once.
    """

    type: Literal["snapshot", "event"]
    channel: Literal["links"]
    offset: int
    """Of the last event."""
    position: str
    """To be given by whoever comes back, to go on behind these events."""
    events: list[RealtimeClick]


class RealtimeAudit(TypedDict):
    """An entry of the audit log."""

    offset: int
    """Its place among the events of its channel: 1, 2, 3, …"""
    id: int
    event_id: str
    """A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same event."""
    occurred_at: str
    """ISO 8601 in UTC."""
    received_at: str
    """ISO 8601 in UTC."""
    day: str
    """A day of the project's time zone."""
    action: str
    actor: str
    context: Optional[Union[dict[str, Any], list[Any]]]
    """As it was sent, or null; `{"_truncated": true, "_bytes": N}` in place of one that was too large."""
    key_type: Literal["public", "secret", "admin"]
    source: Literal["client", "server"]
    previous_hash: str
    """SHA-256."""
    hash: str
    """SHA-256."""


class AuditMessage(TypedDict):
    """A `snapshot` replaces all that came before: at the beginning, and where not everything that was missed can be
    told. An `event` has further events, in order, each once.
    """

    type: Literal["snapshot", "event"]
    channel: Literal["audit"]
    offset: int
    """Of the last event."""
    position: str
    """To be given by whoever comes back, to go on behind these events."""
    events: list[RealtimeAudit]


class RealtimeAlert(TypedDict):
    """An alert, with what a webhook is told of it; somebody may have asked for a `ping` of one."""

    offset: int
    """Its place among the events of its channel: 1, 2, 3, …"""
    id: str
    """The `webhook-id` of the message."""
    type: Union[WebhookTriggerType, Literal["ping"]]
    timestamp: str
    """ISO 8601 in UTC."""
    data: dict[str, Any]


class AlertsMessage(TypedDict):
    """A `snapshot` replaces all that came before: at the beginning, and where not everything that was missed can be
    told. An `event` has further events, in order, each once.
    """

    type: Literal["snapshot", "event"]
    channel: Literal["alerts"]
    offset: int
    """Of the last event."""
    position: str
    """To be given by whoever comes back, to go on behind these events."""
    events: list[RealtimeAlert]


class RealtimeLivePagesRow(TypedDict):
    page: str
    visitors: int


class RealtimeLiveCountriesRow(TypedDict):
    country_code: Optional[str]
    country: Optional[str]
    visitors: int


class RealtimeLiveReferrersRow(TypedDict):
    referrer: str
    visitors: int


class RealtimeLive(TypedDict):
    """Who had a view within the last `window_seconds`; of pages, countries and referrers the 20 with the most."""

    visitors: int
    window_seconds: int
    pages: list[RealtimeLivePagesRow]
    countries: list[RealtimeLiveCountriesRow]
    referrers: list[RealtimeLiveReferrersRow]


class LiveMessage(TypedDict):
    """All that the channel tells, which replaces what came before."""

    type: Literal["snapshot"]
    channel: Literal["live"]
    at: str
    """Since when it is so."""
    data: RealtimeLive
    """Who had a view within the last `window_seconds`; of pages, countries and referrers the 20 with the most."""


class ReportMessage(TypedDict):
    """All that the channel tells, which replaces what came before."""

    type: Literal["snapshot"]
    channel: str
    at: str
    """Since when it is so."""
    data: dict[str, Any]
