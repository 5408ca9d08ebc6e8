"""An outage under load: `/usr/bin/python3 bench/outage.py [seconds]` (30 unless given) after `npx nx build micrologs`.

Captures 200 audit entries a second, kills the server for so long, starts it again, and counts what it has stored.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "src"), str(Path(__file__).parent.parent)]

from micrologs import Micrologs  # noqa: E402
from tests.support import RealServer  # noqa: E402

EVENTS_A_SECOND = 200


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    logging.disable(logging.CRITICAL)
    server = RealServer()
    client = Micrologs(server.url, server.secret_key)
    is_over = threading.Event()
    taken: list[float] = []

    def load() -> None:
        while not is_over.wait(1 / EVENTS_A_SECOND):
            began = time.perf_counter()
            client.audit("outage", context={"n": len(taken)})
            taken.append((time.perf_counter() - began) * 1e6)

    thread = threading.Thread(target=load)
    thread.start()
    time.sleep(3)
    server.tell("kill")
    time.sleep(seconds)
    waiting = client.queued
    server.tell("start")
    time.sleep(3)
    is_over.set()
    thread.join()
    is_delivered = client.flush(60)
    numbers: list[int] = []
    for _ in range(600):
        rows = client.api.exports.audits(range="1d")
        contexts = [row["context"] for row in rows if row["action"] == "outage"]
        numbers = [context["n"] for context in contexts if isinstance(context, dict)]
        if len(numbers) >= len(taken):
            break
        time.sleep(0.1)
    taken.sort()
    p99, is_whole = taken[int(len(taken) * 0.99)], numbers == list(range(len(taken)))
    print(f"Captured {len(taken)}, of which {waiting} waited when the server came back; p99 {p99:.0f} µs")
    print(f"Delivered: {is_delivered}; stored {len(numbers)}, each once and in order: {is_whole}")
    print(f"Losses: {dict(client.losses)}")
    client.close()
    server.stop()


if __name__ == "__main__":
    main()
