"""How long a request is waited for that has begun and does not end, and how many of them one client may have.

Waitress closes what has been silent for a while; a byte now and then keeps a connection, and some thousand such
connections keep everybody else out. So a request must arrive at some least speed, measured from its beginning; of one
client only so many slow ones are kept; and where hardly a place is left, who holds most of them without asking gives
some back. Whoever keeps a connection for the next question is waited for as before.
"""

import ipaddress
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from callbacks.shared.wsgi import doors


@dataclass(frozen=True)
class Pace:
    """What is waited for.

    Attributes
    ----------
    head : float
        Seconds from the first byte of a request within which its head is there.
    body : float
        Seconds from the first byte that are given to every body.
    bytes_per_second : int
        What a body gains time by.
    settled : float
        Seconds after which an unfinished request counts: whoever is quick is no burden, however many come at once.
    most : int
        Unfinished requests that one client may have; those that began first are closed.
    room : int
        Places that are kept free for everybody else.
    seconds_between : int
        How often one looks.
    """

    head: float = 20
    body: float = 30
    bytes_per_second: int = 8_000
    settled: float = 5
    most: int = 200
    room: int = 200
    seconds_between: int = 2


class Watch:
    """Looks at the connections of a server from time to time, and names those to be closed.

    Parameters
    ----------
    pace : Pace
    clock : callable
        Seconds that never go back.
    """

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace, self._clock = pace, clock
        self._begun: dict[Any, tuple[Any, float]] = {}

    def late(self, channels: Iterable[Any]) -> list[Any]:
        """Name those whose request takes too long, and those that are too many of one client.

        Parameters
        ----------
        channels : iterable
            Of waitress. A request is known from the first look at it: it gets a moment more than its time, never less.
        """
        now, known = self._clock(), self._begun
        self._begun = {}
        late, slow = [], defaultdict(list)
        for one in channels:
            request = one.request
            if request is None or one.requests or one.will_close:  # while another is answered, nothing is received
                continue
            before = known.get(one)
            begun = before[1] if before is not None and before[0] is request else now
            self._begun[one] = request, begun
            if now - begun > self._time_of(request):
                late.append(one)
            elif now - begun > self._pace.settled:
                slow[client_of(one)].append((begun, one))
        for held in slow.values():
            held.sort(key=lambda each: each[0])
            late += [one for _, one in held[: max(0, len(held) - self._pace.most)]]
        return late

    def _time_of(self, request: Any) -> float:
        if not request.headers_finished:
            return self._pace.head
        return self._pace.body + request.body_bytes_received / self._pace.bytes_per_second


def crowding(channels: Iterable[Any], places: int) -> list[Any]:
    """Name connections to be given back: of the client that has most, those that have been silent longest.

    Parameters
    ----------
    channels : iterable
    places : int
        How many; none that is being answered is among them.
    """
    silent = defaultdict(list)
    for one in channels:
        if not one.requests and not one.total_outbufs_len:
            silent[client_of(one)].append(one)
    most = max(silent.values(), key=len, default=[])
    return sorted(most, key=lambda one: float(one.last_activity))[: max(0, places)]


def client_of(channel: Any) -> str:
    """Name the client of a connection; of the addresses that one customer is given together, all are the same client.

    Examples
    --------
    >>> from types import SimpleNamespace as Given
    >>> given = lambda address: Given(addr=(address, 1), adj=Given(trusted_proxy="10.0.0.1"), request=None)
    >>> client_of(given("192.0.2.7")), client_of(given("2001:db8::1:2:3:4"))
    ('192.0.2.7', '2001:db8::')
    """
    address = str(channel.addr[0])
    headers = getattr(channel.request, "headers", {})
    if address == channel.adj.trusted_proxy:
        address = str(headers.get("X_FORWARDED_FOR") or address).rpartition(",")[2].strip()
    with suppress(ValueError):
        number = ipaddress.ip_address(address.partition("%")[0])
        if number.version == 6 and number.ipv4_mapped is None:
            return str(ipaddress.IPv6Address(int(number) >> 64 << 64))
    return address


def close_unfinished(sockets: Mapping[int, Any], pace: Pace | None = None) -> None:
    """Have a server close what does not end.

    Parameters
    ----------
    sockets : mapping
        Those of a server of waitress, as it was given them.
    pace : Pace, optional
    """
    kept = pace or Pace()
    for listening in doors(sockets):
        listening.adj.cleanup_interval = kept.seconds_between
        listening.maintenance = partial(_look, listening, listening.maintenance, Watch(kept), kept.room)


def _look(listening: Any, usual: Callable[[float], None], watch: Watch, room: int, now: float) -> None:
    usual(now)
    channels = list(listening.active_channels.values())
    full = len(listening._map) - (listening.adj.connection_limit - room)
    for one in (*watch.late(channels), *(crowding(channels, min(full, room)) if full > 0 else ())):
        one.will_close = True
        with suppress(OSError):  # gone already; otherwise it is closed also where it takes nothing that is written
            one.socket.shutdown(socket.SHUT_RDWR)
