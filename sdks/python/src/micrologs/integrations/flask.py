"""Flask."""

from __future__ import annotations

from typing import Any, Optional

from flask import Flask, g, request

from .._capture import CaptureSide
from .._scope import enter_scope, leave_scope
from ._web import Visitor, record_pageview
from .wsgi import request_of

_TOKEN = "_micrologs_scope"


class MicrologsFlask:
    """Captures what views raise and no error handler of the application takes.

    `MicrologsFlask(client, app)`, or `MicrologsFlask(client)` and `init_app(app)` in an application factory.

    :param pageviews: whether answers in HTML are pageviews
    :param visitor: who a request (flask.request) comes from; not needed in cookieless projects
    """

    def __init__(
        self,
        client: CaptureSide,
        app: Optional[Flask] = None,
        *,
        pageviews: bool = False,
        visitor: Optional[Visitor] = None,
    ) -> None:
        self._client = client
        self._pageviews = pageviews
        self._visitor = visitor
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Hooks into the application."""
        app.extensions["micrologs"] = self._client
        app.before_request(self._begin)
        app.after_request(self._answered)
        app.teardown_request(self._end)

    def _begin(self) -> None:
        setattr(g, _TOKEN, enter_scope(**request_of(request.environ).scope()))

    def _answered(self, response: Any) -> Any:
        if self._pageviews:
            told = request_of(request.environ)
            record_pageview(
                self._client, told, response.status_code, response.content_type or "", self._visitor, request
            )
        return response

    def _end(self, error: Optional[BaseException]) -> None:
        if isinstance(error, Exception):
            route = request.url_rule.rule if request.url_rule is not None else None
            self._client.capture_exception(error, context=request_of(request.environ).context(route))
        token = g.pop(_TOKEN, None)
        if token is not None:
            leave_scope(token)
