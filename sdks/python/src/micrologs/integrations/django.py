"""Django, with synchronous and asynchronous views: `micrologs.integrations.django.MicrologsMiddleware` in MIDDLEWARE.

The setting MICROLOGS has the options of `Micrologs` by their names, or a client of your own as `client`; besides
`pageviews` (whether answers in HTML are pageviews), `visitor` (who a request comes from) and `user_id` (whether the
primary key of the user is told with errors).
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any, Optional

from django.conf import settings
from django.core.signals import got_request_exception

from .._capture import CaptureSide
from .._client import Micrologs
from .._scope import scope
from ._web import WebRequest, record_pageview

try:
    from asgiref.sync import iscoroutinefunction, markcoroutinefunction
except ImportError:  # asgiref before 3.6
    iscoroutinefunction = asyncio.iscoroutinefunction

    def markcoroutinefunction(func: Any) -> Any:
        func._is_coroutine = asyncio.coroutines._is_coroutine  # type: ignore[attr-defined]
        return func


_OWN = ("client", "pageviews", "visitor", "user_id")
_client: Optional[CaptureSide] = None


def get_client() -> CaptureSide:
    """The client of this process, made by the setting MICROLOGS when it is first asked for."""
    global _client
    if _client is None:
        given = settings.MICROLOGS
        options = {name: value for name, value in given.items() if name not in _OWN}
        _client = given.get("client") or Micrologs(**options)
    return _client


class MicrologsMiddleware:
    """Captures what views and middleware raise; everything captured during a request knows of it."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Any) -> None:
        self._get_response = get_response
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)
        self._client = get_client()
        self._pageviews = bool(settings.MICROLOGS.get("pageviews"))
        self._visitor = settings.MICROLOGS.get("visitor")
        got_request_exception.connect(capture_request_exception, dispatch_uid="micrologs")

    def __call__(self, request: Any) -> Any:
        """One request."""
        if self._is_async:
            return self._answer_later(request)
        with scope(**request_of(request).scope()):
            return self._answered(request, self._get_response(request))

    async def _answer_later(self, request: Any) -> Any:
        with scope(**request_of(request).scope()):
            return self._answered(request, await self._get_response(request))

    def _answered(self, request: Any, response: Any) -> Any:
        if self._pageviews:
            kind = response.get("Content-Type", "")
            record_pageview(self._client, request_of(request), response.status_code, kind, self._visitor, request)
        return response


def capture_request_exception(sender: Any, request: Any = None, **_: Any) -> None:
    """Django tells of exceptions, which it has made into answers by then, by this signal."""
    context: dict[str, Any] = {}
    if request is not None:
        match = getattr(request, "resolver_match", None)
        context = request_of(request).context(getattr(match, "route", None))
        if settings.MICROLOGS.get("user_id"):
            context["user_id"] = getattr(getattr(request, "user", None), "pk", None)
    get_client().capture_exception(sys.exc_info()[1], context=context)


def request_of(request: Any) -> WebRequest:
    """What is told of the request."""

    def header(name: str) -> Optional[str]:
        value = request.headers.get(name)
        return value if isinstance(value, str) else None

    # Not build_absolute_uri(), which raises for hosts that are not allowed.
    url = f"{request.scheme}://{header('host') or 'localhost'}{request.get_full_path()}"
    return WebRequest(request.method, url, header, request.META.get("REMOTE_ADDR"))
