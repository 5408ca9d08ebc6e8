"""The settings of a client."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Optional
from urllib.parse import urlsplit

#: Is given an event with `kind`, `event_id` and `occurred_at`. What is returned goes instead; None drops it.
BeforeSend = Callable[[dict[str, Any]], Optional[dict[str, Any]]]


@dataclass(frozen=True)
class Loss:
    """Events that did not reach the server."""

    #: `queue_full`, `too_large`, `rejected`, `unauthorized`, `closed` or `undelivered`.
    reason: str
    count: int
    #: Why, for people.
    message: str


OnLoss = Callable[[Loss], None]


@dataclass(frozen=True)
class Options:
    """What a client goes by; `Micrologs` says what each means."""

    host: str
    key: str
    admin_key: Optional[str]
    environment: str
    release: Optional[str]
    timeout: float
    flush_at: int
    flush_interval: float
    max_queue_size: int
    max_queue_bytes: int
    max_batch_size: int
    before_send: Optional[BeforeSend]
    sample_rate: float
    scrub_keys: Sequence[str]
    source_lines: int
    enabled: bool
    on_loss: Optional[OnLoss]
    retry_base: float
    retry_max: float
    shutdown_timeout: float


def checked(options: Options) -> Options:
    """The same, if a client can go by them.

    :raises ValueError: when one of them is missing or out of range
    """
    for name in ("host", "key"):
        value = getattr(options, name)
        if not isinstance(value, str) or not value:
            raise ValueError(f"[Micrologs] {name} is required and must be a string")
    if not _is_address(options.host):
        raise ValueError("[Micrologs] host must be an address such as https://stats.example.com")
    for name in ("timeout", "flush_interval", "retry_base", "retry_max", "shutdown_timeout"):
        if not getattr(options, name) >= 0 or (name == "timeout" and options.timeout == 0):
            raise ValueError(f"[Micrologs] {name} must be a number of seconds")
    for name in ("flush_at", "max_queue_size", "max_queue_bytes", "max_batch_size"):
        if not getattr(options, name) >= 1:
            raise ValueError(f"[Micrologs] {name} must be at least 1")
    if options.max_batch_size > 500:
        raise ValueError("[Micrologs] max_batch_size must be at most 500, which is what the server takes")
    if not 0 <= options.sample_rate <= 1:
        raise ValueError("[Micrologs] sample_rate must be from 0 to 1")
    return options


def _is_address(host: str) -> bool:
    try:
        address = urlsplit(host)
        return address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:  # a port that is none, or half an IPv6 address
        return False
