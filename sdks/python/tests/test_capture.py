"""What is captured, and as what it is sent."""

from __future__ import annotations

import math
import unittest
import uuid
import warnings
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any, Optional

import micrologs
from micrologs import Loss, Micrologs
from micrologs.testing import FakeMicrologs

from .support import AMPLE, SECRET_KEY, SinkTest, run_python


class CaptureTest(SinkTest):
    def client(self, **options: Any) -> Micrologs:
        client = Micrologs(self.sink.url, SECRET_KEY, timeout=AMPLE, **options)
        self.addCleanup(client.close, 0)
        return client

    def sent(self, client: Micrologs) -> list[dict[str, Any]]:
        self.assertTrue(client.flush(AMPLE))
        return self.sink.events

    def test_error_has_the_nine_fields_of_the_old_sdk_and_an_id_and_a_time(self) -> None:
        client = self.client(release="1.2.3")
        queued = client.error("boom")
        (event,) = self.sent(client)
        assert queued is not None
        self.assertEqual(str(uuid.UUID(event["event_id"], version=4)), queued["data"]["event_id"])
        self.assertIsInstance(event.pop("occurred_at"), int)
        expected = {
            "kind": "error",
            "event_id": queued["data"]["event_id"],
            "message": "boom",
            "error_type": "ManualError",
            "severity": "error",
            "file": "",
            "line": None,
            "stack": None,
            "url": "",
            "environment": "production",
            "context": None,
            "release": "1.2.3",
        }
        self.assertEqual(event, expected)
        self.assertEqual(
            queued, {"success": True, "message": "OK", "data": {"queued": True, "event_id": event["event_id"]}}
        )

    def test_message_is_cut_at_1024_characters(self) -> None:
        client = self.client()
        client.error("ö" * 2000)
        self.assertEqual(self.sent(client)[0]["message"], "ö" * 1024)

    def test_audit_and_pageview(self) -> None:
        client = self.client()
        client.audit("invoice.paid", "kim", {"invoice": "A-1"})
        client.pageview("https://shop.test/", visitor_id="v", session_token="s", user_agent="Firefox", timezone="UTC")
        audit, pageview = self.sent(client)
        self.assertEqual(
            (audit["action"], audit["actor"], audit["context"]), ("invoice.paid", "kim", {"invoice": "A-1"})
        )
        del pageview["event_id"], pageview["occurred_at"]
        expected = {
            "kind": "pageview",
            "url": "https://shop.test/",
            "visitor_id": "v",
            "session_token": "s",
            "user_agent": "Firefox",
            "timezone": "UTC",
        }
        self.assertEqual(pageview, expected)

    def test_wrong_arguments_are_refused_with_a_warning(self) -> None:
        client = self.client()
        wrong: Any = None
        calls: list[tuple[Callable[[Any], object], Any]] = [
            (client.error, ""),
            (client.error, wrong),
            (client.audit, wrong),
            (client.pageview, ""),
        ]
        for call, argument in calls:
            with self.assertWarnsRegex(UserWarning, r"^\[Micrologs\] .* needs a"):
                self.assertIsNone(call(argument))
        self.assertEqual(client.queued, 0)

    def test_anything_may_stand_in_a_context(self) -> None:
        class Stubborn:
            def __str__(self) -> str:
                raise RuntimeError("no text")

        itself: dict[str, Any] = {}
        itself["itself"] = itself
        when = datetime(2026, 3, 1, tzinfo=timezone.utc)
        client = self.client()
        context: dict[Any, Any] = {
            "when": when,
            "bytes": b"\xff",
            "nan": math.nan,
            "set": {1},
            "big": 2**80,
            "object": Stubborn(),
            "lone": "\ud800",
            1: "number",
        }
        client.error("odd", context={**context, "itself": itself})
        sent = self.sent(client)[0]["context"]
        self.assertEqual(sent["when"], "2026-03-01T00:00:00+00:00")
        self.assertEqual((sent["nan"], sent["set"], sent["big"]), ("nan", [1], str(2**80)))
        self.assertEqual((sent["object"], sent["lone"], sent["1"]), ("<Stubborn>", "?", "number"))

    def test_a_context_of_a_million_values_is_cut(self) -> None:
        client = self.client()
        client.error("huge", context={"numbers": range(3), "list": list(range(1_000_000))})
        (event,) = self.sent(client)
        self.assertLess(len(event["context"]["list"]), 10_000)

    def test_secrets_are_filtered_by_the_names_that_they_go_by(self) -> None:
        client = self.client()
        headers = {"Authorization": "Bearer abc", "X-Api-Key": "k", "Accept": "*/*"}
        url = "https://shop.test/?q=1&access_token=abc#id_token=x"
        client.error("leak", url=url, context={"user": {"passWord": "p", "name": "kim"}, "headers": headers})
        (event,) = self.sent(client)
        self.assertEqual(event["context"]["user"], {"passWord": "[Filtered]", "name": "kim"})
        self.assertEqual(event["context"]["headers"]["Authorization"], "[Filtered]")
        self.assertEqual(event["context"]["headers"]["X-Api-Key"], "[Filtered]")
        self.assertEqual(event["context"]["headers"]["Accept"], "*/*")
        self.assertEqual(event["url"], "https://shop.test/?q=1&access_token=[Filtered]#id_token=[Filtered]")

    def test_scrub_keys_are_for_the_host_to_choose(self) -> None:
        client = self.client(scrub_keys=["plate"])
        client.error("leak", context={"number-plate": "B 1", "password": "p"})
        self.assertEqual(self.sent(client)[0]["context"], {"number-plate": "[Filtered]", "password": "p"})

    def test_before_send_sees_what_would_be_sent(self) -> None:
        seen = []

        def hook(event: dict[str, Any]) -> Optional[dict[str, Any]]:
            seen.append(event)
            return None if event["kind"] == "audit" else {**event, "message": "changed", "event_id": "other"}

        client = self.client(before_send=hook)
        self.assertIsNone(client.audit("a"))
        queued = client.error("secret", context={"token": "t"})
        assert queued is not None
        (event,) = self.sent(client)
        self.assertEqual([event["kind"] for event in seen], ["audit", "error"])
        self.assertEqual(seen[1]["context"], {"token": "[Filtered]"})
        self.assertEqual((event["message"], event["event_id"]), ("changed", queued["data"]["event_id"]))

    def test_a_before_send_that_raises_or_returns_nonsense_changes_nothing(self) -> None:
        def hook(event: dict[str, Any]) -> Any:
            event["message"] = "half changed"
            if event["severity"] == "info":
                raise RuntimeError("on purpose")
            return {"context": object()} if event["severity"] == "warning" else 5

        client = self.client(before_send=hook)
        with self.assertLogs("micrologs", "WARNING"):
            for severity in ("info", "warning", "error"):
                client.error("as it was", severity=severity)
        self.assertEqual([event["message"] for event in self.sent(client)], ["as it was"] * 3)

    def test_a_share_of_errors(self) -> None:
        none, some = self.client(sample_rate=0), self.client(sample_rate=0.5)
        self.assertIsNone(none.error("never"))
        self.assertIsNotNone(none.audit("always"))
        for _ in range(400):
            some.error("sometimes")
        # Outside of six standard deviations: once in 500 million runs.
        self.assertTrue(some.flush(AMPLE))
        self.assertTrue(140 <= len(self.sink.messages) <= 260)

    def test_a_disabled_client_takes_nothing(self) -> None:
        client = self.client(enabled=False)
        self.assertIsNone(client.error("never"))
        self.assertIsNone(client.audit("never"))
        self.assertTrue(client.flush(0))

    def test_losses_are_counted_and_told(self) -> None:
        told: list[Loss] = []

        def hook(loss: Loss) -> None:
            told.append(loss)
            raise RuntimeError("harms nothing")

        client = self.client(on_loss=hook, max_queue_size=1, flush_interval=60)
        with self.assertLogs("micrologs", "WARNING"):
            self.assertIsNotNone(client.error("kept"))
            self.assertIsNone(client.error("refused"))
            self.assertTrue(client.close())
            self.assertIsNone(client.error("late"))
        self.assertEqual([(loss.reason, loss.count) for loss in told], [("queue_full", 1), ("closed", 1)])
        self.assertEqual(client.losses, {"queue_full": 1, "closed": 1})

    def test_options_are_checked(self) -> None:
        wrong: list[dict[str, Any]] = [
            {"host": ""},
            {"host": None},
            {"key": ""},
            {"key": 5},
            {"host": "stats.test"},
            {"host": "https://"},
            {"host": "http://stats.test:99999"},
            {"host": "http://[::1"},
            {"timeout": 0},
            {"flush_at": 0},
            {"max_batch_size": 501},
            {"sample_rate": 1.5},
        ]
        for options in wrong:
            with self.subTest(options), self.assertRaisesRegex(ValueError, r"^\[Micrologs\]"):
                given: dict[str, Any] = {"host": self.sink.url, "key": SECRET_KEY, **options}
                Micrologs(**given)

    def test_all_that_is_public_can_be_imported(self) -> None:
        for name in micrologs.__all__:
            self.assertTrue(hasattr(micrologs, name), name)
        self.assertRegex(micrologs.__version__, r"^2\.\d+\.\d+$")


class ScopeTest(SinkTest):
    def test_scopes_stand_in_each_other(self) -> None:
        with Micrologs(self.sink.url, SECRET_KEY) as client:
            with micrologs.scope(url="https://shop.test/", request_id="r1", actor="kim", visitor_id="v"):
                with micrologs.scope(step=2, request_id="r2"):
                    micrologs.add_to_scope(user=7)
                    client.error("inside", context={"step": 3})
                    client.audit("did")
                client.error("outer")
            micrologs.add_to_scope(user=8)
            client.error("outside")
        inside, audit, outer, outside = self.sink.events
        self.assertEqual(inside["context"], {"request_id": "r2", "user": 7, "step": 3})
        self.assertEqual((inside["url"], inside["visitor_id"]), ("https://shop.test/", "v"))
        self.assertEqual(audit["actor"], "kim")
        self.assertEqual(outer["context"], {"request_id": "r1"})
        self.assertEqual((outside["context"], outside["url"]), (None, ""))


class ExceptionTest(SinkTest):
    def setUp(self) -> None:
        super().setUp()
        self.client = Micrologs(self.sink.url, SECRET_KEY)
        self.addCleanup(self.client.close, 0)

    def capture(self, **options: Any) -> dict[str, Any]:
        self.assertIsNotNone(self.client.capture_exception(**options))
        self.assertTrue(self.client.flush(AMPLE))
        return self.sink.events[-1]

    def test_type_message_place_stack_and_source(self) -> None:
        try:
            raise LookupError("nothing here")
        except LookupError:
            event = self.capture(severity="critical", context={"cart": 7})
        self.assertEqual((event["error_type"], event["message"]), ("LookupError", "nothing here"))
        self.assertEqual((event["file"], event["severity"]), (__file__, "critical"))
        self.assertTrue(event["stack"].startswith("Traceback (most recent call last):"))
        self.assertTrue(event["stack"].endswith("LookupError: nothing here"))
        self.assertEqual(event["context"]["cart"], 7)
        (frame,) = event["context"]["frames"]
        self.assertEqual((frame["file"], frame["line"]), (__file__, event["line"]))
        self.assertIn('raise LookupError("nothing here")', frame["lines"][frame["line"] - frame["first_line"]])

    def test_causes_come_before_what_they_led_to(self) -> None:
        try:
            try:
                raise OSError("disk")
            except OSError as error:
                raise RuntimeError("save") from error
        except RuntimeError:
            event = self.capture()
        first, _, second = event["stack"].partition(
            "The above exception was the direct cause of the following exception:"
        )
        self.assertIn("OSError: disk", first)
        self.assertIn("RuntimeError: save", second)

    def test_an_exception_is_captured_once(self) -> None:
        error = ValueError()
        event = self.capture(error=error)
        self.assertEqual((event["message"], event["file"], event["line"]), ("ValueError", "", None))
        self.assertIsNone(self.client.capture_exception(error))
        self.assertIsNone(self.client.capture_exception())
        self.assertIsNotNone(FakeMicrologs().capture_exception(error))

    def test_capturing_lets_it_through(self) -> None:
        with self.assertRaises(ZeroDivisionError), self.client.capturing(job="nightly"):
            1 / 0
        self.assertTrue(self.client.flush(AMPLE))
        self.assertEqual(self.sink.events[0]["context"]["job"], "nightly")

    def test_source_lines_never_cost_the_context(self) -> None:
        try:
            raise LookupError("large")
        except LookupError:
            event = self.capture(context={"text": "x" * 8_000})
        self.assertEqual(list(event["context"]), ["text"])

    def test_source_lines_can_be_switched_off(self) -> None:
        self.client = Micrologs(self.sink.url, SECRET_KEY, source_lines=0)
        self.addCleanup(self.client.close, 0)
        try:
            raise LookupError("plain")
        except LookupError:
            self.assertEqual(self.capture()["context"], {})


class WarningTest(unittest.TestCase):
    def test_uwsgi_without_threads(self) -> None:
        program = """
import sys, types, warnings
uwsgi = sys.modules["uwsgi"] = types.ModuleType("uwsgi")
uwsgi.opt = {name: b"1" for name in sys.argv[1:]}
from micrologs import Micrologs
warnings.simplefilter("always")
for _ in range(2): Micrologs("http://127.0.0.1:9", "k")
"""
        self.assertEqual(run_python(program).stderr.count("RuntimeWarning: [Micrologs] uWSGI runs without threads"), 1)
        for option in ("enable-threads", "threads"):
            self.assertEqual(run_python(program, option).stderr, "")

    def test_warnings_point_at_the_line_of_the_caller(self) -> None:
        client = Micrologs("http://127.0.0.1:9", SECRET_KEY)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            client.error("")
            client.get_link("")
            client.analytics().visitors()
        self.assertEqual([warning.filename for warning in caught], [__file__] * 3)


if __name__ == "__main__":
    unittest.main()
