"""Requests that change something are taken only from our own pages; browsers say where a request comes from."""

from flask import request

_OWN = ("same-origin", "none")


def from_own_site() -> bool:
    """Tell whether the request under way was sent by a page of ours, or by no page at all."""
    return request.headers.get("Sec-Fetch-Site", "none") in _OWN
