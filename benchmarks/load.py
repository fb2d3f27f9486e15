"""How long 500 participants of a webinar wait, beside the naive GeoJSON callback in the same run.

    python3 run.py bench load [--quick] [--participants N] [--seconds S]

Each participant has a view, a selection and a browser's memory of its own, changes something every five seconds and
asks what the page would ask: the answer, its numbers, every part beside the map that hears of it, and whether the
program is still there. Meanwhile 300 others a minute load the page for the first time. Server and participants are
processes of their own; on two cores each of them has one. The naive page serves fewer where it breaks down, and the
table says how many. Ends with 1 where a request fails, or where 95 of 100 interactions take longer than 300 ms.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import quantiles
from typing import Any

from benchmarks._chromium import PATIENCE, ROOT, started
from benchmarks._load_participants import INTERACTION, JOIN, Plan

LONGEST = 0.3  # seconds within which 95 of 100 interactions show on the map
PAUSE, JOINS = 5.0, 300.0
NAIVE_PARTICIPANTS = (500, 100, 20, 5)
OURS = (str(ROOT / "app.py"), "serve", "--no-browser", "--port", "{port}", "--projects", "{folder}")
NAIVE = ("-m", "benchmarks._load_naive", "--port", "{port}")
MAP = f"{INTERACTION}: map"


@dataclass(frozen=True)
class Measured:
    """What participants of one page heard.

    Attributes
    ----------
    participants : int
    seconds : dict of str to list of float
        By kind of request, sorted.
    errors : tuple of str
    megabytes : float
    processor : float
        Share of one core that the server used; NaN where the system does not tell.
    """

    participants: int
    seconds: Mapping[str, Sequence[float]]
    errors: tuple[str, ...]
    megabytes: float
    processor: float

    def percentile(self, kind: str, per_cent: int) -> float:
        """Give a percentile in seconds; NaN where nothing of the kind was heard."""
        times = self.seconds.get(kind, ())
        return quantiles(times, n=100, method="inclusive")[per_cent - 1] if len(times) > 1 else float("nan")


def measured(command: Sequence[str], plan: Plan) -> Measured:
    """Start a server, let participants come, and tell what they heard."""
    with started(command) as server:
        server.answers(PATIENCE)
        before = _processor_seconds(server.process.pid)
        client = subprocess.run(
            [sys.executable, "-P", "-m", "benchmarks._load_participants"],
            input=json.dumps(asdict(replace(plan, port=server.port))),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=plan.seconds + 4 * PATIENCE,
        )
        used = _processor_seconds(server.process.pid) - before
    heard: dict[str, Any] = json.loads(client.stdout)
    times = {kind: sorted(one) for kind, one in heard["seconds"].items()}
    return Measured(plan.participants, times, tuple(heard["errors"]), heard["bytes"] / 1e6, used / plan.seconds)


def _processor_seconds(process: int) -> float:
    """Give the processor time that a process has used; only Linux tells."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as stream:  # noqa: PTH123 - no file of ours
            fields = stream.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100
    except OSError:
        return float("nan")


def naive_measured(plan: Plan, numbers: Sequence[int] = NAIVE_PARTICIPANTS) -> Measured:
    """Measure the naive page with as many participants as it can stand, at most those of the plan."""
    found: Measured | None = None
    for number in [one for one in numbers if one <= plan.participants] or [plan.participants]:
        share = number / plan.participants
        fewer = replace(plan, page="naive", participants=number, joins_per_minute=plan.joins_per_minute * share)
        found = measured(NAIVE, fewer)
        if not found.errors and found.percentile(MAP, 95) < plan.pause:
            break
    if found is None:
        raise ValueError("no participants")
    return found


def table(ours: Measured, naive: Measured) -> list[str]:
    """Write both side by side: the middle and the 95th percentile in milliseconds, by what was asked."""
    lines = [f"{'ms: median, p95 (number)':34}{'Quartierblick':>26}{'naive page':>26}"]
    kinds = dict.fromkeys([MAP, JOIN, *ours.seconds, *naive.seconds])
    lines += [f"{kind:34}{_cell(ours, kind):>26}{_cell(naive, kind):>26}" for kind in kinds]
    for name, value in (
        ("participants", lambda one: f"{one.participants}"),
        ("errors", lambda one: f"{len(one.errors)}"),
        ("megabytes over the line", lambda one: f"{one.megabytes:.1f}"),
        ("processor of the server, cores", lambda one: f"{one.processor:.2f}"),
    ):
        lines.append(f"{name:34}{value(ours):>26}{value(naive):>26}")
    return lines


def _cell(one: Measured, kind: str) -> str:
    number = len(one.seconds.get(kind, ()))
    if not number:
        return "-"
    return f"{1000 * one.percentile(kind, 50):.0f}, {1000 * one.percentile(kind, 95):.0f} ({number})"


def failures(ours: Measured, longest: float = LONGEST) -> list[str]:
    """Say what is not as it must be."""
    slow = not ours.percentile(MAP, 95) < longest
    wrong = (
        [f"95 of 100 interactions take {1000 * ours.percentile(MAP, 95):.0f} ms, not {1000 * longest:.0f}"]
        if slow
        else []
    )
    return [*wrong, *(f"Failed: {one}" for one in dict.fromkeys(ours.errors))]


def main(arguments: Sequence[str]) -> int:
    """Measure both pages, print the table, and judge it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--participants", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--quick", action="store_true", help="20 participants, 12 joins a minute, ten seconds")
    chosen = parser.parse_args(arguments)
    number, seconds = (20, 10.0) if chosen.quick else (chosen.participants, chosen.seconds)
    plan = Plan(0, "ours", number, seconds, PAUSE, JOINS * number / 500)
    ours = measured(OURS, plan)
    print(*table(ours, naive_measured(plan)), sep="\n")
    wrong = failures(ours)
    print(*wrong or ["All as it must be."], sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
