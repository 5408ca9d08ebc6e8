"""The clients."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from types import TracebackType
from typing import Optional, TypeVar

from ._caller import AsyncCaller, Caller
from ._capture import CaptureSide
from ._generated.api import Api
from ._generated.async_api import AsyncApi
from ._generated.realtime import AsyncRealtime, Realtime
from ._legacy import LegacyMethods, SilentCaller
from ._options import BeforeSend, OnLoss, Options, checked
from ._retry import Backoff
from ._scrubbing import DEFAULT_SCRUB_KEYS
from ._transport import Transport

Self = TypeVar("Self", bound="Micrologs")
AsyncSelf = TypeVar("AsyncSelf", bound="AsyncMicrologs")


class _Client(CaptureSide):
    """What both clients are made of."""

    def __init__(
        self,
        host: str,
        key: str,
        *,
        admin_key: Optional[str] = None,
        environment: str = "production",
        release: Optional[str] = None,
        timeout: float = 5.0,
        flush_at: int = 20,
        flush_interval: float = 2.0,
        max_queue_size: int = 10_000,
        max_queue_bytes: int = 16 * 1024 * 1024,
        max_batch_size: int = 100,
        before_send: Optional[BeforeSend] = None,
        sample_rate: float = 1.0,
        scrub_keys: Sequence[str] = DEFAULT_SCRUB_KEYS,
        source_lines: int = 3,
        enabled: bool = True,
        on_loss: Optional[OnLoss] = None,
        retry_base: float = 0.5,
        retry_max: float = 30.0,
        shutdown_timeout: float = 2.0,
    ) -> None:
        """A client of the server at `host`.

        :param host: address of the server, with its base path if it has one
        :param key: the project's key: the public one records events, the secret one asks questions too
        :param admin_key: for the operations on projects and dead letters
        :param environment: of errors that do not say another one
        :param release: version of the application, told with each error
        :param timeout: seconds for each attempt of a request
        :param flush_at: so many events leave at once
        :param flush_interval: seconds after which fewer leave
        :param max_queue_size: events that wait at most; then the newest are refused
        :param max_queue_bytes: bytes of JSON that wait at most
        :param max_batch_size: events of one request, 500 at most
        :param before_send: is given each event and returns what is sent, None for nothing
        :param sample_rate: the share of errors that is sent, 0 to 1
        :param scrub_keys: words in the names of values that are filtered out
        :param source_lines: lines shown before and after each frame of an exception, 0 for none
        :param enabled: False captures nothing; questions are asked all the same
        :param on_loss: is told of events that are lost
        :param retry_base: seconds to wait after the first failure, doubled with each further one
        :param retry_max: the longest such wait
        :param shutdown_timeout: seconds that the end of the process may be held up by events that wait
        :raises ValueError: when an option is missing or out of range
        """
        options = checked(
            Options(
                host=host.rstrip("/") if isinstance(host, str) else host,
                key=key,
                admin_key=admin_key,
                environment=environment,
                release=release,
                timeout=timeout,
                flush_at=flush_at,
                flush_interval=flush_interval,
                max_queue_size=max_queue_size,
                max_queue_bytes=max_queue_bytes,
                max_batch_size=max_batch_size,
                before_send=before_send,
                sample_rate=sample_rate,
                scrub_keys=scrub_keys,
                source_lines=source_lines,
                enabled=enabled,
                on_loss=on_loss,
                retry_base=retry_base,
                retry_max=retry_max,
                shutdown_timeout=shutdown_timeout,
            )
        )
        self._transport = Transport(options.host, options.timeout)
        self._backoff = Backoff(options.retry_base, options.retry_max)
        super().__init__(options, Transport(options.host, options.timeout))


class Micrologs(_Client, LegacyMethods):
    """A client for programs with threads: events in the background, questions that are waited for.

    One client serves a whole program: all its threads, and the processes that it forks. What waits is sent when the
    process ends.
    """

    @cached_property
    def api(self) -> Api:
        """Every operation of the API, typed."""
        return Api(self._caller)

    @cached_property
    def realtime(self) -> Realtime:
        """What is stored in the project, as it is stored."""
        return Realtime(self._transport, self._backoff, self._options.key)

    @cached_property
    def _silent(self) -> SilentCaller:
        return SilentCaller(self._caller)

    @cached_property
    def _caller(self) -> Caller:
        return Caller(self._transport, self._options.key, self._options.admin_key, self._backoff)

    def flush(self, timeout: Optional[float] = 5.0) -> bool:
        """Whether everything captured before was delivered, or is known to be lost, within so many seconds."""
        return self._background.flush(timeout)

    def close(self, timeout: Optional[float] = 5.0) -> bool:
        """Flushes and stops. What is left after so many seconds is lost, and so is what is captured afterwards."""
        is_delivered = self._background.close(timeout)
        self.realtime.close()
        self._transport.close()
        return is_delivered

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()


class AsyncMicrologs(_Client):
    """A client for asyncio: events in the background as well, questions that are awaited. Nothing blocks the loop."""

    @cached_property
    def api(self) -> AsyncApi:
        """Every operation of the API, typed."""
        return AsyncApi(self._caller)

    @cached_property
    def realtime(self) -> AsyncRealtime:
        """What is stored in the project, as it is stored."""
        return AsyncRealtime(self._transport, self._backoff, self._options.key)

    @cached_property
    def _caller(self) -> AsyncCaller:
        return AsyncCaller(self._transport, self._options.key, self._options.admin_key, self._backoff)

    async def flush(self, timeout: Optional[float] = 5.0) -> bool:
        """Whether everything captured before was delivered, or is known to be lost, within so many seconds."""
        return await self._caller.run(self._background.flush, timeout)

    async def close(self, timeout: Optional[float] = 5.0) -> bool:
        """Flushes and stops. What is left after so many seconds is lost, and so is what is captured afterwards."""
        is_delivered = await self._caller.run(self._background.close, timeout)
        self.realtime.close()
        self._transport.close()
        self._caller.close()
        return is_delivered

    async def __aenter__(self: AsyncSelf) -> AsyncSelf:
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        await self.close()
