"""How long others wait for their answers while four hostile uploads are read.

    python3 run.py bench hostile_uploads [--quick] [--seconds S]

One client asks a project for one view after the other, ten times a second at most: for the map, for legend and ranking
beside it, for the program's pulse, which costs nothing, and a server beside it that does nothing at all. It does so
alone, then while four others, in a process of their own, upload files that cost their reader as much as the limits
allow, again and again, and then alone once more.

*Usual* is what 95 of 100 answers of a kind take at most while nobody uploads (before and afterwards together). They
stay at that where, during the uploads, 95 of 100 take at most 1.5 times as long, beyond the machine's own noise. Noise
is the larger of two: how far the usual of before and of afterwards lie apart, and by how much longer the server that
does nothing is waited for during the uploads: for that the client's own turns on a machine that it shares with the
readings are to blame. The pulse is shown and not judged: the page asks it to know that the server is there, and nobody
waits for its milliseconds. Ends with 1 where answers do not stay, or where a request of the client fails.
"""

import argparse
import http.client
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from benchmarks._chromium import ROOT, started
from benchmarks._hostile_uploaders import asked, begin, ready
from benchmarks._load_questions import CALLBACKS, body_of, parts_of, together
from loading.load import load_atlas
from sample_data import sample_files

TIMES = 1.5
PAUSE = 0.1
OURS = (str(ROOT / "app.py"), "serve", "--no-browser", "--port", "{port}", "--projects", "{folder}")
NOTHING = ("-P", "-m", "benchmarks._nothing", "{port}")
MAP, BESIDE, PULSE, IDLE = "map", "beside it", "pulse", "nothing"
_LOOKED_AT = ("..legend-content", "..ranking-content")
Waited = dict[str, list[float]]


class Client:
    """Somebody who looks at another project, one view after the other.

    Parameters
    ----------
    port : int
    idle : int
        Port of the server that does nothing.

    Attributes
    ----------
    errors : list of str
    """

    def __init__(self, port: int, idle: int) -> None:
        self._port, self._idle = port, idle
        self.errors: list[str] = []
        self._parts: list[dict[str, Any]] = []
        atlas = load_atlas(list(sample_files()))
        views = [
            f"/answer/de?i={one.id}&y={year}&level={level}&k={classes}&scheme={scheme}"
            for one in atlas.indicators
            for year in atlas.years
            for level in ("quarter", "district")
            for classes in range(3, 8)
            for scheme in ("quantile", "equal", "jenks")
        ]
        random.Random(1).shuffle(views)  # noqa: S311 - the same on every run
        self._views = iter(views)  # none is asked for twice: an answer that was given is remembered

    def watch(self, seconds: float) -> Waited:
        """Ask for so long; gives the seconds of each answer."""
        found: Waited = {MAP: [], BESIDE: [], PULSE: [], IDLE: []}
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and (path := next(self._views, "")):
            began = time.perf_counter()
            answer = self._heard(found[MAP], self._port, path)
            if answer:
                self._heard(found[BESIDE], self._port, f"{CALLBACKS}/several", self._questions(json.loads(answer)))
            self._heard(found[PULSE], self._port, "/health")
            self._heard(found[IDLE], self._idle, "/")
            time.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))
        return found

    def _heard(self, times: list[float], port: int, path: str, body: bytes | None = None) -> bytes:
        """Ask, note how long it took, and what went wrong."""
        began = time.perf_counter()
        try:
            status, content = asked(port, path, body)
        except (OSError, http.client.HTTPException) as error:
            status, content = 0, b""
            self.errors.append(repr(error)[:120])
        times.append(time.perf_counter() - began)
        if status != http.HTTPStatus.OK:
            self.errors.append(f"{path}: {status}")
            return b""
        return content

    def _questions(self, answer: object) -> bytes:
        """Ask what the page asks for legend and ranking."""
        if not self._parts:
            wired = parts_of(json.loads(asked(self._port, "/_dash-dependencies")[1]), "choropleth.data")
            self._parts = [part for part in wired if part["output"].startswith(_LOOKED_AT)]
        values = {"choropleth.data": answer, "address-page.data": {"language": "de", "page": "map", "project": ""}}
        return together([body_of(part, values, "choropleth.data") for part in self._parts])


def percentile(seconds: Sequence[float], per_cent: int) -> float:
    """Give a percentile; NaN of fewer than two.

    Examples
    --------
    >>> percentile([1.0, 2.0, 3.0], 50), percentile([], 95)
    (2.0, nan)
    """
    return quantiles(seconds, n=100, method="inclusive")[per_cent - 1] if len(seconds) > 1 else float("nan")


@dataclass(frozen=True)
class Measured:
    """What a client waited for: alone, during the uploads, and alone again.

    Attributes
    ----------
    before, during, afterwards : dict of str to list of float
        Seconds of each answer, by what was asked.
    """

    before: Waited
    during: Waited
    afterwards: Waited

    def usual(self, kind: str, per_cent: int = 95) -> float:
        """Give the percentile of a kind while nobody uploads."""
        return percentile([*self.before[kind], *self.afterwards[kind]], per_cent)

    def noise(self, kind: str) -> float:
        """Give the seconds that the machine and the client themselves make of a difference."""
        apart = abs(percentile(self.before[kind], 95) - percentile(self.afterwards[kind], 95))
        return max(apart, percentile(self.during[IDLE], 95) - self.usual(IDLE))

    def is_kept(self, kind: str) -> bool:
        """Tell whether answers of a kind stay at what is usual."""
        return percentile(self.during[kind], 95) <= TIMES * self.usual(kind) + self.noise(kind)

    def lines(self, kind: str) -> list[str]:
        """Lay out the figures of a kind."""
        said = []
        for name, found in (("usual", [*self.before[kind], *self.afterwards[kind]]), ("during", self.during[kind])):
            figures = (percentile(found, 50), percentile(found, 95), max(found, default=float("nan")))
            median, most, longest = (f"{1000 * one:.1f}" for one in figures)
            said.append(f"{kind + ', ' + name:20}{len(found):>10}{median:>12}{most:>10}{longest:>12}")
        ratio = percentile(self.during[kind], 95) / self.usual(kind)
        said.append(f"{'':20}p95 is {ratio:.2f} times the usual; noise of the machine {1000 * self.noise(kind):.1f} ms")
        return said


def measured(seconds: float) -> tuple[Measured, list[str], Counter[str]]:
    """Let a client watch alone, during four uploads, and alone again.

    Returns
    -------
    Measured
    errors : list of str
        What went wrong for the client.
    came : Counter of str
        What came of the uploads.
    """
    with ExitStack() as stack:
        server, idle = stack.enter_context(started(OURS)), stack.enter_context(started(NOTHING))
        server.answers()
        idle.answers()
        client, uploaders = Client(server.port, idle.port), stack.enter_context(ready(server.port))
        client.watch(min(seconds, 5))
        before = client.watch(seconds / 2)
        begin(uploaders)
        during = client.watch(seconds)
        came = Counter(json.loads(uploaders.communicate()[0]))
        return Measured(before, during, client.watch(seconds / 2)), client.errors, came


def judged(found: Measured, tell: Callable[[str], object] = print) -> bool:
    """Print the figures, and tell whether answers stay at what is usual."""
    tell(f"{'':20}{'answers':>10}{'median ms':>12}{'p95 ms':>10}{'longest ms':>12}")
    for kind in (MAP, BESIDE, PULSE, IDLE):
        for line in found.lines(kind):
            tell(line)
    late = [kind for kind in (MAP, BESIDE) if not found.is_kept(kind)]
    tell(f"at most {TIMES} times the usual, and noise: " + (f"not held for {', '.join(late)}" if late else "held"))
    return not late


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="ten seconds each")
    parser.add_argument("--seconds", type=float, default=60.0, help="of the uploads, and of what is usual")
    chosen = parser.parse_args(arguments)
    found, errors, came = measured(10.0 if chosen.quick else chosen.seconds)
    are_kept = judged(found)
    print("uploads:", ", ".join(f"{what} ({number})" for what, number in sorted(came.items())) or "none ended")
    print(*(f"failed: {one}" for one in errors[:10]), sep="\n")
    passed = are_kept and not errors
    print("pass" if passed else "FAIL")
    return int(not passed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
