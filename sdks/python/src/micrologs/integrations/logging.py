"""What is logged as an error, through the standard library's logging (and what hands over to it, such as loguru)."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import Any

from .._capture import CaptureSide

#: Members that every record has; all others were given by `extra`.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
#: Whoever logs while something is captured or sent would begin a circle.
_SKIPPED = ("micrologs", "urllib3")
_is_emitting: ContextVar[bool] = ContextVar("micrologs_is_emitting", default=False)


class MicrologsHandler(logging.Handler):
    """Records what is logged at `level` or above: the exception where there is one, else the message.

    Messages with arguments are one error whatever the arguments: they are grouped by their template. What is given by
    `extra` goes into the context.
    """

    def __init__(self, client: CaptureSide, level: int = logging.ERROR) -> None:
        super().__init__(level)
        self._client = client

    def emit(self, record: logging.LogRecord) -> None:
        """Captures one record; never raises."""
        if record.name.split(".")[0] in _SKIPPED or _is_emitting.get():
            return
        token = _is_emitting.set(True)
        try:
            self._capture(record)
        except Exception:
            self.handleError(record)
        finally:
            _is_emitting.reset(token)

    def _capture(self, record: logging.LogRecord) -> None:
        severity = _severity_of(record.levelno)
        extra = {name: value for name, value in vars(record).items() if name not in _STANDARD}
        context: dict[str, Any] = {"logger": record.name, **extra}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            context["log_message"] = record.getMessage()
            self._client.capture_exception(error, severity=severity, context=context)
            return
        message = record.getMessage()
        if message == "":
            return
        self._client.error(
            message,
            type="LoggedError",
            severity=severity,
            file=record.pathname,
            line=record.lineno,
            stack=record.stack_info,
            context=context,
            fingerprint=[record.name, str(record.msg)] if record.args else None,
        )


def _severity_of(level: int) -> str:
    if level >= logging.CRITICAL:
        return "critical"
    if level >= logging.ERROR:
        return "error"
    return "warning" if level >= logging.WARNING else "info"
