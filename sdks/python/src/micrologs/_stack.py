"""An exception as the server groups and people read it."""

from __future__ import annotations

import linecache
import sys
import traceback
from types import FrameType, TracebackType
from typing import Any, Optional

#: Frames of each exception of a chain, the innermost ones.
_MOST_FRAMES = 100
#: Frames that are shown with the lines around them.
_MOST_SOURCES = 5
_LONGEST_LINE = 200


def stack_of(error: BaseException) -> str:
    """The traceback as Python writes it, with the causes of the exception before it."""
    lines = traceback.format_exception(type(error), error, error.__traceback__, limit=-_MOST_FRAMES)
    return "".join(lines).rstrip()


def message_of(error: BaseException) -> str:
    """What the exception says, or else its class."""
    try:
        text = str(error).strip()
    except Exception:
        text = ""
    return text or type(error).__name__


def place_of(error: BaseException) -> tuple[str, Optional[int]]:
    """File and line where it was raised; empty and None when it was not."""
    at = error.__traceback__
    if at is None:
        return "", None
    while at.tb_next is not None:
        at = at.tb_next
    return at.tb_frame.f_code.co_filename, at.tb_lineno


def sources_of(error: BaseException, around: int) -> list[dict[str, Any]]:
    """The innermost frames, of the application if it has any, with `around` lines before and after the one that ran."""
    frames = _frames_of(error.__traceback__)
    own = [frame for frame in frames if _is_own(frame[0].f_code.co_filename)]
    chosen = (own or frames)[-_MOST_SOURCES:]
    return [_source_of(frame, line, around) for frame, line in reversed(chosen)]


def _frames_of(at: Optional[TracebackType]) -> list[tuple[FrameType, int]]:
    frames = []
    while at is not None:
        frames.append((at.tb_frame, at.tb_lineno))
        at = at.tb_next
    return frames


def _is_own(file: str) -> bool:
    installed = ("site-packages" in file) or ("dist-packages" in file) or file.startswith("<")
    return not installed and not file.startswith((sys.base_prefix + "/lib/", sys.prefix + "/lib/"))


def _source_of(frame: FrameType, line: int, around: int) -> dict[str, Any]:
    file = frame.f_code.co_filename
    first = max(1, line - around)
    texts = [
        linecache.getline(file, number, frame.f_globals).rstrip()[:_LONGEST_LINE]
        for number in range(first, line + around + 1)
    ]
    return {
        "file": file,
        "function": frame.f_code.co_name,
        "line": line,
        "first_line": first,
        "lines": texts,
    }
