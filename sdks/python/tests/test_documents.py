"""The README and the examples, executed against the real server; and what the checkers say of all of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import textwrap
import threading
import unittest
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from micrologs import Micrologs

from .support import PACKAGE, RealServer, environment, eventually, run_python, shared_server


def env_of(server: RealServer) -> dict[str, str]:
    return {"MICROLOGS_HOST": server.url, "MICROLOGS_KEY": server.secret_key}


class ReadmeTest(unittest.TestCase):
    def test_every_block_of_python_runs(self) -> None:
        text = (PACKAGE / "README.md").read_text()
        blocks = re.findall(r"^```python\n(.*?)^```", text, re.S | re.M)
        self.assertGreater(len(blocks), 8)
        first = blocks[0]
        self.assertTrue(first.startswith("import os\nfrom micrologs import Micrologs\n\nclient = "))
        client = "import os\nfrom micrologs import Micrologs\n" + first.split("\n\n")[1] + "\n"
        # A busy machine may need longer than the end of a process is held up.
        flush = "\nclient.flush(60)\n"
        server = shared_server()
        for number, block in enumerate(blocks):
            with self.subTest(block.splitlines()[:3]):
                done = run_python(block + flush if number == 0 else client + block, env=env_of(server))
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_quick_start_does_what_it_says(self) -> None:
        server = shared_server()
        with Micrologs(server.url, server.secret_key) as client:
            logs = eventually(lambda: client.api.analytics.audits(action="invoice.paid")["logs"])
            self.assertEqual((logs[0]["actor"], logs[0]["context"]), ("kim@shop.test", {"invoice": "A-1"}))
            eventually(lambda: "'cart'" in [error["message"] for error in client.api.analytics.errors()["errors"]])


class ExamplesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = shared_server()
        self.client = Micrologs(self.server.url, self.server.secret_key)
        self.addCleanup(self.client.close)

    def run_example(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=PACKAGE / "examples",
            env=environment(env_of(self.server)),
            capture_output=True,
            text=True,
            timeout=180,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def audits(self, action: str) -> list[Any]:
        found: list[Any] = eventually(lambda: self.client.api.analytics.audits(action=action)["logs"])
        return found

    def test_script(self) -> None:
        self.assertEqual(self.run_example("script.py"), "Lost: {}\n")
        (audit,) = self.audits("file.imported")
        self.assertEqual(audit["context"], {"job": "import", "file": "good.csv", "sum": 3})
        fault = "invalid literal for int() with base 10: 'two'"
        eventually(lambda: fault in [error["message"] for error in self.client.api.analytics.errors()["errors"]])

    def test_flask_app(self) -> None:
        program = """
            import flask_app
            flask_app.app.logger.disabled = True
            browser = flask_app.app.test_client()
            print(browser.get("/carts/4").text, browser.get("/carts/0").status_code, browser.get("/visitors").json)
            flask_app.client.flush(60)
            """
        shown = self.run_example("-W", "ignore", "-c", textwrap.dedent(program).strip().replace("\n", "; "))
        self.assertRegex(shown, r"^<p>25 % off</p> 500 \{'visitors': \d+\}\n$")
        eventually(lambda: len(self.audits("cart.seen")) == 2)

    def test_live(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            kept = {"POSITION_FILE": f"{folder}/errors"}
            self.assertIn("begins anew, after error", self.run_until("begins anew", kept))
            self.client.error("while nobody listened")
            self.client.flush()
            told = self.run_until("while nobody listened", kept)
            self.assertIn("while nobody listened", told)
            self.assertNotIn("begins anew", told)

    def run_until(self, text: str, env: Mapping[str, str]) -> str:
        """What the example that listens says until it has said this."""
        with subprocess.Popen(
            [sys.executable, "live.py"],
            cwd=PACKAGE / "examples",
            env=environment({**env_of(self.server), **env}),
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            overdue = threading.Timer(60, process.kill)
            overdue.start()
            lines = []
            for line in process.stdout:
                lines.append(line)
                if text in line:
                    # Where it was is kept after that was said.
                    eventually(Path(env["POSITION_FILE"]).exists)
                    process.kill()
            overdue.cancel()
        return "".join(lines)

    def test_report(self) -> None:
        self.assertRegex(
            self.run_example("report.py"), r"^Visitors     \d+ \(\d+ the week before\)\nOpen errors  \d+\n"
        )


class CheckersTest(unittest.TestCase):
    FOLDERS = ("src", "tests", "conformance", "examples", "bench")

    def check(self, *command: str) -> None:
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=PACKAGE, env=env, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_mypy(self) -> None:
        self.check("mypy", "--cache-dir", os.devnull, *self.FOLDERS)

    def test_black(self) -> None:
        self.check("black", "--check", "--quiet", *self.FOLDERS)

    def test_flake8(self) -> None:
        self.check("flake8", "--max-line-length", "120", *self.FOLDERS)


if __name__ == "__main__":
    unittest.main()
