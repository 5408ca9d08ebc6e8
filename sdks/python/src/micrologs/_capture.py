"""The side that takes events: it never raises, never waits and returns at once."""

from __future__ import annotations

import logging
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, Optional, Protocol, TypedDict, Union

from ._background import Background
from ._caller import USER_AGENT
from ._events import MOST_CONTEXT_BYTES, MOST_EVENT_BYTES, Event, encoded, json_bytes, stamped
from ._options import Options
from ._queue import EventQueue
from ._retry import Backoff
from ._scope import scope_context, scope_field
from ._scrubbing import Scrubber
from ._stack import message_of, place_of, sources_of, stack_of
from ._transport import Transport
from ._warning import warn

logger = logging.getLogger("micrologs")
_MOST_MESSAGE = 1024
#: Where an exception is marked by each client that captured it, so that no second hook of it does so again.
_MARK = "__micrologs_captured_by__"


class QueuedData(TypedDict):
    """What is known of an event that waits to be sent."""

    queued: Literal[True]
    event_id: str


class Queued(TypedDict):
    """What the server answers to an event that it took, as soon as the event waits to be sent."""

    success: Literal[True]
    message: str
    data: QueuedData


class Delivery(Protocol):
    """Where events go; `Background` says what each of these does."""

    losses: "Counter[str]"

    def put(self, event: Event) -> bool:
        """Whether the event waits now."""

    def lose(self, reason: str, count: int, message: str) -> None:
        """Counts events that are lost, and tells of them."""

    def flush(self, timeout: Optional[float]) -> bool:
        """Whether everything was delivered or lost in time."""

    def close(self, timeout: Optional[float]) -> bool:
        """Flushes and stops."""


class CaptureSide:
    """Errors, audit entries and pageviews, sent in the background."""

    def __init__(self, options: Options, transport: Transport) -> None:
        self._options = options
        self._scrubber = Scrubber(options.scrub_keys)
        self._queue = EventQueue(
            most=options.max_queue_size,
            most_bytes=options.max_queue_bytes,
            flush_at=options.flush_at,
            flush_interval=options.flush_interval,
            batch_size=options.max_batch_size,
        )
        self._background: Delivery = Background(
            self._queue,
            transport,
            {"User-Agent": USER_AGENT, "X-API-Key": options.key},
            Backoff(options.retry_base, options.retry_max),
            options.on_loss,
            options.shutdown_timeout,
        )

    @property
    def queued(self) -> int:
        """How many events wait, those under way included."""
        return len(self._queue)

    @property
    def losses(self) -> Mapping[str, int]:
        """How many events were lost in this process, by reason."""
        return dict(self._background.losses)

    def error(
        self,
        message: str,
        *,
        type: str = "ManualError",
        severity: str = "error",
        file: str = "",
        line: Optional[int] = None,
        stack: Optional[str] = None,
        url: str = "",
        environment: Optional[str] = None,
        context: Optional[Union[Mapping[str, Any], list[Any]]] = None,
        fingerprint: Optional[Union[str, list[str]]] = None,
    ) -> Optional[Queued]:
        """Records an error.

        :param severity: `info`, `warning`, `error` or `critical`
        :param environment: that of the client if not given
        :param fingerprint: what the error is grouped by, in place of the server's rules
        :returns: None when it was refused or dropped
        """
        if not isinstance(message, str) or message == "":
            return _refused("error needs a message")
        fields = {
            "message": message[:_MOST_MESSAGE],
            "error_type": type,
            "severity": severity,
            "file": file,
            "line": line,
            "stack": stack,
            "url": url,
            "environment": environment or self._options.environment,
            "context": context,
            "fingerprint": fingerprint,
        }
        return self._guarded(self._take_error, fields)

    def capture_exception(
        self,
        error: Optional[BaseException] = None,
        *,
        severity: str = "error",
        url: str = "",
        context: Optional[Mapping[str, Any]] = None,
        fingerprint: Optional[Union[str, list[str]]] = None,
    ) -> Optional[Queued]:
        """Records an exception with its traceback, its causes and the source around its frames; once, whoever does.

        :param error: the one that is being handled if not given
        :returns: None when there is none, when it was captured already, refused or dropped
        """
        return self._guarded(self._take_exception, error, severity, url, context, fingerprint)

    def audit(
        self, action: str, actor: str = "", context: Optional[Union[Mapping[str, Any], list[Any]]] = None
    ) -> Optional[Queued]:
        """Records that somebody did something.

        :returns: None when it was refused or dropped
        """
        if not isinstance(action, str) or action == "":
            return _refused("audit needs an action")
        fields = {"action": action, "actor": actor or scope_field("actor") or "", "context": context}
        return self._guarded(self._take, "audit", fields)

    def pageview(
        self,
        url: str,
        *,
        page_title: Optional[str] = None,
        referrer: Optional[str] = None,
        visitor_id: Optional[str] = None,
        session_token: Optional[str] = None,
        client_ip: Optional[str] = None,
        user_agent: Optional[str] = None,
        accept_language: Optional[str] = None,
        **fields: Any,
    ) -> Optional[Queued]:
        """Records a pageview from the server.

        `visitor_id` and `session_token` are required unless the project is cookieless. The address and the headers of
        the browser decide bot, device and place; they need the secret key.

        :param fields: further fields of `trackPageview`
        :returns: None when it was refused or dropped
        """
        if not isinstance(url, str) or url == "":
            return _refused("pageview needs a URL")
        given = {
            **fields,
            "url": url,
            "page_title": page_title,
            "referrer": referrer,
            "visitor_id": visitor_id or scope_field("visitor_id"),
            "session_token": session_token or scope_field("session_token"),
            "client_ip": client_ip,
            "user_agent": user_agent,
            "accept_language": accept_language,
        }
        present = {name: value for name, value in given.items() if value is not None}
        return self._guarded(self._take, "pageview", present)

    @contextmanager
    def capturing(self, **context: Any) -> Iterator[None]:
        """Captures what is raised inside, which goes on to whoever handles it."""
        try:
            yield
        except Exception as error:
            self.capture_exception(error, context=context)
            raise

    def _take_error(self, fields: dict[str, Any]) -> Optional[Queued]:
        if self._options.sample_rate < 1 and random.random() >= self._options.sample_rate:
            return None
        fields["url"] = self._scrubber.url(str(fields["url"] or scope_field("url") or ""))
        for name in ("visitor_id", "session_token"):
            value = scope_field(name)
            if value is not None:
                fields[name] = value
        if self._options.release is not None:
            fields["release"] = self._options.release
        if fields["fingerprint"] is None:
            del fields["fingerprint"]
        return self._take("error", fields)

    def _take_exception(
        self,
        error: Optional[BaseException],
        severity: str,
        url: str,
        context: Optional[Mapping[str, Any]],
        fingerprint: Optional[Union[str, list[str]]],
    ) -> Optional[Queued]:
        if error is None:
            error = sys.exc_info()[1]
        captured_by: tuple[int, ...] = getattr(error, _MARK, ())
        if error is None or id(self) in captured_by:
            return None
        file, line = place_of(error)
        fields: dict[str, Any] = {
            "message": message_of(error)[:_MOST_MESSAGE],
            "error_type": type(error).__name__,
            "severity": severity,
            "file": file,
            "line": line,
            "stack": stack_of(error),
            "url": url,
            "environment": self._options.environment,
            "context": self._with_sources(context or {}, error),
            "fingerprint": fingerprint,
        }
        queued = self._take_error(fields)
        try:
            setattr(error, _MARK, (*captured_by, id(self)))
        except Exception:
            # One that takes no attributes may be captured twice.
            pass
        return queued

    def _with_sources(self, context: Mapping[str, Any], error: BaseException) -> Mapping[str, Any]:
        if self._options.source_lines < 1:
            return context
        sources = sources_of(error, self._options.source_lines)
        known = len(json_bytes(self._scrubber.plain({**scope_context(), **context})))
        # The server takes a context whole or not at all: what the host tells of goes first.
        while sources and known + len(json_bytes(sources)) + 16 > MOST_CONTEXT_BYTES:
            sources.pop()
        return {**context, "frames": sources} if sources else context

    def _take(self, kind: str, fields: dict[str, Any]) -> Optional[Queued]:
        if not self._options.enabled:
            return None
        if kind != "pageview":
            fields["context"] = _in_scope(fields["context"])
        waiting = self._ready({name: self._scrubber.plain(value) for name, value in stamped(kind, fields).items()})
        if waiting is None:
            return None
        if len(waiting.body) > MOST_EVENT_BYTES:
            self._background.lose("too_large", 1, "the event is above 64 KB")
            return None
        if not self._background.put(waiting):
            return None
        return {"success": True, "message": "OK", "data": {"queued": True, "event_id": waiting.event_id}}

    def _ready(self, event: dict[str, Any]) -> Optional[Event]:
        """The event as it will be sent, None when `before_send` drops it."""
        as_it_was = encoded(event)
        hook = self._options.before_send
        if hook is None:
            return as_it_was
        kept = {"kind": event["kind"], "event_id": event["event_id"]}
        try:
            changed = hook(event)
            return None if changed is None else encoded({**changed, **kept})
        except Exception:
            logger.warning("before_send raised; the event goes as it was", exc_info=True)
            return as_it_was

    def _guarded(self, take: Any, *arguments: Any) -> Optional[Queued]:
        """Nothing that goes wrong here is the host's concern."""
        try:
            queued: Optional[Queued] = take(*arguments)
            return queued
        except Exception:
            logger.warning("an event could not be captured", exc_info=True)
            return None


def _in_scope(context: Any) -> Any:
    """The context with what the scope gives to it."""
    if context is None:
        return scope_context() or None
    if isinstance(context, Mapping):
        return {**scope_context(), **context}
    # What is neither an object nor an array is no context.
    return context if isinstance(context, (list, tuple)) else None


def _refused(why: str) -> Optional[Queued]:
    warn(why)
    return None
