"""Whom nothing happens to is not asked what he waits for; and nobody to whom something happens is forgotten."""

import errno
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest
import waitress
from waitress import wasyncore
from waitress.channel import HTTPChannel

from callbacks.shared import attention
from callbacks.shared.attention import Sockets, attend
from callbacks.turns import Turns
from tests.serving import running

PATIENCE = 20.0
LARGE = 40_000_000  # more than waitress keeps of an answer before its thread waits for the loop
Program = Callable[[dict[str, Any], Callable[..., Any]], Any]


def says(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    content = environ["PATH_INFO"].encode()
    start("200 OK", [("Content-Length", str(len(content)))])
    return [content]


@contextmanager
def served(program: Program = says, **more: Any) -> Iterator[tuple[int, Sockets]]:
    """Serve a program; gives its port."""
    sockets = Sockets()
    made = waitress.create_server(program, map=sockets, host="127.0.0.1", port=0, _dispatcher=Turns(), **more)
    with running(attend(made, sockets)):
        yield made.effective_port, sockets


@pytest.fixture
def _no_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nobody asked but those to whom something happened: who is forgotten then waits for ever."""
    monkeypatch.setattr(attention, "SECONDS_BETWEEN", 10_000.0)


def counted(monkeypatch: pytest.MonkeyPatch, of: type[Any], name: str) -> list[Any]:
    """Note on whom a method is called."""
    called: list[Any] = []
    usual = getattr(of, name)

    def also(one: Any) -> Any:
        called.append(one)
        return usual(one)

    monkeypatch.setattr(of, name, also)
    return called


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def until_closed(one: socket.socket, request: bytes) -> bytes:
    """Ask, and read until the connection is closed."""
    one.sendall(request)
    told = b""
    while piece := one.recv(10_000):
        told += piece
    return told


def heard(one: HTTPConnection, path: str) -> bytes:
    one.request("GET", path)
    return one.getresponse().read()


@pytest.mark.usefixtures("_no_rounds")
def test_connections_at_rest_are_not_asked_again_while_another_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = counted(monkeypatch, HTTPChannel, "readable")
    with served(connection_limit=1000) as (port, sockets), ExitStack() as opened:
        for _ in range(100):
            opened.enter_context(connected(port))
        one = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        opened.callback(one.close)
        while len(sockets) < 103:  # the door, what wakes the server, and all of them
            heard(one, "/comes")
        asked.clear()
        assert [heard(one, f"/{n}") for n in range(50)] == [f"/{n}".encode() for n in range(50)]
    assert len(asked) < 50 * 10


@pytest.mark.usefixtures("_no_rounds")
def test_requests_that_are_sent_together_are_answered_in_their_order() -> None:
    with served() as (port, _), connected(port) as one:
        names = [b"/number-%d" % n for n in range(5)]
        one.sendall(b"".join(b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n" % name for name in names))
        told = b""
        while names[-1] not in told:
            told += one.recv(10_000)
    assert [told.count(name) for name in names] == [1] * 5
    assert sorted(names, key=told.index) == names


@pytest.mark.usefixtures("_no_rounds")
@pytest.mark.parametrize("length", [LARGE, None], ids=["its length told before", "in pieces"])
def test_a_large_answer_arrives_whole_however_slowly_it_is_taken(length: int | None) -> None:
    def program(_: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        start("200 OK", [("Content-Length", str(length))] if length else [])
        return (b"x" * 1_000_000 for _ in range(LARGE // 1_000_000))

    with served(program) as (port, _):
        one = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        one.request("GET", "/")
        answer, taken = one.getresponse(), 0
        while piece := answer.read(65_536):
            taken += len(piece)
        one.close()
    assert taken == LARGE


@pytest.mark.usefixtures("_no_rounds")
def test_a_connection_is_closed_after_an_answer_that_says_so() -> None:
    with served() as (port, _), connected(port) as one:
        assert until_closed(one, b"GET /last HTTP/1.0\r\n\r\n").endswith(b"/last")


@pytest.mark.usefixtures("_no_rounds")
def test_who_goes_while_he_is_answered_keeps_nobody_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    held, go_on = threading.Event(), threading.Event()
    turns = counted(monkeypatch, Sockets, "attend")

    def program(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        if environ["PATH_INFO"] == "/long":
            held.set()
            go_on.wait(PATIENCE)
        return says(environ, start)

    with served(program) as (port, _):
        gone = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        gone.request("GET", "/long")
        assert held.wait(PATIENCE)
        gone.close()
        another = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        turns.clear()
        assert all(heard(another, "/brief") == b"/brief" for _ in range(50))
        assert len(turns) < 50 * 10
        go_on.set()
        assert heard(another, "/after") == b"/after"
        another.close()


def test_who_says_nothing_for_long_is_closed_though_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attention, "SECONDS_BETWEEN", 0.01)
    with served(channel_timeout=1, cleanup_interval=0) as (port, _), connected(port) as one:
        assert until_closed(one, b"GET /only HTTP/1.1\r\nHost: x\r\n\r\n").endswith(b"/only")


@pytest.mark.usefixtures("_no_rounds")
def test_who_waits_for_a_place_is_let_in_as_soon_as_another_has_gone() -> None:
    with served(connection_limit=5) as (port, sockets), ExitStack() as opened:
        for _ in range(3):
            opened.enter_context(connected(port))
        last = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        last.request("GET", "/waits")
        opened.pop_all().close()
        assert last.getresponse().read() == b"/waits"
        last.close()
        assert len(sockets) <= 5


@pytest.mark.usefixtures("_no_rounds")
def test_where_the_system_has_no_number_left_the_door_waits_for_the_next_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried, is_full = list[int](), True
    usual = wasyncore.dispatcher.accept

    def accept(door: Any) -> Any:
        tried.append(1)
        if is_full:
            raise OSError(errno.EMFILE, "Too many open files")
        return usual(door)

    with served() as (port, sockets):
        one = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        assert heard(one, "/inside") == b"/inside"
        monkeypatch.setattr(wasyncore.dispatcher, "accept", accept)
        waits = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        waits.request("GET", "/waits")
        assert all(heard(one, "/inside") == b"/inside" for _ in range(50))
        assert len(tried) == 1
        is_full = False
        monkeypatch.setattr(sockets, "_next_round", 0.0)
        assert heard(one, "/inside") == b"/inside"
        assert waits.getresponse().read() == b"/waits"
        one.close()
        waits.close()


class _Lasts:
    """An answer that is over when it is told so."""

    def __init__(self, over: Callable[[], object]) -> None:
        self.close = over

    def __iter__(self) -> Iterator[bytes]:
        yield b"ok"


def test_no_thread_closes_the_connection_that_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    written, gone = threading.Event(), threading.Event()
    closed_by: list[threading.Thread] = []
    closed = threading.Event()
    usual = HTTPChannel.handle_close

    def close(one: HTTPChannel) -> None:
        closed_by.append(threading.current_thread())
        usual(one)
        closed.set()

    def over() -> None:
        written.set()
        gone.wait(PATIENCE)

    def program(_: dict[str, Any], start: Callable[..., Any]) -> _Lasts:
        start("200 OK", [("Content-Length", "2")])
        return _Lasts(over)

    monkeypatch.setattr(HTTPChannel, "handle_close", close)
    with served(program) as (port, sockets):
        one = connected(port)
        # When the first is answered, the thread that has done so asks for the body of the second.
        more = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
        one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" + more)
        assert written.wait(PATIENCE)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.close()
        gone.set()
        assert closed.wait(PATIENCE)
        assert not any(thread.name.startswith("waitress") for thread in closed_by)
        another = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        assert heard(another, "/") == b"ok"
        assert len(sockets) == 3
        another.close()


def test_a_server_that_was_stopped_may_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets = Sockets()
    made = waitress.create_server(says, map=sockets, host="127.0.0.1", port=0, _dispatcher=Turns())
    usual = Sockets.attend

    def is_stopped(one: Sockets) -> None:
        made.pull_trigger()
        usual(one)
        raise KeyboardInterrupt

    monkeypatch.setattr(Sockets, "attend", is_stopped)
    attend(made, sockets).run()
    made.close()
    assert not sockets


class _Reads:
    """A socket that waits to be read, and notes what it read."""

    accepting = False

    def __init__(self, given: socket.socket) -> None:
        self.given, self.read = given, b""

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        self.read += self.given.recv(1)


def test_a_number_that_is_used_again_is_another_connection() -> None:
    sockets = Sockets()
    for content in (b"x", b"y"):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.send(content)
            sockets[ours.fileno()] = one = _Reads(ours)
            sockets.attend()
            assert one.read == content
            del sockets[ours.fileno()]
    sockets.close()
