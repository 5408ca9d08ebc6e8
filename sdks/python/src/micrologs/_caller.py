"""Questions to the server, for threads and for asyncio."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Optional, TypeVar

from ._errors import InvalidAnswerError
from ._exchange import Exchange, ask, ask_once
from ._generated.operations import OPERATIONS
from ._operation import Call, Operation, call_of
from ._retry import Backoff
from ._transport import Response, Stream, Transport
from ._version import VERSION

Result = TypeVar("Result")
USER_AGENT = f"micrologs-python/{VERSION}"
#: Questions of one asynchronous client that are under way at once.
_THREADS = 8


class _Sender:
    """Gives requests their keys."""

    def __init__(self, transport: Transport, key: str, admin_key: Optional[str]) -> None:
        self._transport = transport
        self._headers: Mapping[str, Mapping[str, str]] = {
            "project": {"X-API-Key": key},
            "admin": {"X-Admin-Key": admin_key or ""},
            "none": {},
        }

    def send(self, call: Call) -> Response:
        headers = {
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            **({"Content-Type": "application/json"} if call.body is not None else {}),
            **self._headers[call.operation.key],
            **call.headers,
        }
        as_stream = call.operation.answer == "rows"
        return self._transport.send(call.method, call.target, headers, call.body, as_stream=as_stream)


class Caller:
    """Questions that are waited for."""

    def __init__(self, transport: Transport, key: str, admin_key: Optional[str], backoff: Backoff) -> None:
        self._sender = _Sender(transport, key, admin_key)
        self._backoff = backoff

    def ask(self, operation: Operation, fields: Mapping[str, Any]) -> Any:
        """What the server answers. :raises MicrologsError: when it does not"""
        return self._drive(ask(call_of(operation, fields), self._backoff))

    def ask_once(self, call: Call) -> Any:
        """The whole envelope, after one attempt."""
        return self._drive(ask_once(call))

    def rows(self, operation: Operation, fields: Mapping[str, Any]) -> Iterator[Any]:
        """The rows of an export, as they come."""
        stream: Stream = self.ask(operation, fields)
        try:
            for line in stream.lines():
                yield _row_of(line)
        finally:
            stream.close()

    def iterate(self, operation: Operation, fields: Mapping[str, Any], table: str) -> Iterator[Any]:
        """The rows of a list, page after page."""
        cursor: Optional[str] = None
        while True:
            page = self.ask(operation, {**fields, "cursor": cursor})
            yield from page[table]
            cursor = page.get("next_cursor")
            if cursor is None:
                return

    def _drive(self, exchange: Exchange) -> Any:
        try:
            step = next(exchange)
            while True:
                if isinstance(step, float):
                    time.sleep(step)
                    step = exchange.send(None)
                    continue
                try:
                    response = self._sender.send(step)
                except Exception as error:
                    step = exchange.throw(error)
                else:
                    step = exchange.send(response)
        except StopIteration as end:
            return end.value


class AsyncCaller:
    """Questions that are awaited.

    HTTP is spoken by up to eight threads of its own: so there is one implementation of it with one set of rules, and a
    server that hangs takes no thread of the default executor. Waits before another attempt take no thread at all.
    """

    def __init__(self, transport: Transport, key: str, admin_key: Optional[str], backoff: Backoff) -> None:
        self._sender = _Sender(transport, key, admin_key)
        self._backoff = backoff
        self._threads: Optional[ThreadPoolExecutor] = None
        self._pid = os.getpid()

    async def ask(self, operation: Operation, fields: Mapping[str, Any]) -> Any:
        """What the server answers. :raises MicrologsError: when it does not"""
        return await self._drive(ask(call_of(operation, fields), self._backoff))

    async def rows(self, operation: Operation, fields: Mapping[str, Any]) -> AsyncIterator[Any]:
        """The rows of an export, as they come."""
        stream: Stream = await self.ask(operation, fields)
        try:
            left = b""
            while piece := await self.run(stream.read):
                *lines, left = (left + piece).split(b"\n")
                for line in lines:
                    yield _row_of(line)
            if left:
                yield _row_of(left)
        finally:
            stream.close()

    async def iterate(self, operation: Operation, fields: Mapping[str, Any], table: str) -> AsyncIterator[Any]:
        """The rows of a list, page after page."""
        cursor: Optional[str] = None
        while True:
            page = await self.ask(operation, {**fields, "cursor": cursor})
            for row in page[table]:
                yield row
            cursor = page.get("next_cursor")
            if cursor is None:
                return

    async def run(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Calls what blocks in a thread."""
        if self._threads is None or self._pid != os.getpid():
            self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="micrologs-api")
            self._pid = os.getpid()
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)

    def close(self) -> None:
        """Lets the threads end; a further question starts new ones."""
        if self._threads is not None:
            self._threads.shutdown(wait=False)
            self._threads = None

    async def _drive(self, exchange: Exchange) -> Any:
        try:
            step = next(exchange)
            while True:
                if isinstance(step, float):
                    await asyncio.sleep(step)
                    step = exchange.send(None)
                    continue
                try:
                    response = await self.run(self._sender.send, step)
                except Exception as error:
                    step = exchange.throw(error)
                else:
                    step = exchange.send(response)
        except StopIteration as end:
            return end.value


class RequestApi:
    """What reaches every operation, also those without a name."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def request(self, operation_id: str, **fields: Any) -> Any:
        """Any operation by its operationId: what its method returns.

        Redirects give where they lead to; exports give an iterator of rows.

        :raises KeyError: when there is no such operation
        """
        operation = OPERATIONS[operation_id]
        if operation.answer == "rows":
            return self._caller.rows(operation, fields)
        return self._caller.ask(operation, fields)

    def csv(self, operation_id: str, *, table: Optional[str] = None, **fields: Any) -> str:
        """A report or list as CSV with a header: one list of the answer, which `table` chooses."""
        text: str = self._caller.ask(
            _csv_of(OPERATIONS[operation_id]), {**fields, "table": table, "accept": "text/csv"}
        )
        return text


class AsyncRequestApi:
    """What reaches every operation, also those without a name."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    async def request(self, operation_id: str, **fields: Any) -> Any:
        """Any operation by its operationId: what its method returns.

        Redirects give where they lead to; exports give an asynchronous iterator of rows.

        :raises KeyError: when there is no such operation
        """
        operation = OPERATIONS[operation_id]
        if operation.answer == "rows":
            return self._caller.rows(operation, fields)
        return await self._caller.ask(operation, fields)

    async def csv(self, operation_id: str, *, table: Optional[str] = None, **fields: Any) -> str:
        """A report or list as CSV with a header: one list of the answer, which `table` chooses."""
        text: str = await self._caller.ask(
            _csv_of(OPERATIONS[operation_id]), {**fields, "table": table, "accept": "text/csv"}
        )
        return text


def _csv_of(operation: Operation) -> Operation:
    return replace(
        operation,
        answer="text",
        query={**operation.query, "table": "table"},
        header={"accept": "Accept"},
    )


def _row_of(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise InvalidAnswerError("A line of the export is no JSON", 200) from error
