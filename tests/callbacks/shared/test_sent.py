"""Whatever comes with a request, a route gets an object."""

import pytest
from flask import Flask

from callbacks.shared.sent import sent_object


@pytest.mark.parametrize(
    ("body", "expected"),
    [(b'{"a": 1}', {"a": 1}), (b"[1]", {}), (b"{", {}), (b"", {}), (b"[" * 100_000, {}), (b"\xff", {})],
    ids=["object", "list", "broken", "nothing", "brackets a hundred thousand deep", "no text"],
)
def test_an_object_comes_as_it_is_and_everything_else_as_an_empty_one(body: bytes, expected: dict[str, int]) -> None:
    with Flask("echo").test_request_context(method="POST", data=body, content_type="application/json"):
        assert sent_object() == expected
