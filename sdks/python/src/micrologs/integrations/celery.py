"""Celery: failed tasks, and what else is captured while one runs."""

from __future__ import annotations

from contextvars import Token
from typing import Any

from celery import signals

from .._client import Micrologs
from .._scope import enter_scope, leave_scope

#: Seconds that the end of a worker may be held up by events that wait.
_END_SECONDS = 5.0


def instrument_celery(client: Micrologs) -> "CelerySignals":
    """Captures what tasks raise, and sends what waits when a worker ends. Call it where the Celery app is made."""
    return CelerySignals(client)


class CelerySignals:
    """The signals of one client, until `disconnect()`."""

    def __init__(self, client: Micrologs) -> None:
        self._client = client
        self._tokens: dict[str, Token[Any]] = {}
        self._connected = [
            (signals.task_prerun, self._begin),
            (signals.task_postrun, self._end),
            (signals.task_failure, self._failed),
            # Processes of the prefork pool end without atexit.
            (signals.worker_process_shutdown, self._flush),
            (signals.worker_shutdown, self._flush),
        ]
        for signal, receiver in self._connected:
            signal.connect(receiver, weak=False)

    def disconnect(self) -> None:
        """Captures nothing more."""
        for signal, receiver in self._connected:
            signal.disconnect(receiver)

    def _begin(self, task_id: str, task: Any, **_: Any) -> None:
        self._tokens[task_id] = enter_scope(task={"name": task.name, "id": task_id})

    def _end(self, task_id: str, **_: Any) -> None:
        token = self._tokens.pop(task_id, None)
        if token is not None:
            leave_scope(token)

    def _failed(self, sender: Any, task_id: str, exception: BaseException, **_: Any) -> None:
        retries = getattr(getattr(sender, "request", None), "retries", 0)
        self._client.capture_exception(
            exception, context={"task": {"name": sender.name, "id": task_id, "retries": retries}}
        )

    def _flush(self, **_: Any) -> None:
        self._client.flush(_END_SECONDS)
