"""What thousands of connections at rest cost those who ask: waitress's own way to look after them, and ours.

    python3 run.py bench connections [--rest N ...] [--requests N] [--quick]

One client asks, one question after the other, while others keep connections open and say nothing. Both servers give the
same small answer with the same threads; they are asked by turns. Ends with 1 where the connections at rest make our
answers take more than twice as long, or where with the most of them ours are not the faster ones.
"""

import argparse
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from statistics import median
from time import perf_counter

from benchmarks._chromium import PATIENCE, started
from benchmarks._load_http import allow_connections

WAYS = ("waitress", "ours")
LONGEST = 2.0  # times as long as without any connection at rest
TURNS = 5


@contextmanager
def asked(way: str, rest: int) -> Iterator[HTTPConnection]:
    """Start a server at which some connections rest; gives one more, to ask by."""
    with ExitStack() as stack:
        server = stack.enter_context(started(("-m", "benchmarks._connections_server", way, "{port}")))
        server.answers(PATIENCE)
        for _ in range(rest):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE))
        one = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        stack.callback(one.close)
        yield one


def seconds_of(one: HTTPConnection, requests: int) -> float:
    """Ask several times; gives seconds per answer."""
    begun = perf_counter()
    for _ in range(requests):
        one.request("GET", "/health")
        one.getresponse().read()
    return (perf_counter() - begun) / requests


def measured(rest: int, requests: int) -> dict[str, float]:
    """Ask both servers by turns, while some connections rest at each; gives the middle, in seconds per answer."""
    with ExitStack() as stack:
        asking = {way: stack.enter_context(asked(way, rest)) for way in WAYS}
        times: dict[str, list[float]] = {way: [] for way in WAYS}
        for _ in range(TURNS):
            for way, one in asking.items():
                times[way].append(seconds_of(one, requests))
    return {way: median(each) for way, each in times.items()}


def failures(found: Mapping[int, Mapping[str, float]]) -> list[str]:
    """Say what is not as it must be, by the number of connections at rest."""
    least, most = min(found), max(found)
    grown = found[most]["ours"] / found[least]["ours"]
    wrong = [f"with {most} at rest an answer takes {grown:.1f} times as long"] if grown > LONGEST else []
    if not found[most]["ours"] < found[most]["waitress"]:
        wrong.append(f"with {most} at rest ours are not the faster answers")
    return wrong


def table(found: Mapping[int, Mapping[str, float]]) -> list[str]:
    """Write both side by side, in milliseconds per answer."""
    lines = [f"{'at rest':>8}{'waitress':>12}{'ours':>12}{'ratio':>8}"]
    for rest, times in found.items():
        waitress, ours = (1000 * times[way] for way in WAYS)
        lines.append(f"{rest:8}{waitress:9.2f} ms{ours:9.2f} ms{waitress / ours:8.1f}")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, and judge it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rest", type=int, nargs="+", default=[0, 500, 3000])
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--quick", action="store_true", help="0 and 500 at rest, 100 requests")
    chosen = parser.parse_args(arguments)
    rests, requests = ([0, 500], 100) if chosen.quick else (chosen.rest, chosen.requests)
    allow_connections()
    found = {rest: measured(rest, requests) for rest in sorted(rests)}
    print(*table(found), sep="\n")
    wrong = failures(found)
    print(*wrong or ["All as it must be."], sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
