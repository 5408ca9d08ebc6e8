"""For tests of those who use this package: a client that keeps everything, and sends and asks nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Optional

from ._caller import Caller
from ._client import Micrologs
from ._events import Event
from ._generated.operations import OPERATIONS
from ._generated.realtime import Realtime
from ._operation import Call, Operation, call_of
from ._realtime import Subscription


class FakeMicrologs(Micrologs):
    """A client whose events are kept in lists, as they would be sent, and whose questions get the answers it was given.

    Everything else is real: scopes, scrubbing, `before_send`, sampling.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__("http://micrologs.invalid", "fake", **options)
        self._keeping = _Keeping()
        self._background = self._keeping
        #: Questions so far: the operationId and the fields that were given.
        self.calls: list[tuple[str, Mapping[str, Any]]] = []
        self._answers: dict[str, Any] = {}
        self._told: dict[str, tuple[Any, ...]] = {}

    @property
    def events(self) -> list[dict[str, Any]]:
        """Everything that was captured, in order."""
        return self._keeping.events

    @property
    def errors(self) -> list[dict[str, Any]]:
        """The errors among the events."""
        return self._of_kind("error")

    @property
    def audits(self) -> list[dict[str, Any]]:
        """The audit entries among the events."""
        return self._of_kind("audit")

    @property
    def pageviews(self) -> list[dict[str, Any]]:
        """The pageviews among the events."""
        return self._of_kind("pageview")

    def answer(self, operation_id: str, answer: Any) -> None:
        """What an operation answers from now on: its `data`, or an exception that is raised.

        :raises KeyError: when there is no such operation
        """
        self._answers[OPERATIONS[operation_id].id] = answer

    def tell(self, channel: str, *messages: Any) -> None:
        """What each subscription to a channel is told from now on, one after the other; exceptions are raised. Then it
        ends."""
        self._told[channel] = messages

    def clear(self) -> None:
        """Forgets events and questions; answers stay."""
        self.events.clear()
        self.calls.clear()

    def _of_kind(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["kind"] == kind]

    @cached_property
    def _caller(self) -> Caller:
        return _Answering(self.calls, self._answers)

    @cached_property
    def realtime(self) -> Realtime:
        """What it was given by `tell`."""
        return _Telling(self._told)


class _Keeping:
    """Takes events in place of the background thread."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.losses: Counter[str] = Counter()
        self._is_closed = False

    def put(self, event: Event) -> bool:
        if self._is_closed:
            self.lose("closed", 1, "captured after close")
            return False
        self.events.append(json.loads(event.body))
        return True

    def lose(self, reason: str, count: int, message: str) -> None:
        self.losses[reason] += count

    def flush(self, timeout: Optional[float]) -> bool:
        return True

    def close(self, timeout: Optional[float]) -> bool:
        self._is_closed = True
        return True


class _Answering(Caller):
    """Answers questions in place of the server."""

    def __init__(self, calls: list[tuple[str, Mapping[str, Any]]], answers: Mapping[str, Any]) -> None:
        self._calls = calls
        self._answers = answers

    def ask(self, operation: Operation, fields: Mapping[str, Any]) -> Any:
        # As strict as the real one about what there is.
        call_of(operation, fields)
        self._calls.append((operation.id, {name: value for name, value in fields.items() if value is not None}))
        return self._answer_to(operation)

    def ask_once(self, call: Call) -> Any:
        self._calls.append((call.operation.id, json.loads(call.body) if call.body else {}))
        return {"success": True, "message": "OK", "data": self._answer_to(call.operation)}

    def rows(self, operation: Operation, fields: Mapping[str, Any]) -> Iterator[Any]:
        return iter(self.ask(operation, fields))

    def _answer_to(self, operation: Operation) -> Any:
        if operation.id not in self._answers:
            raise AssertionError(f"The fake has no answer to {operation.id}: give it one by answer()")
        answer = self._answers[operation.id]
        if isinstance(answer, BaseException):
            raise answer
        return answer


class _Telling(Realtime):
    """Tells of channels in place of the server."""

    def __init__(self, told: Mapping[str, tuple[Any, ...]]) -> None:
        self._told = told

    def close(self) -> None:
        """Has no connections."""

    def _subscribe(self, channel: str, *_: Any) -> Subscription[Any]:
        if channel not in self._told:
            raise AssertionError(f"The fake has nothing to tell of {channel}: give it messages by tell()")
        return Subscription(_Told(self._told[channel]))


class _Told:
    def __init__(self, messages: Sequence[Any]) -> None:
        self.position: Optional[str] = None
        self._messages = [*messages]

    def waiting(self) -> Any:
        return self.take()

    def take(self) -> Any:
        if not self._messages:
            return None
        message = self._messages.pop(0)
        if isinstance(message, BaseException):
            raise message
        self.position = message.get("position", self.position)
        return message

    def close(self) -> None:
        self._messages.clear()
