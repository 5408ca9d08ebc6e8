"""What the tests run against: the real server, a sink that obeys, and programs of their own."""

from __future__ import annotations

import atexit
import gzip
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Optional
from urllib.parse import urlsplit

HERE = Path(__file__).parent
PACKAGE = HERE.parent
SOURCES = PACKAGE / "src"
ROOT = PACKAGE.parent.parent
SECRET_KEY = "5" * 64
#: Seconds for what comes in its own time on a busy machine.
AMPLE = 60.0


class RealServer:
    """The built server of this repository, with a temporary data folder."""

    def __init__(self) -> None:
        script = ROOT / "sdks" / "conformance" / "serve.mjs"
        self._process = subprocess.Popen(
            ["node", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started = self._answer()
        self.url: str = started["url"]
        self.admin_key: str = started["adminKey"]
        self.public_key: str = started["publicKey"]
        self.secret_key: str = started["secretKey"]
        self.project_id: int = started["projectId"]

    def tell(self, command: str) -> Any:
        """`kill` or `start`."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("The server did not start; build it first: npx nx build micrologs")
        return json.loads(line)

    def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        if self._process.stdout is not None:
            self._process.stdout.close()


_shared: Optional[RealServer] = None


def shared_server() -> RealServer:
    """One server for all tests of a run; each test tells its own events by names of its own."""
    global _shared
    if _shared is None:
        _shared = RealServer()
        atexit.register(_shared.stop)
    return _shared


def eventually(probe: Callable[[], Any], seconds: float = 30.0) -> Any:
    """What the probe returns as soon as it is true. :raises AssertionError: when it stays false"""
    until = time.monotonic() + seconds
    while True:
        value = probe()
        if value:
            return value
        if time.monotonic() > until:
            raise AssertionError(f"Still {value!r} after {seconds:g} s")
        time.sleep(0.02)


class Request:
    """A request as the sink got it; `json` is its body, unzipped."""

    def __init__(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> None:
        self.method = method
        self.path = path
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body
        self.json = json.loads(self.body) if self.body else None


class Sink:
    """Takes batches as the server does, and tells what came. `answers` are given first: (status, headers, body).

    :param tls: speaks HTTPS with its certificate
    """

    def __init__(self, tls: Optional[ssl.SSLContext] = None) -> None:
        self.requests: list[Request] = []
        self.answers: list[tuple[int, Mapping[str, str], Any]] = []
        self.connections = 0
        #: Seconds that each answer takes.
        self.delay = 0.0
        #: While it is not set, nothing is answered.
        self.gate = threading.Event()
        self.gate.set()
        sink = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                request = Request(self.command, self.path, dict(self.headers.items()), body)
                sink.requests.append(request)
                sink.gate.wait()
                time.sleep(sink.delay)
                status, headers, value = sink.answers.pop(0) if sink.answers else (202, {}, accepted(request))
                content = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                for name, text in headers.items():
                    self.send_header(name, text)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = answer

            def setup(self) -> None:
                sink.connections += 1
                super().setup()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """Clients that are killed in the middle of something are no news here."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def events(self) -> list[dict[str, Any]]:
        """Everything that came in batches, in order."""
        return [event for request in self.requests for event in (request.json or {}).get("events", [])]

    @property
    def messages(self) -> list[str]:
        """Of the errors among them."""
        return [event["message"] for event in self.events if event["kind"] == "error"]

    def stop(self) -> None:
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def accepted(request: Request) -> dict[str, Any]:
    """What the server answers when it takes everything."""
    events = (request.json or {}).get("events", [])
    results = [
        {"index": index, "event_id": event["event_id"], "status": "queued"} for index, event in enumerate(events)
    ]
    data = {"queued": True, "accepted": len(events), "rejected": 0, "results": results}
    return {"success": True, "message": "OK", "data": data}


class CuttingProxy:
    """Passes everything on to a server, and breaks connections in the middle."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 0)
        self._left: Optional[int] = None
        #: Bytes that clients have been given.
        self.given = 0
        self.cuts = 0
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, size: int) -> None:
        """Breaks the connection that gives the last one of so many further bytes to its client."""
        self._left = size

    def stop(self) -> None:
        for each in [self._listener, *self._sockets]:
            _break(each)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
                self._sockets += [client, server]
                for source, target, is_answer in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass_on, args=(source, target, is_answer), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                if is_answer:
                    piece, is_cut = self._counted(piece)
                    target.sendall(piece)
                    if is_cut:
                        break
                else:
                    target.sendall(piece)
        _break(source)
        _break(target)

    def _counted(self, piece: bytes) -> tuple[bytes, bool]:
        is_cut = self._left is not None and self._left <= len(piece)
        if self._left is not None:
            piece = piece[: self._left]
            self._left = None if is_cut else self._left - len(piece)
        self.given += len(piece)
        self.cuts += is_cut
        return piece, is_cut


def _break(each: socket.socket) -> None:
    """Also wakes up whoever reads from it in another thread."""
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()


class Talker:
    """A server that tells each listener the same, and ends the stream."""

    def __init__(self, messages: Sequence[Mapping[str, Any]]) -> None:
        #: What those who came showed as the last id they had.
        self.last_ids: list[Optional[str]] = []
        talker = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                talker.last_ids.append(self.headers["Last-Event-ID"])
                self.send_response(200)
                self.end_headers()
                told = [
                    (f"id: {message['channel']}:{message['position']}\n" if "position" in message else "")
                    + f"data: {json.dumps(message)}\n\n"
                    for message in messages
                ]
                self.wfile.write("".join(told).encode())

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class SinkTest(unittest.TestCase):
    """A test with a sink of its own."""

    def setUp(self) -> None:
        self.sink = Sink()
        self.addCleanup(self.sink.stop)


def run_python(
    program: str, *arguments: str, env: Optional[Mapping[str, str]] = None, interpreter_args: tuple[str, ...] = ()
) -> "subprocess.CompletedProcess[str]":
    """Runs a program in a process of its own, which sees this package."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "program.py"
        file.write_text(program)
        return subprocess.run(
            [sys.executable, *interpreter_args, str(file), *arguments],
            env=environment(env),
            capture_output=True,
            text=True,
            timeout=180,
        )


def environment(more: Optional[Mapping[str, str]] = None) -> dict[str, str]:
    """This process's environment, with the package on the path."""
    paths = [str(SOURCES), str(PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1", **(more or {})}
