"""What is captured, as the server takes it."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

#: What the server takes of one event.
MOST_EVENT_BYTES = 65_536
#: What the server keeps of a context; more of it is replaced as a whole.
MOST_CONTEXT_BYTES = 8_192


class Event(NamedTuple):
    """An event that waits: its JSON, and when it was captured, in seconds of time.monotonic()."""

    event_id: str
    body: bytes
    captured_at: float


def stamped(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The event with an id of its own and the time, which is now."""
    return {
        "kind": kind,
        "event_id": str(uuid.uuid4()),
        # Milliseconds since 1970.
        "occurred_at": int(time.time() * 1000),
        **fields,
    }


def encoded(event: Mapping[str, Any]) -> Event:
    """The event as it is sent: without its context, and then with less of its stack, if it would be too large.

    :returns: one that is above `MOST_EVENT_BYTES` when that was not enough
    :raises ValueError, TypeError: when it cannot be written as JSON
    """
    body = json_bytes(event)
    if len(body) > MOST_EVENT_BYTES and event.get("context") is not None:
        event = {**event, "context": None}
        body = json_bytes(event)
    stack = event.get("stack")
    if len(body) > MOST_EVENT_BYTES and isinstance(stack, str):
        event = {**event, "stack": _shortened(stack, len(body) - MOST_EVENT_BYTES)}
        body = json_bytes(event)
    return Event(str(event["event_id"]), body, time.monotonic())


def _shortened(stack: str, excess: int) -> str:
    """As much of the beginning of the stack as leaves its JSON shorter by the excess."""
    room = len(json_bytes(stack)) - excess
    kept = stack[: max(0, room)]
    while kept and len(json_bytes(kept)) > room:
        # Characters of several bytes and escapes: cut in proportion until it fits.
        kept = kept[: min(len(kept) - 1, len(kept) * room // len(json_bytes(kept)))]
    return kept


def json_bytes(value: Any) -> bytes:
    """JSON in UTF-8, without white space.

    :raises ValueError, TypeError: when it cannot be written as JSON
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")
