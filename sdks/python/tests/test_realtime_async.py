"""Realtime for asyncio, against the real server."""

from __future__ import annotations

import asyncio
import random
import unittest
from typing import Optional

from micrologs import AsyncMicrologs, AuthenticationError

from .listening import Account, Project
from .support import CuttingProxy


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
                # Whatever was told before the other cuts were due, this one comes.
                proxy.cut_after(1)
                await asyncio.to_thread(self.project.view)
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


if __name__ == "__main__":
    unittest.main()
