"""What is larger than the server takes in is refused in the reader's language, as what is a little too large is."""

import errno
import io
import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPConnection
from types import SimpleNamespace
from typing import Any

import pytest
import waitress
from dash import Dash
from waitress.buffers import TempfileBasedBuffer

from app import listening
from callbacks.guard.hosts import is_served
from callbacks.guard.shared.bodies import Announced
from callbacks.oversized import refuse_in_words
from tests.serving import running
from texts import load_texts

FAR_TOO_LARGE = str(10**12)


@pytest.fixture(scope="module")
def port(app: Dash) -> Iterator[int]:
    """The port of the whole program."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = int(free.getsockname()[1])
    with running(listening(app, "127.0.0.1", number)):
        yield number


def answered(port: int, path: str, headers: Mapping[str, str], body: bytes = b"") -> tuple[int, str, str | None]:
    """Ask, and give status, text and what becomes of the connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("POST", path)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), answer.getheader("Connection")
    connection.close()
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_files_without_end_are_refused_by_the_page_that_takes_them(port: int, language: str) -> None:
    told = {"Content-Length": FAR_TOO_LARGE, "Content-Type": "multipart/form-data; boundary=a"}
    status, said, connection = answered(port, f"/intake/files?language={language}", told)
    words = load_texts(language)
    assert (status, connection) == (413, "close")
    assert said == f"{words('intake.too_large.problem', most=250)} {words('intake.too_large.repair')}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_so_is_whatever_else_is_too_large(port: int, language: str) -> None:
    told = {"Content-Length": FAR_TOO_LARGE, "Content-Type": "application/json", "Accept-Language": language}
    status, said, _ = answered(port, "/_dash-update-component", told)
    assert (status, said) == (413, load_texts(language)("guard.too_large"))


class Filling(io.BytesIO):
    """A file on a disk that takes so many bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, content: Any) -> int:
        self.room -= len(content)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(content)


@pytest.mark.parametrize("room", [-1, 0, 600_000])
@pytest.mark.parametrize("path", ["/intake/files", "/projects/open"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_files_that_the_disk_does_not_take_are_refused_by_the_page_that_sent_them(
    port: int, path: str, language: str, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newfile(_: object) -> Filling:
        if room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return Filling(room)

    monkeypatch.setattr(TempfileBasedBuffer, "newfile", newfile)
    body = b"a" * 3_000_000
    told = {"Content-Length": str(len(body)), "Content-Type": "multipart/form-data; boundary=a"}
    status, said, connection = answered(port, f"{path}?language={language}", told, body)
    given = {"given": os.strerror(errno.ENOSPC)}
    words = {part: load_texts(language)(f"project_file.not_saved.{part}", **given) for part in ("problem", "repair")}
    assert (status, connection) == (507, None)
    assert json.loads(said) == words


def test_so_is_a_question_that_the_disk_does_not_take(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TempfileBasedBuffer, "newfile", lambda _: Filling(0))
    told = {"Content-Type": "application/json", "Accept-Language": "de"}
    for path in ("/_dash-update-component", "/_dash-update-component/several"):
        body = b" " * 900_000
        status, said, _ = answered(port, path, {**told, "Content-Length": str(len(body))}, body)
        assert (status, said[:16]) == (507, "Nicht gespeicher")


def test_so_is_what_nobody_would_have_read(port: int) -> None:
    status, _, connection = answered(port, "/intake/0123/cancel", {"Content-Length": FAR_TOO_LARGE})
    assert (status, connection) == (413, "close")


def test_nobody_is_asked_to_go_on_with_what_is_refused(port: int) -> None:
    head = f"POST /intake/files HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {FAR_TOO_LARGE}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as asking:
        asking.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        assert asking.recv(100).startswith(b"HTTP/1.1 413")


def test_a_head_that_cannot_be_read_is_still_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as asking:
        asking.sendall(b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n")
        assert asking.recv(100).startswith(b"HTTP/1.1 400")


def test_what_comes_in_pieces_is_refused_without_the_part_that_has_come() -> None:
    def program(environ: dict[str, Any], start: Callable[..., object]) -> list[bytes]:
        start("413 Too Large", [("Content-Type", "text/plain")])
        return [f"{environ['CONTENT_LENGTH']} {environ['wsgi.input'].read()}".encode()]

    sockets: dict[int, Any] = {}
    server = waitress.create_server(program, map=sockets, host="127.0.0.1", port=0, max_request_body_size=1000)
    refuse_in_words(sockets)
    with running(server):
        pieces = b"190\r\n" + b"a" * 400 + b"\r\n"
        status, said, _ = answered(server.effective_port, "/", {"Transfer-Encoding": "chunked"}, pieces * 3)
    assert (status, said) == (413, "1000 b''")


def test_where_nothing_large_is_taken_a_megabyte_is_refused_by_its_head(port: int) -> None:
    for path in ("/health", "/de/map", "/data/x"):
        status, _, connection = answered(port, path, {"Content-Length": "1000001"})
        assert (status, connection) == (413, "close")
    status, said, connection = answered(port, "/recipe?language=en", {"Content-Length": "1000001"})
    assert (status, connection) == (413, "close")
    assert load_texts("en")("guard.too_large") != said


def test_where_something_large_is_taken_it_is_waited_for(port: int) -> None:
    for path, length in (("/intake/0123/table", 1_000_001), ("/intake/files", 40_000_000)):
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {length}\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=20) as asking:
            asking.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
            assert asking.recv(100).startswith(b"HTTP/1.1 100")


@pytest.mark.parametrize("sent", [{"Content-Length": "40000000"}, {"Transfer-Encoding": "chunked"}])
def test_under_a_foreign_name_nothing_large_is_taken_in_wherever_it_goes(port: int, sent: Mapping[str, str]) -> None:
    body = (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 17 if "Transfer-Encoding" in sent else b""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("POST", "/intake/files", skip_host=True)
    for name, value in {"Host": "evil.example", **sent}.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body)
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Connection")) == (400, "close")
    connection.close()


def test_behind_a_proxy_the_name_in_the_head_need_not_be_the_one_that_is_meant(app: Dash) -> None:
    asked = SimpleNamespace(command="POST", path="/intake/files", headers={"HOST": "inside:8050"})
    assert Announced(app.server.config)(asked) == 251_000_000
    assert Announced(app.server.config, is_served)(asked) == 1_000_000
