"""Any WSGI application."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextvars import Context, copy_context
from typing import Any, Optional
from wsgiref.util import request_uri

from .._capture import CaptureSide
from .._scope import enter_scope
from ._web import Visitor, WebRequest, record_pageview

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class MicrologsWSGI:
    """Captures what the application raises, before its answer or in the middle of it.

    :param pageviews: whether answers in HTML are pageviews
    :param visitor: who a request (its environ) comes from; not needed in cookieless projects
    """

    def __init__(
        self, app: Application, client: CaptureSide, *, pageviews: bool = False, visitor: Optional[Visitor] = None
    ) -> None:
        self._app = app
        self._client = client
        self._pageviews = pageviews
        self._visitor = visitor

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """One request."""
        request = request_of(environ)
        # The server asks for the body after this returned: its parts are made in the same context.
        context = copy_context()
        context.run(enter_scope, **request.scope())

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if self._pageviews:
                kinds = [value for name, value in headers if name.lower() == "content-type"]
                kind = kinds[0] if kinds else ""
                code = int(status.split(" ")[0])
                record_pageview(self._client, request, code, kind, self._visitor, environ)
            return start_response(status, headers, *rest)

        body = _Body(self._client, context)
        body.parts = body.guarded(self._app, environ, start)
        return body


class _Body:
    """The answer's body, made in the context of its request."""

    def __init__(self, client: CaptureSide, context: Context) -> None:
        self._client = client
        self._context = context
        self._iterator: Optional[Iterator[bytes]] = None
        self.parts: Iterable[bytes] = ()

    def __iter__(self) -> Iterator[bytes]:
        self._iterator = self.guarded(iter, self.parts)
        return self

    def __next__(self) -> bytes:
        assert self._iterator is not None
        part: bytes = self.guarded(next, self._iterator)
        return part

    def close(self) -> None:
        """As WSGI demands, whether or not the body was read to its end."""
        close = getattr(self.parts, "close", None)
        if close is not None:
            self.guarded(close)

    def guarded(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Calls it, and captures what it raises."""
        try:
            return self._context.run(function, *arguments)
        except StopIteration:
            raise
        except Exception as error:
            self._context.run(self._client.capture_exception, error)
            raise


def request_of(environ: Environ) -> WebRequest:
    """What is told of the request."""

    def header(name: str) -> Optional[str]:
        value = environ.get("HTTP_" + name.upper().replace("-", "_"))
        return value if isinstance(value, str) else None

    return WebRequest(environ["REQUEST_METHOD"], request_uri(environ), header, environ.get("REMOTE_ADDR"))
