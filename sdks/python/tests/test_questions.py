"""The question side against the real server, for threads and for asyncio."""

from __future__ import annotations

import asyncio
import re
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from micrologs import (
    ApiError,
    AsyncMicrologs,
    AuthenticationError,
    InvalidRequestError,
    Micrologs,
    MicrologsConnectionError,
    MicrologsTimeoutError,
    NotFoundError,
)
from micrologs._generated.api import Api
from micrologs._generated.async_api import AsyncApi
from micrologs._generated.operations import OPERATIONS
from micrologs.types import CreateLinkBody, Link

from .support import AMPLE, SECRET_KEY, Sink, SinkTest, eventually, run_python, shared_server


class QuestionTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = shared_server()
        self.client = Micrologs(self.server.url, self.server.secret_key, admin_key=self.server.admin_key, timeout=AMPLE)
        self.api = self.client.api
        self.addCleanup(self.client.close)

    def test_links_from_making_to_deleting(self) -> None:
        expiry = datetime.now(timezone.utc) + timedelta(days=1)
        link: Link = self.api.links.create(destination_url="https://shop.test/ö", tags=["a"], expires_at=expiry)
        self.assertEqual((link["tags"], link["is_active"]), (["a"], True))
        self.assertEqual(self.api.links.get(code=link["code"])["destination_url"], "https://shop.test/%C3%B6")
        self.assertIs(self.api.links.edit(code=link["code"], is_active=False)["is_active"], False)
        self.assertTrue(self.api.links.qr(code=link["code"], format="png").startswith(b"\x89PNG"))
        self.assertEqual(self.api.links.delete(code=link["code"]), {"code": link["code"]})
        with self.assertRaises(NotFoundError) as caught:
            self.api.links.get(code=link["code"])
        self.assertEqual((caught.exception.status, caught.exception.message), (404, "Link not found"))
        self.assertTrue(caught.exception.request_id)

    def test_lists_go_on_by_themselves(self) -> None:
        tag = "iterated"
        wanted: list[CreateLinkBody] = [{"destination_url": f"https://shop.test/{n}", "tags": [tag]} for n in range(5)]
        self.api.links.bulk_create(links=wanted)
        rows = list(self.api.links.iterate_list(tag=tag, limit=2))
        self.assertEqual(sorted(row["destination_url"] for row in rows), [link["destination_url"] for link in wanted])
        self.assertEqual(self.api.csv("listLinks", tag=tag, limit=1).count("\r\n"), 2)

    def test_reports_take_dates_and_filters(self) -> None:
        today = datetime.now(timezone.utc).date()
        report = self.api.analytics.visitors(
            range="custom", from_=today - timedelta(days=1), to=today, filters=["is", "country_code", ["NO"]], fill=True
        )
        self.assertEqual([row["date"] for row in report["over_time"]], [str(today - timedelta(days=1)), str(today)])
        self.assertEqual(list(self.api.analytics.iterate_devices(table="by_os")), [])

    def test_projects_need_the_admin_key(self) -> None:
        project = self.api.projects.create(name="Python", allowed_domains=["python.test"])
        self.assertIn(project["id"], [row["id"] for row in self.api.projects.iterate_list(limit=1)])
        with Micrologs(self.server.url, project["secret_key"], admin_key="wrong") as other:
            self.assertEqual(other.api.projects.verify(key=project["public_key"])["valid"], True)
            with self.assertRaises(AuthenticationError):
                other.api.projects.list()
        self.api.projects.delete(id=project["id"], confirm="Python")

    def test_events_come_out_again_as_they_went_in(self) -> None:
        with self.assertRaises(LookupError), self.client.capturing(order=7):
            raise LookupError("python round trip")
        self.client.audit("python.round-trip", "kim", {"n": 1})
        self.client.pageview("https://localhost/python", visitor_id="v", session_token="s", user_agent="Firefox/140.0")
        self.assertTrue(self.client.flush(AMPLE))
        errors = eventually(lambda: [row for row in self.api.exports.errors() if row["message"] == "python round trip"])
        self.assertEqual((errors[0]["error_type"], errors[0]["file"]), ("LookupError", __file__))
        self.assertEqual(errors[0]["context"]["order"], 7)
        (group,) = [row for row in self.api.analytics.iterate_errors() if row["message"] == "python round trip"]
        self.assertEqual(self.api.errors.update_status(status="resolved", ids=[group["id"]])["updated"], 1)
        audits = eventually(lambda: self.api.analytics.audits(action="python.round-trip")["logs"])
        self.assertEqual((audits[0]["actor"], audits[0]["context"]), ("kim", {"n": 1}))
        self.assertEqual(self.client.losses, {})

    def test_every_operation_is_reached_by_its_id(self) -> None:
        link = self.api.links.create(destination_url="https://shop.test/by-id", password="open sesame")
        target = self.api.request("unlockShortLink", code=link["code"], password="open sesame")
        self.assertEqual(target, "https://shop.test/by-id")
        self.assertIn("<form", self.api.request("openShortLink", code=link["code"]))
        self.assertIn("Micrologs", self.api.request("getRoot"))
        self.assertEqual(next(self.api.request("exportAudits"))["id"], 1)
        with self.assertRaises(InvalidRequestError) as caught:
            self.api.request("createLink", destination_url="nonsense")
        self.assertEqual(caught.exception.message, "destination_url is not a valid URL")
        with self.assertRaises(KeyError):
            self.api.request("createLinks")

    def test_system(self) -> None:
        self.assertIn(self.api.system.health()["status"], ("healthy", "unhealthy"))
        self.assertIn("micrologs_", self.api.system.metrics())
        self.assertEqual(self.api.system.open_api()["openapi"][:2], "3.")

    def test_asyncio_asks_the_same_questions(self) -> None:
        async def ask() -> None:
            async with AsyncMicrologs(self.server.url, self.server.secret_key) as client:
                links = await asyncio.gather(
                    *(client.api.links.create(destination_url=f"https://a.test/{n}", tags=["async"]) for n in range(12))
                )
                rows = [row["code"] async for row in client.api.links.iterate_list(tag="async", limit=5)]
                self.assertEqual(sorted(rows), sorted(link["code"] for link in links))
                client.audit("python.async")
                self.assertTrue(await client.flush(AMPLE))
                with self.assertRaises(NotFoundError):
                    await client.api.request("getLink", code="nowhere")
                rows_of_export = await client.api.request("exportAudits")
                self.assertTrue([row["action"] async for row in rows_of_export])
                self.assertIn("code", await client.api.csv("listLinks"))

        asyncio.run(ask())

    def test_a_public_key_may_not_ask(self) -> None:
        with Micrologs(self.server.url, self.server.public_key) as client:
            with self.assertRaises(AuthenticationError):
                client.api.links.list()


class SilentTest(unittest.TestCase):
    """The methods of 1.x, against the real server."""

    def setUp(self) -> None:
        server = shared_server()
        self.client = Micrologs(server.url + "///", server.secret_key, timeout=AMPLE)
        self.public_key = server.public_key
        self.addCleanup(self.client.close)

    def data(self, envelope: Any) -> Any:
        self.assertIs(envelope["success"], True)
        return envelope["data"]

    def test_they_return_the_envelope(self) -> None:
        link = self.data(self.client.create_link("https://shop.test/", "Footer"))
        self.assertEqual(self.data(self.client.get_link(link["code"]))["label"], "Footer")
        edited = self.data(self.client.edit_link(link["code"], label="", is_active=False))
        self.assertEqual((edited["label"], edited["is_active"]), ("", False))
        self.assertEqual(self.data(self.client.delete_link(link["code"])), {"code": link["code"]})
        self.assertEqual(self.data(self.client.verify(self.public_key))["key_type"], "public")
        analytics = self.client.analytics()
        for name in ("visitors", "returning", "sessions", "pages", "devices", "locations", "referrers", "utm"):
            self.assertIn("range", self.data(getattr(analytics, name)(range="7d")))
        for name in ("errors", "errors_trend", "audits", "links"):
            self.assertIn(
                "range", self.data(getattr(analytics, name)(range="custom", from_="2026-03-01", to="2026-03-02"))
            )

    def test_a_failure_is_a_warning_and_none(self) -> None:
        calls: list[tuple[str, Any]] = [
            ("HTTP 404: Link not found", lambda: self.client.get_link("nowhere")),
            ("HTTP 404: Error group not found", lambda: self.client.analytics().error_detail(id=999_999)),
            ("HTTP 400: code is required", lambda: self.client.analytics().link_detail()),
            ("HTTP 404: No matching error groups", lambda: self.client.update_error_status([999_999], "ignored")),
            ("needs ids", lambda: self.client.update_error_status(0, "ignored")),
            ("status must be one of", lambda: self.client.update_error_status(1, "done")),
            ("needs a URL", lambda: self.client.create_link("")),
            ("needs a code", lambda: self.client.edit_link("")),
            ("needs a code", lambda: self.client.delete_link("")),
            ("needs a key", lambda: self.client.verify("")),
        ]
        for text, call in calls:
            with self.subTest(text), self.assertWarnsRegex(UserWarning, rf"^\[Micrologs\] .*{text}"):
                self.assertIsNone(call())

    def test_a_server_that_is_away_is_a_warning_too(self) -> None:
        with Micrologs("http://127.0.0.1:9", SECRET_KEY) as client:
            with self.assertWarnsRegex(UserWarning, r"^\[Micrologs\] .*refused"):
                self.assertIsNone(client.analytics().visitors())


class FaultTest(SinkTest):
    def setUp(self) -> None:
        super().setUp()
        self.client = Micrologs(self.sink.url, SECRET_KEY, timeout=AMPLE, retry_base=0.01)
        self.addCleanup(self.client.close)

    def test_the_loop_goes_on_while_a_question_is_under_way(self) -> None:
        self.sink.gate.clear()
        self.sink.answers.append((200, {}, {"success": True, "message": "", "data": {"code": "abc"}}))

        async def ask() -> None:
            async with AsyncMicrologs(self.sink.url, SECRET_KEY, timeout=30) as client:
                asking = asyncio.create_task(client.api.links.create(destination_url="u"))
                # The gate would never be opened by a loop that waits for the answer.
                while not self.sink.requests:
                    await asyncio.sleep(0.01)
                self.sink.gate.set()
                self.assertEqual((await asking)["code"], "abc")

        asyncio.run(ask())

    def test_a_server_that_hangs_is_a_timeout_of_python_too(self) -> None:
        self.sink.gate.clear()

        async def ask() -> None:
            async with AsyncMicrologs(self.sink.url, SECRET_KEY, timeout=0.1) as client:
                with self.assertRaises(MicrologsTimeoutError):
                    await client.api.links.create(destination_url="u")

        asyncio.run(ask())
        with Micrologs(self.sink.url, SECRET_KEY, timeout=0.1) as client:
            with self.assertRaises(TimeoutError):
                client.api.links.create(destination_url="u")

    def test_an_awaited_question_can_be_cancelled(self) -> None:
        self.sink.gate.clear()

        async def ask() -> None:
            async with AsyncMicrologs(self.sink.url, SECRET_KEY) as client:
                with self.assertRaises(asyncio.TimeoutError):
                    await asyncio.wait_for(client.api.links.create(destination_url="u"), 0.05)
                self.sink.gate.set()

        asyncio.run(ask())

    def test_a_connection_serves_many_questions(self) -> None:
        self.sink.answers += [(200, {}, {"success": True, "message": "", "data": {}})] * 5
        for _ in range(5):
            self.client.api.links.get(code="a")
        self.assertEqual(self.sink.connections, 1)

    def test_errors_by_field_and_the_rest_of_what_was_told_reach_the_caller(self) -> None:
        body = {"success": False, "message": "no", "errors": {"url": "too long"}, "data": {"results": []}}
        self.sink.answers.append((400, {"X-Request-Id": "r1"}, body))
        with self.assertRaises(ApiError) as caught:
            self.client.api.links.create(destination_url="u")
        error = caught.exception
        self.assertEqual((error.errors, error.data, error.request_id), ({"url": "too long"}, {"results": []}, "r1"))
        self.assertEqual(str(error), "HTTP 400: no")

    def test_an_export_that_is_cut_is_not_taken_for_a_whole_one(self) -> None:
        self.sink.answers.append((200, {"Content-Type": "application/x-ndjson"}, b'{"id":1}\n{"id":'))
        rows = self.client.api.exports.audits()
        self.assertEqual(next(rows)["id"], 1)
        with self.assertRaisesRegex(Exception, "no JSON"):
            next(rows)

    def test_a_connection_that_the_server_closed_meanwhile_costs_no_question(self) -> None:
        ok: tuple[int, dict[str, str], Any] = (
            200,
            {"Connection": "close"},
            {"success": True, "message": "", "data": {}},
        )
        for _ in range(3):
            self.sink.answers.append(ok)
            self.client.api.links.create(destination_url="u")
        self.assertEqual((len(self.sink.requests), self.sink.connections), (3, 3))

    def test_threads_share_a_client(self) -> None:
        self.sink.answers += [(200, {}, {"success": True, "message": "", "data": {"n": n}}) for n in range(40)]
        answers: list[int] = []

        def ask() -> None:
            for _ in range(10):
                answers.append(self.client.api.request("getLink", code="a")["n"])

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), list(range(40)))

    def test_a_base_path_precedes_all_paths(self) -> None:
        self.sink.answers.append((200, {}, {"success": True, "message": "", "data": {}}))
        with Micrologs(f"{self.sink.url}/stats/", SECRET_KEY) as client:
            client.api.links.get(code="a")
            client.error("x")
        self.assertEqual(
            [request.path for request in self.sink.requests],
            ["/stats/api/links/detail?code=a", "/stats/api/track/batch"],
        )

    def test_nobody_there(self) -> None:
        with Micrologs("http://127.0.0.1:9", SECRET_KEY, retry_base=0) as client:
            with self.assertRaises(MicrologsConnectionError):
                client.api.links.list()
            with self.assertRaises(ConnectionError):
                client.api.links.list()


class TlsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.certificate, key = f"{folder.name}/cert.pem", f"{folder.name}/key.pem"
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", self.certificate]
        names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
        subprocess.run([*command, *names], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.sink = Sink(context)
        self.addCleanup(self.sink.stop)

    def test_https_with_a_certificate_that_the_system_trusts(self) -> None:
        self.sink.answers += [(200, {}, {"success": True, "message": "", "data": {"code": "abc"}})] * 3
        program = f"""
import sys
from micrologs import Micrologs
client = Micrologs(sys.argv[1], "{SECRET_KEY}", timeout={AMPLE}, shutdown_timeout={AMPLE})
print([client.api.links.get(code="abc")["code"] for _ in range(3)])
client.error("in secret")
"""
        done = run_python(program, self.sink.url, env={"SSL_CERT_FILE": self.certificate})
        self.assertEqual((done.stdout, done.stderr), ("['abc', 'abc', 'abc']\n", ""))
        self.assertEqual((self.sink.messages, self.sink.connections), (["in secret"], 2))

    def test_one_that_it_does_not_trust_gets_nothing(self) -> None:
        with Micrologs(self.sink.url, SECRET_KEY, retry_base=0) as client:
            with self.assertRaisesRegex(MicrologsConnectionError, "certificate verify failed"):
                client.api.links.list()
        self.assertEqual(self.sink.requests, [])


class GeneratedTest(unittest.TestCase):
    def test_both_apis_have_the_same_methods(self) -> None:
        def methods(api: Any) -> dict[str, set[str]]:
            groups = vars(api(None))
            names = {group: {name for name in dir(value) if name[0] != "_"} for group, value in groups.items()}
            return {group: found for group, found in names.items() if group[0] != "_"}

        self.assertEqual(methods(Api), methods(AsyncApi))
        asking = [name for names in methods(Api).values() for name in names if not name.startswith("iterate_")]
        contract = (Path(__file__).parents[3] / "openapi.yaml").read_text(encoding="utf-8")
        named = re.findall(r"^ +x-sdk-name: \S+$", contract, re.MULTILINE)
        unnamed = re.findall(r"^ +x-sdk-none: .+$", contract, re.MULTILINE)
        # `client.realtime` reads these.
        streams = re.findall(r"^ +text/event-stream:$", contract, re.MULTILINE)
        self.assertEqual((len(asking), len(OPERATIONS)), (len(named), len(named) + len(unnamed) - len(streams)))


class OutageTest(unittest.TestCase):
    def test_a_server_that_is_killed_under_load_gets_everything_once_and_in_order(self) -> None:
        server = shared_server()
        client = Micrologs(server.url, server.secret_key, flush_at=5, max_batch_size=10, retry_base=0.05, retry_max=0.2)
        self.addCleanup(client.close, 0)
        names = [f"outage {number}" for number in range(200)]
        for number, name in enumerate(names):
            client.audit("python.outage", context={"name": name})
            if number == 60:
                server.tell("kill")
            if number == 140:
                time.sleep(0.3)
                server.tell("start")
            time.sleep(0.002)
        self.assertTrue(client.flush(AMPLE))
        self.assertEqual(client.losses, {})

        def stored() -> list[str]:
            rows = [row for row in client.api.exports.audits() if row["action"] == "python.outage"]
            return [row["context"]["name"] for row in rows if isinstance(row["context"], dict)]

        eventually(lambda: len(stored()) >= len(names))
        self.assertEqual(stored(), names)


if __name__ == "__main__":
    unittest.main()
