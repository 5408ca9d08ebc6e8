"""A fixture for pytest, there as soon as this package is installed."""

from __future__ import annotations

import pytest

from .testing import FakeMicrologs


@pytest.fixture
def fake_micrologs() -> FakeMicrologs:
    """A client that keeps everything, and sends and asks nothing."""
    return FakeMicrologs()
