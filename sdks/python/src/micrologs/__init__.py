"""Micrologs for Python: errors, audit entries and pageviews in the background, and the whole API with types."""

from __future__ import annotations

from ._capture import Queued
from ._client import AsyncMicrologs, Micrologs
from ._errors import (
    ApiError,
    AuthenticationError,
    ConflictError,
    InvalidAnswerError,
    InvalidRequestError,
    MicrologsConnectionError,
    MicrologsError,
    MicrologsTimeoutError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitedError,
    ServerError,
    TooLargeError,
)
from ._options import Loss
from ._scope import add_to_scope, scope
from ._scrubbing import DEFAULT_SCRUB_KEYS
from ._version import VERSION as __version__
from .integrations.excepthooks import install_excepthooks
from .integrations.logging import MicrologsHandler

__all__ = [
    "ApiError",
    "AsyncMicrologs",
    "AuthenticationError",
    "ConflictError",
    "DEFAULT_SCRUB_KEYS",
    "InvalidAnswerError",
    "InvalidRequestError",
    "Loss",
    "Micrologs",
    "MicrologsConnectionError",
    "MicrologsError",
    "MicrologsHandler",
    "MicrologsTimeoutError",
    "NotFoundError",
    "PermissionDeniedError",
    "Queued",
    "RateLimitedError",
    "ServerError",
    "TooLargeError",
    "__version__",
    "add_to_scope",
    "install_excepthooks",
    "scope",
]
