"""What capturing costs the host: `/usr/bin/python3 bench/latency.py [seconds for each server]`.

Captures 300 errors a second with a context, as a busy program does, while the server is well, away, slow or hanging,
and prints how long each call took beside what the same loop takes without it, and how the memory grew.
"""

from __future__ import annotations

import gc
import logging
import resource
import sys
import time
from pathlib import Path
from typing import Optional

sys.path[:0] = [str(Path(__file__).parent.parent / "src"), str(Path(__file__).parent.parent)]

from micrologs import Micrologs  # noqa: E402
from tests.support import SECRET_KEY, Sink  # noqa: E402

EVENTS_A_SECOND = 300
CONTEXT = {"order": {"id": 7, "items": [{"sku": f"S-{n}", "price": 9.5} for n in range(10)]}, "user": "kim"}
NOBODY = "http://127.0.0.1:9"


def calls(client: Optional[Micrologs], seconds: float) -> list[float]:
    """Microseconds of each call, sorted."""
    taken = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        if client is not None:
            client.error("payment failed", type="PaymentError", file="shop/pay.py", line=12, context=CONTEXT)
        taken.append((time.perf_counter() - began) * 1e6)
        time.sleep(1 / EVENTS_A_SECOND)
    return sorted(taken)


def show(name: str, taken: list[float], grown: str, client: Optional[Micrologs]) -> None:
    p50, p99, most = taken[len(taken) // 2], taken[int(len(taken) * 0.99)], taken[-1]
    losses = dict(client.losses) if client else {}
    print(f"{name:<28}{len(taken):>7}{p50:>9.0f}{p99:>9.0f}{most:>9.0f}  {grown:>9}  {losses}", flush=True)


def resident_kib() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024


def measure(name: str, host: str, seconds: float) -> None:
    # A small queue is full soon, so that growth beyond it would show.
    client = Micrologs(host, SECRET_KEY, max_queue_size=1_000, timeout=1)
    calls(client, 4)
    gc.collect()
    before = resident_kib()
    taken = calls(client, seconds)
    gc.collect()
    show(name, taken, f"{resident_kib() - before:+} KiB", client)
    client.close(0)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    logging.disable(logging.CRITICAL)
    print(f"{'server':<28}{'calls':>7}{'p50 µs':>9}{'p99 µs':>9}{'max µs':>9}  {'memory':>9}  losses")
    show("(no client)", calls(None, seconds), "", None)
    sink = Sink()
    sink.requests = _Forgetting()
    measure("well", sink.url, seconds)
    measure("away (connection refused)", NOBODY, seconds)
    sink.delay = 0.5
    measure("slow (0.5 s an answer)", sink.url, seconds)
    sink.delay = 5
    measure("hangs (beyond the timeout)", sink.url, seconds)


class _Forgetting(list):  # type: ignore[type-arg]
    """The sink is of this process, so what it keeps would look like growth."""

    def append(self, _: object) -> None:
        pass


if __name__ == "__main__":
    main()
