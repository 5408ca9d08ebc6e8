"""The thread that sends, and what happens to it at a fork and at the end of the process."""

from __future__ import annotations

import atexit
import logging
import os
import sys
import threading
import time
import weakref
from collections import Counter
from collections.abc import Mapping
from typing import Any, Optional

from ._delivery import PATH, Outcome, body_of, outcome_of
from ._errors import MicrologsError
from ._events import Event
from ._options import Loss, OnLoss
from ._queue import EventQueue
from ._retry import Backoff
from ._transport import Transport
from ._warning import warn

logger = logging.getLogger("micrologs")
#: A thread that had nothing to do for so long ends; the next event starts one again.
_IDLE_SECONDS = 30.0
#: An answer about 500 events is shorter by far.
_MOST_ANSWER_BYTES = 4 * 1024 * 1024


class Background:
    """Sends what is in the queue, in order, one batch at a time, from a daemon thread that the first event starts."""

    def __init__(
        self,
        queue: EventQueue,
        transport: Transport,
        headers: Mapping[str, str],
        backoff: Backoff,
        on_loss: Optional[OnLoss],
        shutdown_timeout: float,
    ) -> None:
        self.shutdown_timeout = shutdown_timeout
        self._queue = queue
        self._transport = transport
        self._headers = headers
        self._backoff = backoff
        self._on_loss = on_loss
        self._thread: Optional[threading.Thread] = None
        self._make_locks()
        self.losses: Counter[str] = Counter()
        _alive.add(self)
        _hint_at_uwsgi()

    def put(self, event: Event) -> bool:
        """Whether the event waits now."""
        if self._queue.is_closed:
            self.lose("closed", 1, "captured after close")
            return False
        if not self._queue.put(event):
            self.lose("queue_full", 1, "the queue is full")
            return False
        if self._thread is None:
            self._start()
        return True

    def lose(self, reason: str, count: int, message: str) -> None:
        """Counts events that are lost, and tells of them."""
        with self._counting:
            is_first = self.losses[reason] == 0
            self.losses[reason] += count
        if is_first:
            logger.warning("events are lost (%s): %s; further ones are only counted", reason, message)
        if self._on_loss is not None:
            try:
                self._on_loss(Loss(reason, count, message))
            except Exception:
                logger.warning("on_loss raised", exc_info=True)

    def flush(self, timeout: Optional[float]) -> bool:
        """Whether it is known within so many seconds what became of all that was put before; None waits for ever."""
        if threading.current_thread() is self._thread:
            # A hook that is called by the thread would wait for itself.
            return False
        deadline = None if timeout is None else time.monotonic() + timeout
        number = self._queue.want_all()
        if len(self._queue) > 0 and not self._start():
            self._drain(deadline)
        return self._queue.wait_done(number, deadline)

    def close(self, timeout: Optional[float]) -> bool:
        """Flushes and stops; what is left then is lost."""
        self._queue.close()
        is_delivered = self.flush(timeout)
        left = self._queue.clear()
        if left > 0:
            self.lose("undelivered", left, "not delivered before the deadline of close")
        self._transport.close()
        return is_delivered

    def after_fork(self) -> None:
        """In the child: the events are the parent's, and so are the thread, the connections and who holds a lock."""
        was_closed = self._queue.is_closed
        self._queue.reset()
        if was_closed:
            self._queue.close()
        self._transport.forget_connections()
        self._thread = None
        self._make_locks()
        self.losses = Counter()

    def _make_locks(self) -> None:
        # Reentrant, for a signal handler may capture something while its own thread holds one of them.
        self._starting = threading.RLock()
        self._counting = threading.RLock()
        #: Held by whoever sends: the thread, or at the end of the process whoever drains.
        self._sending = threading.Lock()

    def _start(self) -> bool:
        """Whether there is a thread that sends; at the end of the process none can be started."""
        with self._starting:
            if self._thread is not None:
                return True
            thread = threading.Thread(target=self._run, name="micrologs", daemon=True)
            try:
                self._thread = thread
                thread.start()
            except RuntimeError:
                self._thread = None
                return False
        _drain_at_end_of_worker()
        return True

    def _run(self) -> None:
        while True:
            batch = self._queue.next_batch(_IDLE_SECONDS)
            if batch:
                self._deliver_guarded(batch, None)
                continue
            with self._starting:
                # In this order: whoever puts an event looks for a thread after that, so one of the two sees the other.
                self._thread = None
                if len(self._queue) == 0:
                    return
                self._thread = threading.current_thread()

    def _drain(self, deadline: Optional[float]) -> None:
        """Sends in the thread of the caller."""
        while (batch := self._queue.waiting_batch()) and not _is_late(deadline):
            self._deliver_guarded(batch, deadline)

    def _deliver_guarded(self, batch: list[Event], deadline: Optional[float]) -> None:
        with self._sending:
            try:
                self._deliver(batch, deadline)
            except Exception as error:
                # Nothing is expected here; whatever it is, it must not come again and again.
                logger.warning("events could not be sent", exc_info=True)
                if self._queue.remove(batch):
                    self.lose("rejected", len(batch), repr(error))
                    self._queue.settle(len(batch))

    def _deliver(self, batch: list[Event], deadline: Optional[float]) -> None:
        """Tries until it is known what became of these events, which are the first of the queue, or it is late."""
        pieces = [batch]
        attempt = 0
        while pieces:
            piece = pieces[0]
            outcome = self._attempt(piece)
            if outcome.action == "retry":
                wait = self._backoff.wait(attempt, outcome.retry_after)
                self._queue.pause(wait if deadline is None else min(wait, deadline - time.monotonic()))
                attempt += 1
                if _is_late(deadline) or not self._is_first(piece):
                    return
                continue
            attempt = 0
            if outcome.action == "halve":
                middle = (len(piece) + 1) // 2
                pieces[0:1] = [piece[:middle], piece[middle:]]
                continue
            if not self._queue.remove(piece):
                return
            pieces.pop(0)
            for (reason, message), count in Counter(outcome.lost).items():
                self.lose(reason, count, message)
            self._queue.settle(len(piece))

    def _is_first(self, piece: list[Event]) -> bool:
        waiting = self._queue.waiting_batch()
        return bool(waiting) and waiting[0] is piece[0]

    def _attempt(self, events: list[Event]) -> Outcome:
        body, headers = body_of(events)
        try:
            response = self._transport.send(
                "POST", PATH, {**self._headers, **headers}, body, most_bytes=_MOST_ANSWER_BYTES
            )
        except MicrologsError as error:
            logger.debug("events wait: %s", error)
            return Outcome("retry")
        return outcome_of(response, len(events))


def _is_late(deadline: Optional[float]) -> bool:
    return deadline is not None and time.monotonic() >= deadline


_alive: "weakref.WeakSet[Background]" = weakref.WeakSet()
_was_hinted = False
#: The process whose end is taken care of by a finalizer.
_draining_pid: Optional[int] = None


def _after_fork_in_child() -> None:
    for background in [*_alive]:
        background.after_fork()


def drain_all() -> None:
    """Sends what waits in all clients, which share one deadline: the longest `shutdown_timeout` among them."""
    alive = [*_alive]
    deadline = time.monotonic() + max((background.shutdown_timeout for background in alive), default=0.0)
    for background in alive:
        background._queue.want_all()
    for background in alive:
        background.close(max(0.0, deadline - time.monotonic()))


def _drain_at_end_of_worker() -> None:
    """Processes of `multiprocessing` end without atexit, but with finalizers of its own."""
    global _draining_pid
    util: Any = sys.modules.get("multiprocessing.util")
    process: Any = sys.modules.get("multiprocessing.process")
    if util is None or process is None or process.parent_process() is None:
        return
    if _draining_pid != os.getpid():
        _draining_pid = os.getpid()
        util.Finalize(None, drain_all, exitpriority=0)


def _hint_at_uwsgi() -> None:
    global _was_hinted
    uwsgi: Any = sys.modules.get("uwsgi")
    if _was_hinted or uwsgi is None or uwsgi.opt.get("enable-threads") or uwsgi.opt.get("threads"):
        return
    _was_hinted = True
    warn("uWSGI runs without threads, so nothing is sent: start it with --enable-threads", RuntimeWarning)


# Neither can be undone, so both know of clients by weak references only.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
atexit.register(drain_all)
