"""Exceptions that nobody caught, in the main thread and in others."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Optional

from .._capture import CaptureSide


def install_excepthooks(client: CaptureSide) -> "Excepthooks":
    """Captures what nobody catches. What happens then stays as it is: the hooks that were there before are called."""
    return Excepthooks(client)


class Excepthooks:
    """The hooks of one client, until `restore()` or the end of a `with`."""

    def __init__(self, client: CaptureSide) -> None:
        self._client: Optional[CaptureSide] = client
        self._previous = sys.excepthook
        self._previous_of_threads = threading.excepthook
        sys.excepthook = self._main
        threading.excepthook = self._thread

    def restore(self) -> None:
        """Puts the former hooks back; where somebody hooked in after us, ours goes on to pass everything through."""
        self._client = None
        if sys.excepthook == self._main:
            sys.excepthook = self._previous
        if threading.excepthook == self._thread:
            threading.excepthook = self._previous_of_threads

    def __enter__(self) -> "Excepthooks":
        return self

    def __exit__(self, *_: object) -> None:
        self.restore()

    def _main(self, kind: type[BaseException], error: BaseException, traceback: Optional[TracebackType]) -> None:
        if self._client is not None and isinstance(error, Exception):
            self._client.capture_exception(error, severity="critical")
        self._previous(kind, error, traceback)

    def _thread(self, args: threading.ExceptHookArgs) -> None:
        if self._client is not None and isinstance(args.exc_value, Exception):
            name = args.thread.name if args.thread is not None else None
            self._client.capture_exception(args.exc_value, severity="critical", context={"thread": name})
        self._previous_of_threads(args)
