"""HTTP/1.1 with connections that are kept, out of the standard library."""

from __future__ import annotations

# Otherwise imported at the first connection, in a thread: the child of a fork meanwhile would wait for ever for that.
import encodings.idna  # noqa: F401
import http.client
import io
import os
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Optional
from urllib.parse import urlsplit

from ._errors import InvalidAnswerError, MicrologsConnectionError, MicrologsTimeoutError

#: A server closes a connection that is idle for some seconds (Node.js: 5); one that is about to go is not used again.
_IDLE_SECONDS = 4.0
_MOST_IDLE = 8
_PIECE = 65_536


@dataclass(frozen=True)
class Response:
    """An answer that was read to its end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    #: What is not read yet of an answer that is asked for as a stream.
    stream: Optional["Stream"] = field(default=None, compare=False)


class Stream:
    """A body that is read piece by piece; each piece may take as long as `timeout`, in seconds."""

    def __init__(self, connection: "_Connection", answer: http.client.HTTPResponse, timeout: float) -> None:
        self.timeout = timeout
        self._connection = connection
        self._answer = answer

    def lines(self) -> Iterator[bytes]:
        """The lines, without their ends.

        :raises InvalidAnswerError: when the server hung up before the end
        :raises MicrologsTimeoutError: when nothing came for too long
        """
        left = b""
        while True:
            piece = self.read()
            if not piece:
                break
            *lines, left = (left + piece).split(b"\n")
            yield from lines
        if left:
            yield left

    def read(self) -> bytes:
        """The next piece, empty at the end."""
        self._connection.deadline = time.monotonic() + self.timeout
        return _read_piece(self._answer, self._answer.read)

    def read_some(self) -> bytes:
        """What there is as soon as there is something, empty at the end."""
        self._connection.deadline = time.monotonic() + self.timeout
        return _read_piece(self._answer, self._answer.read1)

    def interrupt(self) -> None:
        """Wakes up whoever reads in another thread: nothing more comes."""
        self._connection.interrupt()

    def close(self) -> None:
        """Gives up what was not read."""
        self._connection.close()


class Transport:
    """Requests to one server. Safe to use from several threads, and in a child after a fork."""

    def __init__(self, url: str, timeout: float) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._port = parts.port
        self._base = parts.path.rstrip("/")
        self._context = ssl.create_default_context() if parts.scheme == "https" else None
        self._timeout = timeout
        self._most_idle = _MOST_IDLE
        self._idle: list[_Connection] = []
        self.forget_connections()

    def __del__(self) -> None:
        self.close()

    def forget_connections(self) -> None:
        """In the child of a fork: connections belong to the parent, whose side of them stays open."""
        for connection in self._idle:
            connection.close()
        self._lock = threading.Lock()
        self._idle = []
        self._pid = os.getpid()

    def close(self) -> None:
        """Closes the connections that nobody uses; none is kept from now on."""
        with self._lock:
            idle, self._idle, self._most_idle = self._idle, [], 0
        for connection in idle:
            connection.close()

    def send(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: Optional[bytes] = None,
        *,
        as_stream: bool = False,
        most_bytes: Optional[int] = None,
    ) -> Response:
        """One request and its answer, whatever its status; redirects are not followed.

        :param as_stream: whether the body of a success is left to be read
        :param most_bytes: an answer that is longer counts as cut
        :raises MicrologsConnectionError: when there is no answer
        :raises MicrologsTimeoutError: when it is not whole in time
        :raises InvalidAnswerError: when the body of a success is cut
        """
        deadline = time.monotonic() + self._timeout
        connection = self._take(deadline)
        try:
            answer = connection.request(method, self._base + target, headers, body)
        except (socket.timeout, TimeoutError) as error:
            connection.close()
            raise MicrologsTimeoutError(f"No answer within {self._timeout:g} s") from error
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise MicrologsConnectionError(str(error) or type(error).__name__) from error
        except BaseException:
            connection.close()
            raise
        if as_stream and answer.status < 300:
            stream = Stream(connection, answer, self._timeout)
            return Response(answer.status, answer.msg, b"", stream)
        try:
            content = _read_all(answer, most_bytes)
        except BaseException as error:
            connection.close()
            if answer.status < 300 or not isinstance(error, InvalidAnswerError):
                raise
            # What a refusal says is for people; its status is there.
            content = b""
        self._give_back(connection, answer)
        return Response(answer.status, answer.msg, content)

    def _take(self, deadline: float) -> "_Connection":
        if self._pid != os.getpid():
            self.forget_connections()
        while True:
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                break
            if connection.is_usable():
                connection.deadline = deadline
                return connection
            connection.close()
        return _Connection(self._host, self._port, self._context, deadline)

    def _give_back(self, connection: "_Connection", answer: http.client.HTTPResponse) -> None:
        if answer.will_close or not answer.isclosed():
            connection.close()
            return
        connection.idle_since = time.monotonic()
        with self._lock:
            if len(self._idle) < self._most_idle:
                self._idle.append(connection)
                return
        connection.close()


def _read_all(answer: http.client.HTTPResponse, most_bytes: Optional[int]) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        piece = _read_piece(answer, answer.read)
        if not piece:
            return b"".join(pieces)
        size += len(piece)
        if most_bytes is not None and size > most_bytes:
            raise InvalidAnswerError("The answer is longer than any of the API", answer.status)
        pieces.append(piece)


def _read_piece(answer: http.client.HTTPResponse, read: Callable[[int], bytes]) -> bytes:
    try:
        piece = read(_PIECE)
    except (socket.timeout, TimeoutError) as error:
        raise MicrologsTimeoutError("The answer did not end in time") from error
    except (OSError, http.client.HTTPException) as error:
        raise InvalidAnswerError(f"The answer is cut: {error}", answer.status) from error
    # http.client takes the end of the connection for the end of the body, whatever length was announced.
    if not piece and answer.length:
        raise InvalidAnswerError("The answer is cut", answer.status)
    return piece


class _Connection:
    """One connection whose every wait ends at `deadline`, in seconds of time.monotonic()."""

    def __init__(self, host: str, port: Optional[int], context: Optional[ssl.SSLContext], deadline: float) -> None:
        self._http = (
            http.client.HTTPConnection(host, port)
            if context is None
            else http.client.HTTPSConnection(host, port, context=context)
        )
        self._socket: Optional[socket.socket] = None
        self.deadline = deadline
        self.idle_since = 0.0

    def request(
        self, method: str, target: str, headers: Mapping[str, str], body: Optional[bytes]
    ) -> http.client.HTTPResponse:
        """Sends, and reads the head of the answer."""
        if self._socket is None:
            self._http.timeout = self.time_left()
            self._http.connect()
            self._socket = self._http.sock
            with suppress(OSError):
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # http.client takes whatever can send, close and be made a file.
            self._http.sock = _TimedSocket(self._socket, self)
        self._http.request(method, target, body, dict(headers))
        return self._http.getresponse()

    def time_left(self) -> float:
        """Seconds, more than none: 0 would mean not to wait at all."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise socket.timeout("timed out")
        return left

    def is_usable(self) -> bool:
        """Whether the server seems to be at the other end still: one that says something unasked has hung up."""
        if self._socket is None or time.monotonic() - self.idle_since > _IDLE_SECONDS:
            return False
        try:
            poll = select.poll()
            poll.register(self._socket, select.POLLIN)
            return not poll.poll(0)
        except AttributeError:  # Windows has no poll().
            return not select.select([self._socket], [], [], 0)[0]
        except (OSError, ValueError):
            return False

    def interrupt(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(OSError):
            self._http.close()


class _TimedSocket:
    """As much of a socket as http.client uses. A plain timeout would begin anew with every byte that comes."""

    def __init__(self, wrapped: socket.socket, connection: _Connection) -> None:
        self._wrapped = wrapped
        self._connection = connection

    def sendall(self, data: bytes) -> None:
        self._wrapped.settimeout(self._connection.time_left())
        self._wrapped.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        raw = self._wrapped.makefile("rb", buffering=0)
        return io.BufferedReader(_TimedReader(raw, self._wrapped, self._connection))

    def close(self) -> None:
        self._wrapped.close()


class _TimedReader(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, wrapped: socket.socket, connection: _Connection) -> None:
        self._raw = raw
        self._wrapped = wrapped
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> Optional[int]:  # type: ignore[override]
        self._wrapped.settimeout(self._connection.time_left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()
