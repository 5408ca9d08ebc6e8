"""What the question side raises."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any, Optional


class MicrologsError(Exception):
    """Everything that this package raises on purpose, but for the ValueErrors of wrong arguments."""


class ApiError(MicrologsError):
    """The server refused.

    `status` is that of HTTP, `message` what the server says. `errors` are its messages by field, empty when it names
    none; `data` is the rest of what it told, such as the refused items of a batch; `request_id` is what its log knows
    the request by.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        errors: Optional[Mapping[str, Any]] = None,
        data: Any = None,
        retry_after: Optional[float] = None,
        request_id: Optional[str] = None,
    ) -> None:
        super().__init__(f"HTTP {status}: {message}")
        self.status = status
        self.message = message
        self.errors: Mapping[str, Any] = errors or {}
        self.data = data
        #: Seconds that the server asked to wait, None when it did not.
        self.retry_after = retry_after
        self.request_id = request_id


class InvalidRequestError(ApiError):
    """400: a field is missing or wrong."""


class AuthenticationError(ApiError):
    """401: the key is missing, unknown or of the wrong kind."""


class PermissionDeniedError(ApiError):
    """403: the key may not do this."""


class NotFoundError(ApiError):
    """404: there is no such thing in this project."""


class ConflictError(ApiError):
    """409: it is there already, or changed meanwhile."""


class TooLargeError(ApiError):
    """413: the request is too large."""


class RateLimitedError(ApiError):
    """429, after the client's own retries; `retry_after` is in seconds."""


class ServerError(ApiError):
    """5xx, after the client's own retries."""


class MicrologsConnectionError(MicrologsError, builtins.ConnectionError):
    """The server could not be reached, or hung up before it answered."""


class MicrologsTimeoutError(MicrologsError, builtins.TimeoutError):
    """The server did not answer within `timeout`."""


class InvalidAnswerError(MicrologsError):
    """A success whose body is cut or is not what the API answers with."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class ChannelRefusedError(MicrologsError):
    """The server does not open a channel: there is none of this name, the token is not for it, or filters or the
    parameters of a report make no sense. `code` says which, such as `forbidden_channel`."""

    def __init__(self, channel: str, code: str, message: str) -> None:
        super().__init__(f"{channel}: {message}")
        self.channel = channel
        self.code = code


_BY_STATUS: Mapping[int, type[ApiError]] = {
    400: InvalidRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: TooLargeError,
    429: RateLimitedError,
}


def error_class(status: int) -> type[ApiError]:
    """The class of the errors of this status."""
    return _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
