"""A script that reports what it did, and what went wrong: `MICROLOGS_HOST=… MICROLOGS_KEY=… python3 script.py`."""

from __future__ import annotations

import os

import micrologs
from micrologs import Micrologs, install_excepthooks


def import_rows(rows: list[str]) -> int:
    return sum(int(row) for row in rows)


def main() -> None:
    with Micrologs(os.environ["MICROLOGS_HOST"], os.environ["MICROLOGS_KEY"], release="1.0.0") as client:
        install_excepthooks(client)
        with micrologs.scope(job="import"):
            for file, rows in {"good.csv": ["1", "2"], "bad.csv": ["1", "two"]}.items():
                try:
                    client.audit("file.imported", context={"file": file, "sum": import_rows(rows)})
                except ValueError:
                    client.capture_exception(context={"file": file})
    # The end of `with` waited until all of it was delivered.
    print(f"Lost: {dict(client.losses)}")


if __name__ == "__main__":
    main()
