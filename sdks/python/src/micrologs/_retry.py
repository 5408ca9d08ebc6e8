"""How long to wait before something is tried again."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Optional

from ._errors import (
    ApiError,
    InvalidAnswerError,
    MicrologsConnectionError,
    MicrologsError,
    MicrologsTimeoutError,
)

#: A server that asks for more is asked again after this many seconds.
LONGEST_RETRY_AFTER = 300.0
#: Questions are tried once and then this many times more.
QUESTION_RETRIES = 2
#: Who asks waits meanwhile: better told at once than held for longer than this.
LONGEST_QUESTION_WAIT = 30.0


@dataclass(frozen=True)
class Backoff:
    """Exponential, with jitter; in seconds."""

    base: float
    longest: float

    def wait(self, attempt: int, retry_after: Optional[float] = None) -> float:
        """How long to wait after the failure of attempt 0, 1, …"""
        # The exponent is bounded, for a server may be away for weeks.
        growing = min(self.longest, self.base * 2.0 ** min(attempt, 60))
        return max(growing * random.uniform(0.5, 1.0), retry_after or 0.0)

    def question(self, method: str, attempt: int, error: MicrologsError) -> Optional[float]:
        """How long to wait before a question is asked again, None when it is not."""
        if attempt >= QUESTION_RETRIES or not _may_repeat(method, error):
            return None
        retry_after = error.retry_after if isinstance(error, ApiError) else None
        wait = self.wait(attempt, retry_after)
        return wait if wait <= LONGEST_QUESTION_WAIT else None


def _may_repeat(method: str, error: MicrologsError) -> bool:
    if isinstance(error, ApiError):
        if method in ("GET", "HEAD"):
            return error.status in (429, 502, 503, 504)
        # These say that nothing was done.
        return error.status in (429, 503) and error.retry_after is not None
    repeatable = (MicrologsConnectionError, MicrologsTimeoutError, InvalidAnswerError)
    return method in ("GET", "HEAD") and isinstance(error, repeatable)


def retry_after_of(value: Optional[str]) -> Optional[float]:
    """The seconds that a `Retry-After` header asks for, which may be a date; None when it asks for nothing."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(LONGEST_RETRY_AFTER, float(text))
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=timezone.utc)
    seconds = (at - datetime.now(timezone.utc)).total_seconds()
    return min(LONGEST_RETRY_AFTER, max(0.0, seconds))
