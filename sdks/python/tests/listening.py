"""For tests of realtime: a project of its own on the shared server, and an account of what was told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Optional, Union
from urllib.request import Request, urlopen

from micrologs.types import ErrorsMessage, PageviewsMessage

from .support import RealServer, shared_server


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
