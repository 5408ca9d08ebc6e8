"""Micrologs for Python: errors, audit entries and pageviews in the background, and the whole API with types."""

from __future__ import annotations

from ._capture import Queued
from ._client import AsyncMicrologs, Micrologs
from ._errors import (
    ApiError,
    AuthenticationError,
    ChannelRefusedError,
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
from ._feed import Notice
from ._options import Loss
from ._realtime import AsyncSubscription, Subscription
from ._scope import add_to_scope, scope
from ._scrubbing import DEFAULT_SCRUB_KEYS
from ._version import VERSION as __version__
from .integrations.excepthooks import install_excepthooks
from .integrations.logging import MicrologsHandler

__all__ = [
    "ApiError",
    "AsyncMicrologs",
    "AsyncSubscription",
    "AuthenticationError",
    "ChannelRefusedError",
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
    "Notice",
    "PermissionDeniedError",
    "Queued",
    "RateLimitedError",
    "ServerError",
    "Subscription",
    "TooLargeError",
    "__version__",
    "add_to_scope",
    "install_excepthooks",
    "scope",
]
