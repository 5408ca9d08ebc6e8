"""Servers and workers that fork: gunicorn with --preload, and Celery's prefork pool."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
import unittest
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .support import AMPLE, SECRET_KEY, SinkTest, environment, eventually


class ProgramTest(SinkTest):
    def setUp(self) -> None:
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(textwrap.dedent(text))

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        self.log = self.folder / "log"
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                command, cwd=self.folder, env=environment({"SINK": self.sink.url}), stdout=log, stderr=log
            )
        self.addCleanup(self.end, process)
        return process

    def await_log(self, probe: Callable[[str], Any]) -> Any:
        """What the probe of the program's output returns as soon as it is true."""
        try:
            return eventually(lambda: probe(self.log.read_text()), AMPLE)
        except AssertionError:
            raise AssertionError(self.log.read_text()) from None

    def end(self, process: "subprocess.Popen[bytes]") -> None:
        if process.poll() is None:
            process.kill()
        process.wait(30)


class GunicornTest(ProgramTest):
    def test_preloaded_workers_send_what_is_theirs(self) -> None:
        self.write(
            "shop.py",
            f"""
            import os
            import flask
            from micrologs import Micrologs
            from micrologs.integrations.flask import MicrologsFlask

            # Made, and used, before the workers are forked.
            client = Micrologs(os.environ["SINK"], "{SECRET_KEY}", flush_interval=0.05, timeout={AMPLE})
            client.error("of the master")
            app = flask.Flask("shop")
            MicrologsFlask(client, app)

            @app.route("/")
            def fail():
                raise LookupError(f"of worker {{os.getpid()}}")
            """,
        )
        server = self.start(
            *("/usr/bin/python3", "-m", "gunicorn", "--preload", "--workers", "2", "--bind", "127.0.0.1:0"),
            *("--worker-tmp-dir", str(self.folder), "shop:app"),
        )
        address = self.await_log(lambda text: re.search(r"Listening at: (\S+)", text))[1]
        workers: set[str] = set()

        def both_answered() -> bool:
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(address, timeout=AMPLE)
            caught.exception.close()
            workers.update(message for message in self.sink.messages if message.startswith("of worker"))
            return len(workers) == 2

        eventually(both_answered, AMPLE)
        server.send_signal(signal.SIGTERM)
        self.assertEqual(server.wait(AMPLE), 0, self.log.read_text())
        self.assertEqual(self.sink.messages.count("of the master"), 1)
        ids = [event["event_id"] for event in self.sink.events]
        self.assertEqual(len(ids), len(set(ids)))


class CeleryTest(ProgramTest):
    def test_tasks_of_the_prefork_pool(self) -> None:
        for name in ("queue", "done"):
            (self.folder / name).mkdir()
        self.write(
            "jobs.py",
            f"""
            import os
            from celery import Celery
            from micrologs import Micrologs
            from micrologs.integrations.celery import instrument_celery

            # What is captured leaves when the worker ends, unless there is more of it.
            client = Micrologs(os.environ["SINK"], "{SECRET_KEY}", flush_interval=60, timeout={AMPLE})
            instrument_celery(client)
            app = Celery("jobs", broker="filesystem://")
            app.conf.broker_transport_options = {{
                "data_folder_in": "queue", "data_folder_out": "queue", "processed_folder": "done"
            }}
            app.conf.worker_hijack_root_logger = False

            @app.task
            def fail(number):
                client.audit("begun")
                raise LookupError(f"task {{number}}")

            @app.task(bind=True, max_retries=1, default_retry_delay=0)
            def again(self):
                try:
                    raise LookupError("tried twice")
                except LookupError as error:
                    raise self.retry(exc=error)

            @app.task
            def succeed():
                open("succeeded", "w").close()
            """,
        )
        send = "import jobs; [jobs.fail.delay(number) for number in range(3)]; jobs.again.delay(); jobs.succeed.delay()"
        sent = subprocess.run(
            [sys.executable, "-c", send], cwd=self.folder, env=environment({"SINK": self.sink.url}), capture_output=True
        )
        self.assertEqual(sent.returncode, 0, sent.stderr)
        worker = self.start(
            *("/usr/bin/python3", "-m", "celery", "-A", "jobs", "worker", "--pool", "prefork", "--concurrency", "2"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        )

        def is_all_done(text: str) -> bool:
            return text.count("raised unexpected") == 4 and os.path.exists(self.folder / "succeeded")

        self.await_log(is_all_done)
        worker.send_signal(signal.SIGTERM)
        worker.wait(AMPLE)
        self.assertEqual(sorted(self.sink.messages), ["task 0", "task 1", "task 2", "tried twice"])
        errors = [event for event in self.sink.events if event["kind"] == "error"]
        audits = [event for event in self.sink.events if event["kind"] == "audit"]
        self.assertEqual({event["context"]["task"]["name"] for event in errors}, {"jobs.fail", "jobs.again"})
        self.assertEqual([event["context"]["task"]["name"] for event in audits], ["jobs.fail"] * 3)


if __name__ == "__main__":
    unittest.main()
