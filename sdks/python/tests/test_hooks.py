"""Exceptions that nobody caught, and what is logged."""

from __future__ import annotations

import logging
import sys
import textwrap
import threading
import unittest
from typing import Any

from micrologs import MicrologsHandler, install_excepthooks
from micrologs.testing import FakeMicrologs

from .support import AMPLE, SECRET_KEY, SinkTest, run_python

HEAD = f"""
import os, sys, threading
from micrologs import Micrologs, install_excepthooks
client = Micrologs(sys.argv[1], "{SECRET_KEY}", flush_interval=60, timeout={AMPLE}, shutdown_timeout={AMPLE})
"""


class ExcepthookTest(SinkTest):
    def test_the_fate_of_the_process_stays_as_it_was(self) -> None:
        program = HEAD + textwrap.dedent(
            """
            sys.excepthook = lambda *_: print('the former hook')
            install_excepthooks(client)
            raise LookupError('uncaught')
            """
        )
        done = run_python(program, self.sink.url)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (1, "the former hook\n", ""))
        (event,) = self.sink.events
        self.assertEqual((event["message"], event["severity"]), ("uncaught", "critical"))
        self.assertIn("raise LookupError('uncaught')", event["stack"])

    def test_the_traceback_is_printed_as_ever(self) -> None:
        done = run_python(HEAD + "install_excepthooks(client)\n1 / 0", self.sink.url)
        plain = run_python(HEAD + "install_excepthooks\n1 / 0", self.sink.url)
        lines = [done.stderr.splitlines(), plain.stderr.splitlines()]
        self.assertEqual((done.returncode, lines[0][-1]), (plain.returncode, lines[1][-1]))
        self.assertEqual(self.sink.messages, ["division by zero"])

    def test_an_exit_or_an_interrupt_is_no_error(self) -> None:
        for ending in ("sys.exit(3)", "raise KeyboardInterrupt"):
            run_python(HEAD + f"install_excepthooks(client)\n{ending}", self.sink.url)
        self.assertEqual(self.sink.events, [])

    def test_threads(self) -> None:
        def fail() -> None:
            raise LookupError("in a thread")

        fake = FakeMicrologs()
        former: list[Any] = []
        self.addCleanup(setattr, threading, "excepthook", threading.excepthook)
        threading.excepthook = former.append
        with install_excepthooks(fake):
            thread = threading.Thread(target=fail, name="worker 7")
            thread.start()
            thread.join()
        self.assertEqual([args.exc_type for args in former], [LookupError])
        self.assertEqual(fake.errors[0]["context"]["thread"], "worker 7")

    def test_hooks_are_put_back_unless_somebody_came_after(self) -> None:
        self.addCleanup(setattr, sys, "excepthook", sys.excepthook)
        fake = FakeMicrologs()
        before = (sys.excepthook, threading.excepthook)
        install_excepthooks(fake).restore()
        self.assertEqual((sys.excepthook, threading.excepthook), before)
        called: list[BaseException] = []
        sys.excepthook = lambda kind, error, traceback: called.append(error)
        hooks = install_excepthooks(fake)
        ours = sys.excepthook

        def later(*args: Any) -> None:
            ours(*args)

        sys.excepthook = later
        hooks.restore()
        self.assertIs(sys.excepthook, later)
        error = ValueError("after restore")
        sys.excepthook(ValueError, error, None)
        self.assertEqual((called, fake.events), ([error], []))


class LoggingTest(unittest.TestCase):
    def setUp(self) -> None:
        self.fake = FakeMicrologs()
        handler = MicrologsHandler(self.fake)
        self.logger = logging.getLogger("shop.cart")
        self.logger.propagate = False
        for name in ("shop.cart", "micrologs", "urllib3.connectionpool"):
            logging.getLogger(name).addHandler(handler)
            self.addCleanup(logging.getLogger(name).removeHandler, handler)

    def test_messages_from_the_level_on(self) -> None:
        self.logger.warning("not yet")
        self.logger.error("cart %s is broken", 7, extra={"cart": 7, "password": "p"})
        self.logger.critical("all carts are broken")
        error, critical = self.fake.errors
        self.assertEqual((error["message"], error["error_type"]), ("cart 7 is broken", "LoggedError"))
        self.assertEqual(error["context"], {"logger": "shop.cart", "cart": 7, "password": "[Filtered]"})
        self.assertEqual(error["fingerprint"], ["shop.cart", "cart %s is broken"])
        self.assertEqual((error["file"], error["severity"], critical["severity"]), (__file__, "error", "critical"))
        self.assertNotIn("fingerprint", critical)

    def test_exceptions_are_captured_as_such_and_once(self) -> None:
        try:
            raise LookupError("no cart")
        except LookupError as error:
            self.logger.exception("cart %s", 7)
            self.fake.capture_exception(error)
        (event,) = self.fake.errors
        self.assertEqual((event["error_type"], event["message"]), ("LookupError", "no cart"))
        self.assertEqual(event["context"]["log_message"], "cart 7")

    def test_what_its_own_side_logs_is_skipped(self) -> None:
        for name in ("micrologs", "urllib3.connectionpool"):
            logging.getLogger(name).error("would begin a circle")
        self.logger.error("")
        self.assertEqual(self.fake.errors, [])

    def test_logging_while_something_is_captured_begins_no_circle(self) -> None:
        def hook(event: dict[str, Any]) -> dict[str, Any]:
            self.logger.error("from the hook")
            return event

        fake = FakeMicrologs(before_send=hook)
        self.logger.addHandler(MicrologsHandler(fake))
        self.addCleanup(self.logger.handlers.pop)
        self.logger.error("once")
        self.assertEqual([event["message"] for event in fake.errors], ["once"])

    def test_a_record_that_cannot_be_formatted_harms_nothing(self) -> None:
        self.addCleanup(setattr, logging, "raiseExceptions", logging.raiseExceptions)
        logging.raiseExceptions = False
        self.logger.error("%d", "no number")
        self.assertEqual(self.fake.errors, [])


if __name__ == "__main__":
    unittest.main()
