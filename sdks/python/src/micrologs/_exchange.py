"""A question and what comes back, without any input or output: threads and asyncio drive the same code."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from typing import Any, Union

from ._errors import InvalidAnswerError, MicrologsError, error_class
from ._operation import Call, Operation
from ._retry import Backoff, retry_after_of
from ._transport import Response

#: Whoever drives it sends each Call (and throws into it what that raises), and waits so many seconds at each number.
Exchange = Generator[Union[Call, float], Any, Any]


def ask(call: Call, backoff: Backoff) -> Exchange:
    """Asks until there is an answer; returns its value.

    :raises MicrologsError: after the last attempt
    """
    attempt = 0
    while True:
        try:
            response: Response = yield call
            return value_of(call.operation, response)
        except MicrologsError as error:
            wait = backoff.question(call.method, attempt, error)
            if wait is None:
                raise
        yield wait
        attempt += 1


def ask_once(call: Call) -> Exchange:
    """Asks once; returns the whole envelope."""
    response: Response = yield call
    return envelope_of(response)


def value_of(operation: Operation, response: Response) -> Any:
    """What the answer says, in the form in which the operation gives it.

    :raises ApiError: when it is a refusal
    :raises InvalidAnswerError: when it is no answer of the API
    """
    kind = operation.answer
    if kind == "location" and 300 <= response.status < 400:
        return response.headers.get("Location", "")
    if kind == "envelope":
        return None if response.status == 204 else envelope_of(response)["data"]
    if kind == "json" and response.status == 503:
        # A health check that is not passed tells so in the same form as one that is.
        body = json_of(response.body)
        if isinstance(body, dict) and "success" not in body:
            return body
    refuse(response)
    if kind == "rows":
        return response.stream
    if kind == "json":
        body = json_of(response.body)
        if not isinstance(body, dict):
            raise InvalidAnswerError("The answer is no JSON object", response.status)
        return body
    return response.body if kind == "bytes" else response.body.decode("utf-8", "replace")


def envelope_of(response: Response) -> Mapping[str, Any]:
    """The envelope of a success.

    :raises ApiError: when it is a refusal
    :raises InvalidAnswerError: when the body is no envelope
    """
    refuse(response)
    body = json_of(response.body)
    if not isinstance(body, dict) or body.get("success") is not True or "data" not in body:
        raise InvalidAnswerError("The answer is no envelope of the API", response.status)
    return body


def refuse(response: Response) -> None:
    """Raises what a refusal stands for; answers with nothing else than a success pass."""
    if 200 <= response.status < 300:
        return
    body = json_of(response.body)
    told = body if isinstance(body, dict) else {}
    message = told.get("message") or told.get("error")
    errors = told.get("errors")
    raise error_class(response.status)(
        response.status,
        message if isinstance(message, str) else response.body.decode("utf-8", "replace")[:1000],
        errors=errors if isinstance(errors, dict) else None,
        data=told.get("data"),
        retry_after=retry_after_of(response.headers.get("Retry-After")),
        request_id=response.headers.get("X-Request-Id"),
    )


def json_of(body: bytes) -> Any:
    """What the body says; None when it is no JSON."""
    try:
        return json.loads(body)
    except ValueError:
        return None
