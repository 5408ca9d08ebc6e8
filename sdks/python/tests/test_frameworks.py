"""Flask, FastAPI, Starlette, WSGI and ASGI, the real ones."""

from __future__ import annotations

import asyncio
import unittest
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import fastapi
import flask
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from micrologs.integrations.asgi import MicrologsASGI
from micrologs.integrations.flask import MicrologsFlask
from micrologs.integrations.wsgi import MicrologsWSGI
from micrologs.testing import FakeMicrologs

BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    "Accept-Language": "nb",
    "Referer": "https://news.test/",
}


def visitor(_: Any) -> dict[str, str]:
    return {"visitor_id": "v", "session_token": "s"}


class FakeTest(unittest.TestCase):
    def setUp(self) -> None:
        self.fake = FakeMicrologs()

    def assert_page(self, url: str, address: str) -> None:
        (page,) = self.fake.pageviews
        shown = {name: page.get(name) for name in ("url", "referrer", "visitor_id", "session_token", "client_ip")}
        expected = {
            "url": url,
            "referrer": "https://news.test/",
            "visitor_id": "v",
            "session_token": "s",
            "client_ip": address,
        }
        self.assertEqual(shown, expected)
        self.assertEqual((page["user_agent"], page["accept_language"]), (BROWSER["User-Agent"], "nb"))


class FlaskTest(FakeTest):
    def app(self, **options: Any) -> flask.Flask:
        app = flask.Flask("shop")
        MicrologsFlask(self.fake, app, **options)

        @app.route("/items/<int:number>")
        def item(number: int) -> str:
            if number == 0:
                raise LookupError("no item")
            self.fake.audit("item.seen")
            return "<p>item</p>"

        @app.route("/taken")
        def taken() -> str:
            raise PermissionError("handled")

        @app.errorhandler(PermissionError)
        def handler(error: PermissionError) -> tuple[str, int]:
            return "no", 403

        return app

    def test_an_exception_is_captured_with_its_request_and_answered_as_ever(self) -> None:
        answer = self.app().test_client().get("/items/0?token=t")
        self.assertEqual(answer.status_code, 500)
        (event,) = self.fake.errors
        self.assertEqual(
            (event["error_type"], event["url"]), ("LookupError", "http://localhost/items/0?token=[Filtered]")
        )
        self.assertEqual(event["context"]["request"], {"method": "GET", "route": "/items/<int:number>"})

    def test_one_that_propagates_is_captured_too(self) -> None:
        app = self.app()
        app.testing = True
        with self.assertRaises(LookupError):
            app.test_client().get("/items/0")
        self.assertEqual(len(self.fake.errors), 1)

    def test_what_the_application_handles_is_no_error(self) -> None:
        client = self.app().test_client()
        self.assertEqual((client.get("/taken").status_code, client.get("/nowhere").status_code), (403, 404))
        self.assertEqual(self.fake.errors, [])

    def test_the_scope_ends_with_the_request(self) -> None:
        self.app().test_client().get("/items/1")
        self.fake.audit("outside")
        seen, outside = self.fake.audits
        self.assertEqual(seen["context"], {"request": {"method": "GET"}})
        self.assertIsNone(outside["context"])

    def test_pageviews(self) -> None:
        client = self.app(pageviews=True, visitor=visitor).test_client()
        client.get("/items/1?a=b", headers=BROWSER)
        self.assert_page("http://localhost/items/1?a=b", "127.0.0.1")

    def test_an_application_factory(self) -> None:
        extension = MicrologsFlask(self.fake)
        app = flask.Flask("factory")
        extension.init_app(app)
        self.assertIs(app.extensions["micrologs"], self.fake)


class AsgiTest(FakeTest):
    def starlette(self, **options: Any) -> Starlette:
        async def page(request: Request) -> Response:
            return HTMLResponse("<p>hello</p>")

        async def fail(request: Request) -> Response:
            raise LookupError("no page")

        async def stream(request: Request) -> Response:
            async def parts() -> AsyncIterator[bytes]:
                yield b"part"
                raise LookupError("broken off")

            return StreamingResponse(parts())

        async def background(request: Request) -> Response:
            async def work() -> None:
                raise LookupError("in the background")

            return PlainTextResponse("ok", background=BackgroundTask(work))

        routes = [Route("/page", page), Route("/fail", fail), Route("/stream", stream), Route("/task", background)]
        app = Starlette(routes=routes)
        app.add_middleware(MicrologsASGI, client=self.fake, **options)
        return app

    def test_exceptions_go_on_as_they_would(self) -> None:
        client = TestClient(self.starlette(), raise_server_exceptions=False)
        self.assertEqual((client.get("/fail?q=1").status_code, client.get("/nowhere").status_code), (500, 404))
        (event,) = self.fake.errors
        self.assertEqual((event["message"], event["url"]), ("no page", "http://testserver/fail?q=1"))
        self.assertEqual(event["context"]["request"]["method"], "GET")
        with self.assertRaises(LookupError):
            TestClient(self.starlette()).get("/fail")

    def test_an_answer_that_breaks_off_and_work_in_the_background(self) -> None:
        client = TestClient(self.starlette(), raise_server_exceptions=False)
        client.get("/stream")
        client.get("/task")
        self.assertEqual([event["message"] for event in self.fake.errors], ["broken off", "in the background"])

    def test_the_route_of_fastapi(self) -> None:
        app = fastapi.FastAPI()
        app.add_middleware(MicrologsASGI, client=self.fake)

        @app.get("/items/{number}")
        def item(number: int) -> str:
            self.fake.audit("item.seen")
            raise LookupError("no item")

        @app.get("/refused")
        def refused() -> None:
            raise fastapi.HTTPException(403)

        client = TestClient(app, raise_server_exceptions=False)
        self.assertEqual((client.get("/items/7").status_code, client.get("/refused").status_code), (500, 403))
        (event,) = self.fake.errors
        self.assertEqual(event["context"]["request"], {"method": "GET", "route": "/items/{number}"})
        # The view ran in a thread, to which the context went along.
        self.assertEqual(self.fake.audits[0]["context"], {"request": {"method": "GET"}})

    def test_websockets(self) -> None:
        app = fastapi.FastAPI()
        app.add_middleware(MicrologsASGI, client=self.fake)

        @app.websocket("/live")
        async def live(socket: fastapi.WebSocket) -> None:
            await socket.accept()
            raise LookupError("no news")

        with self.assertRaises(LookupError), TestClient(app).websocket_connect("/live") as socket:
            socket.receive_text()
        self.assertEqual(self.fake.errors[0]["context"]["request"]["method"], "WEBSOCKET")

    def test_pageviews(self) -> None:
        client = TestClient(self.starlette(pageviews=True, visitor=visitor))
        client.get("/page", headers=BROWSER)
        self.assert_page("http://testserver/page", "testclient")

    def test_what_is_no_pageview(self) -> None:
        client = TestClient(self.starlette(pageviews=True), raise_server_exceptions=False)
        client.post("/page")
        client.get("/task")
        client.get("/fail")
        for name, value in {
            "DNT": "1",
            "Sec-GPC": "1",
            "Sec-Purpose": "prefetch;prerender",
            "Purpose": "prefetch",
            "Sec-Fetch-Dest": "empty",
            "X-Requested-With": "XMLHttpRequest",
        }.items():
            client.get("/page", headers={name: value})
        self.assertEqual(self.fake.pageviews, [])
        client.get("/page", headers={"Sec-Fetch-Dest": "document", "DNT": "0"})
        self.assertEqual(len(self.fake.pageviews), 1)

    def test_a_visitor_that_raises_costs_neither_answer_nor_pageview(self) -> None:
        def broken(_: Any) -> None:
            raise LookupError("no session")

        answer = TestClient(self.starlette(pageviews=True, visitor=broken)).get("/page")
        self.assertEqual((answer.status_code, len(self.fake.pageviews)), (200, 1))

    def test_concurrent_requests_know_of_their_own(self) -> None:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            await asyncio.sleep(0)
            self.fake.error(scope["path"])

        async def both() -> None:
            wrapped = MicrologsASGI(app, self.fake)
            scopes = [{"type": "http", "path": path, "headers": [(b"host", b"a")]} for path in ("/one", "/two")]
            await asyncio.gather(*(wrapped(scope, no_message, ignore) for scope in scopes))

        asyncio.run(both())
        urls = {event["message"]: event["url"] for event in self.fake.errors}
        self.assertEqual(urls, {"/one": "http://a/one", "/two": "http://a/two"})


async def no_message() -> dict[str, Any]:
    return {}


async def ignore(_: Any) -> None:
    return None


class WsgiTest(FakeTest):
    def get(self, app: Any, **environ: Any) -> tuple[str, list[bytes]]:
        started: list[str] = []
        given: dict[str, Any] = dict(environ)
        setup_testing_defaults(given)
        body = MicrologsWSGI(app, self.fake, pageviews=True, visitor=visitor)(
            given, lambda status, *_: started.append(status)
        )
        try:
            parts = list(body)
            return started[0], parts
        finally:
            body.close()  # type: ignore[attr-defined]

    def test_what_is_raised_before_within_and_after_the_answer(self) -> None:
        class Body:
            def __iter__(self) -> Iterator[bytes]:
                return iter([b"all"])

            def close(self) -> None:
                raise LookupError("close")

        def before(environ: Any, start: Any) -> Iterable[bytes]:
            raise LookupError("before")

        def within(environ: Any, start: Any) -> Iterable[bytes]:
            start("200 OK", [])
            yield b"part"
            raise LookupError("within")

        def after(environ: Any, start: Any) -> Iterable[bytes]:
            start("200 OK", [])
            return Body()

        for app in (before, within, after):
            with self.assertRaises(LookupError):
                self.get(app, PATH_INFO="/x")
        self.assertEqual([event["message"] for event in self.fake.errors], ["before", "within", "close"])
        self.assertEqual({event["url"] for event in self.fake.errors}, {"http://127.0.0.1/x"})

    def test_the_body_is_made_in_the_scope_of_its_request(self) -> None:
        def app(environ: Any, start: Any) -> Iterable[bytes]:
            start("200 OK", [("content-type", "text/html; charset=utf-8")])
            self.fake.audit("late")
            yield b"<p>"

        headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in BROWSER.items()}
        status, body = self.get(app, QUERY_STRING="a=b", REMOTE_ADDR="192.0.2.1", **headers)
        self.fake.audit("outside")
        self.assertEqual((status, body), ("200 OK", [b"<p>"]))
        self.assertEqual([event["context"] for event in self.fake.audits], [{"request": {"method": "GET"}}, None])
        self.assert_page("http://127.0.0.1/?a=b", "192.0.2.1")


if __name__ == "__main__":
    unittest.main()
