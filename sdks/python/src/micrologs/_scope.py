"""What captured events know of the request or task in which they came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token
from typing import Any, Optional

#: Fields of events that a scope may give; everything else goes into `context`.
_FIELDS = ("url", "actor", "visitor_id", "session_token")
_EMPTY: Mapping[str, Any] = {}
_current: ContextVar[Mapping[str, Any]] = ContextVar("micrologs_scope", default=_EMPTY)


@contextmanager
def scope(**values: Any) -> Iterator[None]:
    """Everything captured inside knows these values, in this thread or task and in tasks that it starts.

    `url`, `actor` (of audit entries), `visitor_id` and `session_token` are fields of events; all other values go into
    their `context`. Scopes may stand in each other, of which the inner one wins.
    """
    token = enter_scope(**values)
    try:
        yield
    finally:
        leave_scope(token)


def enter_scope(**values: Any) -> "Token[Mapping[str, Any]]":
    """The beginning of a scope, for hosts whose requests begin and end in different functions."""
    return _current.set({**_current.get(), **values})


def leave_scope(token: "Token[Mapping[str, Any]]") -> None:
    """The end of a scope; one that began in another context ends by itself."""
    try:
        _current.reset(token)
    except ValueError:
        pass


def add_to_scope(**values: Any) -> None:
    """Adds to the innermost scope, such as the user once it is known; does nothing outside of all scopes."""
    current = _current.get()
    if current is not _EMPTY:
        _current.set({**current, **values})


def scope_field(name: str) -> Optional[str]:
    """The field of an event that the scope gives, None when it gives none."""
    value = _current.get().get(name)
    return value if isinstance(value, str) else None


def scope_context() -> Mapping[str, Any]:
    """What the scope gives to the context of events."""
    return {name: value for name, value in _current.get().items() if name not in _FIELDS}
