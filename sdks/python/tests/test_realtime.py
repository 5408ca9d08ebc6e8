"""Realtime against the real server: cut connections, servers that die, keys that change, slow consumers."""

from __future__ import annotations

import random
import threading
import unittest
from collections.abc import Callable
from typing import Any, Optional, Union

from micrologs import AuthenticationError, ChannelRefusedError, Micrologs, MicrologsError, Subscription
from micrologs.types import PageviewsMessage

from .listening import Account, Project
from .support import SECRET_KEY, CuttingProxy, eventually


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

    def test_an_alert_is_told_when_it_fires(self) -> None:
        triggers = [{"type": "error_group.created"}]
        self.project.ask("/api/webhooks/create", {"url": "https://hooks.shop.test/", "triggers": triggers})
        with self.client().realtime.subscribe("alerts") as alerts:
            next(alerts)
            self.project.ask("/api/track/error", {"message": "No stock"})
            (alert,) = next(alerts)["events"]
        self.assertEqual((alert["offset"], alert["type"]), (1, "error_group.created"))
        self.assertIn("No stock", alert["data"]["summary"])

    def test_filters_that_let_nothing_through_leave_the_position_near_the_present(self) -> None:
        client = self.client()
        with client.realtime.subscribe("pageviews", filters={"url": ["https://elsewhere.test/*"]}) as views:
            next(views)
            before = views.position
            waiting = threading.Thread(target=lambda: next(views, None))
            waiting.start()
            for _ in range(2):
                self.project.view(400)
            eventually(lambda: views.position != before)
            views.close()
            waiting.join()
        self.project.view()
        with client.realtime.subscribe("pageviews", position=views.position) as views:
            first = next(views)
        self.assertEqual(first["type"], "event")
        self.assertGreater(first["events"][0]["offset"], 500)

    def test_cuts_in_the_middle_of_bursts_at_any_byte(self) -> None:
        seed = random.randrange(1 << 32)
        rng = random.Random(seed)
        proxy = self.proxy()
        with self.subTest(seed=seed), self.client(proxy.url).realtime.subscribe("pageviews") as views:
            account = self.begin(views)
            for _ in range(12):
                proxy.cut_after(rng.randint(1, 20_000))
                self.project.view(rng.randint(1, 60))
            # Whatever was told before the other cuts were due, this one comes.
            proxy.cut_after(1)
            self.project.view()
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
            eventually(lambda: api.ledger()["stored"] == 900)
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


if __name__ == "__main__":
    unittest.main()
