"""Events that wait to be sent: bounded, and safe to use from threads and signal handlers."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Optional

from ._events import Event

#: JSON of one request; the server takes twice as much.
MOST_BATCH_BYTES = 512 * 1024


class EventQueue:
    """First in, first out. Events stay in the queue, and count, until it is known what became of them."""

    def __init__(self, *, most: int, most_bytes: int, flush_at: int, flush_interval: float, batch_size: int) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._flush_at = flush_at
        self._flush_interval = flush_interval
        self._batch_size = batch_size
        self.reset()

    def reset(self) -> None:
        """Empties it and makes its lock anew: in the child of a fork the old one may be held by nobody who is left."""
        # Reentrant, for a signal handler or a finalizer may capture something while its own thread holds the lock.
        self._changed = threading.Condition(threading.RLock())
        self._events: deque[Event] = deque()
        self._bytes = 0
        self._put = 0
        self._done = 0
        #: Everything up to this number is wanted at once.
        self._wanted = 0
        self._is_closed = False

    def __len__(self) -> int:
        return len(self._events)

    @property
    def is_closed(self) -> bool:
        """Whether it takes nothing more."""
        return self._is_closed

    def put(self, event: Event) -> bool:
        """Whether there was room for it."""
        with self._changed:
            if len(self._events) >= self._most or self._bytes + len(event.body) > self._most_bytes:
                return False
            self._events.append(event)
            self._bytes += len(event.body)
            self._put += 1
            # The sender sleeps until the first event comes, and then until there are enough.
            if len(self._events) == 1 or len(self._events) == self._flush_at:
                self._changed.notify_all()
            return True

    def next_batch(self, idle_seconds: float) -> list[Event]:
        """Waits for what is to be sent next; nothing if there was none for so long, or when it is closed and empty."""
        idle_until = time.monotonic() + idle_seconds
        with self._changed:
            while True:
                left = self._wait_left(idle_until)
                if left <= 0:
                    return self._first_events()
                self._changed.wait(left)

    def _wait_left(self, idle_until: float) -> float:
        """Seconds until there is something to do."""
        if not self._events:
            return 0 if self._is_closed else idle_until - time.monotonic()
        if self._is_closed or self._wanted > self._done or len(self._events) >= self._flush_at:
            return 0
        return self._events[0].captured_at + self._flush_interval - time.monotonic()

    def waiting_batch(self) -> list[Event]:
        """What is to be sent next, without waiting for more."""
        with self._changed:
            return self._first_events()

    def _first_events(self) -> list[Event]:
        batch: list[Event] = []
        size = 0
        for event in self._events:
            size += len(event.body) + 1
            if len(batch) == self._batch_size or (batch and size > MOST_BATCH_BYTES):
                break
            batch.append(event)
        return batch

    def remove(self, events: list[Event]) -> bool:
        """Takes the first events out, of which it is known what became; false when they are gone already."""
        with self._changed:
            if not self._events or self._events[0] is not events[0]:
                return False
            for event in events:
                self._events.popleft()
                self._bytes -= len(event.body)
            return True

    def settle(self, count: int) -> None:
        """Lets those go on who wait to know what became of events that were taken out."""
        with self._changed:
            self._done += count
            self._changed.notify_all()

    def pause(self, seconds: float) -> None:
        """Waits, but no longer than until nothing is left that the wait is for."""
        until = time.monotonic() + seconds
        with self._changed:
            while self._events:
                left = until - time.monotonic()
                if left <= 0:
                    return
                self._changed.wait(left)

    def want_all(self) -> int:
        """Asks for everything that was put so far; returns the number to wait for."""
        with self._changed:
            self._wanted = self._put
            self._changed.notify_all()
            return self._put

    def wait_done(self, number: int, deadline: Optional[float]) -> bool:
        """Whether the first `number` events were settled before the deadline, in seconds of time.monotonic()."""
        with self._changed:
            while self._done < number:
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self._changed.wait(left)
            return True

    def close(self) -> None:
        """Takes nothing more; what is there goes at once."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def clear(self) -> int:
        """Gives up what is left; returns how many events that were."""
        with self._changed:
            count = len(self._events)
            self._events.clear()
            self._bytes = 0
            self._done += count
            self._changed.notify_all()
            return count
