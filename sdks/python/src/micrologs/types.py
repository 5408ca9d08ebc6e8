"""Types of what is given and answered, for annotations: `from micrologs.types import Link`."""

from __future__ import annotations

from ._generated.types import *  # noqa: F401, F403
from ._generated.types import __all__ as __all__  # noqa: F401
