"""What becomes of a batch: what a request is made of, and what its answer means."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, Optional

from ._events import Event
from ._exchange import json_of
from ._retry import retry_after_of
from ._transport import Response

PATH = "/api/track/batch"
#: Smaller bodies gain nothing.
_GZIP_FROM = 1_024
_RETRIED = (408, 425, 429)


class Outcome(NamedTuple):
    """`done`: all is settled, with `lost` (reason, message) of single events. `retry`: again. `halve`: in two."""

    action: Literal["done", "retry", "halve"]
    lost: tuple[tuple[str, str], ...] = ()
    retry_after: Optional[float] = None


def body_of(events: list[Event]) -> tuple[bytes, dict[str, str]]:
    """The body of a request with these events, and its headers."""
    body = b'{"events":[' + b",".join(event.body for event in events) + b"]}"
    headers = {"Content-Type": "application/json"}
    if len(body) > _GZIP_FROM:
        headers["Content-Encoding"] = "gzip"
        # Level 1 takes most of the repetition of JSON, in a fifth of the time.
        body = gzip.compress(body, 1)
    return body, headers


def outcome_of(response: Response, count: int) -> Outcome:
    """What an answer to so many events means."""
    status = response.status
    body = json_of(response.body)
    envelope = body if isinstance(body, dict) else {}
    if 200 <= status < 300:
        if envelope.get("success") is not True:
            return Outcome("retry")
        return Outcome("done", _lost_items(_results_of(envelope), count))
    if status in _RETRIED or status >= 500:
        return Outcome("retry", retry_after=retry_after_of(response.headers.get("Retry-After")))
    told = envelope.get("message") or envelope.get("error")
    message = f"HTTP {status}: {told}" if isinstance(told, str) else f"HTTP {status}"
    if status == 413 and count > 1:
        return Outcome("halve")
    if status == 400 and _results_of(envelope):
        return Outcome("done", _lost_items(_results_of(envelope), count))
    reason = {401: "unauthorized", 403: "unauthorized", 413: "too_large"}.get(status, "rejected")
    return Outcome("done", ((reason, message),) * count)


def _results_of(envelope: Mapping[str, Any]) -> list[Any]:
    data = envelope.get("data")
    results = data.get("results") if isinstance(data, dict) else None
    return results if isinstance(results, list) else []


def _lost_items(results: list[Any], count: int) -> tuple[tuple[str, str], ...]:
    rejected = [item for item in results[:count] if isinstance(item, dict) and item.get("status") == "rejected"]
    return tuple(("rejected", str(item.get("message") or "rejected by the server")) for item in rejected)
