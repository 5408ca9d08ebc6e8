"""Any ASGI application: Starlette, FastAPI, Django and others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Optional
from urllib.parse import quote

from .._capture import CaptureSide
from .._scope import scope as micrologs_scope
from ._web import Visitor, WebRequest, record_pageview

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class MicrologsASGI:
    """Captures what the application raises, before its answer or in the middle of it.

    `app.add_middleware(MicrologsASGI, client=client)` in Starlette and FastAPI, `MicrologsASGI(app, client)` elsewhere.

    :param pageviews: whether answers in HTML are pageviews
    :param visitor: who a request (its scope) comes from; not needed in cookieless projects
    """

    def __init__(
        self, app: Application, client: CaptureSide, *, pageviews: bool = False, visitor: Optional[Visitor] = None
    ) -> None:
        self._app = app
        self._client = client
        self._pageviews = pageviews
        self._visitor = visitor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request = request_of(scope)

        async def watched(message: Message) -> None:
            if self._pageviews and message["type"] == "http.response.start":
                kind = _header_of(message.get("headers", ()), b"content-type") or ""
                record_pageview(self._client, request, message["status"], kind, self._visitor, scope)
            await send(message)

        with micrologs_scope(**request.scope()):
            try:
                await self._app(scope, receive, watched)
            except Exception as error:
                self._client.capture_exception(error, context=request.context(_route_of(scope)))
                raise


def request_of(scope: Scope) -> WebRequest:
    """What is told of the request."""

    def header(name: str) -> Optional[str]:
        return _header_of(scope.get("headers", ()), name.encode("latin-1"))

    host = header("host")
    if host is None:
        name, port = scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    path, root = scope["path"], scope.get("root_path", "")
    # Whether the path has the root before it depends on the server and its age.
    whole = path if path.startswith(root) else root + path
    query = scope.get("query_string", b"").decode("latin-1")
    url = f"{scope.get('scheme', 'http')}://{host}{quote(whole, safe='/:@!$&()*+,;=~%')}" + (
        f"?{query}" if query else ""
    )
    address = scope.get("client")
    return WebRequest(scope.get("method", "WEBSOCKET"), url, header, address[0] if address else None)


def _header_of(headers: Any, name: bytes) -> Optional[str]:
    for given, value in headers:
        if given.lower() == name:
            return str(value.decode("latin-1"))
    return None


def _route_of(scope: Scope) -> Optional[str]:
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else None
