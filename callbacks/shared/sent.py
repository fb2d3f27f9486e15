"""What a browser sends as JSON to a route of ours."""

from collections.abc import Mapping
from typing import Any

from flask import request


def sent_object() -> Mapping[str, Any]:
    """Give the object that came with the request under way; an empty one where none did."""
    try:
        sent = request.get_json(silent=True)
    except RecursionError:  # brackets a thousand deep
        sent = None
    return sent if isinstance(sent, dict) else {}
