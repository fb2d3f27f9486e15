"""From a map and a workbook to joined numbers, beside pandas with openpyxl and geopandas, in one run.

    python3 run.py bench intake [--quick] [--runs N]

The files of a made-up town hall are written once: 542 quarters with 40 indicators of 10 years (217,000 numbers), and
33,000 quarters. The naive way is what a notebook does: ``pandas.read_excel`` told where the header stands, then
``geopandas.read_file`` and a merge. It recognises nothing, checks nothing and repairs nothing; the product does all of
that in the time that is measured; what the workbook alone takes is printed beside it. Contestants take turns, every
run is a process of its own, imports come before the clock starts, figures are medians. Judged is processor time, which
a busy machine does not stretch; time on the wall and memory are printed. A gate that fails is measured once more
before it counts. Ends with exit code 1 when a gate fails; what was not measured is "not run", never passed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._intake_contestants import CONTESTANTS
from benchmarks._intake_files import Size, write_files

ROOT = Path(__file__).resolve().parents[1]
CITY, COUNTRY = Size(542, 40, 10), Size(33_000, 5, 4)
RUNS = {CITY: 7, COUNTRY: 3}
QUICK_RUNS = 3
LEAST = 2.0
# Threads that wait for each other count as processor time; neither contestant is the faster for them.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
PATIENCE = 300
OURS, NAIVE = CONTESTANTS
JUDGED = "processor s"
SHOWN = (JUDGED, "workbook alone, s", "wall s", "memory MB", "together MB")

Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Verdict:
    """How the product compares at one size.

    Attributes
    ----------
    size : Size
    naive, ours : float or None
        Seconds; None where it was not measured.
    """

    size: Size
    naive: float | None
    ours: float | None

    @property
    def ratio(self) -> float | None:
        """Naive over ours; None where one of them was not measured."""
        return None if self.naive is None or self.ours is None else self.naive / max(self.ours, 1e-9)

    @property
    def result(self) -> str:
        """``"pass"``, ``"FAIL"`` or ``"not run"``."""
        if self.ratio is None:
            return "not run"
        return "pass" if self.ratio >= LEAST else "FAIL"


def medians(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Give the median of every figure.

    Examples
    --------
    >>> medians([{"wall s": 1.0}, {"wall s": 9.0}, {"wall s": 2.0}])
    {'wall s': 2.0}
    """
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def judged(size: Size, figures: Figures) -> Verdict:
    """Compare what was measured."""
    naive, ours = (figures.get(name, {}).get(JUDGED) for name in (NAIVE, OURS))
    return Verdict(size, naive, ours)


def measure(size: Size, runs: int, folder: Path) -> dict[str, dict[str, float]]:
    """Let the contestants take turns.

    Raises
    ------
    RuntimeError
        If a contestant fails, or does not join every quarter.
    """
    found: dict[str, list[Mapping[str, float]]] = {name: [] for name in CONTESTANTS}
    files = write_files(folder, size)
    for _ in range(runs):
        for name in CONTESTANTS:
            figures = _run(name, files)
            if figures["quarters"] != size.quarters:
                raise RuntimeError(f"{name} joined {figures['quarters']:g} of {size.quarters} quarters")
            found[name].append(figures)
    return {name: medians(every) for name, every in found.items()}


def _run(name: str, files: Sequence[Path]) -> dict[str, float]:
    command = [sys.executable, str(ROOT / "benchmarks" / "_intake_contestants.py"), name, *map(str, files)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **ONE_THREAD}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} failed:\n{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def table(size: Size, figures: Figures) -> list[str]:
    """Write the figures of a size, one line for each, one column for each contestant."""
    lines = [
        "",
        f"{size.quarters:,} quarters, {size.indicators} indicators, {size.years} years: {size.cells:,} numbers",
    ]
    lines.append(f"{'':20}" + "".join(f"{name:>24}" for name in figures))
    rows = [[f"{measured[what]:>24,.2f}" for measured in figures.values()] for what in SHOWN]
    return [*lines, *("".join([f"{what:20}", *cells]) for what, cells in zip(SHOWN, rows, strict=True))]


def verdicts(judgements: Sequence[Verdict]) -> list[str]:
    """Write the table of gates."""
    lines = ["", f"{'quarters':>10}{'naive s':>10}{'ours s':>10}{'ratio':>8}{'at least':>10}  result"]
    for one in judgements:
        naive, ours, ratio = ("" if number is None else f"{number:.2f}" for number in (one.naive, one.ours, one.ratio))
        lines.append(f"{one.size.quarters:>10,}{naive:>10}{ours:>10}{ratio:>8}{LEAST:>10g}  {one.result}")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only the city, fewer runs")
    parser.add_argument("--runs", type=int, help="how often every contestant runs")
    chosen = parser.parse_args(arguments)
    judgements = []
    for size in (CITY,) if chosen.quick else (CITY, COUNTRY):
        runs = chosen.runs or (QUICK_RUNS if chosen.quick else RUNS[size])
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(size, runs, Path(folder))
            if judged(size, figures).result == "FAIL":
                print("measured once more", flush=True)
                figures = measure(size, runs, Path(folder))
        print(*table(size, figures), sep="\n", flush=True)
        judgements.append(judged(size, figures))
    if chosen.quick:
        judgements.append(Verdict(COUNTRY, None, None))
    print(*verdicts(judgements), sep="\n")
    return int(any(one.result == "FAIL" for one in judgements))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
