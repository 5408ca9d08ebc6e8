"""The fake that users test with."""

from __future__ import annotations

import unittest

from micrologs import NotFoundError, scope
from micrologs.testing import FakeMicrologs


class FakeTest(unittest.TestCase):
    def setUp(self) -> None:
        self.fake = FakeMicrologs(release="1")

    def test_events_are_kept_as_they_would_be_sent(self) -> None:
        with scope(request="r1"):
            queued = self.fake.error("boom", context={"token": "t"})
        self.fake.audit("paid")
        self.fake.pageview("https://shop.test/")
        assert queued is not None
        (error,) = self.fake.errors
        self.assertEqual((error["context"], error["release"]), ({"request": "r1", "token": "[Filtered]"}, "1"))
        self.assertEqual(error["event_id"], queued["data"]["event_id"])
        self.assertEqual([len(self.fake.audits), len(self.fake.pageviews), len(self.fake.events)], [1, 1, 3])
        self.assertTrue(self.fake.flush())
        self.fake.clear()
        self.assertEqual(self.fake.events, [])

    def test_after_close_nothing_is_taken(self) -> None:
        with self.fake:
            self.fake.error("before")
        self.assertIsNone(self.fake.error("after"))
        self.assertEqual((len(self.fake.errors), self.fake.losses), (1, {"closed": 1}))

    def test_subscriptions_are_told_what_was_given(self) -> None:
        event = {"type": "event", "channel": "pageviews", "offset": 1, "position": "p1", "events": []}
        self.fake.tell("pageviews", event, NotFoundError(404, "Gone"))
        with self.fake.realtime.subscribe("pageviews") as views:
            self.assertEqual((next(views), views.position), (event, "p1"))
            with self.assertRaises(NotFoundError):
                next(views)
            self.assertIsNone(next(views, None))
        with self.fake.realtime.subscribe("pageviews") as views:
            pass
        self.assertIsNone(next(views, None))
        with self.assertRaisesRegex(AssertionError, "nothing to tell of live"):
            self.fake.realtime.subscribe("live")
        self.fake.close()

    def test_questions_get_the_answers_that_were_given(self) -> None:
        self.fake.answer("createLink", {"code": "abc"})
        self.fake.answer("getLink", NotFoundError(404, "Link not found"))
        self.fake.answer("exportAudits", [{"id": 1}])
        self.fake.answer("listLinks", {"links": [{"code": "abc"}], "next_cursor": None})
        self.assertEqual(self.fake.api.links.create(destination_url="https://shop.test/")["code"], "abc")
        with self.assertRaises(NotFoundError):
            self.fake.api.links.get(code="abc")
        self.assertEqual([row["id"] for row in self.fake.api.exports.audits()], [1])
        self.assertEqual([row["code"] for row in self.fake.api.links.iterate_list()], ["abc"])
        self.assertEqual(self.fake.calls[0], ("createLink", {"destination_url": "https://shop.test/"}))

    def test_silent_methods_get_them_too(self) -> None:
        self.fake.answer("createLink", {"code": "abc"})
        self.fake.answer("getLink", NotFoundError(404, "Link not found"))
        envelope = {"success": True, "message": "OK", "data": {"code": "abc"}}
        self.assertEqual(self.fake.create_link("https://shop.test/"), envelope)
        with self.assertWarnsRegex(UserWarning, "HTTP 404: Link not found"):
            self.assertIsNone(self.fake.get_link("abc"))

    def test_what_was_not_prepared_is_told(self) -> None:
        with self.assertRaisesRegex(AssertionError, "no answer to getHealth"):
            self.fake.api.system.health()
        with self.assertRaises(KeyError):
            self.fake.answer("getHealht", {})
        with self.assertRaises(TypeError):
            self.fake.api.request("getLink", colour="red")


if __name__ == "__main__":
    unittest.main()
