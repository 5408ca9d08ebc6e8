"""What an operation of openapi.yaml is: where its fields go, and how its answer is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Optional
from urllib.parse import quote, urlencode

Key = Literal["project", "admin", "none"]
#: `envelope`: the `data` of the envelope. `json`: the whole body. `rows`: one JSON object a line. `location`: where a
#: redirect leads to, or else the text of the body. `bytes` and `text`: the body as it is.
Answer = Literal["envelope", "json", "rows", "location", "bytes", "text"]


@dataclass(frozen=True)
class Operation:
    """One operation; its fields by their names in Python, with those on the wire."""

    id: str
    method: str
    url: str
    key: Key
    answer: Answer
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    header: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """A request, but for the key and the address of the server."""

    operation: Operation
    target: str
    headers: Mapping[str, str]
    body: Optional[bytes]

    @property
    def method(self) -> str:
        """The method of HTTP."""
        return self.operation.method


def call_of(operation: Operation, fields: Mapping[str, Any]) -> Call:
    """The request with these fields, of which None counts as not given.

    :raises TypeError: when the operation has no such field
    """
    rest = {name: value for name, value in fields.items() if value is not None}
    # Names of Python's own have a `_` at the end; those of the wire do as well.
    for name in [*rest]:
        if f"{name}_" in operation.query or f"{name}_" in operation.body:
            rest[f"{name}_"] = rest.pop(name)

    def taken(names: Mapping[str, str]) -> dict[str, Any]:
        return {wire: rest.pop(name) for name, wire in names.items() if name in rest}

    url = operation.url
    for wire, value in taken(operation.path).items():
        url = url.replace(f"{{{wire}}}", quote(_as_text(value), safe=""))
    query = taken(operation.query)
    headers = {wire: _as_text(value) for wire, value in taken(operation.header).items()}
    body = taken(operation.body)
    form = taken(operation.form)
    if rest:
        raise TypeError(f"{operation.id} has no field {', '.join(sorted(rest))}")
    target = url + _query_text(query)
    if operation.form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return Call(operation, target, headers, urlencode(form).encode())
    if operation.body:
        return Call(operation, target, headers, json_body(body))
    return Call(operation, target, headers, None)


def raw_call(operation: Operation, fields: Mapping[str, Any]) -> Call:
    """The request with these fields as they are, known or not, as the methods of the 1.x SDK sent them."""
    if operation.method == "GET":
        given = {name: value for name, value in fields.items() if value is not None}
        return Call(operation, operation.url + _query_text(given), {}, None)
    return Call(operation, operation.url, {}, json_body(fields))


def json_body(value: Any) -> bytes:
    """JSON in UTF-8; times become ISO 8601 with an offset.

    :raises TypeError: when it cannot be written as JSON
    """
    text = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")


def _query_text(query: Mapping[str, Any]) -> str:
    return f"?{urlencode({name: _as_text(value) for name, value in query.items()})}" if query else ""


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    plain = _plain(value) if isinstance(value, date) else value
    return plain if isinstance(plain, str) else json_body(plain).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        # A time without a zone means this machine's, as everywhere in Python.
        return (value if value.tzinfo else value.astimezone()).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
