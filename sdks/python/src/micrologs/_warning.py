"""Warnings that point at the line of the host."""

from __future__ import annotations

import os
import sys
import warnings

_PACKAGE = os.path.dirname(os.path.abspath(__file__)) + os.sep


def warn(why: str, category: type[Warning] = UserWarning) -> None:
    """Warns of something that the nearest caller outside of this package did."""
    level = 2
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
        level += 1
    warnings.warn(f"[Micrologs] {why}", category, stacklevel=level)
