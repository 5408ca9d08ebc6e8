"""Calls the API as the old Python SDK does: urllib, paths with `.php`, None on any failure, and a warning that says why.

Reads one call a line from standard input (`{"method": ..., "args": [...]}`) and writes one answer a line.
"""
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
import warnings

HOST = os.environ["MICROLOGS_HOST"].rstrip("/")
KEY = os.environ["MICROLOGS_KEY"]
TIMEOUT_S = 60


def request(method, path, query=None, body=None):
    given = {name: value for name, value in (query or {}).items() if value is not None}
    url = f"{HOST}/api/{path}.php" + ("?" + urllib.parse.urlencode(given) if given else "")
    data = None if body is None else json.dumps(body).encode("utf-8")
    headers = {"Content-Type": "application/json", "X-API-Key": KEY}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, data=data, headers=headers, method=method), timeout=TIMEOUT_S
        ) as response:
            return json.loads(response.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        raw = error.read().decode("utf-8", "replace")
        try:
            message = json.loads(raw).get("message", raw)
        except ValueError:
            message = raw
        warnings.warn(f"[Micrologs] HTTP {error.code}: {message}")
    except Exception as error:
        warnings.warn(f"[Micrologs] {error}")
    return None


def post(path, body):
    return request("POST", path, body=body)


def error(message, options=None):
    options = options or {}
    return post(
        "track/error",
        {
            "message": message[:1024],
            "error_type": options.get("type", "ManualError"),
            "severity": options.get("severity", "error"),
            "file": options.get("file", ""),
            "line": options.get("line"),
            "stack": options.get("stack"),
            "url": options.get("url", ""),
            "environment": options.get("environment", "production"),
            "context": options.get("context"),
        },
    )


def edit_link(code, options):
    names = {"destinationUrl": "destination_url", "label": "label", "isActive": "is_active"}
    return post("links/edit", {"code": code, **{names[name]: value for name, value in options.items()}})


METHODS = {
    "error": error,
    "audit": lambda action, actor="", context=None: post(
        "track/audit", {"action": action, "actor": actor, "context": context}
    ),
    "createLink": lambda url, label="": post("links/create", {"destination_url": url, "label": label}),
    "getLink": lambda code: request("GET", "links/detail", {"code": code}),
    "editLink": edit_link,
    "deleteLink": lambda code: post("links/delete", {"code": code}),
    "updateErrorStatus": lambda ids, status: post(
        "track/errors-update-status", {"ids" if isinstance(ids, list) else "id": ids, "status": status}
    ),
    "verify": lambda key: post("projects/verify", {"key": key}),
    "analytics": lambda name, parameters: request("GET", f"analytics/{name}", parameters),
}

for line in sys.stdin:
    call = json.loads(line)
    print(json.dumps(METHODS[call["method"]](*call["args"])), flush=True)
