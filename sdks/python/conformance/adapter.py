"""The commands of sdks/conformance/README.md, one JSON line each, done by this SDK."""

from __future__ import annotations

import base64
import json
import os
import re
import sys
import traceback
import warnings
from collections import Counter
from itertools import islice
from typing import Any, Optional

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src"))

from micrologs import (  # noqa: E402
    ApiError,
    InvalidAnswerError,
    Loss,
    Micrologs,
    MicrologsConnectionError,
    MicrologsError,
    MicrologsTimeoutError,
)

_OPTIONS = {
    "adminKey": "admin_key",
    "environment": "environment",
    "flushAt": "flush_at",
    "maxQueueSize": "max_queue_size",
    "maxBatchSize": "max_batch_size",
}
_MILLISECONDS = {
    "flushIntervalMs": "flush_interval",
    "timeoutMs": "timeout",
    "retryBaseMs": "retry_base",
    "retryMaxMs": "retry_max",
}
_KINDS = {
    MicrologsConnectionError: "ConnectionError",
    MicrologsTimeoutError: "TimeoutError",
    InvalidAnswerError: "InvalidAnswerError",
}


def snake_case(name: str) -> str:
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def drop_all(event: dict[str, Any]) -> None:
    return None


def throw(event: dict[str, Any]) -> dict[str, Any]:
    raise RuntimeError("before_send fails on purpose")


def mark(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "context": {**(event.get("context") or {}), "marked": True}}


HOOKS = {"drop-all": drop_all, "throw": throw, "mark": mark}


class Adapter:
    def __init__(self) -> None:
        self.client: Optional[Micrologs] = None
        self.losses: Counter[str] = Counter()

    def create(self, options: dict[str, Any]) -> None:
        if self.client is not None:
            self.client.close(0)
        losses = self.losses = Counter()

        def count(loss: Loss) -> None:
            losses[loss.reason] += loss.count

        given = {name: options[wire] for wire, name in _OPTIONS.items() if wire in options}
        given.update({name: options[wire] / 1000 for wire, name in _MILLISECONDS.items() if wire in options})
        hook = options.get("beforeSend")
        self.client = Micrologs(
            options["host"], options["key"], before_send=HOOKS[hook] if hook else None, on_loss=count, **given
        )

    def obey(self, command: dict[str, Any]) -> Any:
        do = command["do"]
        if do == "create":
            return self.create(command["options"])
        assert self.client is not None
        client = self.client
        if do == "error":
            return client.error(command["message"], **(command.get("options") or {}))
        if do == "audit":
            return client.audit(command["action"], command.get("actor", ""), command.get("context"))
        if do == "pageview":
            return client.pageview(**{"url": "", **command["fields"]})
        if do in ("flush", "close"):
            return getattr(client, do)(command["deadlineMs"] / 1000)
        if do == "losses":
            return [{"reason": reason, "count": count} for reason, count in self.losses.items()]
        if do == "state":
            return {"queued": client.queued}
        if do == "call":
            return shown(self.method(command["name"])(**named(command.get("input"))))
        if do == "request":
            return shown(client.api.request(command["operation"], **(command.get("input") or {})))
        if do == "iterate":
            rows = self.method(command["name"], "iterate_")(**named(command.get("input")))
            return list(islice(rows, command["take"]))
        if do == "legacy":
            return legacy(client, command["method"], command["args"])
        raise ValueError(f"no such command: {do}")

    def method(self, name: str, prefix: str = "") -> Any:
        assert self.client is not None
        group, method = name.split(".")
        return getattr(getattr(self.client.api, snake_case(group)), prefix + snake_case(method))


def named(fields: Optional[dict[str, Any]]) -> dict[str, Any]:
    """Fields of the wire as arguments."""
    return {
        "from_" if name == "from" else snake_case(name.replace("-", "_")): value
        for name, value in (fields or {}).items()
    }


def legacy(client: Micrologs, method: str, args: list[Any]) -> Any:
    target: Any = client
    *groups, name = method.split(".")
    for group in groups:
        target = getattr(target, group)()
    options = {snake_case(key): value for key, value in args[-1].items()} if args and isinstance(args[-1], dict) else {}
    plain = args[:-1] if options or (args and args[-1] == {}) else args
    if name == "audit":
        options, plain = {}, args
    return getattr(target, snake_case(name))(*plain, **{k if k != "from" else "from_": v for k, v in options.items()})


def shown(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value if value is None or isinstance(value, (dict, list, str, int, float)) else list(value)


def answer_to(adapter: Adapter, line: str) -> dict[str, Any]:
    try:
        return {"ok": True, "value": adapter.obey(json.loads(line))}
    except MicrologsError as error:
        is_api = isinstance(error, ApiError)
        return {
            "ok": False,
            "error": {
                "kind": _KINDS.get(type(error), type(error).__name__),
                "status": getattr(error, "status", None),
                "message": error.message if isinstance(error, ApiError) else str(error),
                "retryAfter": error.retry_after if is_api and isinstance(error, ApiError) else None,
            },
        }
    except Exception as error:
        traceback.print_exc()
        return {
            "ok": False,
            "error": {"kind": type(error).__name__, "status": None, "message": str(error), "retryAfter": None},
        }


def main() -> None:
    warnings.simplefilter("always")
    # Whatever prints must not come between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    adapter = Adapter()
    for line in sys.stdin:
        print(json.dumps(answer_to(adapter, line)), file=answers, flush=True)
    if adapter.client is not None:
        adapter.client.close(0)


if __name__ == "__main__":
    main()
