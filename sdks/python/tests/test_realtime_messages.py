"""Realtime: what a server may say that the real one says seldom, and streams cut anywhere."""

from __future__ import annotations

import threading
import unittest
from collections.abc import Mapping
from typing import Any

from micrologs import ChannelRefusedError, Micrologs, Notice
from micrologs._event_stream import EventStreamParser

from .support import SECRET_KEY, Talker, eventually


class MessagesTest(unittest.TestCase):
    """Messages in an order that tests choose."""

    def listen(self, *messages: Mapping[str, Any]) -> tuple[Talker, Micrologs]:
        talker = Talker([{"type": "welcome", "ping_seconds": 25}, *messages])
        self.addCleanup(talker.stop)
        client = Micrologs(talker.url, SECRET_KEY, retry_base=0.01)
        self.addCleanup(client.close)
        return talker, client

    @staticmethod
    def event(offset: int, kind: str = "event") -> Mapping[str, Any]:
        place = {"channel": "pageviews", "offset": offset, "position": f"p{offset}"}
        return {"type": kind, **place, "events": [{"offset": offset}]}

    def test_the_position_moves_with_what_is_taken_and_with_what_filters_left_out(self) -> None:
        told = {"type": "position", "channel": "pageviews", "offset": 700, "position": "p700"}
        _, client = self.listen(self.event(1), {"type": "novelty"}, self.event(2), told)
        views = client.realtime.subscribe("pageviews", position="p0")
        positions = [views.position]
        for _ in range(2):
            next(views)
            positions.append(views.position)
        self.assertEqual(positions, ["p0", "p1", "p700"])

    def test_notices_are_told(self) -> None:
        notices: list[Notice] = []
        delayed = {"type": "notice", "code": "delayed", "message": "Later"}
        _, client = self.listen(delayed, {"type": "notice", "code": "on_time"}, self.event(1))
        next(client.realtime.subscribe("pageviews", on_notice=notices.append))
        self.assertEqual(notices, [{"code": "delayed", "message": "Later"}, {"code": "on_time"}])

    def test_a_snapshot_takes_the_place_of_what_waits(self) -> None:
        _, client = self.listen(self.event(1), self.event(2), self.event(9, "snapshot"))
        views = client.realtime.subscribe("pageviews")
        self.assertEqual((next(views)["offset"], views.position), (9, "p9"))

    def test_whoever_comes_back_says_what_came_last(self) -> None:
        talker, client = self.listen(self.event(1), self.event(2))
        views = client.realtime.subscribe("pageviews", position="p0")
        for _ in range(4):
            next(views)
        self.assertEqual(talker.last_ids[:2], ["pageviews:p0", "pageviews:p2"])

    def test_a_channel_that_is_unavailable_is_asked_for_again(self) -> None:
        unavailable = {"type": "error", "code": "unavailable", "message": "Later", "channel": "pageviews"}
        talker, client = self.listen(unavailable)
        views = client.realtime.subscribe("pageviews")
        waiting = threading.Thread(target=lambda: next(views, None))
        waiting.start()
        eventually(lambda: len(talker.last_ids) > 1)
        views.close()
        waiting.join()

    def test_a_channel_that_ends_is_an_error_behind_what_came_before(self) -> None:
        gone = {"type": "error", "code": "not_found", "message": "Gone", "channel": "report:link-detail?code=x"}
        _, client = self.listen({"type": "snapshot", "channel": gone["channel"], "at": "", "data": {}}, gone)
        details = client.realtime.subscribe("report:link-detail?code=x")
        self.assertEqual(next(details)["data"], {})
        with self.assertRaisesRegex(ChannelRefusedError, "Gone"):
            next(details)
        self.assertIsNone(next(details, None))


class ParserTest(unittest.TestCase):
    def test_any_way_of_cutting_gives_the_same(self) -> None:
        parts = [
            "retry: 1000",
            ": ",
            'id: a:1\ndata: {"é":1}',
            "data:two\ndata: lines",
            "id: b:2\ndata: x",
            "data: cut",
        ]
        text = "\n\n".join(parts).encode()
        expected = [('{"é":1}', "a:1"), ("two\nlines", "a:1"), ("x", "b:2")]
        for size in range(1, len(text) + 1):
            parser = EventStreamParser()
            starts = range(0, len(text), size)
            pieces = [text[start:][:size] for start in starts]
            self.assertEqual([tuple(event) for piece in pieces for event in parser.feed(piece)], expected)


if __name__ == "__main__":
    unittest.main()
