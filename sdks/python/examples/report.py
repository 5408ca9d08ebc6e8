"""The week in one table, asked for side by side: `MICROLOGS_HOST=… MICROLOGS_KEY=… python3 report.py`."""

from __future__ import annotations

import asyncio
import os

from micrologs import AsyncMicrologs


async def main() -> None:
    async with AsyncMicrologs(os.environ["MICROLOGS_HOST"], os.environ["MICROLOGS_KEY"]) as client:
        analytics = client.api.analytics
        visitors, pages, errors = await asyncio.gather(
            analytics.visitors(range="7d", compare="previous"),
            analytics.pages(range="7d", limit=5, by="path"),
            analytics.errors(range="7d", status="open"),
        )
    before = visitors["comparison"]["unique_visitors"]
    print(f"Visitors     {visitors['unique_visitors']} ({before} the week before)")
    print(f"Open errors  {errors['summary']['open']}")
    for page in pages["pages"]:
        print(f"{page['pageviews']:>11}  {page['url']}")


if __name__ == "__main__":
    asyncio.run(main())
