"""The messages of one channel, over connections that come back."""

from __future__ import annotations

import json
import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional, TypedDict, cast
from urllib.parse import urlencode

from ._caller import USER_AGENT
from ._errors import (
    ApiError,
    AuthenticationError,
    ChannelRefusedError,
    MicrologsConnectionError,
    MicrologsError,
    RateLimitedError,
    ServerError,
)
from ._event_stream import EventStreamParser
from ._exchange import refuse
from ._retry import Backoff
from ._transport import Stream, Transport

PATH = "/api/realtime/sse"
logger = logging.getLogger("micrologs")
#: Besides what the server says on its own: how late that may come.
_LATE_SECONDS = 10.0
#: Until the server has said how often it says something.
_FIRST_SECONDS = 15.0
_UNAVAILABLE_SECONDS = 2.0
#: How many tokens in a row may be refused: one may have been made just before the key changed.
_MOST_REFUSALS = 2

Filters = Mapping[str, Sequence[str]]


class _NoticeText(TypedDict, total=False):
    message: str


class Notice(_NoticeText):
    """`delayed`: the server is cut off from others, so what these store is told a little later; nothing is lost.
    `on_time`: no more."""

    code: str


OnNotice = Callable[[Notice], None]


class Credentials:
    """What a connection shows: the key in a header, or a token."""

    def __init__(self, key: str, token: Optional[Callable[[], str]], can_renew: bool) -> None:
        self.can_renew = can_renew
        self._key = key
        self._token = token

    def take(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Fields of the query and headers for the next connection.

        :raises MicrologsConnectionError: when there is no token to be had now
        """
        if self._token is None:
            return {}, {"X-API-Key": self._key}
        try:
            return {"token": self._token()}, {}
        except Exception as error:
            raise MicrologsConnectionError(f"No token could be had: {error}") from error


class Feed:
    """Blocks whoever takes from it. One thread takes, any other may close it."""

    def __init__(
        self,
        transport: Transport,
        backoff: Backoff,
        credentials: Credentials,
        channel: str,
        filters: Optional[Filters],
        position: Optional[str],
        on_notice: Optional[OnNotice],
    ) -> None:
        self.position = position
        self._stream: Optional[Stream] = None
        self._transport = transport
        self._backoff = backoff
        self._credentials = credentials
        self._channel = channel
        self._filters = filters
        self._on_notice = on_notice
        self._last_id = None if position is None else f"{channel}:{position}"
        self._messages: deque[Any] = deque()
        self._parser = EventStreamParser()
        self._failures = 0
        self._refusals = 0
        #: Raised when everything that came before was taken.
        self._refusal: Optional[ChannelRefusedError] = None
        self._closed = threading.Event()
        #: Held by the thread that takes, which alone may let go of the connection.
        self._taking = threading.Lock()

    def __del__(self) -> None:
        self._drop()

    def waiting(self) -> Any:
        """The next message, if it has come already; else None. Does not block."""
        if not self._messages or self._closed.is_set():
            return None
        message = self._messages.popleft()
        self.position = message.get("position", self.position)
        return message

    def take(self) -> Any:
        """The next message, None when it is closed.

        :raises MicrologsError: when the server does not let the client in, and will not
        """
        with self._taking:
            try:
                while not self._closed.is_set():
                    message = self.waiting()
                    if message is not None:
                        return message
                    self._try_to_read()
            except BaseException:
                self._closed.set()
                raise
            finally:
                if self._closed.is_set():
                    self._drop()
        return None

    def close(self) -> None:
        """Ends it; whoever waits for a message gets None."""
        self._closed.set()
        stream = self._stream
        if stream is not None:
            stream.interrupt()
        if self._taking.acquire(blocking=False):
            self._drop()
            self._taking.release()

    def _try_to_read(self) -> None:
        if self._refusal is not None:
            raise self._refusal
        try:
            if self._stream is None:
                self._stream = self._open()
            piece = self._stream.read_some()
        except MicrologsError as error:
            self._drop()
            if self._closed.is_set():
                return
            self._pause_after(error)
            return
        if not piece:
            self._drop()
            self._pause(None)
            return
        for data, last_id in self._parser.feed(piece):
            self._last_id = last_id or self._last_id
            self._obey(json.loads(data))

    def _open(self) -> Stream:
        """A stream that goes on where the last one ended."""
        query, headers = self._credentials.take()
        fields = {"channel": self._channel, **query}
        if self._filters is not None:
            named = {name: [*values] for name, values in self._filters.items()}
            fields["filters"] = json.dumps({self._channel: named})
        more = {} if self._last_id is None else {"Last-Event-ID": self._last_id}
        response = self._transport.send(
            "GET",
            f"{PATH}?{urlencode(fields)}",
            {"User-Agent": USER_AGENT, "Accept": "text/event-stream", **headers, **more},
            as_stream=True,
        )
        refuse(response)
        stream = response.stream
        assert stream is not None
        stream.timeout = _FIRST_SECONDS
        self._parser = EventStreamParser()
        return stream

    def _obey(self, message: Any) -> None:
        kind = message["type"]
        if kind == "welcome":
            self._refusals = 0
            if self._stream is not None:
                self._stream.timeout = message["ping_seconds"] + _LATE_SECONDS
        elif kind == "subscribed":
            self._failures = 0
        elif kind in ("snapshot", "event"):
            if kind == "snapshot":
                self._messages.clear()
            self._messages.append(message)
        elif kind == "position":
            self._move(message["position"])
        elif kind == "notice" and self._on_notice is not None:
            self._on_notice(cast(Notice, {name: value for name, value in message.items() if name != "type"}))
        elif kind == "error":
            if message["code"] != "unavailable":
                self._refusal = ChannelRefusedError(self._channel, message["code"], message["message"])
                return
            self._drop()
            self._closed.wait(_UNAVAILABLE_SECONDS)

    def _move(self, position: str) -> None:
        """Filters left everything out up to here."""
        if self._messages:
            self._messages[-1]["position"] = position
        else:
            self.position = position

    def _pause_after(self, error: MicrologsError) -> None:
        """Waits for the next attempt. :raises MicrologsError: when there is none"""
        if isinstance(error, AuthenticationError):
            self._refusals += 1
            if not self._credentials.can_renew or self._refusals >= _MOST_REFUSALS:
                raise error
        elif isinstance(error, ApiError) and not isinstance(error, (RateLimitedError, ServerError)):
            raise error
        self._pause(error)

    def _pause(self, error: Optional[MicrologsError]) -> None:
        retry_after = error.retry_after if isinstance(error, ApiError) else None
        wait = self._backoff.wait(self._failures, retry_after)
        self._failures += 1
        logger.debug("%s: the stream ended (%s); comes back in %.1f s", self._channel, error or "no error", wait)
        self._closed.wait(wait)

    def _drop(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
