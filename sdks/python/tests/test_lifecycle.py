"""Threads, forks and the end of the process: each in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import unittest
from typing import Any

from micrologs import Micrologs

from .support import AMPLE, SECRET_KEY, SinkTest, environment, eventually, run_python

HEAD = f"""
import os, sys
from micrologs import Micrologs
client = Micrologs(sys.argv[1], "{SECRET_KEY}", flush_interval=60, timeout={AMPLE}, shutdown_timeout={AMPLE})
"""


class EndOfProcessTest(SinkTest):
    def run_program(self, program: str, host: str = "", *args: str) -> "subprocess.CompletedProcess[str]":
        done = run_python(HEAD + textwrap.dedent(program), host or self.sink.url, *args)
        self.assertNotIn("Exception ignored", done.stderr)
        return done

    def test_what_waits_is_sent_at_the_end(self) -> None:
        done = self.run_program("client.error('last words')")
        self.assertEqual((done.returncode, done.stderr, self.sink.messages), (0, "", ["last words"]))

    def test_an_event_of_an_exit_handler_is_sent(self) -> None:
        program = """
            import atexit
            atexit.register(lambda: client.error('from atexit'))
            """
        self.run_program(program)
        self.assertEqual(self.sink.messages, ["from atexit"])

    def test_an_event_of_a_thread_that_outlives_main_is_sent(self) -> None:
        program = """
            import threading, time
            def work():
                while threading.main_thread().is_alive(): time.sleep(0.01)
                client.error('from a thread')
            threading.Thread(target=work).start()
            """
        self.run_program(program)
        self.assertEqual(self.sink.messages, ["from a thread"])

    def test_a_server_that_is_down_holds_the_end_up_once_for_all_clients(self) -> None:
        # One after the other they would take longer than the program is given.
        program = """
            import atexit, logging
            logging.disable(logging.CRITICAL)
            del client
            clients = [Micrologs(sys.argv[1], "k", shutdown_timeout=2) for _ in range(50)]
            for other in clients: other.error('lost')
            import micrologs._background as background
            atexit.unregister(background.drain_all)
            atexit.register(lambda: print([other.losses for other in clients]))
            atexit.register(background.drain_all)
            """
        done = self.run_program(program, "http://127.0.0.1:9")
        self.assertEqual((done.stdout, done.stderr), (f"{[{'undelivered': 1}] * 50}\n", ""))

    def test_nothing_is_left_open_at_the_end(self) -> None:
        self.sink.answers.append((200, {}, {"success": True, "message": "", "data": {}}))
        program = HEAD + "client.api.links.get(code='a'); client.error('x'); client.flush(60)"
        done = run_python(program, self.sink.url, interpreter_args=("-X", "dev"))
        self.assertEqual((done.stderr, self.sink.messages), ("", ["x"]))

    def test_os_exit_loses_what_was_not_flushed(self) -> None:
        self.run_program("client.error('flushed'); client.flush(60); client.error('lost'); os._exit(0)")
        self.assertEqual(self.sink.messages, ["flushed"])

    def test_a_client_that_nobody_holds_any_more_still_sends(self) -> None:
        self.run_program("Micrologs(sys.argv[1], 'k', flush_interval=60).error('orphan')")
        self.assertEqual(self.sink.messages, ["orphan"])

    def test_a_signal_handler_may_capture_while_something_is_captured(self) -> None:
        program = """
            import signal
            def handler(number, frame): client.error('from the handler')
            signal.signal(signal.SIGALRM, handler)
            signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
            for number in range(2000): client.error('from main')
            signal.setitimer(signal.ITIMER_REAL, 0)
            print(client.flush(30), client.losses)
            """
        done = self.run_program(program)
        self.assertEqual(done.stdout, "True {}\n")
        self.assertEqual(self.sink.messages.count("from main"), 2000)
        self.assertGreater(self.sink.messages.count("from the handler"), 0)


class ForkTest(SinkTest):
    def run_program(self, program: str) -> None:
        # Python 3.12 warns of every fork of a process with threads, which is what this is about.
        ignored = ("-W", "ignore::DeprecationWarning")
        done = run_python(HEAD + textwrap.dedent(program), self.sink.url, interpreter_args=ignored)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_parent_and_child_send_what_is_theirs(self) -> None:
        program = """
            client.error('before')
            client.flush(60)
            client.error('of the parent')
            pid = os.fork()
            client.error('after, in the ' + ('parent' if pid else 'child'))
            if pid: os.waitpid(pid, 0)
            """
        self.run_program(program)
        expected = ["after, in the child", "after, in the parent", "before", "of the parent"]
        self.assertEqual(sorted(self.sink.messages), expected)

    def test_a_fork_in_the_middle_of_everything(self) -> None:
        # Other threads of the parent hold locks at the moment of the fork, which nobody gives back in the child.
        program = """
            import logging, threading
            logging.disable(logging.CRITICAL)
            busy = Micrologs(sys.argv[1], 'k', flush_at=1, max_queue_size=50)
            stop = threading.Event()
            def hammer():
                while not stop.is_set(): busy.audit('busy')
            threads = [threading.Thread(target=hammer) for _ in range(4)]
            for thread in threads: thread.start()
            pids = []
            for number in range(10):
                pid = os.fork()
                if pid == 0:
                    busy.error(f'child {number}')
                    os._exit(0 if busy.flush(30) else 1)
                pids.append(pid)
            codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
            stop.set()
            for thread in threads: thread.join()
            sys.exit(sum(codes))
            """
        self.run_program(program)
        self.assertEqual(sorted(self.sink.messages), sorted(f"child {number}" for number in range(10)))

    def test_workers_of_multiprocessing_send_at_their_end(self) -> None:
        program = """
            import multiprocessing
            def work(number): client.error(f'worker {number}')
            if __name__ == '__main__':
                context = multiprocessing.get_context('fork')
                workers = [context.Process(target=work, args=(number,)) for number in range(3)]
                for worker in workers: worker.start()
                for worker in workers: worker.join()
            """
        self.run_program(program)
        self.assertEqual(sorted(self.sink.messages), ["worker 0", "worker 1", "worker 2"])

    def test_a_closed_client_stays_closed(self) -> None:
        program = """
            import logging; logging.disable(logging.CRITICAL)
            client.close()
            pid = os.fork()
            assert client.error('closed') is None
            if pid: os.waitpid(pid, 0)
            """
        self.run_program(program)
        self.assertEqual(self.sink.messages, [])


class ThreadTest(SinkTest):
    def test_a_process_that_captures_nothing_has_no_thread(self) -> None:
        program = (
            HEAD
            + "import threading; print(threading.active_count()); client.error('x'); print(threading.active_count())"
        )
        self.assertEqual(run_python(program, self.sink.url).stdout, "1\n2\n")

    def test_an_idle_thread_ends_and_the_next_event_starts_one(self) -> None:
        import micrologs._background as background

        self.addCleanup(setattr, background, "_IDLE_SECONDS", background._IDLE_SECONDS)
        setattr(background, "_IDLE_SECONDS", 0.01)
        with Micrologs(self.sink.url, SECRET_KEY, flush_at=1) as client:
            for number in range(3):
                client.error(str(number))
                self.assertTrue(client.flush(AMPLE))
                eventually(lambda: vars(client._background)["_thread"] is None)
        self.assertEqual(self.sink.messages, ["0", "1", "2"])

    def test_when_no_thread_can_be_started_flush_sends_by_itself(self) -> None:
        import threading

        start = threading.Thread.start

        def refuse(thread: Any) -> None:
            if thread.name == "micrologs":
                raise RuntimeError("can't create new thread at interpreter shutdown")
            start(thread)

        client = Micrologs(self.sink.url, SECRET_KEY, flush_interval=0, retry_base=60, retry_max=60)
        self.addCleanup(setattr, threading.Thread, "start", start)
        setattr(threading.Thread, "start", refuse)
        self.assertIsNotNone(client.error("without a thread"))
        self.sink.answers.append((503, {}, {}))
        # The wait of a minute ends with the deadline.
        self.assertFalse(client.flush(0.3))
        self.assertEqual((client.queued, self.sink.messages), (1, ["without a thread"]))
        self.assertTrue(client.close(AMPLE))
        self.assertEqual(self.sink.messages, ["without a thread"] * 2)

    def test_flush_of_a_hook_in_the_thread_does_not_wait_for_itself(self) -> None:
        answers: list[bool] = []
        client = Micrologs(self.sink.url, "wrong", on_loss=lambda loss: answers.append(client.flush(None)))
        self.sink.answers.append((401, {}, {"success": False, "message": "Invalid API key"}))
        with self.assertLogs("micrologs"):
            client.error("lost")
            self.assertTrue(client.close())
        self.assertEqual((answers, client.losses), ([False], {"unauthorized": 1}))


class KilledTest(SinkTest):
    def test_sigterm_is_not_ours_to_handle(self) -> None:
        program = HEAD + "client.error('x'); client.flush(60); print('ready', flush=True)\nimport time; time.sleep(60)"
        process = subprocess.Popen(
            [sys.executable, "-c", program, self.sink.url], env=environment(), stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        self.addCleanup(process.stdout.close)
        self.assertEqual(process.stdout.readline(), "ready\n")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(AMPLE), -signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
