"""Realtime against the real server: cut connections, servers that die, keys that change, slow consumers."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import unittest
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Optional, Union
from urllib.request import Request, urlopen

from micrologs import (
    AsyncMicrologs,
    AuthenticationError,
    ChannelRefusedError,
    Micrologs,
    MicrologsError,
    Notice,
    Subscription,
)
from micrologs._event_stream import EventStreamParser
from micrologs.types import ErrorsMessage, PageviewsMessage

from .support import SECRET_KEY, CuttingProxy, RealServer, Talker, eventually, shared_server


class Project:
    """A project of its own on the shared server."""

    def __init__(self) -> None:
        self.server: RealServer = shared_server()
        created = self.ask("/api/projects/create", {"name": "Shop", "allowed_domains": ["shop.test"]})
        self.id: int = created["id"]
        self.secret_key: str = created["secret_key"]
        self.stored = 0

    def ask(self, path: str, body: Mapping[str, Any]) -> Any:
        headers = {"X-Admin-Key": self.server.admin_key, "X-API-Key": getattr(self, "secret_key", "")}
        request = Request(self.server.url + path, json.dumps(body).encode(), headers)
        with urlopen(request) as answer:
            return json.load(answer)["data"]

    def view(self, count: int = 1) -> None:
        """Stores views of visitors of their own, so that none repeats another."""
        events = []
        for _ in range(count):
            self.stored += 1
            number = self.stored
            visitor = {"visitor_id": f"v{number}", "session_token": f"s{number}"}
            events.append({"kind": "pageview", "url": f"https://shop.test/{number}", **visitor})
        self.ask("/api/track/batch", {"events": events})

    def token(self, **settings: Any) -> str:
        token: str = self.ask("/api/realtime/token", {"channels": ["pageviews"], **settings})["token"]
        return token

    def rotate(self) -> None:
        self.secret_key = self.ask("/api/projects/regenerate-keys", {"id": self.id})["secret_key"]


class Account:
    """What a consumer has, by its own account: no event twice, none left out, unless a snapshot replaced them."""

    def __init__(self, at: Optional[int] = None) -> None:
        self.at = at
        self.snapshots = 0

    def take(self, message: Union[PageviewsMessage, ErrorsMessage]) -> None:
        if message["type"] == "snapshot":
            self.snapshots += 1
            self.at = message["offset"]
            return
        for event in message["events"]:
            assert self.at is not None and event["offset"] == self.at + 1, (self.at, event["offset"])
            self.at = event["offset"]
        assert message["offset"] == self.at

    def take_until(self, last: int, messages: Iterator[Any]) -> None:
        while self.at != last:
            self.take(next(messages))

    async def take_until_async(self, last: int, messages: Any) -> None:
        while self.at != last:
            self.take(await messages.__anext__())


class RealtimeTest(unittest.TestCase):
    def setUp(self) -> None:
        self.project = Project()

    def client(self, url: Optional[str] = None, key: Optional[str] = None) -> Micrologs:
        client = Micrologs(url or self.project.server.url, key or self.project.secret_key, retry_base=0.05)
        self.addCleanup(client.close)
        return client

    def proxy(self) -> CuttingProxy:
        proxy = CuttingProxy(self.project.server.url)
        self.addCleanup(proxy.stop)
        return proxy

    def begin(self, views: Subscription[PageviewsMessage]) -> Account:
        account = Account()
        account.take(next(views))
        self.assertEqual(account.snapshots, 1)
        return account

    def test_the_latest_first_then_each_as_it_is_stored(self) -> None:
        self.project.view(2)
        client = self.client()
        eventually(lambda: client.api.analytics.ledger()["stored"] == 2)
        with client.realtime.subscribe("pageviews") as views:
            first = next(views)
            self.assertEqual((first["type"], first["channel"], first["offset"]), ("snapshot", "pageviews", 2))
            self.assertEqual([view["url"] for view in first["events"]], [f"https://shop.test/{n}" for n in (1, 2)])
            account = Account(2)
            self.project.view(3)
            account.take_until(5, views)
            self.assertIsNotNone(views.position)
        with self.assertRaises(StopIteration):
            next(views)

    def test_filters_let_through_what_was_asked_for(self) -> None:
        with self.client().realtime.subscribe("pageviews", filters={"url": ["https://shop.test/2*"]}) as views:
            self.assertEqual(next(views)["events"], [])
            self.project.view(3)
            self.assertEqual([view["url"] for view in next(views)["events"]], ["https://shop.test/2"])

    def test_who_is_there_and_a_report_are_told_whole(self) -> None:
        realtime = self.client().realtime
        with realtime.subscribe("live") as live, realtime.subscribe("report:pages?range=7d&limit=1") as pages:
            self.assertEqual((next(live)["data"]["visitors"], next(pages)["data"]["count"]), (0, 0))
            self.project.view()
            self.assertEqual(next(live)["data"]["pages"], [{"page": "shop.test/1", "visitors": 1}])
            self.assertEqual(next(pages)["data"]["pages"][0]["url"], "https://shop.test/1")

    def test_cuts_in_the_middle_of_bursts_at_any_byte(self) -> None:
        seed = random.randrange(1 << 32)
        rng = random.Random(seed)
        proxy = self.proxy()
        with self.subTest(seed=seed), self.client(proxy.url).realtime.subscribe("pageviews") as views:
            account = self.begin(views)
            for _ in range(12):
                proxy.cut_after(rng.randint(1, 20_000))
                self.project.view(rng.randint(1, 60))
            account.take_until(self.project.stored, views)
            self.assertGreater(proxy.cuts, 0)

    def test_a_server_that_is_killed_and_comes_back(self) -> None:
        with self.client().realtime.subscribe("pageviews") as views:
            account = self.begin(views)
            self.project.view(5)
            account.take_until(5, views)
            self.project.server.tell("kill")
            taken: list[PageviewsMessage] = []
            waiting = threading.Thread(target=lambda: taken.append(next(views)))
            waiting.start()
            self.project.server.tell("start")
            self.project.view(5)
            waiting.join()
            account.take(taken[0])
            account.take_until(10, views)
            self.assertEqual(account.snapshots, 1)

    def test_a_position_that_was_kept(self) -> None:
        with self.client().realtime.subscribe("pageviews") as views:
            account = self.begin(views)
            self.project.view(2)
            account.take_until(2, views)
            position = views.position
        self.project.view(3)
        with self.client().realtime.subscribe("pageviews", position=position) as views:
            account.take_until(5, views)
        self.assertEqual(account.snapshots, 1)

    def test_a_token_that_ends_is_followed_by_the_next_one(self) -> None:
        asked: list[str] = []

        def token() -> str:
            asked.append(self.project.token(expires_in=60 if asked else 1))
            return asked[-1]

        with self.client(key="unused").realtime.subscribe("pageviews", token=token) as views:
            account = self.begin(views)

            def store() -> None:
                eventually(lambda: len(asked) == 2)
                self.project.view(3)

            # The stream ends while this waits for what will be told on the next one.
            storing = threading.Thread(target=store)
            storing.start()
            account.take_until(3, views)
            storing.join()
        self.assertEqual((len(asked), account.snapshots), (2, 1))

    def test_a_new_secret_key(self) -> None:
        by_token = self.client(key="unused").realtime.subscribe("pageviews", token=lambda: self.project.token())
        by_key = self.client().realtime.subscribe("pageviews")
        with by_token, by_key:
            account = self.begin(by_token)
            next(by_key)
            self.project.rotate()
            with self.assertRaises(AuthenticationError):
                next(by_key)
            self.assertIsNone(next(by_key, None))
            self.project.view(2)
            account.take_until(2, by_token)

    def test_what_is_not_valid_is_an_error(self) -> None:
        asked: list[str] = []

        def nonsense() -> str:
            asked.append("nonsense")
            return "nonsense"

        tokens: list[tuple[str, Union[None, str, Callable[[], str]]]] = [
            (SECRET_KEY, None),
            (self.project.server.public_key, None),
            ("unused", "nonsense"),
            ("unused", nonsense),
        ]
        for key, token in tokens:
            with self.subTest(key=key, token=token), self.assertRaises(AuthenticationError):
                next(self.client(key=key).realtime.subscribe("pageviews", token=token))
        self.assertEqual(len(asked), 2)

    def test_a_token_that_cannot_be_had_is_asked_for_again(self) -> None:
        asked: list[int] = []

        def token() -> str:
            asked.append(1)
            if len(asked) == 1:
                raise OSError("The backend is away")
            return self.project.token()

        with self.client(key="unused").realtime.subscribe("pageviews", token=token) as views:
            self.begin(views)
        self.assertEqual(len(asked), 2)

    def test_a_channel_that_is_refused(self) -> None:
        realtime = self.client(key="unused").realtime
        token = self.project.token()
        with self.assertRaises(ChannelRefusedError) as caught:
            next(realtime.subscribe("errors", token=token))
        self.assertEqual((caught.exception.channel, caught.exception.code), ("errors", "forbidden_channel"))
        self.assertIsInstance(caught.exception, MicrologsError)
        with self.assertRaises(ChannelRefusedError) as caught:
            next(self.client().realtime.subscribe("report:pages?range=yesterday"))
        self.assertEqual(caught.exception.code, "bad_params")

    def test_a_slow_consumer_gets_everything_in_order_or_a_snapshot(self) -> None:
        proxy = self.proxy()
        with self.client(proxy.url).realtime.subscribe("errors") as errors:
            account = Account()
            account.take(next(errors))
            stack = "at shop (cart.js:1:1)\n" * 700
            for batch in range(30):
                events = [{"kind": "error", "message": f"No. {batch}", "stack": stack} for _ in range(30)]
                self.project.ask("/api/track/batch", {"events": events})
            api = self.client().api.analytics
            eventually(lambda: api.ledger()["stored"] == 900, 30)
            self.assertLess(proxy.given, 900 * len(stack) * 0.9)
            account.take_until(900, errors)

    def test_closing_wakes_up_whoever_waits(self) -> None:
        client = self.client()
        views = client.realtime.subscribe("pageviews")
        next(views)
        rest: list[Any] = []
        waiting = threading.Thread(target=lambda: rest.extend(views))
        waiting.start()
        client.close()
        waiting.join()
        self.assertEqual(rest, [])


class AsyncRealtimeTest(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.project = Project()

    def client(self, url: Optional[str] = None) -> AsyncMicrologs:
        return AsyncMicrologs(url or self.project.server.url, self.project.secret_key, retry_base=0.05)

    async def test_messages_while_the_loop_goes_on(self) -> None:
        async with self.client() as client:
            account = Account()
            async for message in client.realtime.subscribe("pageviews"):
                account.take(message)
                if account.at == 5:
                    break
                if message["type"] == "snapshot":
                    await asyncio.to_thread(self.project.view, 5)

    async def test_cuts_in_the_middle_of_bursts_at_any_byte(self) -> None:
        seed = random.randrange(1 << 32)
        rng = random.Random(seed)
        proxy = CuttingProxy(self.project.server.url)
        self.addCleanup(proxy.stop)
        with self.subTest(seed=seed):
            async with self.client(proxy.url) as client:
                views = client.realtime.subscribe("pageviews")
                account = Account()
                account.take(await views.__anext__())
                for _ in range(12):
                    proxy.cut_after(rng.randint(1, 20_000))
                    await asyncio.to_thread(self.project.view, rng.randint(1, 60))
                await account.take_until_async(self.project.stored, views)
                self.assertGreater(proxy.cuts, 0)

    async def test_a_wait_that_is_cancelled_loses_nothing(self) -> None:
        async with self.client() as client, client.realtime.subscribe("pageviews") as views:
            account = Account()
            account.take(await views.__anext__())
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(views.__anext__(), 0.05)
            await asyncio.to_thread(self.project.view, 3)
            await account.take_until_async(3, views)

    async def test_one_task_at_a_time(self) -> None:
        async with self.client() as client, client.realtime.subscribe("pageviews") as views:
            await views.__anext__()
            waiting = asyncio.ensure_future(views.__anext__())
            await asyncio.sleep(0)
            with self.assertRaisesRegex(RuntimeError, "Another task"):
                await views.__anext__()
            await views.aclose()
            with self.assertRaises(StopAsyncIteration):
                await waiting

    async def test_a_token_may_be_awaited(self) -> None:
        async def token() -> str:
            return await asyncio.to_thread(self.project.token)

        async with self.client() as client, client.realtime.subscribe("pageviews", token=token) as views:
            self.assertEqual((await views.__anext__())["type"], "snapshot")
        async with self.client() as client, client.realtime.subscribe("pageviews", token="nonsense") as views:
            with self.assertRaises(AuthenticationError):
                await views.__anext__()

    async def test_a_program_that_ends_while_it_waits_is_not_held_up(self) -> None:
        async with self.client() as client:
            views = client.realtime.subscribe("pageviews")
            await views.__anext__()
            waiting = asyncio.ensure_future(views.__anext__())
            await asyncio.sleep(0)
        with self.assertRaises(StopAsyncIteration):
            await waiting


class MessagesTest(unittest.TestCase):
    """What a server may say that the real one says seldom."""

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
