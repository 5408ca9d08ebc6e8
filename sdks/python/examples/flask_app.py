"""A Flask application: `MICROLOGS_HOST=… MICROLOGS_KEY=… flask --app flask_app run`."""

from __future__ import annotations

import os

from flask import Flask

from micrologs import Micrologs
from micrologs.integrations.flask import MicrologsFlask

client = Micrologs(os.environ["MICROLOGS_HOST"], os.environ["MICROLOGS_KEY"])
app = Flask(__name__)
MicrologsFlask(client, app)


@app.route("/carts/<int:number>")
def cart(number: int) -> str:
    """Fails for cart 0, which then stands in the errors with this route."""
    client.audit("cart.seen", context={"cart": number})
    return f"<p>{100 // number} % off</p>"


@app.route("/visitors")
def visitors() -> dict[str, int]:
    """Asks the server while a browser waits, so with little patience."""
    report = client.api.analytics.visitors(range="7d")
    return {"visitors": report["unique_visitors"]}
