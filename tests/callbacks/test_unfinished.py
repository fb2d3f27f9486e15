"""Who sends a request a byte at a time keeps nobody else out, and a room of people behind one address is let in."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace
from typing import Any

import pytest
import waitress

from callbacks.unfinished import Pace, Watch, client_of, close_unfinished, crowding
from tests.serving import running

PATIENCE = 10.0
HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"


class Channel(SimpleNamespace):
    """A connection of waitress, as far as one looks at it."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__


def request(*, is_head_read: bool = True, received: int = 0) -> SimpleNamespace:
    return SimpleNamespace(headers_finished=is_head_read, body_bytes_received=received, headers={})


def channel(asked: SimpleNamespace | None = None, address: str = "192.0.2.7", last_activity: float = 0) -> Channel:
    return Channel(
        request=asked,
        requests=[],
        will_close=False,
        addr=(address, 1),
        adj=SimpleNamespace(trusted_proxy=None),
        total_outbufs_len=0,
        last_activity=last_activity,
    )


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_head_has_twenty_seconds_from_its_first_byte_however_often_a_byte_comes(clock: Clock) -> None:
    slow, watch = channel(request(is_head_read=False)), Watch(Pace(), clock)
    for _ in range(21):
        assert watch.late([slow]) == []
        slow.last_activity = clock.now
        clock.now += 1
    assert watch.late([slow]) == [slow]


def test_a_body_has_thirty_seconds_and_one_for_every_eight_thousand_bytes(clock: Clock) -> None:
    slow, quick, watch = channel(request()), channel(request()), Watch(Pace(), clock)
    for _ in range(31):
        assert watch.late([slow, quick]) == []
        clock.now += 1
        quick.request.body_bytes_received += 8_000
    for _ in range(3_600):
        assert watch.late([slow, quick]) == [slow]
        clock.now += 1
        quick.request.body_bytes_received += 8_000
    clock.now += 31
    assert watch.late([quick]) == [quick]


def test_every_request_of_a_connection_has_its_own_time(clock: Clock) -> None:
    one, watch = channel(request()), Watch(Pace(), clock)
    for _ in range(5):
        assert watch.late([one]) == []
        clock.now += 25
        one.request = request()


def test_who_waits_for_an_answer_or_keeps_a_connection_is_not_hurried(clock: Clock) -> None:
    idle, answered, watch = channel(), channel(request()), Watch(Pace(), clock)
    answered.requests = [request()]
    for _ in range(3):
        assert watch.late([idle, answered]) == []
        clock.now += 600
    answered.requests = []
    assert watch.late([idle, answered]) == []


def test_of_one_client_two_hundred_slow_requests_are_kept_and_the_oldest_are_closed_first(clock: Clock) -> None:
    watch, first, second = Watch(Pace(), clock), [channel(request()) for _ in range(30)], []
    other = [channel(request(), "192.0.2.8") for _ in range(150)]
    watch.late([*first, *other])
    clock.now += 1
    second = [channel(request()) for _ in range(190)]
    watch.late([*second, *other, *first])
    clock.now += 6
    late = watch.late([*second, *other, *first])
    assert len(late) == 20
    assert {id(one) for one in late} < {id(one) for one in first}


def test_a_room_behind_one_address_is_let_in(clock: Clock) -> None:
    watch, room = Watch(Pace(), clock), [channel(request(is_head_read=False)) for _ in range(3_000)]
    for _ in range(3):
        assert watch.late(room) == []
        clock.now += 2
        for one in room:
            one.request = None if one.request else request(is_head_read=False)
    for one in room:
        one.request = None
    clock.now += 50
    assert watch.late(room) == []


def test_where_no_place_is_left_who_has_most_gives_back_what_was_silent_longest() -> None:
    many = [channel(address="192.0.2.7", last_activity=-n) for n in range(9)]
    few = [channel(address="192.0.2.8", last_activity=-99) for _ in range(3)]
    many[8].requests = [request()]
    assert crowding([*few, *many], 2) == [many[7], many[6]]
    assert crowding([], 2) == []


def test_a_client_is_known_behind_the_proxy_that_is_believed_and_no_other() -> None:
    asked = request()
    asked.headers["X_FORWARDED_FOR"] = "203.0.113.9, 198.51.100.4"
    one = channel(asked, "10.0.0.1")
    assert client_of(one) == "10.0.0.1"
    one.adj.trusted_proxy = "10.0.0.1"
    assert client_of(one) == "198.51.100.4"
    assert client_of(channel(address="fe80::1%eth0")) == client_of(channel(address="fe80::2%eth0"))
    assert client_of(channel(address="::ffff:192.0.2.7")) != client_of(channel(address="::ffff:192.0.2.8"))


@contextmanager
def served(pace: Pace, limit: int) -> Iterator[int]:
    """A server that looks in every turn of its loop, of which there are many in a second."""

    def program(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        del environ
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    sockets: dict[int, Any] = {}
    server = waitress.create_server(program, map=sockets, host="127.0.0.1", port=0, threads=2, connection_limit=limit)
    server.adj.asyncore_loop_timeout = 0.02
    close_unfinished(sockets, pace)
    with running(server):
        yield server.effective_port


def asks(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as asking:
        asking.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: asking.recv(1000), b""))


def trickle(opened: list[socket.socket]) -> list[socket.socket]:
    """Send a byte by each; gives those that are still open."""
    kept = []
    for one in opened:
        with suppress(OSError):
            one.sendall(b"a")
            one.setblocking(False)
            try:
                if one.recv(10) == b"":
                    continue
            except BlockingIOError:
                kept.append(one)
    return kept


@pytest.mark.parametrize(
    ("pace", "sent"),
    [
        (Pace(body=0.3, bytes_per_second=1_000_000, settled=9, room=0, seconds_between=0), HEAD),
        (Pace(head=0.3, settled=9, room=0, seconds_between=0), HEAD[:40]),
        (Pace(settled=0.1, most=5, room=0, seconds_between=0), HEAD),
        (Pace(room=10, seconds_between=0), b""),
    ],
    ids=["slow bodies", "slow heads", "too many of one client", "silent"],
)
def test_whatever_one_client_keeps_open_others_are_answered(pace: Pace, sent: bytes) -> None:
    with served(pace, limit=40) as port:
        opened = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(60)]
        for one in opened:
            with suppress(OSError):  # closed already
                one.sendall(sent)
        found: list[bytes] = []
        asking = threading.Thread(target=lambda: found.append(asks(port)))
        asking.start()
        until = time.monotonic() + PATIENCE
        while asking.is_alive() and time.monotonic() < until:
            opened = trickle(opened) if sent else opened
            asking.join(0.02)
        assert found
        assert found[0].endswith(b"ok")
        for one in opened:
            one.close()
