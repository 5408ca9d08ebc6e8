"""The small parts by themselves."""

from __future__ import annotations

import unittest
from datetime import date, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import Any

from micrologs._errors import (
    ApiError,
    InvalidAnswerError,
    MicrologsConnectionError,
    MicrologsError,
    MicrologsTimeoutError,
    RateLimitedError,
    ServerError,
)
from micrologs._events import MOST_EVENT_BYTES, Event, encoded, stamped
from micrologs._generated.operations import OPERATIONS
from micrologs._operation import call_of
from micrologs._queue import MOST_BATCH_BYTES, EventQueue
from micrologs._retry import Backoff, retry_after_of


class RetryAfterTest(unittest.TestCase):
    def test_seconds_dates_and_nonsense(self) -> None:
        soon = datetime.now(timezone.utc) + timedelta(seconds=60)
        at = retry_after_of(format_datetime(soon, usegmt=True))
        assert at is not None
        self.assertTrue(50 < at <= 60)
        self.assertEqual(retry_after_of(format_datetime(soon - timedelta(days=1), usegmt=True)), 0)
        self.assertEqual([retry_after_of(text) for text in ("7", " 0 ", "86400")], [7, 0, 300])
        self.assertEqual([retry_after_of(text) for text in (None, "", "-1", "soon", "1.5", "²")], [None] * 6)


class BackoffTest(unittest.TestCase):
    def test_waits_grow_to_a_limit_and_obey_the_server(self) -> None:
        backoff = Backoff(0.5, 30)
        for attempt, longest in ((0, 0.5), (1, 1.0), (5, 16.0), (6, 30.0), (10_000, 30.0)):
            wait = backoff.wait(attempt)
            self.assertTrue(longest / 2 <= wait <= longest, (attempt, wait))
        self.assertEqual(backoff.wait(0, 120), 120)

    def test_what_is_asked_again(self) -> None:
        def limited(status: int, retry_after: Any) -> ApiError:
            return (RateLimitedError if status == 429 else ServerError)(status, "", retry_after=retry_after)

        connection = MicrologsConnectionError("")
        again: list[tuple[str, MicrologsError, bool]] = [
            ("GET", connection, True),
            ("GET", MicrologsTimeoutError(""), True),
            ("GET", InvalidAnswerError("", 200), True),
            ("GET", limited(503, None), True),
            ("GET", limited(500, None), False),
            ("GET", limited(429, 31), False),
            ("POST", connection, False),
            ("POST", limited(503, None), False),
            ("POST", limited(503, 1), True),
            ("POST", limited(429, 0), True),
            ("POST", limited(502, 1), False),
        ]
        for method, error, is_repeated in again:
            with self.subTest(f"{method} {error!r}"):
                self.assertEqual(Backoff(0.5, 30).question(method, 1, error) is not None, is_repeated)
                self.assertIsNone(Backoff(0.5, 30).question(method, 2, error))


class CallTest(unittest.TestCase):
    def test_fields_go_where_they_belong(self) -> None:
        call = call_of(
            OPERATIONS["getPages"], {"from_": date(2026, 3, 1), "filters": ["is", "path", ["/ä"]], "limit": 5}
        )
        self.assertEqual(
            call.target,
            "/api/analytics/pages?from=2026-03-01&filters=%5B%22is%22%2C%22path%22%2C%5B%22%2F%C3%A4%22%5D%5D&limit=5",
        )
        call = call_of(OPERATIONS["getVisitors"], {"from": "2026-03-01", "fill": True, "compare": None})
        self.assertEqual(call.target, "/api/analytics/visitors?from=2026-03-01&fill=true")
        when = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=1)))
        call = call_of(OPERATIONS["createLink"], {"destination_url": "https://a.test/ö", "expires_at": when})
        expected = '{"destination_url":"https://a.test/ö","expires_at":"2026-03-01T12:00:00+01:00"}'
        self.assertEqual(call.body, expected.encode())
        call = call_of(OPERATIONS["openShortLink"], {"code": "a/b"})
        self.assertEqual((call.target, call.body), ("/l/a%2Fb", None))
        call = call_of(OPERATIONS["unlockShortLink"], {"code": "a", "password": "open sesame"})
        self.assertEqual(
            (call.body, call.headers["Content-Type"]), (b"password=open+sesame", "application/x-www-form-urlencoded")
        )
        call = call_of(OPERATIONS["trackAudit"], {"action": "a", "idempotency_key": "k"})
        self.assertEqual((call.body, call.headers), (b'{"action":"a"}', {"Idempotency-Key": "k"}))

    def test_a_time_without_a_zone_is_this_machines(self) -> None:
        call = call_of(OPERATIONS["createLink"], {"destination_url": "u", "expires_at": datetime(2026, 3, 1)})
        assert call.body is not None
        self.assertIn(datetime(2026, 3, 1).astimezone().isoformat(), call.body.decode())

    def test_unknown_fields_and_values_are_errors(self) -> None:
        with self.assertRaisesRegex(TypeError, "getPages has no field colour"):
            call_of(OPERATIONS["getPages"], {"colour": "red"})
        with self.assertRaisesRegex(TypeError, "object cannot be written as JSON"):
            call_of(OPERATIONS["createLink"], {"destination_url": object()})


class EncodedTest(unittest.TestCase):
    def test_a_stack_is_cut_within_the_limit(self) -> None:
        for stack in ("x" * 100_000, "é\n" * 60_000, "\x00" * 60_000, "𝄞" * 60_000):
            event = encoded(stamped("error", {"message": "m", "stack": stack}))
            self.assertTrue(MOST_EVENT_BYTES - 8 < len(event.body) <= MOST_EVENT_BYTES, len(event.body))

    def test_what_nothing_makes_smaller_stays_too_large(self) -> None:
        event = encoded(stamped("pageview", {"url": "x" * MOST_EVENT_BYTES}))
        self.assertGreater(len(event.body), MOST_EVENT_BYTES)


def queue_of(**options: Any) -> EventQueue:
    defaults: dict[str, Any] = {
        "most": 10,
        "most_bytes": 10_000_000,
        "flush_at": 3,
        "flush_interval": 60.0,
        "batch_size": 4,
    }
    return EventQueue(**{**defaults, **options})


def event_of(name: str, size: int = 10, captured_at: float = 1e12) -> Event:
    return Event(name, b"x" * size, captured_at)


class QueueTest(unittest.TestCase):
    def test_bounded_by_number_and_by_bytes(self) -> None:
        queue = queue_of(most=2)
        self.assertEqual([queue.put(event_of(name)) for name in "abc"], [True, True, False])
        queue = queue_of(most_bytes=25)
        self.assertEqual([queue.put(event_of(name)) for name in "abc"], [True, True, False])
        self.assertTrue(queue.remove(queue.waiting_batch()))
        self.assertTrue(queue.put(event_of("d", 25)))

    def test_a_batch_is_bounded_by_number_and_by_bytes(self) -> None:
        queue = queue_of()
        for name in "abcdef":
            queue.put(event_of(name))
        self.assertEqual([event.event_id for event in queue.waiting_batch()], ["a", "b", "c", "d"])
        queue = queue_of()
        for name in "abc":
            queue.put(event_of(name, MOST_BATCH_BYTES // 2))
        self.assertEqual([event.event_id for event in queue.waiting_batch()], ["a"])

    def test_one_event_above_the_bytes_of_a_batch_goes_alone(self) -> None:
        queue = queue_of()
        queue.put(event_of("a", MOST_BATCH_BYTES + 1))
        self.assertEqual(len(queue.waiting_batch()), 1)

    def test_waits_for_enough_or_for_age_or_for_a_flush(self) -> None:
        queue = queue_of()
        queue.put(event_of("a", captured_at=0))
        self.assertEqual(len(queue.next_batch(0)), 1)
        queue.clear()
        self.assertEqual(queue.next_batch(0), [])
        for name in "abc":
            queue.put(event_of(name))
        self.assertEqual(len(queue.next_batch(0)), 3)
        queue.clear()
        queue.put(event_of("d"))
        queue.want_all()
        self.assertEqual(len(queue.next_batch(0)), 1)

    def test_what_is_gone_cannot_be_removed(self) -> None:
        queue = queue_of()
        queue.put(event_of("a"))
        batch = queue.waiting_batch()
        self.assertEqual(queue.clear(), 1)
        self.assertFalse(queue.remove(batch))
        queue.put(event_of("b"))
        self.assertFalse(queue.remove(batch))
        self.assertEqual(len(queue), 1)


if __name__ == "__main__":
    unittest.main()
