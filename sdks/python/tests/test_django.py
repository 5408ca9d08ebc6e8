"""Django, the real one, by its own test clients."""

from __future__ import annotations

import asyncio
import unittest
import warnings
from typing import Any

from micrologs.testing import FakeMicrologs

with warnings.catch_warnings():
    # Django 3.2 imports what Python 3.11 calls outdated.
    warnings.simplefilter("ignore", DeprecationWarning)
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.test import AsyncClient, Client
    from django.urls import path

    fake = FakeMicrologs()
    settings.configure(
        SECRET_KEY="x",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["micrologs.integrations.django.MicrologsMiddleware", "tests.test_django.broken_middleware"],
        MICROLOGS={"client": fake, "pageviews": True, "user_id": True, "visitor": lambda request: {"visitor_id": "v"}},
        LOGGING_CONFIG=None,
    )
    django.setup()


class User:
    pk = 7


def broken_middleware(get_response: Any) -> Any:
    """Raises where the request asks for it."""
    if asyncio.iscoroutinefunction(get_response):

        async def later(request: Any) -> Any:
            if "middleware" in request.GET:
                raise LookupError("middleware")
            return await get_response(request)

        return later

    def at_once(request: Any) -> Any:
        if "middleware" in request.GET:
            raise LookupError("middleware")
        return get_response(request)

    return at_once


setattr(broken_middleware, "async_capable", True)


def fail(request: Any, number: int) -> HttpResponse:
    request.user = User()
    raise LookupError(f"no item {number}")


async def fail_later(request: Any) -> HttpResponse:
    await asyncio.sleep(0)
    raise LookupError("later")


def page(request: Any) -> HttpResponse:
    fake.audit("seen")
    return HttpResponse("<p>")


urlpatterns = [path("items/<int:number>/", fail), path("later/", fail_later), path("page/", page)]


class DjangoTest(unittest.TestCase):
    def setUp(self) -> None:
        fake.clear()

    def get(self, url: str, **headers: str) -> int:
        given = {"HTTP_HOST": "shop.test", **headers}
        status: int = Client(raise_request_exception=False).get(url, **given).status_code
        return status

    def get_async(self, url: str) -> int:
        client = AsyncClient(raise_request_exception=False)
        status: int = asyncio.run(client.get(url)).status_code
        return status

    def test_an_exception_is_captured_with_its_request(self) -> None:
        self.assertEqual(self.get("/items/5/?token=t"), 500)
        (event,) = fake.errors
        self.assertEqual((event["error_type"], event["message"]), ("LookupError", "no item 5"))
        self.assertEqual(event["url"], "http://shop.test/items/5/?token=[Filtered]")
        request = {"method": "GET", "route": "items/<int:number>/"}
        self.assertEqual((event["context"]["request"], event["context"]["user_id"]), (request, 7))

    def test_asynchronous_views_on_asynchronous_servers(self) -> None:
        self.assertEqual(
            [self.get_async("/later/"), self.get_async("/items/6/"), self.get_async("/page/")], [500, 500, 200]
        )
        self.assertEqual([event["message"] for event in fake.errors], ["later", "no item 6"])
        self.assertEqual(
            {event["context"]["request"]["route"] for event in fake.errors}, {"later/", "items/<int:number>/"}
        )

    def test_exceptions_of_middleware(self) -> None:
        self.assertEqual([self.get("/page/?middleware"), self.get_async("/page/?middleware")], [500, 500])
        self.assertEqual([event["message"] for event in fake.errors], ["middleware"] * 2)

    def test_a_missing_page_is_no_error(self) -> None:
        self.assertEqual([self.get("/nowhere/"), self.get_async("/nowhere/")], [404, 404])
        self.assertEqual(fake.events, [])

    def test_the_scope_is_that_of_the_request(self) -> None:
        self.get("/page/")
        self.get_async("/page/")
        fake.audit("outside")
        inside = {"request": {"method": "GET"}}
        self.assertEqual([event["context"] for event in fake.audits], [inside, inside, None])

    def test_pageviews(self) -> None:
        self.get("/page/", HTTP_USER_AGENT="Firefox", HTTP_ACCEPT_LANGUAGE="nb", REMOTE_ADDR="192.0.2.1")
        (event,) = fake.pageviews
        expected = ("http://shop.test/page/", "v", "192.0.2.1", "Firefox", "nb")
        names = ("url", "visitor_id", "client_ip", "user_agent", "accept_language")
        self.assertEqual(tuple(event[name] for name in names), expected)


if __name__ == "__main__":
    unittest.main()
