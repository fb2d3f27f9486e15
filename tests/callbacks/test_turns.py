"""What a map waits for is answered first, however many tables are asked for at the same time."""

import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
import waitress
from waitress.buffers import OverflowableBuffer

from callbacks.guard.shared.plain_answer import SEVERAL
from callbacks.turns import BESIDE, MAP, PAGE, READING, THREADS, Lines, Turns, line_of
from tests.serving import running

PATIENCE = 20.0
MOST = (8, 6, 4, 3)


class Asked:
    """A connection with one request."""

    def __init__(self, command: str, path: str, answer: Callable[[], None] = lambda: None, body: str = "") -> None:
        sent = OverflowableBuffer(1_000)
        sent.append(body.encode())
        self.requests = [SimpleNamespace(command=command, path=path, body_rcv=SimpleNamespace(getbuf=lambda: sent))]
        self.service = answer
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


def lines(freed: list[bool] | None = None, clock: Callable[[], float] | None = None) -> Lines:
    """Lines; without a clock everybody takes long."""
    told = [] if freed is None else freed
    return Lines(MOST, lambda: told.append(True), threading.Lock(), clock or partial(next, count()))


@pytest.mark.parametrize(
    ("command", "path", "line"),
    [
        ("GET", "/answer/de", MAP),
        ("GET", "/data/x/quarter/a/2023.column", MAP),
        ("GET", "/health", MAP),
        ("GET", "/de/map", MAP),
        ("GET", "/export/de/xlsx", PAGE),
        ("POST", "/_dash-update-component", PAGE),
        ("POST", "/intake/0123/cancel", PAGE),
        ("GET", "/intake/0123/progress", MAP),
        ("POST", "/intake/files", READING),
        ("POST", "//intake/files", READING),
        ("POST", "/projects/open", READING),
        ("POST", "/intake/0123/preview", READING),
        ("POST", SEVERAL, BESIDE),
    ],
)
def test_every_request_stands_in_one_line(command: str, path: str, line: int) -> None:
    assert line_of(Asked(command, path)) == line


@pytest.mark.parametrize("length", [10, 10_000], ids=["kept in memory", "laid on the disk"])
@pytest.mark.parametrize(("output", "line"), [("intake-answer.data", READING), ("legend-content.children", PAGE)])
def test_a_callback_that_has_files_read_is_known_by_what_it_asks(output: str, line: int, length: int) -> None:
    task = Asked(
        "POST", "/_dash-update-component", body=json.dumps({"output": f"..{output}..", "inputs": "x" * length})
    )
    assert line_of(task) == line
    assert task.requests[0].body_rcv.getbuf().get().startswith(b"{")


@pytest.mark.parametrize(
    ("path", "body", "line"),
    [
        ("/_dash-update-component", r'{"output": "intake\u002danswer.data"}', READING),
        ("/_dash-update-component", " " * 1_000_000 + '{"output": "legend-content.children"}', READING),
        (SEVERAL, '{"asked": [{"output": "intake-answer.data"}]}', READING),
        (SEVERAL, '{"asked": [{"output": "legend-content.children"}]}', BESIDE),
    ],
    ids=["escaped", "padded", "among several", "several"],
)
def test_no_way_of_asking_leads_a_reading_to_the_threads_of_others(path: str, body: str, line: int) -> None:
    assert line_of(Asked("POST", path, body=body)) == line


def test_who_has_files_read_takes_no_thread_from_anybody_else_and_waits_for_none() -> None:
    waiting, under_way = lines(), []
    for path in ["/intake/files"] * 9 + [SEVERAL] * 9 + ["/_dash-update-component"] * 9:
        waiting.append(Asked("POST", path))
    while waiting:
        under_way.append(waiting.popleft())
    assert len(under_way) == MOST[PAGE] + MOST[READING]
    under_way[-1].service()
    assert waiting


def test_a_request_that_could_not_be_read_stands_in_a_line_too() -> None:
    assert line_of(SimpleNamespace(requests=[SimpleNamespace(error="bad")])) == PAGE


def test_who_comes_last_for_a_map_is_taken_first_and_within_a_line_nobody_is_overtaken() -> None:
    waiting, heard = lines(), list[str]()
    for command, path in (("POST", "/first"), ("POST", "/second"), ("POST", SEVERAL), ("GET", "/answer/de")):
        waiting.append(Asked(command, path, partial(heard.append, path)))
    while waiting:
        waiting.popleft().service()
    assert heard == ["/answer/de", "/first", "/second", SEVERAL]


def test_some_threads_are_left_for_maps_and_a_place_that_is_given_back_is_taken() -> None:
    freed: list[bool] = []
    waiting = lines(freed)
    for path in [SEVERAL] * 9 + ["/_dash-update-component"] * 9:
        waiting.append(Asked("POST", path))
    under_way = []
    while waiting:
        under_way.append(waiting.popleft())
    assert (len(under_way), len(waiting)) == (6, 12)
    with pytest.raises(IndexError):
        waiting.popleft()
    waiting.append(Asked("GET", "/health"))
    assert waiting
    waiting.popleft()
    assert not waiting
    under_way[0].service()
    assert waiting
    assert freed == [True]


def test_no_more_than_four_threads_answer_what_stands_beside_the_map() -> None:
    waiting = lines()
    for _ in range(9):
        waiting.append(Asked("POST", SEVERAL))
    taken = 0
    while waiting:
        waiting.popleft()
        taken += 1
    assert taken == 4


def test_what_stands_beside_the_map_is_answered_one_after_the_other_but_nobody_waits_long_for_another() -> None:
    now = 0.0
    waiting = lines(clock=lambda: now)
    for _ in range(9):
        waiting.append(Asked("POST", SEVERAL))
    long = waiting.popleft()
    assert not waiting
    now = 1.0
    for _ in range(2):
        waiting.popleft().service()
    brief = waiting.popleft()
    assert not waiting
    long.service()
    assert not waiting
    brief.service()
    assert waiting


def test_two_of_the_page_and_one_beside_it_are_answered_side_by_side_and_maps_besides() -> None:
    now = 0.0
    waiting = lines(clock=lambda: now)
    for path in ("/_dash-update-component", SEVERAL):
        for _ in range(9):
            waiting.append(Asked("POST", path))
    for _ in range(3):
        waiting.popleft()
    assert len(waiting) == 15
    assert not waiting
    waiting.append(Asked("GET", "/health"))
    waiting.popleft().service()
    now = 2.0
    for _ in range(3):
        waiting.popleft()
    assert not waiting


def test_a_place_is_given_back_by_who_fails() -> None:
    def fails() -> None:
        raise OSError(5)

    waiting = lines()
    for _ in range(9):
        waiting.append(Asked("POST", SEVERAL, fails))
    taken = 0
    while waiting:
        turn = waiting.popleft()
        with pytest.raises(OSError, match="5"):
            turn.service()
        taken += 1
    assert taken == 9


@contextmanager
def served(program: Callable[..., Iterable[bytes]]) -> Iterator[Callable[[str, str], HTTPConnection]]:
    """Serve a program by our threads; gives a function that asks and does not wait."""
    server = waitress.create_server(program, host="127.0.0.1", port=0, _dispatcher=Turns())
    opened: list[HTTPConnection] = []

    def ask(method: str, path: str) -> HTTPConnection:
        opened.append(HTTPConnection("127.0.0.1", server.effective_port, timeout=PATIENCE))
        opened[-1].request(method, path, body=b"" if method == "POST" else None)
        return opened[-1]

    with running(server):
        try:
            yield ask
        finally:
            for one in opened:
                one.close()


def test_a_map_is_answered_while_every_other_thread_is_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callbacks.turns._MOMENT", 0.01)
    go_on, held = threading.Event(), threading.Semaphore(0)

    def program(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            held.release()
            go_on.wait(PATIENCE)
        content = json.dumps(environ["PATH_INFO"]).encode()
        start("200 OK", [("Content-Length", str(len(content)))])
        return [content]

    with served(program) as ask:
        costly = [ask("POST", path) for path in [SEVERAL] * THREADS + ["/_dash-update-component"] * THREADS]
        for _ in range(6):
            assert held.acquire(timeout=PATIENCE)
        for _ in range(3):
            assert json.loads(ask("GET", "/answer/de").getresponse().read()) == "/answer/de"
        assert not held.acquire(blocking=False)
        go_on.set()
        assert [one.getresponse().status for one in costly] == [200] * len(costly)


def test_who_has_gone_is_answered_no_more_and_keeps_no_place() -> None:
    asked: list[str] = []

    def program(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        start("200 OK", [("Content-Length", "0")])
        return [b""]

    with served(program) as ask:
        gone = ask("POST", SEVERAL)
        assert gone.sock is not None
        gone.sock.shutdown(socket.SHUT_RDWR)
        gone.close()
        assert [ask("POST", SEVERAL).getresponse().status for _ in range(9)] == [200] * 9


def test_a_server_that_ends_tells_who_still_waits() -> None:
    turns = Turns()
    held, go_on = threading.Event(), threading.Event()

    def holds() -> None:
        held.set()
        go_on.wait(PATIENCE)

    turns.set_thread_count(1)
    turns.add_task(Asked("GET", "/health", holds))
    assert held.wait(PATIENCE)
    waits = Asked("GET", "/answer/de")
    turns.add_task(waits)
    go_on.set()
    turns.shutdown()
    assert waits.is_cancelled or not turns.queue
