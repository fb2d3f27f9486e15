"""What was answered once is given again only where it can have no other answer."""

import json
import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from callbacks.remembered import kept
from callbacks.repeated import Repeated, Shelf
from callbacks.shared.wsgi import Answer

PURE = "legend.children"
ROOT = Path(__file__).parents[2]


class Program:
    """Answers everything with the number of the question."""

    def __init__(self, status: str = "200 OK", headers: tuple[tuple[str, str], ...] = ()) -> None:
        self.asked, self._status, self._headers = 0, status, headers

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked += 1
        start_response(self._status, [("Content-Type", "text/plain"), *self._headers])
        return [str(self.asked).zfill(200).encode(), environ["wsgi.input"].read() if "wsgi.input" in environ else b""]


def ask(before: Repeated, path: str, body: bytes | None = None, further: dict[str, str] | None = None) -> int:
    """Ask, and give the number of the question that was answered."""
    heard: list[str] = []
    method = "GET" if body is None else "POST"
    given: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_HOST": "localhost", **(further or {})}
    if body is not None:
        given |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    content = b"".join(before(given, lambda status, _: heard.append(status)))
    assert content.endswith(body or b"")
    return int(content[:200])


FOR_EVER = (("Cache-Control", "public, max-age=31536000, immutable"),)


def test_what_never_changes_under_its_address_is_answered_once() -> None:
    before = Repeated(Program(headers=FOR_EVER), [])
    assert [ask(before, "/data/x/y.column") for _ in range(3)] == [1, 1, 1]
    assert ask(before, "/data/x/z.column") == 2


def test_what_is_chosen_in_the_page_that_asks_makes_no_other_question() -> None:
    before = Repeated(Program(headers=FOR_EVER), [])
    pages = ("/de/map?i=A1", "/de/map?i=A1&sel=0101", "/en/map")
    found = [ask(before, "/data/x/y.column", further={"HTTP_REFERER": f"http://localhost{page}"}) for page in pages]
    assert found == [1, 1, 1]
    written = [path.read_text(encoding="utf-8") for path in (ROOT / "callbacks").rglob("*.py")]
    assert not any("referrer" in text or '"Referer"' in text for text in written)  # whoever reads it must be told apart


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_HOST": "evil.example"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ACCEPT_ENCODING": "br"},
        {"HTTP_COOKIE": "a=b"},
        {"QUERY_STRING": "v=2"},
        {"HTTP_RANGE": "bytes=0-1"},
    ],
)
def test_another_host_site_or_encoding_is_another_question(environ: dict[str, str]) -> None:
    before = Repeated(Program(headers=FOR_EVER), [])
    assert (ask(before, "/data/x"), ask(before, "/data/x", further=environ)) == (1, 2)


@pytest.mark.parametrize(
    ("path", "status", "headers"),
    [
        ("/data/x", "404 NOT FOUND", FOR_EVER),
        ("/data/x", "200 OK", ()),
        ("/projects/list", "200 OK", FOR_EVER),
        ("/answer/de", "500 INTERNAL SERVER ERROR", ()),
        ("/data/x", "200 OK", (*FOR_EVER, ("Set-Cookie", "a=b"))),
    ],
)
def test_what_may_change_is_asked_each_time(path: str, status: str, headers: tuple[tuple[str, str], ...]) -> None:
    before = Repeated(Program(status, headers), [])
    assert [ask(before, path) for _ in range(2)] == [1, 2]


def test_only_callbacks_that_read_nothing_but_their_request_are_answered_once() -> None:
    before = Repeated(Program(), [PURE])
    pure, other = (json.dumps({"output": output, "n": 1}).encode() for output in (PURE, "intake-project.data"))
    address = "/_dash-update-component"
    assert [ask(before, address, pure), ask(before, address, pure)] == [1, 1]
    assert [ask(before, address, other), ask(before, address, other)] == [2, 3]
    assert ask(before, address, json.dumps({"output": PURE, "n": 2}).encode()) == 4
    assert [ask(before, address, b"[[["), ask(before, address, b"[[[")] == [5, 6]


def test_what_is_sent_still_reaches_the_program() -> None:
    body = json.dumps({"output": "other"}).encode()
    assert ask(Repeated(Program(), []), "/_dash-update-component", body) == 1


def test_a_shelf_holds_so_many_bytes_and_forgets_the_longest_unused() -> None:
    shelf = Shelf(most=8)
    for name in (b"a", b"b"):
        shelf.put(name, Answer("200 OK", (), b"1234"))
    assert shelf.get(b"a")
    shelf.put(b"c", Answer("200 OK", (), b"1234"))
    assert [bool(shelf.get(name)) for name in (b"a", b"b", b"c")] == [True, False, True]


def test_the_app_answers_the_same_the_second_time(client: FlaskClient, app: Dash) -> None:
    first, second = client.get("/answer/de"), client.get("/answer/de")
    assert (first.data, dict(first.headers)) == (second.data, dict(second.headers))
    assert client.get("/answer/de", headers={"Host": "evil.example"}).status_code == 400
    assert "legend-content.children" in " ".join(kept(app))


def test_who_asks_what_another_is_being_answered_waits_for_that_answer() -> None:
    goes_on, heard = threading.Event(), []

    class Slow(Program):
        def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
            goes_on.wait(10)
            return super().__call__(environ, start_response)

    program = Slow(headers=FOR_EVER)
    before = Repeated(program, [])
    readers = [threading.Thread(target=lambda: heard.append(ask(before, "/data/x"))) for _ in range(4)]
    for one in readers:
        one.start()
    goes_on.set()
    for one in readers:
        one.join()
    assert (heard, program.asked) == ([1, 1, 1, 1], 1)


def test_a_question_that_failed_can_be_asked_again() -> None:
    class Failing(Program):
        def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
            if not self.asked:
                self.asked = 1
                raise MemoryError
            return super().__call__(environ, start_response)

    before = Repeated(Failing(headers=FOR_EVER), [])
    with pytest.raises(MemoryError):
        ask(before, "/data/x")
    assert ask(before, "/data/x") == 2
