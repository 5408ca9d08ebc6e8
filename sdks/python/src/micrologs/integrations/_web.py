"""What all web frameworks share: what is told of a request, and which answers are pageviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Optional

from .._capture import CaptureSide

#: Given the framework's request, who it comes from: `visitor_id` and `session_token`, or nothing.
Visitor = Callable[[Any], Optional[Mapping[str, str]]]


@dataclass(frozen=True)
class WebRequest:
    """A request, whatever the framework."""

    method: str
    url: str
    #: The value of a header by its name in lower case.
    header: Callable[[str], Optional[str]]
    address: Optional[str]

    def scope(self) -> dict[str, Any]:
        """What everything captured during the request knows of it."""
        return {"url": self.url, "request": {"method": self.method}}

    def context(self, route: Optional[str]) -> dict[str, Any]:
        """The same with the route, which is known once the request was routed."""
        return {"request": {"method": self.method, "route": route}}


def record_pageview(
    client: CaptureSide,
    request: WebRequest,
    status: int,
    content_type: str,
    visitor: Optional[Visitor],
    native: Any,
) -> None:
    """Records a page that was shown: a document in HTML, for a browser whose user does not mind."""
    if request.method != "GET" or not 200 <= status < 300 or not content_type.lower().startswith("text/html"):
        return
    if request.header("dnt") == "1" or request.header("sec-gpc") == "1":
        return
    if "prefetch" in (request.header("sec-purpose") or request.header("purpose") or ""):
        return
    if request.header("sec-fetch-dest") not in (None, "document") or request.header("x-requested-with"):
        return
    who: Mapping[str, str] = {}
    if visitor is not None:
        # It is the host's own code, and no reason to fail a request that is answered.
        with suppress(Exception):
            who = visitor(native) or {}
    client.pageview(
        request.url,
        referrer=request.header("referer"),
        visitor_id=who.get("visitor_id"),
        session_token=who.get("session_token"),
        client_ip=request.address,
        user_agent=request.header("user-agent"),
        accept_language=request.header("accept-language"),
    )
