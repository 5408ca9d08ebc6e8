"""What is published: built offline, listed, installed into clean environments, and used there."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import unittest
import zipfile
from pathlib import Path

from micrologs import __version__ as VERSION

from .support import PACKAGE, SECRET_KEY, Sink

USE = f"""
import sys
import micrologs, micrologs.types, micrologs.testing
import importlib.resources
assert micrologs.__version__ == "{VERSION}", micrologs.__version__
assert sys.prefix in micrologs.__file__, micrologs.__file__
assert importlib.resources.files("micrologs").joinpath("py.typed").is_file()
with micrologs.Micrologs(sys.argv[1], "{SECRET_KEY}") as client:
    client.error("installed")
print(client.losses)
"""


class PackageTest(unittest.TestCase):
    folder: Path
    wheel: Path
    sdist: Path

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.wheel, cls.sdist = cls.build("first")

    @classmethod
    def build(cls, name: str) -> tuple[Path, Path]:
        """Builds a copy, with files lying about that are not meant for anybody."""
        copy = cls.folder / name / "source"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("test-results", ".mypy_cache", "__pycache__"))
        for stray in (
            ".env",
            "notes.txt",
            "src/micrologs/__pycache__/x.pyc",
            "src/micrologs/scratch.txt",
            ".mypy_cache/x",
        ):
            (copy / stray).parent.mkdir(exist_ok=True)
            (copy / stray).write_text("stray")
        out = cls.folder / name / "dist"
        command = ["/usr/bin/python3", "-m", "build", "--no-isolation", "-x", "--outdir", str(out), str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return next(out.glob("*.whl")), next(out.glob("*.tar.gz"))

    def modules(self) -> set[str]:
        """What belongs to the package."""
        files = [path for path in (PACKAGE / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        return {str(path.relative_to(PACKAGE / "src")) for path in files}

    def test_names(self) -> None:
        self.assertEqual(self.wheel.name, f"micrologs-{VERSION}-py3-none-any.whl")
        self.assertEqual(self.sdist.name, f"micrologs-{VERSION}.tar.gz")

    def test_the_wheel_has_the_package_and_nothing_else(self) -> None:
        names = set(zipfile.ZipFile(self.wheel).namelist())
        meta = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
        self.assertEqual(names, self.modules() | {f"micrologs-{VERSION}.dist-info/{name}" for name in meta})

    def test_the_source_distribution_has_no_stray_files(self) -> None:
        with tarfile.open(self.sdist) as archive:
            names = {name.split("/", 1)[1] for name in archive.getnames()}
        expected = {f"src/{name}" for name in self.modules()}
        further = {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "PKG-INFO"}
        self.assertEqual(names, expected | further)

    def test_two_builds_are_the_same_bytes(self) -> None:
        again, _ = self.build("second")
        digests = {hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in (self.wheel, again)}
        self.assertEqual(len(digests), 1)

    def test_the_wheel_is_installed_and_used_in_a_clean_environment(self) -> None:
        self.check_use(self.environment_with(self.wheel))

    def test_the_source_distribution_is_too_and_brings_the_fixture_for_pytest(self) -> None:
        # It is built by Debian's hatchling and tested by its pytest, which an environment sees by this option only.
        python = self.environment_with(self.sdist, "--system-site-packages")
        self.check_use(python)
        tests = self.folder / "users"
        tests.mkdir()
        (tests / "test_shop.py").write_text(
            "def test_audit(fake_micrologs):\n"
            "    fake_micrologs.audit('paid')\n"
            "    assert fake_micrologs.audits[0]['action'] == 'paid'\n"
        )
        self.assertIn("1 passed", self.run_in(tests, python, "-m", "pytest", "-q", "-p", "no:cacheprovider"))

    def environment_with(self, archive: Path, *options: str) -> str:
        """A new environment's Python, which has nothing but what is in the archive."""
        place = self.folder / f"env-{archive.suffix}"
        self.run_in(self.folder, "/usr/bin/python3", "-m", "venv", *options, str(place))
        python = str(place / "bin" / "python")
        self.run_in(
            self.folder, python, "-m", "pip", "install", "-q", "--no-index", "--no-build-isolation", str(archive)
        )
        return python

    def check_use(self, python: str) -> None:
        sink = Sink()
        self.addCleanup(sink.stop)
        self.assertEqual(self.run_in(self.folder, python, "-c", USE, sink.url), "{}\n")
        self.assertEqual(sink.messages, ["installed"])

    def run_in(self, folder: Path, *command: str) -> str:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, env=clean_environment())
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


def clean_environment() -> dict[str, str]:
    """Nothing that leads to the sources of this repository."""
    return {"PATH": "/usr/bin:/bin", "HOME": tempfile.gettempdir(), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


if __name__ == "__main__":
    unittest.main()
