"""Subscriptions: the messages of a channel, for threads and for asyncio."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, Generic, Optional, Protocol, TypeVar, Union

from ._feed import Credentials, Feed, Filters, Notice, OnNotice
from ._retry import Backoff
from ._transport import Transport

__all__ = [
    "AsyncRealtimeBase",
    "AsyncSubscription",
    "AsyncToken",
    "Filters",
    "Messages",
    "OnNotice",
    "RealtimeBase",
    "Subscription",
    "Token",
]

Message = TypeVar("Message")
Self = TypeVar("Self", bound="Subscription[Any]")
AsyncSelf = TypeVar("AsyncSelf", bound="AsyncSubscription[Any]")

#: A token, or what gets one.
Token = Union[str, Callable[[], str]]
AsyncToken = Union[str, Callable[[], Union[str, Awaitable[str]]]]


class Messages(Protocol):
    """Where a subscription has its messages from; a `Feed`, or what stands in for it."""

    position: Optional[str]

    def waiting(self) -> Any:
        """The next message if it is there, else None."""

    def take(self) -> Any:
        """Waits for the next message; None at the end."""

    def close(self) -> None:
        """Ends it."""


class _SubscriptionBase:
    def __init__(self, feed: Messages) -> None:
        self._feed = feed

    @property
    def position(self) -> Optional[str]:
        """Of the last message taken, or behind it where filters left events out since; to be kept by whoever comes
        back. None before the first, and for channels without events."""
        return self._feed.position


class Subscription(_SubscriptionBase, Generic[Message]):
    """Messages one after the other; waits for the next one. Ends when it is closed, which any thread may do."""

    def __iter__(self: Self) -> Self:
        return self

    def __next__(self) -> Message:
        message: Optional[Message] = self._feed.take()
        if message is None:
            raise StopIteration
        return message

    def close(self) -> None:
        """Ends it."""
        self._feed.close()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()


class AsyncSubscription(_SubscriptionBase, Generic[Message]):
    """Messages one after the other, for one task at a time. A wait that is cancelled loses none: the next gets it."""

    def __init__(self, feed: Messages) -> None:
        super().__init__(feed)
        self._pending: Optional["asyncio.Future[Optional[Message]]"] = None
        self._is_awaited = False

    def __aiter__(self: AsyncSelf) -> AsyncSelf:
        return self

    async def __anext__(self) -> Message:
        if self._is_awaited:
            raise RuntimeError("Another task waits for the next message already")
        message: Optional[Message] = None
        if self._pending is None:
            message = self._feed.waiting()
        if message is None:
            self._is_awaited = True
            try:
                self._pending = self._pending or _in_thread(self._feed.take)
                message = await asyncio.shield(self._pending)
                self._pending = None
            finally:
                self._is_awaited = False
                if self._pending is not None and self._pending.done():
                    self._pending = None
        if message is None:
            raise StopAsyncIteration
        return message

    async def aclose(self) -> None:
        """Ends it."""
        self._feed.close()

    async def __aenter__(self: AsyncSelf) -> AsyncSelf:
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        await self.aclose()


class _RealtimeBase:
    def __init__(self, transport: Transport, backoff: Backoff, key: str) -> None:
        self._transport = transport
        self._backoff = backoff
        self._key = key
        self._feeds: "weakref.WeakSet[Feed]" = weakref.WeakSet()

    def close(self) -> None:
        """Ends all subscriptions."""
        for feed in [*self._feeds]:
            feed.close()

    def _feed(
        self,
        channel: str,
        filters: Optional[Filters],
        position: Optional[str],
        token: Optional[Callable[[], str]],
        can_renew: bool,
        on_notice: Optional[OnNotice],
    ) -> Feed:
        credentials = Credentials(self._key, token, can_renew)
        feed = Feed(self._transport, self._backoff, credentials, channel, filters, position, on_notice)
        self._feeds.add(feed)
        return feed


class RealtimeBase(_RealtimeBase):
    """What makes subscriptions for threads."""

    def _subscribe(
        self,
        channel: str,
        filters: Optional[Filters],
        position: Optional[str],
        token: Optional[Token],
        on_notice: Optional[OnNotice],
    ) -> Subscription[Any]:
        get = partial(str, token) if isinstance(token, str) else token
        return Subscription(self._feed(channel, filters, position, get, callable(token), on_notice))


class AsyncRealtimeBase(_RealtimeBase):
    """What makes subscriptions for asyncio.

    A thread reads while a message is waited for, and tells the loop: so there is one implementation with one set of
    rules, and whoever asks for no message has none read.
    """

    def _subscribe(
        self,
        channel: str,
        filters: Optional[Filters],
        position: Optional[str],
        token: Optional[AsyncToken],
        on_notice: Optional[OnNotice],
    ) -> AsyncSubscription[Any]:
        loop = asyncio.get_running_loop()

        def tell(notice: Notice) -> None:
            assert on_notice is not None
            loop.call_soon_threadsafe(on_notice, notice)

        get: Optional[Callable[[], str]] = None
        if isinstance(token, str):
            get = partial(str, token)
        elif token is not None:
            get = partial(_called_in, loop, token)
        feed = self._feed(channel, filters, position, get, callable(token), None if on_notice is None else tell)
        return AsyncSubscription(feed)


def _called_in(loop: asyncio.AbstractEventLoop, get: Callable[[], Union[str, Awaitable[str]]]) -> str:
    """For other threads than that of the loop."""
    return asyncio.run_coroutine_threadsafe(_called(get), loop).result()


async def _called(get: Callable[[], Union[str, Awaitable[str]]]) -> str:
    token = get()
    return token if isinstance(token, str) else await token


def _in_thread(function: Callable[[], Any]) -> "asyncio.Future[Any]":
    """What a function returns that blocks for as long as it likes. Its thread holds up neither the loop nor the end
    of the process."""
    loop = asyncio.get_running_loop()
    future: "asyncio.Future[Any]" = loop.create_future()

    def settle(result: Any, error: Optional[BaseException]) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)

    def run() -> None:
        result: Any = None
        failure: Optional[BaseException] = None
        try:
            result = function()
        except BaseException as error:
            failure = error
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name="micrologs-realtime", daemon=True).start()
    return future
