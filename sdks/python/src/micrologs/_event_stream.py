"""Server-sent events, out of the bytes of their stream."""

from __future__ import annotations

from typing import NamedTuple, Optional


class StreamedEvent(NamedTuple):
    """One event."""

    data: str
    #: To be given back by whoever comes back; None when the stream has had none yet.
    id: Optional[str]


class EventStreamParser:
    """Takes pieces as they come and gives the events that are whole. What is cut at the end of a stream is none."""

    def __init__(self) -> None:
        self._left = b""
        self._data: list[str] = []
        self._id: Optional[str] = None

    def feed(self, piece: bytes) -> list[StreamedEvent]:
        """The events that end in this piece."""
        # The server ends lines by \n alone.
        *lines, self._left = (self._left + piece).split(b"\n")
        return [event for line in lines if (event := self._take(line.decode("utf-8", "replace")))]

    def _take(self, line: str) -> Optional[StreamedEvent]:
        if line == "":
            data, self._data = self._data, []
            return StreamedEvent("\n".join(data), self._id) if data else None
        name, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if name == "data":
            self._data.append(value)
        elif name == "id":
            self._id = value
        return None
