"""Says what happens in a project, until Ctrl-C: `MICROLOGS_HOST=… MICROLOGS_KEY=… python3 live.py`.

It keeps where it was in a file, so that it goes on from there when it is started again.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from micrologs import AsyncMicrologs

KEPT = Path(os.environ.get("POSITION_FILE", "errors.position"))


async def count(client: AsyncMicrologs) -> None:
    async for message in client.realtime.subscribe("live"):
        print("visitors", message["data"]["visitors"], flush=True)


async def follow(client: AsyncMicrologs) -> None:
    position = KEPT.read_text() if KEPT.exists() else None
    async for message in client.realtime.subscribe("errors", position=position):
        if message["type"] == "snapshot":
            print("begins anew, after error", message["offset"], flush=True)
        else:
            for event in message["events"]:
                print(event["kind"], event["message"], flush=True)
        KEPT.write_text(message["position"])


async def main() -> None:
    async with AsyncMicrologs(os.environ["MICROLOGS_HOST"], os.environ["MICROLOGS_KEY"]) as client:
        await asyncio.gather(count(client), follow(client))


if __name__ == "__main__":
    asyncio.run(main())
