"""Values of any kind made into plain JSON, without what looks like a secret."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

FILTERED = "[Filtered]"
#: Keys whose values never leave; a key counts when one of these stands in it, whatever its case and its `-` and `_`.
DEFAULT_SCRUB_KEYS = (
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "privatekey",
    "authorization",
    "credential",
    "cookie",
    "csrf",
    "xsrf",
    "jwt",
    "sessionid",
    "sessid",
    "creditcard",
    "cardnumber",
    "cvv",
    "cvc",
    "iban",
    "ssn",
)
_DEEPEST = 12
#: Members of all containers together; the server keeps 8 KiB of a context.
_MOST_VALUES = 5_000
_LONGEST_TEXT = 65_536
_IN_QUERY = re.compile(r"([?&;#])([^=&;#]{1,200})=([^&;#]*)")


class Scrubber:
    """Takes secrets out by the names that they go by."""

    def __init__(self, keys: Iterable[str]) -> None:
        words = [_folded(key) for key in keys]
        secret = re.compile("|".join(re.escape(word) for word in words)) if words else None
        #: Whether values of this name are secrets; programs use the same names again and again.
        self.is_secret = lru_cache(2_048)(lambda key: secret is not None and secret.search(_folded(key)) is not None)

    def plain(self, value: Any) -> Any:
        """The value as JSON has it; objects that JSON does not know become their text."""
        return _Walk(self).value(value, 0)

    def url(self, url: str) -> str:
        """The address without the secrets of its query."""

        def filtered(match: "re.Match[str]") -> str:
            mark, key, given = match.groups()
            return f"{mark}{key}={FILTERED if self.is_secret(key) else given}"

        return _IN_QUERY.sub(filtered, url) if "=" in url else url


class _Walk:
    """One value; bounded, for it may hold itself or half of the program."""

    def __init__(self, scrubber: Scrubber) -> None:
        self._scrubber = scrubber
        self._left = _MOST_VALUES

    def value(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return str(value[:_LONGEST_TEXT])
        if isinstance(value, Enum):
            return self.value(value.value, depth + 1) if depth < _DEEPEST else _text_of(value)
        if isinstance(value, int):
            # Numbers of more digits than a 64-bit integer are none that JSON readers agree on.
            return int(value) if -(2**63) <= value < 2**63 else _text_of(value)
        if isinstance(value, float):
            return float(value) if math.isfinite(value) else str(float(value))
        if isinstance(value, (bytes, bytearray)):
            return bytes(value[:_LONGEST_TEXT]).decode("utf-8", "replace")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, (Mapping, list, tuple, set, frozenset)):
            return self._container(value, depth)
        return _text_of(value)

    def _container(self, value: Any, depth: int) -> Any:
        if depth >= _DEEPEST:
            return "…"
        if isinstance(value, Mapping):
            members = {}
            for key, member in [*value.items()]:
                if self._left <= 0:
                    break
                name = key if isinstance(key, str) else _text_of(key)
                secret = member is not None and self._scrubber.is_secret(name)
                members[name] = FILTERED if secret else self.value(member, depth + 1)
            return members
        items = []
        for item in value:
            if self._left <= 0:
                break
            items.append(self.value(item, depth + 1))
        return items


def _text_of(value: Any) -> str:
    try:
        return str(value)[:1024]
    except Exception:
        return f"<{type(value).__name__}>"


def _folded(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")
