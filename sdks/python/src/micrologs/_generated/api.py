# Generated from openapi.yaml by tools/generate. Do not edit.
"""The API, a method for every operation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Literal, Optional, Union

from .._caller import Caller, RequestApi
from . import types
from .operations import OPERATIONS


class TrackApi:
    """The operations `track.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def pageview(
        self,
        *,
        url: str,
        idempotency_key: Optional[str] = None,
        visitor_id: Optional[str] = None,
        session_token: Optional[str] = None,
        page_title: Optional[str] = None,
        referrer: Optional[str] = None,
        fingerprint: Optional[str] = None,
        screen_resolution: Optional[str] = None,
        timezone: Optional[str] = None,
        event_id: Optional[str] = None,
        occurred_at: Optional[Union[str, int, datetime]] = None,
    ) -> Optional[types.QueuedEvent]:
        """Record a pageview.

        Records one pageview of a browser. 202 means that the event is durable; reports show it a moment later.

        `visitor_id` and `session_token` are required unless the project is cookieless, where they are ignored.
        `utm_source`, `utm_medium`, `utm_campaign`, `utm_term` and `utm_content` are read from the query of `url`, each
        cut at 255 bytes; fields of those names in the body are ignored. The same page of the same visitor within 300
        seconds counts once. An event id given twice is stored once, so a request that got no answer can be sent again
        with the same `event_id`. The client address and the `User-Agent`, `Accept` and `Accept-Language` headers decide
        bot, device and place; the address is never stored. Where headers cannot be set (beacons), the key may stand in
        the query as `k` and the body may be `text/plain`.

        None when the server has nothing to say (204).

        `url`: The page's full address with query and fragment, kept as it is.

        `idempotency_key`: Takes the place of `event_id` when the body has none. The value may stand in double quotes.

        `visitor_id`: An opaque id of the browser; only its hash is stored. Required unless the project is cookieless.

        `session_token`: An opaque id of the session. Required unless the project is cookieless.

        `referrer`: The address of the page before this one.

        `fingerprint`: Traits of the browser; only its hash is stored, and used when the project merges fingerprints.

        `screen_resolution`: Width and height, such as `1920x1080`.

        `timezone`: The browser's time zone.

        `event_id`: A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same
        event.

        `occurred_at`: When the event happened: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970.
        At most 7 days old and 5 minutes ahead; outside of that, and by default, it is the time at which the server
        received it.
        """
        data: Optional[types.QueuedEvent] = self._caller.ask(
            OPERATIONS["trackPageview"],
            {
                "url": url,
                "idempotency_key": idempotency_key,
                "visitor_id": visitor_id,
                "session_token": session_token,
                "page_title": page_title,
                "referrer": referrer,
                "fingerprint": fingerprint,
                "screen_resolution": screen_resolution,
                "timezone": timezone,
                "event_id": event_id,
                "occurred_at": occurred_at,
            },
        )
        return data

    def batch(
        self,
        *,
        events: Sequence[Union[types.BatchPageview, types.BatchEngagement, types.BatchError, types.BatchAudit]],
    ) -> types.TrackBatchData:
        """Record several events at once.

        Records 1 to 500 events in one request of at most 1 MiB (after decompression; `Content-Encoding: gzip` is
        accepted), 64 KB an event. Each event has a `kind` and the fields of that kind; a wrong event is rejected alone,
        with its reason, and never harms the others. When every event is rejected the answer is 400 with the same
        `data`. The kinds are `pageview`, `engagement`, `error` and `audit`. An audit entry with the public key is
        rejected where the project accepts them with its secret key only.

        `duplicate` says that an event of that id is already stored or waiting. It is best effort: an event queued twice
        within moments may be answered `queued` twice, and is still stored once.

        With the secret key a backend may send the pageviews that it served and the errors in them, with `client_ip`,
        `user_agent` and `accept_language` of the browser, which then decide bot, place, device and, in cookieless
        projects, the visitor; from a public key these three fields are ignored. Each event costs one point of the rate
        limit.
        """
        data: types.TrackBatchData = self._caller.ask(
            OPERATIONS["trackBatch"],
            {
                "events": events,
            },
        )
        return data

    def error(
        self,
        *,
        message: str,
        idempotency_key: Optional[str] = None,
        error_type: Optional[str] = None,
        file: Optional[str] = None,
        line: Optional[int] = None,
        stack: Optional[str] = None,
        url: Optional[str] = None,
        severity: Optional[Literal["info", "warning", "error", "critical"]] = None,
        environment: Optional[Literal["production", "staging", "development", "unknown"]] = None,
        release: Optional[str] = None,
        fingerprint: Optional[Union[str, Sequence[str]]] = None,
        context: Optional[Union[dict[str, Any], Sequence[Any]]] = None,
        visitor_id: Optional[str] = None,
        session_token: Optional[str] = None,
        event_id: Optional[str] = None,
        occurred_at: Optional[Union[str, int, datetime]] = None,
    ) -> types.QueuedEvent:
        """Record an error.

        Records one occurrence of an error of a website or a backend. 202 means that it is durable. Occurrences that are
        alike become one group: by `fingerprint` if given, else by the stack, else by type and message.

        Before anything is stored, what looks like a secret is replaced by `[Filtered]`: values of keys such as
        `password` or `authorization`, card numbers, tokens, credentials in URLs. A project may name further keys
        (`scrub_keys`) and except some (`safe_keys`).

        With the public key device and place are those of the request; with the secret key none are recorded, since the
        request is a backend's. Of a browser that opted out, in a project that respects it, neither visitor, session nor
        place are recorded. No bot filter applies. Keys that are missing, unknown or used from a foreign page all answer
        401.

        `idempotency_key`: Takes the place of `event_id` when the body has none. The value may stand in double quotes.

        `error_type`: Class of the error, such as `TypeError`.

        `file`: Script or source file.

        `line`: Line in `file`. Text is read up to its first character that is no digit, fractions are dropped; what is
        out of range counts as not given.

        `stack`: The stack trace as the runtime wrote it.

        `url`: The page or request.

        `severity`: Anything else counts as `error`.

        `environment`: In any case of letters. `local`, `dev`, `testing` and `test` count as `development`, other names
        as `unknown`.

        `release`: Version of the application.

        `fingerprint`: What the error is grouped by in place of the server's rules; `{{ default }}` stands for these.
        One string, or up to 10.

        `context`: Anything that helps. It is kept as JSON to the digit, up to 8,192 bytes without white space; more is
        replaced by `{"_truncated": true, "_bytes": N}`. What is neither an object nor an array is left out.

        `visitor_id`: The visitor's id as in pageviews; only its hash is stored.

        `session_token`: The session as in pageviews; only its hash is stored.

        `event_id`: A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same
        event.

        `occurred_at`: When the event happened: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970.
        At most 7 days old and 5 minutes ahead; outside of that, and by default, it is the time at which the server
        received it.
        """
        data: types.QueuedEvent = self._caller.ask(
            OPERATIONS["trackError"],
            {
                "message": message,
                "idempotency_key": idempotency_key,
                "error_type": error_type,
                "file": file,
                "line": line,
                "stack": stack,
                "url": url,
                "severity": severity,
                "environment": environment,
                "release": release,
                "fingerprint": fingerprint,
                "context": context,
                "visitor_id": visitor_id,
                "session_token": session_token,
                "event_id": event_id,
                "occurred_at": occurred_at,
            },
        )
        return data

    def audit(
        self,
        *,
        action: str,
        idempotency_key: Optional[str] = None,
        actor: Optional[str] = None,
        context: Optional[Union[dict[str, Any], Sequence[Any]]] = None,
        event_id: Optional[str] = None,
        occurred_at: Optional[Union[str, int, datetime]] = None,
    ) -> types.QueuedEvent:
        """Record an audit entry.

        Appends one entry to the project's audit log, which is a chain of hashes: no entry can be changed, removed or
        put in between without it showing. 202 means that the entry is durable. Secrets in it are filtered as in errors.
        Which kind of key brought it is recorded, since anybody can take the public key from a page; a project may
        accept entries with its secret key only (`audit_secret_only`). Keys that are missing, unknown or used from a
        foreign page all answer 401.

        `action`: What was done, such as `invoice.paid`.

        `idempotency_key`: Takes the place of `event_id` when the body has none. The value may stand in double quotes.

        `actor`: Who did it.

        `context`: Anything that helps. It is kept as JSON to the digit, up to 8,192 bytes without white space; more is
        replaced by `{"_truncated": true, "_bytes": N}`. What is neither an object nor an array is left out.

        `event_id`: A UUID, or up to 64 characters of `A-Z a-z 0-9 _ -`. The same id twice in a project is the same
        event.

        `occurred_at`: When the event happened: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970.
        At most 7 days old and 5 minutes ahead; outside of that, and by default, it is the time at which the server
        received it.
        """
        data: types.QueuedEvent = self._caller.ask(
            OPERATIONS["trackAudit"],
            {
                "action": action,
                "idempotency_key": idempotency_key,
                "actor": actor,
                "context": context,
                "event_id": event_id,
                "occurred_at": occurred_at,
            },
        )
        return data


class ErrorsApi:
    """The operations `errors.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def update_status(
        self,
        *,
        status: types.ErrorStatus,
        ids: Optional[Union[int, Sequence[int]]] = None,
        id: Optional[Union[int, Sequence[int]]] = None,
        note: Optional[str] = None,
    ) -> types.UpdatedErrorStatus:
        """Set the status of error groups.

        Sets the status of up to 100 groups, given as `ids` or, without it, as `id`; each may be one id or a list. Any
        status may follow any other. Ids that are no positive integers are left out; those of no group of this project
        are told in `not_found`. `updated` counts the groups that were found, whether their status changed or not. Each
        change is kept with its time and `note`, and the act is recorded in the audit log.

        `note`: Why, for the history of the group.
        """
        data: types.UpdatedErrorStatus = self._caller.ask(
            OPERATIONS["updateErrorStatus"],
            {
                "status": status,
                "ids": ids,
                "id": id,
                "note": note,
            },
        )
        return data


class AnalyticsApi:
    """The operations `analytics.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def visitors(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        interval: Optional[Literal["hour", "day", "week", "month"]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        fill: Optional[bool] = None,
    ) -> types.VisitorsReport:
        """Visitors, pageviews, sessions and bounce rate.

        Totals of a range of days, and pageviews and unique visitors of each day, or other `interval`, that has any.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `interval`: What a row of `over_time` stands for: its `date` is the first day (of an hour: the first moment) of
        it. Weeks begin on Mondays; the first and the last one end where the range does. Hours are those of the clock:
        where a clock change repeats one, it has two rows, told apart by their offsets. `hour` takes ranges of 31 days
        at most.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `fill`: `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened.
        """
        data: types.VisitorsReport = self._caller.ask(
            OPERATIONS["getVisitors"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "interval": interval,
                "compare": compare,
                "fill": fill,
            },
        )
        return data

    def returning(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        interval: Optional[Literal["hour", "day", "week", "month"]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        fill: Optional[bool] = None,
    ) -> types.ReturningVisitorsReport:
        """New and returning visitors.

        Among the visitors with a pageview in the range: new are those whose first pageview ever lies in the range,
        returning those who were seen before it. In `over_time` a visitor is new on the first day ever (in the first
        `interval`) and returning on every later one.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `interval`: What a row of `over_time` stands for: its `date` is the first day (of an hour: the first moment) of
        it. Weeks begin on Mondays; the first and the last one end where the range does. Hours are those of the clock:
        where a clock change repeats one, it has two rows, told apart by their offsets. `hour` takes ranges of 31 days
        at most.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `fill`: `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened.
        """
        data: types.ReturningVisitorsReport = self._caller.ask(
            OPERATIONS["getReturningVisitors"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "interval": interval,
                "compare": compare,
                "fill": fill,
            },
        )
        return data

    def sessions(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        interval: Optional[Literal["hour", "day", "week", "month"]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        fill: Optional[bool] = None,
    ) -> types.SessionsReport:
        """Sessions, their duration and bounce rate.

        Sessions that started in the range. A session ends after 30 minutes without activity; its duration is the time
        from its start to its last activity. It bounced when it has one pageview and no interaction.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `interval`: What a row of `over_time` stands for: its `date` is the first day (of an hour: the first moment) of
        it. Weeks begin on Mondays; the first and the last one end where the range does. Hours are those of the clock:
        where a clock change repeats one, it has two rows, told apart by their offsets. `hour` takes ranges of 31 days
        at most.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `fill`: `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened.
        """
        data: types.SessionsReport = self._caller.ask(
            OPERATIONS["getSessions"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "interval": interval,
                "compare": compare,
                "fill": fill,
            },
        )
        return data

    def pages(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        by: Optional[Literal["url", "path"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.PagesReport:
        """Most viewed pages.

        Pages by URL (exact, with query and fragment) or, with `by=path`, by its path alone; most pageviews first, then
        by URL; each with the title that was seen last, how long it was read and how far it was scrolled.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `by`: `path`: the URLs of a path, whatever their host, query and fragment, are one page, told in `url`.

        `limit`: How many rows at most. Clamped to 1–100; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.PagesReport = self._caller.ask(
            OPERATIONS["getPages"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "by": by,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_pages(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        by: Optional[Literal["url", "path"]] = None,
        limit: Optional[int] = None,
    ) -> Iterator[types.PagesReportPagesRow]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getPages"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "by": by,
                "limit": limit,
            },
            "pages",
        )

    def entry_pages(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.EntryPagesReport:
        """Pages on which sessions began.

        Sessions that started in the range by the path of their first page, most sessions first, then by path.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `limit`: How many rows at most. Clamped to 1–100; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.EntryPagesReport = self._caller.ask(
            OPERATIONS["getEntryPages"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_entry_pages(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
    ) -> Iterator[types.EntryPagesReportPagesRow]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getEntryPages"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
            },
            "pages",
        )

    def exit_pages(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.ExitPagesReport:
        """Pages on which sessions ended.

        Sessions that started in the range by the path of their last page so far, most sessions first, then by path.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `limit`: How many rows at most. Clamped to 1–100; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.ExitPagesReport = self._caller.ask(
            OPERATIONS["getExitPages"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_exit_pages(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
    ) -> Iterator[types.ExitPagesReportPagesRow]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getExitPages"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
            },
            "pages",
        )

    def devices(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.DevicesReport:
        """Device types, operating systems and browsers.

        Three lists, each with most pageviews first, then by name; 1,000 rows each unless `limit` says otherwise.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `limit`: How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on,
        those that have ended with no rows. Clamped to 1–1000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.DevicesReport = self._caller.ask(
            OPERATIONS["getDevices"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_devices(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        table: Literal["by_device", "by_os", "by_browser"] = "by_device",
    ) -> Iterator[Union[types.DevicesReportByDeviceRow, types.DevicesReportByOsRow, types.DevicesReportByBrowserRow]]:
        """Rows of the list `table`; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getDevices"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
            },
            table,
        )

    def locations(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.LocationsReport:
        """Countries, regions and cities.

        Places of the pageviews whose country is known, most pageviews first. Without `limit` all countries (1,000 at
        most) and the first 50 regions and cities that have a name. The lists are empty when the server has no GeoIP
        database.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `limit`: How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on,
        those that have ended with no rows. Clamped to 1–1000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.LocationsReport = self._caller.ask(
            OPERATIONS["getLocations"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_locations(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        table: Literal["by_country", "by_region", "by_city"] = "by_country",
    ) -> Iterator[
        Union[types.LocationsReportByCountryRow, types.LocationsReportByRegionRow, types.LocationsReportByCityRow],
    ]:
        """Rows of the list `table`; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getLocations"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
            },
            table,
        )

    def referrers(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.ReferrersReport:
        """Where visitors came from.

        Categories and referrer URLs, most pageviews first; pageviews without a referrer are `direct`. Without `limit`
        every category that occurs and 20 URLs.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `limit`: How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on,
        those that have ended with no rows. Clamped to 1–1000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.ReferrersReport = self._caller.ask(
            OPERATIONS["getReferrers"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_referrers(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        table: Literal["by_category", "top_referrers"] = "by_category",
    ) -> Iterator[Union[types.ReferrersReportByCategoryRow, types.ReferrersReportTopReferrersRow]]:
        """Rows of the list `table`; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getReferrers"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
            },
            table,
        )

    def channels(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.ChannelsReport:
        """By what kind of way sessions came.

        Sessions by channel, most sessions first, then by name. A session's first page decides, by the published rules
        of Google's default channel group, which look at `utm_source`, `utm_medium` and `utm_campaign` and, where there
        is none of them, at the referrer; links from assistants such as ChatGPT are `AI Assistant`. Sessions, their
        visitors and their duration are those of sessions that started in the range, `pageviews` those of the range.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `limit`: How many rows at most. Clamped to 1–100; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.ChannelsReport = self._caller.ask(
            OPERATIONS["getChannels"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_channels(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
    ) -> Iterator[types.ChannelsReportChannelsRow]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getChannels"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
            },
            "channels",
        )

    def utm(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.UtmReport:
        """UTM campaigns.

        Pageviews with a `utm_campaign`, by source, medium and campaign, most pageviews first; 1,000 rows unless `limit`
        says otherwise.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `timezone`: The IANA name of a time zone whose days the range means; the answer's `range` names it. If not
        given: the project's.

        `filters`: Only pageviews that fulfil these conditions; of sessions, those with such a pageview in the range.
        JSON: one condition, or an array of conditions that must all hold. `["is", field, values]`, also with `is_not`,
        `contains` and `starts_with`; `values` is one text or an array, any of which will do (none of them, for
        `is_not`). `["and", …]`, `["or", …]` and `["not", condition]` join conditions. Texts compare exactly, with case;
        a pageview without a value has the empty text. At most 8192 characters, 50 conditions, 5 levels, 100 values of
        1024 characters to a condition.

        `compare`: Adds `comparison`, which is the answer to the same question about another range, at the same moment:
        `previous` for as many days just before, `year` for the same dates one year earlier (28 February for a 29th that
        there was not).

        `limit`: How many rows of each list at most; the answer then has `next_cursor`, with which all lists go on,
        those that have ended with no rows. Clamped to 1–1000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.UtmReport = self._caller.ask(
            OPERATIONS["getUtm"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_utm(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        timezone: Optional[str] = None,
        filters: Optional[Union[str, Sequence[Any]]] = None,
        compare: Optional[Literal["previous", "year"]] = None,
        limit: Optional[int] = None,
    ) -> Iterator[types.UtmReportCampaignsRow]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getUtm"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "timezone": timezone,
                "filters": filters,
                "compare": compare,
                "limit": limit,
            },
            "campaigns",
        )

    def errors(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        status: Optional[Literal["open", "investigating", "resolved", "ignored"]] = None,
        severity: Optional[Literal["info", "warning", "error", "critical"]] = None,
        environment: Optional[Literal["production", "staging", "development", "unknown"]] = None,
    ) -> types.ErrorsReport:
        """Error groups.

        Groups that occurred last in the range, newest first, then by id. `occurrence_count` counts all occurrences,
        `occurrences_in_range` and the affected visitors and sessions those of the range (of the occurrences that told
        them). `summary` counts all groups of the range, whatever the filters. Other values of the filters are ignored.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `limit`: How many rows at most. Clamped to 1–100; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.

        `status`: Groups of this status only.

        `severity`: Groups whose newest occurrence has this severity only.

        `environment`: Only groups that ever occurred in this environment.
        """
        data: types.ErrorsReport = self._caller.ask(
            OPERATIONS["getErrors"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "limit": limit,
                "cursor": cursor,
                "status": status,
                "severity": severity,
                "environment": environment,
            },
        )
        return data

    def iterate_errors(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        limit: Optional[int] = None,
        status: Optional[Literal["open", "investigating", "resolved", "ignored"]] = None,
        severity: Optional[Literal["info", "warning", "error", "critical"]] = None,
        environment: Optional[Literal["production", "staging", "development", "unknown"]] = None,
    ) -> Iterator[types.ErrorGroup]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getErrors"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "limit": limit,
                "status": status,
                "severity": severity,
                "environment": environment,
            },
            "errors",
        )

    def errors_trend(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        group_id: Optional[int] = None,
        fill: Optional[bool] = None,
    ) -> types.ErrorTrendReport:
        """Occurrences of errors over time.

        Counts error events of the range, of all groups or of one. A group of another project counts like one without
        occurrences. `top_groups` are the five with most occurrences, then by id.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `group_id`: Count one error group only.

        `fill`: `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened.
        """
        data: types.ErrorTrendReport = self._caller.ask(
            OPERATIONS["getErrorTrend"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "group_id": group_id,
                "fill": fill,
            },
        )
        return data

    def error_detail(
        self,
        *,
        id: int,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        explain: Optional[bool] = None,
        fill: Optional[bool] = None,
    ) -> types.ErrorDetailReport:
        """One error group.

        The group, whatever the range; its history; its occurrences in the range by day and one by one, newest first.
        `context` comes as it was sent, to the digit. `source` is `browser` for the public key and `backend` for the
        secret one, which tells no device or place unless a batch gave them. With `explain` the answer says what the
        group's occurrences were found alike by.

        `id`: The error group.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `limit`: How many events at most. Clamped to 1–100; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.

        `explain`: `true` or `1`: tell what the occurrences were found alike by.

        `fill`: `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened.
        """
        data: types.ErrorDetailReport = self._caller.ask(
            OPERATIONS["getErrorDetail"],
            {
                "id": id,
                "range": range,
                "from_": from_,
                "to": to,
                "limit": limit,
                "cursor": cursor,
                "explain": explain,
                "fill": fill,
            },
        )
        return data

    def iterate_error_detail(
        self,
        *,
        id: int,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        limit: Optional[int] = None,
        explain: Optional[bool] = None,
        fill: Optional[bool] = None,
    ) -> Iterator[types.ErrorEvent]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getErrorDetail"],
            {
                "id": id,
                "range": range,
                "from_": from_,
                "to": to,
                "limit": limit,
                "explain": explain,
                "fill": fill,
            },
            "events",
        )

    def audits(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        action: Optional[str] = None,
        actor: Optional[str] = None,
    ) -> types.AuditsReport:
        """The audit log.

        Entries of the range, newest first; `action` and `actor` are compared exactly. `top_actions` are the 20 most
        frequent of the range, whatever the filters. `id` is the entry's place in the project's chain and `hash` what it
        is chained by. `source` is `server` for what was done to the project on this server, such as a rotation of its
        keys.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `limit`: How many rows at most. Clamped to 1–200; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.

        `action`: Entries of exactly this action only.

        `actor`: Entries of exactly this actor only.
        """
        data: types.AuditsReport = self._caller.ask(
            OPERATIONS["getAudits"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "limit": limit,
                "cursor": cursor,
                "action": action,
                "actor": actor,
            },
        )
        return data

    def iterate_audits(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        limit: Optional[int] = None,
        action: Optional[str] = None,
        actor: Optional[str] = None,
    ) -> Iterator[types.AuditsReportLogsRow]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getAudits"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "limit": limit,
                "action": action,
                "actor": actor,
            },
            "logs",
        )

    def links(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.LinkAnalyticsReport:
        """Links by their clicks.

        All links, clicked or not, most clicks in the range first, then the newest. `unique_clicks` counts addresses, by
        their hashes.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `limit`: How many rows at most. Clamped to 1–1000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.LinkAnalyticsReport = self._caller.ask(
            OPERATIONS["getLinkAnalytics"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_links(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        limit: Optional[int] = None,
    ) -> Iterator[types.LinkAnalyticsReportLinksRow]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["getLinkAnalytics"],
            {
                "range": range,
                "from_": from_,
                "to": to,
                "limit": limit,
            },
            "links",
        )

    def link_detail(
        self,
        *,
        code: str,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
        fill: Optional[bool] = None,
    ) -> types.LinkDetailReport:
        """Clicks of one link.

        Counted clicks of the range by country (where known), category of the referrer, device type and day, most clicks
        first. `uncounted` tells requests that are no clicks: `HEAD`, prefetches of browsers, and bots.

        `code`: The link's code.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.

        `fill`: `true` or `1`: `over_time` has every day of the range, with zeros where nothing happened.
        """
        data: types.LinkDetailReport = self._caller.ask(
            OPERATIONS["getLinkDetail"],
            {
                "code": code,
                "range": range,
                "from_": from_,
                "to": to,
                "fill": fill,
            },
        )
        return data

    def ledger(self) -> types.Ledger:
        """What became of this project's events.

        Counts since the project was created. `received` = `stored` + the sum of `dropped` + `pending`; dead letters are
        part of `pending` until they are replayed or dropped.
        """
        data: types.Ledger = self._caller.ask(
            OPERATIONS["getLedger"],
            {},
        )
        return data


class LinksApi:
    """The operations `links.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        destination_url: str,
        code: Optional[str] = None,
        label: Optional[str] = None,
        expires_at: Optional[Union[str, int, datetime]] = None,
        max_clicks: Optional[int] = None,
        password: Optional[str] = None,
        redirect_status: Optional[types.RedirectStatus] = None,
        forward_query: Optional[bool] = None,
        tags: Optional[Sequence[str]] = None,
    ) -> types.Link:
        """Make a short link.

        Makes a link that leads to `destination_url`, which may hold Unicode; it is stored in ASCII. The code is random
        unless `code` is given; codes are case-sensitive and never issued again, even after a link was deleted. A link
        can end at a time or after so many clicks, and can ask for a password, of which only a slow hash is stored.

        `destination_url`: An absolute `http:` or `https:` URL of at most 2,048 bytes, not a short link of this server.

        `code`: The code of your choice; 8 random letters and digits otherwise.

        `label`: For its owner.

        `expires_at`: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970, in the future and before
        the year 10000. From then on the link answers 410.

        `max_clicks`: So many clicks lead on, exactly; then the link answers 410. They are counted from when the link
        gets its first maximum; another maximum goes on from there, and one that comes after `clear` starts anew.

        `password`: Asked for before the link leads on. White space around it does not count.

        `forward_query`: The visitor's query parameters are added to the target, but for those that it has already.
        """
        data: types.Link = self._caller.ask(
            OPERATIONS["createLink"],
            {
                "destination_url": destination_url,
                "code": code,
                "label": label,
                "expires_at": expires_at,
                "max_clicks": max_clicks,
                "password": password,
                "redirect_status": redirect_status,
                "forward_query": forward_query,
                "tags": tags,
            },
        )
        return data

    def bulk_create(
        self,
        *,
        links: Sequence[types.CreateLinkBody],
    ) -> types.BulkCreatedLinks:
        """Make many short links.

        Makes up to 1,000 links, in one request of at most 1 MiB. A wrong one is rejected alone, with its reason; the
        others are made together. When every link is rejected the answer is 400 with the same `data`. At most 20
        different passwords are taken in one request, since each costs time to hash; links with further ones are
        rejected with `a bulk request takes at most 20 different passwords`.
        """
        data: types.BulkCreatedLinks = self._caller.ask(
            OPERATIONS["bulkCreateLinks"],
            {
                "links": links,
            },
        )
        return data

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        tag: Optional[str] = None,
    ) -> types.LinkList:
        """List the links.

        All links of the project or those with a tag, newest first. `total_clicks` counts since the link was made.

        `limit`: How many rows at most. Clamped to 1–10000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.

        `tag`: Links with exactly this tag only.
        """
        data: types.LinkList = self._caller.ask(
            OPERATIONS["listLinks"],
            {
                "limit": limit,
                "cursor": cursor,
                "tag": tag,
            },
        )
        return data

    def iterate_list(
        self,
        *,
        limit: Optional[int] = None,
        tag: Optional[str] = None,
    ) -> Iterator[types.Link]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["listLinks"],
            {
                "limit": limit,
                "tag": tag,
            },
            "links",
        )

    def get(
        self,
        *,
        code: str,
    ) -> types.Link:
        """One link.

        The link with this code, as the list shows it.

        `code`: The link's code.
        """
        data: types.Link = self._caller.ask(
            OPERATIONS["getLink"],
            {
                "code": code,
            },
        )
        return data

    def edit(
        self,
        *,
        code: str,
        destination_url: Optional[str] = None,
        is_active: Optional[bool] = None,
        label: Optional[str] = None,
        expires_at: Optional[Union[str, int, datetime]] = None,
        max_clicks: Optional[int] = None,
        password: Optional[str] = None,
        redirect_status: Optional[types.RedirectStatus] = None,
        forward_query: Optional[bool] = None,
        tags: Optional[Sequence[str]] = None,
        clear: Optional[Sequence[Literal["expires_at", "max_clicks", "password"]]] = None,
    ) -> types.Link:
        """Change a link.

        Changes what is given and leaves the rest (`null` means not given); `clear` takes away an expiry, a maximum or
        the password. The code stays. The fields other than `code` are checked after the link was found.

        `destination_url`: As in creation.

        `is_active`: Links that are not active answer 404.

        `label`: For its owner.

        `expires_at`: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970, in the future and before
        the year 10000. From then on the link answers 410.

        `max_clicks`: So many clicks lead on, exactly; then the link answers 410. They are counted from when the link
        gets its first maximum; another maximum goes on from there, and one that comes after `clear` starts anew.

        `password`: Asked for before the link leads on. White space around it does not count.

        `forward_query`: The visitor's query parameters are added to the target, but for those that it has already.

        `clear`: What the link shall not have any more.
        """
        data: types.Link = self._caller.ask(
            OPERATIONS["editLink"],
            {
                "code": code,
                "destination_url": destination_url,
                "is_active": is_active,
                "label": label,
                "expires_at": expires_at,
                "max_clicks": max_clicks,
                "password": password,
                "redirect_status": redirect_status,
                "forward_query": forward_query,
                "tags": tags,
                "clear": clear,
            },
        )
        return data

    def delete(
        self,
        *,
        code: str,
    ) -> types.DeletedLink:
        """Delete a link.

        Removes the link with its clicks, for good. Its code is never issued again.
        """
        data: types.DeletedLink = self._caller.ask(
            OPERATIONS["deleteLink"],
            {
                "code": code,
            },
        )
        return data

    def qr(
        self,
        *,
        code: str,
        format: Optional[Literal["svg", "png"]] = None,
        size: Optional[int] = None,
    ) -> bytes:
        """QR code of a link.

        The link's `short_url` as a QR code, as SVG or PNG; `size` is the length of a side.

        `code`: The link's code.

        `format`: The kind of image.

        `size`: The length of a side, in pixels.
        """
        data: bytes = self._caller.ask(
            OPERATIONS["getLinkQr"],
            {
                "code": code,
                "format": format,
                "size": size,
            },
        )
        return data


class WebhooksApi:
    """The operations `webhooks.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        url: str,
        triggers: Sequence[types.WebhookTriggerInput],
        description: Optional[str] = None,
        format: Optional[Literal["json", "slack", "discord", "template"]] = None,
        template: Optional[str] = None,
    ) -> types.CreatedWebhook:
        """Make a webhook endpoint.

        Makes an endpoint that is told of what its triggers name. `secret` is shown here and at its rotation only;
        receivers verify with it what they get (standardwebhooks.com). A project has at most 20 endpoints.
        `docs/webhooks.md` lists the events.

        `url`: Where messages are posted: http or https, at a public address unless the operator allows others.
        Redirects are not followed.

        `description`: For its owner.

        `format`: The shape of the body.

        `template`: The body of the format `template`, with placeholders such as `{{summary}}` and `{{data.message}}`.
        """
        data: types.CreatedWebhook = self._caller.ask(
            OPERATIONS["createWebhook"],
            {
                "url": url,
                "triggers": triggers,
                "description": description,
                "format": format,
                "template": template,
            },
        )
        return data

    def list(self) -> types.WebhookList:
        """List the webhook endpoints.

        All endpoints of the project, the oldest first, without their secrets.
        """
        data: types.WebhookList = self._caller.ask(
            OPERATIONS["listWebhooks"],
            {},
        )
        return data

    def get(
        self,
        *,
        id: int,
    ) -> types.Webhook:
        """One webhook endpoint.

        The endpoint without its secrets.

        `id`: The endpoint.
        """
        data: types.Webhook = self._caller.ask(
            OPERATIONS["getWebhook"],
            {
                "id": id,
            },
        )
        return data

    def edit(
        self,
        *,
        id: int,
        url: Optional[str] = None,
        triggers: Optional[Sequence[types.WebhookTriggerInput]] = None,
        description: Optional[str] = None,
        format: Optional[Literal["json", "slack", "discord", "template"]] = None,
        template: Optional[str] = None,
        is_enabled: Optional[bool] = None,
    ) -> types.Webhook:
        """Change a webhook endpoint.

        Changes what is given and leaves the rest (`null` means not given). What was still to be delivered to an
        endpoint that is disabled is given up; `/api/webhooks/replay` delivers it when it is enabled again.

        `url`: Where messages are posted: http or https, at a public address unless the operator allows others.
        Redirects are not followed.

        `description`: For its owner.

        `format`: The shape of the body.

        `template`: The body of the format `template`, with placeholders such as `{{summary}}` and `{{data.message}}`.

        `is_enabled`: Whether it is told of anything.
        """
        data: types.Webhook = self._caller.ask(
            OPERATIONS["editWebhook"],
            {
                "id": id,
                "url": url,
                "triggers": triggers,
                "description": description,
                "format": format,
                "template": template,
                "is_enabled": is_enabled,
            },
        )
        return data

    def delete(
        self,
        *,
        id: int,
    ) -> types.DeletedWebhook:
        """Delete a webhook endpoint.

        Removes the endpoint with the log of its deliveries, for good.
        """
        data: types.DeletedWebhook = self._caller.ask(
            OPERATIONS["deleteWebhook"],
            {
                "id": id,
            },
        )
        return data

    def rotate_secret(
        self,
        *,
        id: int,
        overlap_hours: Optional[int] = None,
    ) -> types.CreatedWebhook:
        """Give a webhook endpoint a new secret.

        Makes a new secret. Messages are signed with the old one as well until `overlap_hours` are over, so that a
        receiver can be changed meanwhile; 0 ends it at once.

        `overlap_hours`: For how long the old secret signs as well.
        """
        data: types.CreatedWebhook = self._caller.ask(
            OPERATIONS["rotateWebhookSecret"],
            {
                "id": id,
                "overlap_hours": overlap_hours,
            },
        )
        return data

    def ping(
        self,
        *,
        id: int,
    ) -> types.PingedWebhook:
        """Send a test message.

        Sends an event of the type `ping` to the endpoint, also while it is disabled. It is tried once; how that went
        stands in the log of deliveries under the `event_id` of this answer.
        """
        data: types.PingedWebhook = self._caller.ask(
            OPERATIONS["pingWebhook"],
            {
                "id": id,
            },
        )
        return data

    def evaluate(
        self,
        *,
        triggers: Sequence[types.WebhookTriggerInput],
    ) -> types.EvaluatedWebhook:
        """Ask what triggers would say now.

        Tells of each trigger what it looks at, from where on it tells of it, and whether it would just now. Nobody is
        told of anything, and whether somebody was told lately plays no part. Of `traffic.drop` the hour is looked at
        that ended last. Triggers that single events bring about, such as `error_group.created`, say nothing before
        there is one: of them all is `null`.
        """
        data: types.EvaluatedWebhook = self._caller.ask(
            OPERATIONS["evaluateWebhook"],
            {
                "triggers": triggers,
            },
        )
        return data

    def deliveries(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        webhook_id: Optional[int] = None,
        status: Optional[Literal["pending", "delivered", "failed"]] = None,
    ) -> types.WebhookDeliveryList:
        """The log of deliveries.

        What was and will be delivered, newest first, with the last attempt of each. Deliveries are kept for 30 days.

        `limit`: How many rows at most. Clamped to 1–1000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.

        `webhook_id`: Deliveries to this endpoint only.

        `status`: Deliveries of this status only.
        """
        data: types.WebhookDeliveryList = self._caller.ask(
            OPERATIONS["listWebhookDeliveries"],
            {
                "limit": limit,
                "cursor": cursor,
                "webhook_id": webhook_id,
                "status": status,
            },
        )
        return data

    def iterate_deliveries(
        self,
        *,
        limit: Optional[int] = None,
        webhook_id: Optional[int] = None,
        status: Optional[Literal["pending", "delivered", "failed"]] = None,
    ) -> Iterator[types.WebhookDelivery]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["listWebhookDeliveries"],
            {
                "limit": limit,
                "webhook_id": webhook_id,
                "status": status,
            },
            "deliveries",
        )

    def replay(
        self,
        *,
        id: int,
        delivery_id: Optional[int] = None,
        from_: Optional[Union[str, int, datetime]] = None,
        to: Optional[Union[str, int, datetime]] = None,
        status: Optional[Literal["delivered", "failed"]] = None,
    ) -> types.ReplayedWebhook:
        """Deliver again.

        Delivers ended deliveries of an endpoint again, under their old event ids: the one named by `delivery_id`, or
        those that were made from `from` up to `to` (now, unless given), of one `status` or any. Each event is delivered
        once, and none that is on its way already.

        `delivery_id`: One delivery. The other members do not count then.

        `from_`: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970.

        `to`: ISO 8601 with an offset (`Z` or `+01:00`), or milliseconds since 1970.

        `status`: Only deliveries that ended so.
        """
        data: types.ReplayedWebhook = self._caller.ask(
            OPERATIONS["replayWebhookDeliveries"],
            {
                "id": id,
                "delivery_id": delivery_id,
                "from_": from_,
                "to": to,
                "status": status,
            },
        )
        return data


class RealtimeApi:
    """The operations `realtime.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def token(
        self,
        *,
        channels: Sequence[types.RealtimeChannel],
        expires_in: Optional[int] = None,
        origin: Optional[str] = None,
    ) -> types.RealtimeToken:
        """Make a token for listening.

        Makes a token with which a browser or program listens to some channels of the project for some time, at the
        socket `/api/realtime?token=…` or the stream `/api/realtime/sse?token=…`, so that it need not have the secret
        key. Tokens are not stored: what ends one before its time is a new secret key for the project.

        `channels`: What the token lets its bearer listen to.

        `expires_in`: For how long, in seconds.

        `origin`: The only origin, such as `https://dashboard.example.com`, whose pages may use the token. Without it:
        pages of any origin, and programs.
        """
        data: types.RealtimeToken = self._caller.ask(
            OPERATIONS["createRealtimeToken"],
            {
                "channels": channels,
                "expires_in": expires_in,
                "origin": origin,
            },
        )
        return data


class ExportsApi:
    """The operations `exports.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def pageviews(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
    ) -> Iterator[types.ExportedPageview]:
        """All pageviews of the range.

        Every stored pageview of the range, by day and number. `visitor` is the hash of the visitor's id.

        Rows come as they are read; each iteration is one request.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
        """
        return self._caller.rows(
            OPERATIONS["exportPageviews"],
            {
                "range": range,
                "from_": from_,
                "to": to,
            },
        )

    def errors(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
    ) -> Iterator[types.ExportedError]:
        """All errors of the range.

        Every stored error event of the range, by day and number. `visitor` and `session` are hashes, null when not
        told.

        Rows come as they are read; each iteration is one request.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
        """
        return self._caller.rows(
            OPERATIONS["exportErrors"],
            {
                "range": range,
                "from_": from_,
                "to": to,
            },
        )

    def clicks(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
    ) -> Iterator[types.ExportedClick]:
        """All requests for links of the range.

        Every stored request for a short link of the range, by day and number. `uncounted` is null for a click that
        counts.

        Rows come as they are read; each iteration is one request.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
        """
        return self._caller.rows(
            OPERATIONS["exportClicks"],
            {
                "range": range,
                "from_": from_,
                "to": to,
            },
        )

    def audits(
        self,
        *,
        range: Optional[str] = None,
        from_: Optional[Union[str, date]] = None,
        to: Optional[Union[str, date]] = None,
    ) -> Iterator[types.ExportedAudit]:
        """The audit log of the range.

        Every entry of the range, by day and place in the chain. With `previous_hash` and `hash` the chain can be
        checked.

        Rows come as they are read; each iteration is one request.

        `range`: `N` or `Nd`: from N days ago until the end of today, in the project's time zone, so `7d` spans 8
        calendar days; N is clamped to 1–365. `custom`: the days `from` to `to`, both included.

        `from_`: First day of a custom range, `YYYY-MM-DD`; ignored otherwise.

        `to`: Last day of a custom range, `YYYY-MM-DD`, at most 365 days after `from`; ignored otherwise.
        """
        return self._caller.rows(
            OPERATIONS["exportAudits"],
            {
                "range": range,
                "from_": from_,
                "to": to,
            },
        )


class ProjectsApi:
    """The operations `projects.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def create(
        self,
        *,
        name: str,
        allowed_domains: Sequence[str],
        timezone: Optional[str] = None,
        cookieless: Optional[bool] = None,
        respect_dnt: Optional[bool] = None,
        merge_fingerprints: Optional[bool] = None,
        scrub_keys: Optional[Sequence[str]] = None,
        safe_keys: Optional[Sequence[str]] = None,
        audit_secret_only: Optional[bool] = None,
        retention: Optional[types.RetentionInput] = None,
    ) -> types.CreatedProject:
        """Create a project.

        Creates a project with its two keys. The secret key is shown here and after a rotation only; the server keeps
        its hash. Names need not be unique. Of each domain the host is kept, in lower case and without `www.`; scheme,
        port and path are dropped, as are empty entries and repetitions. Subdomains of an allowed domain are allowed
        too.

        `name`: At most 100 bytes.

        `allowed_domains`: Hosts from which the public key may be used, with their subdomains; each at most 253 bytes.

        `timezone`: The IANA zone whose days the reports use.

        `cookieless`: Store nothing in the browser.

        `respect_dnt`: Do not record requests with `DNT` 1 or `Sec-GPC` 1.

        `merge_fingerprints`: Let a visitor id never seen before join the visitor with the same browser fingerprint.

        `scrub_keys`: Names of further keys whose values are filtered out of errors and audit entries, in any case of
        letters.

        `safe_keys`: Names of keys whose values are never filtered because of the name, in any case of letters.

        `audit_secret_only`: Accept audit entries with the secret key only.

        `retention`: What goes by itself once it is old enough. Members that are not given stay as they are, which is
        for ever at first; `null` keeps for ever. See [retention](docs/retention.md).
        """
        data: types.CreatedProject = self._caller.ask(
            OPERATIONS["createProject"],
            {
                "name": name,
                "allowed_domains": allowed_domains,
                "timezone": timezone,
                "cookieless": cookieless,
                "respect_dnt": respect_dnt,
                "merge_fingerprints": merge_fingerprints,
                "scrub_keys": scrub_keys,
                "safe_keys": safe_keys,
                "audit_secret_only": audit_secret_only,
                "retention": retention,
            },
        )
        return data

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.ProjectList:
        """List all projects.

        All projects, newest first, with what they hold. Secret keys are not shown.

        `limit`: How many rows at most (without it, all). Clamped to 1–1000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.ProjectList = self._caller.ask(
            OPERATIONS["listProjects"],
            {
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_list(
        self,
        *,
        limit: Optional[int] = None,
    ) -> Iterator[types.ListedProject]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["listProjects"],
            {
                "limit": limit,
            },
            "projects",
        )

    def edit(
        self,
        *,
        id: int,
        name: Optional[str] = None,
        allowed_domains: Optional[Sequence[str]] = None,
        timezone: Optional[str] = None,
        cookieless: Optional[bool] = None,
        respect_dnt: Optional[bool] = None,
        merge_fingerprints: Optional[bool] = None,
        scrub_keys: Optional[Sequence[str]] = None,
        safe_keys: Optional[Sequence[str]] = None,
        audit_secret_only: Optional[bool] = None,
        retention: Optional[types.RetentionInput] = None,
    ) -> types.EditedProject:
        """Change a project.

        Changes what is given and leaves the rest (`null` means not given). Disabled projects can be changed too. The
        fields other than `id` are checked after the project was found. A new `timezone` moves the days of everything
        stored, at once; with millions of pageviews the answer takes minutes.

        `name`: At most 100 bytes.

        `allowed_domains`: Hosts from which the public key may be used, with their subdomains; each at most 253 bytes.

        `timezone`: The IANA zone whose days the reports use.

        `cookieless`: Nothing is stored in the browser; visitors are told apart for a day by a keyed hash whose salt is
        destroyed after 48 hours.

        `respect_dnt`: Requests with `DNT` 1 or `Sec-GPC` 1 are not recorded.

        `merge_fingerprints`: A visitor id never seen before joins the visitor with the same browser fingerprint.

        `scrub_keys`: Names of further keys whose values are filtered out of errors and audit entries, in lower case.

        `safe_keys`: Names of keys whose values are never filtered because of the name, in lower case.

        `audit_secret_only`: Audit entries are accepted with the secret key only.

        `retention`: What goes by itself once it is old enough. Members that are not given stay as they are, which is
        for ever at first; `null` keeps for ever. See [retention](docs/retention.md).
        """
        data: types.EditedProject = self._caller.ask(
            OPERATIONS["editProject"],
            {
                "id": id,
                "name": name,
                "allowed_domains": allowed_domains,
                "timezone": timezone,
                "cookieless": cookieless,
                "respect_dnt": respect_dnt,
                "merge_fingerprints": merge_fingerprints,
                "scrub_keys": scrub_keys,
                "safe_keys": safe_keys,
                "audit_secret_only": audit_secret_only,
                "retention": retention,
            },
        )
        return data

    def toggle(
        self,
        *,
        id: int,
        is_active: Optional[bool] = None,
    ) -> types.ToggledProject:
        """Enable or disable a project.

        Sets `is_active`, or flips it when it is not given. The keys of a disabled project answer 401 `Invalid API key`
        and its `verify` answers `valid: false`; its data stays.

        `is_active`: Not given flips it.
        """
        data: types.ToggledProject = self._caller.ask(
            OPERATIONS["toggleProject"],
            {
                "id": id,
                "is_active": is_active,
            },
        )
        return data

    def regenerate_keys(
        self,
        *,
        id: int,
        rotate_secret: Optional[bool] = None,
        rotate_public: Optional[bool] = None,
    ) -> types.RegeneratedKeys:
        """Replace a project's keys.

        Replaces both keys, or the one that is asked for. The old keys stop working at once; the answer holds the new
        ones only.
        """
        data: types.RegeneratedKeys = self._caller.ask(
            OPERATIONS["regenerateProjectKeys"],
            {
                "id": id,
                "rotate_secret": rotate_secret,
                "rotate_public": rotate_public,
            },
        )
        return data

    def delete(
        self,
        *,
        id: int,
        confirm: str,
    ) -> types.DeletedProject:
        """Delete a project and its data.

        Removes the project and everything under it, for good. `confirm` must be the project's exact name.

        `confirm`: The project's exact name.
        """
        data: types.DeletedProject = self._caller.ask(
            OPERATIONS["deleteProject"],
            {
                "id": id,
                "confirm": confirm,
            },
        )
        return data

    def verify(
        self,
        *,
        key: str,
    ) -> types.KeyVerdict:
        """Check a key.

        Says whether a public or secret key belongs to an active project, and to which. No key is needed to ask, so the
        limit is tight and the work is the same for every key. An unknown key answers 200 with `valid: false`.

        `key`: A public or secret key.
        """
        data: types.KeyVerdict = self._caller.ask(
            OPERATIONS["verifyKey"],
            {
                "key": key,
            },
        )
        return data

    def ledger(self) -> types.ProjectsLedger:
        """What became of every project's events.

        Counts since each project was created, and their sums. `received` = `stored` + the sum of `dropped` + `pending`;
        dead letters are part of `pending`. Projects come in the order of their ids.
        """
        data: types.ProjectsLedger = self._caller.ask(
            OPERATIONS["getProjectsLedger"],
            {},
        )
        return data


class DeadLettersApi:
    """The operations `dead_letters.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self,
        *,
        project_id: Optional[int] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
    ) -> types.DeadLetterList:
        """List dead letters.

        Events that could not be stored, newest first, without what is in them. Timestamps are in UTC.

        `project_id`: Only of this project.

        `limit`: How many rows at most. Clamped to 1–1000; what is not a number counts as 1.

        `cursor`: Where the list goes on: `next_cursor` of the answer before. It belongs to one operation and its other
        parameters.
        """
        data: types.DeadLetterList = self._caller.ask(
            OPERATIONS["listDeadLetters"],
            {
                "project_id": project_id,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return data

    def iterate_list(
        self,
        *,
        project_id: Optional[int] = None,
        limit: Optional[int] = None,
    ) -> Iterator[types.DeadLetter]:
        """Rows; pages of `limit` rows are asked for as they are needed."""
        return self._caller.iterate(
            OPERATIONS["listDeadLetters"],
            {
                "project_id": project_id,
                "limit": limit,
            },
            "dead_letters",
        )

    def get(
        self,
        *,
        id: int,
    ) -> types.DeadLetterDetail:
        """One dead letter.

        The dead letter with the event as it waited in the queue, which may hold what tells visitors apart. `event` is
        as the server writes it for itself: its members may change with any version.

        `id`: The dead letter.
        """
        data: types.DeadLetterDetail = self._caller.ask(
            OPERATIONS["getDeadLetter"],
            {
                "id": id,
            },
        )
        return data

    def replay(
        self,
        *,
        id: Optional[int] = None,
        all: Optional[Literal[True]] = None,
        project_id: Optional[int] = None,
    ) -> types.ReplayedDeadLetters:
        """Store dead letters after all.

        Stores the events of one dead letter, or of all (of one project, if it is named), as if they had just come out
        of the queue: what was stored before is a `duplicate`, and so on. A letter goes in the same transaction, so
        nothing is stored twice however often this is asked. Those that fail again stay, with the new reason; the first
        100 of them are named in `failures`. The act is recorded in the audit logs of their projects.
        """
        data: types.ReplayedDeadLetters = self._caller.ask(
            OPERATIONS["replayDeadLetters"],
            {
                "id": id,
                "all": all,
                "project_id": project_id,
            },
        )
        return data

    def drop(
        self,
        *,
        id: Optional[int] = None,
        all: Optional[Literal[True]] = None,
        project_id: Optional[int] = None,
    ) -> types.DroppedDeadLetters:
        """Drop dead letters.

        Removes one dead letter, or all (of one project, if it is named), for good. They count as `dead_letter_dropped`
        in the ledger; the act is recorded in the audit logs of their projects.
        """
        data: types.DroppedDeadLetters = self._caller.ask(
            OPERATIONS["dropDeadLetters"],
            {
                "id": id,
                "all": all,
                "project_id": project_id,
            },
        )
        return data


class SystemApi:
    """The operations `system.*`."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def health(self) -> types.Health:
        """Is the server well?.

        Checks of everything the server depends on. Not enveloped and never limited. 503 when `database` or `queue`
        fails, without which no answer can be given or no event taken; `warn` does not make it unhealthy. `php` is the
        name under which existing clients look for the runtime's version. Checks carry values of their own for those who
        watch, such as `oldest_pending_seconds`, the number of dead letters, or the partitions that living processes
        store for.
        """
        data: types.Health = self._caller.ask(
            OPERATIONS["getHealth"],
            {},
        )
        return data

    def live(self) -> types.Liveness:
        """Does the process answer?.

        Looks at nothing else. Who gets no answer may start the process again.
        """
        data: types.Liveness = self._caller.ask(
            OPERATIONS["getLiveness"],
            {},
        )
        return data

    def ready(self) -> types.Readiness:
        """Does this process take events?.

        For load balancers. A database that is away is no reason to send nothing here: events are taken, links lead on,
        and what waits is stored when it is back.
        """
        data: types.Readiness = self._caller.ask(
            OPERATIONS["getReadiness"],
            {},
        )
        return data

    def metrics(self) -> str:
        """Figures for Prometheus.

        Times of requests, batches, caches, webhooks, event loop and memory of this process; what was received, stored,
        dropped and waits, of the whole installation. Programs on the same machine need no key: a request from a
        loopback address without one is answered, unless it carries a header that proxies add. What the database tells
        is missing while it is away.
        """
        data: str = self._caller.ask(
            OPERATIONS["getMetrics"],
            {},
        )
        return data

    def open_api(self) -> types.SystemOpenApi:
        """This document.

        This document as JSON, for tools that read OpenAPI.
        """
        data: types.SystemOpenApi = self._caller.ask(
            OPERATIONS["getOpenApi"],
            {},
        )
        return data


class Api(RequestApi):
    """Every operation that has a name, by its group."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller)
        self.track = TrackApi(caller)
        self.errors = ErrorsApi(caller)
        self.analytics = AnalyticsApi(caller)
        self.links = LinksApi(caller)
        self.webhooks = WebhooksApi(caller)
        self.realtime = RealtimeApi(caller)
        self.exports = ExportsApi(caller)
        self.projects = ProjectsApi(caller)
        self.dead_letters = DeadLettersApi(caller)
        self.system = SystemApi(caller)
