"""The map's engine beside dash-leaflet, GeoJSON from a server callback and plotly, in one run.

    python3 run.py bench map_engine [--quick] [--sizes 542 5000 ...]

Every contestant is a small Dash page in a process and a browser of its own, over the same made-up country. Measured
are the main thread's processor time (DevTools, threadTicks) and the time on the wall until the picture stands;
contestants take turns, figures are medians. A naive page that would not end in reasonable time is not run, and a gate
that lacks a figure is "not run", never passed. A gate that fails is measured once more before it counts. Ends with
exit code 1 when a gate fails.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from playwright.sync_api import Playwright, sync_playwright

from benchmarks._map_figures import CONTESTANTS, OPERATIONS, Bench, Figures, first_map, four_maps
from benchmarks._map_gates import Verdict, judged, needed
from benchmarks._map_sessions import opened
from benchmarks.map_pages.country import country

SIZES = (150, 542, 5_000, 33_000, 100_000, 1_000_000)
QUICK = (542, 5_000)
REPEATS = {150: 9, 542: 9, 5_000: 7, 33_000: 3, 100_000: 3, 1_000_000: 3}
QUICK_REPEATS = 3
FOUR_QUICK_MOST = 542
VISITS = 3


def measure(playwright: Playwright, areas: int, quick: bool, found: dict[int, Figures]) -> None:
    """Measure one size into ``found``; operations behind a gate that fails are done once more.

    The quick run does what the gates of that size ask for, each with those whom they compare; it leaves out the first
    map, which has a benchmark of its own, and four maps where naive ones take half a minute.
    """
    left_out = (first_map, *([four_maps] if areas > FOUR_QUICK_MOST else []))
    gated = {operation: names for operation, names in needed(areas).items() if operation not in left_out}
    names = set().union(*gated.values()) if quick else {one.name for one in CONTESTANTS}
    found[areas] = Figures()
    repeats = min(REPEATS.get(areas, 5), QUICK_REPEATS) if quick else REPEATS.get(areas, 5)
    with opened(playwright, [one for one in CONTESTANTS if areas <= one.most and one.name in names], areas) as sessions:
        bench = Bench(country(areas), sessions, found[areas], repeats, VISITS)

        def do(operation: Callable[[Bench], None]) -> None:
            of_gates = {name: one for name, one in sessions.items() if name in gated[operation]} if quick else sessions
            operation(replace(bench, sessions=of_gates))

        for operation in [one for one in OPERATIONS if one in gated or not quick]:
            do(operation)
        failing = [one.gate for one in judged(found) if one.result == "FAIL" and one.gate.size == areas]
        for operation in dict.fromkeys(gate.again for gate in failing):
            print(f"{areas:,} areas: measured once more for {operation.__name__.replace('_', ' ')}", flush=True)
            do(operation)


def table(areas: int, figures: Figures, taking_part: Sequence[str]) -> list[str]:
    """Write the figures of a size, one line for each figure, one column for each contestant."""
    measured = {who for _, who in figures.numbers}
    names = [name for name in taking_part if name in measured]
    names += sorted(measured - set(names))
    missing = [name for name in taking_part if name not in measured]
    lines = ["", f"{areas:,} areas" + (f"; not run: {', '.join(missing)}" if missing else "")]
    lines.append(" " * 40 + "".join(f"{name:>16}" for name in names))
    for what in dict.fromkeys(what for what, _ in figures.numbers):
        cells = [figures.numbers.get((what, name)) for name in names]
        lines.append(f"{what:40}" + "".join(f"{'' if cell is None else f'{cell:,.1f}':>16}" for cell in cells))
    return lines


def verdicts(judgements: Sequence[Verdict]) -> list[str]:
    """Write the table of gates."""
    lines = ["", f"{'gate':48}{'areas':>9}{'naive':>12}{'ours':>10}{'ratio':>9}{'at least':>10}  result"]
    for one in judgements:
        gate = one.gate
        numbers = [one.naive, one.ours, one.ratio]
        naive, ours, ratio = ("" if number is None else f"{number:,.1f}" for number in numbers)
        least = f"{gate.least:g}" if gate.naive else "0 of ours"
        lines.append(f"{gate.name:48}{gate.size:>9,}{naive:>12}{ours:>10}{ratio:>9}{least:>10}  {one.result}")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Measure, print both tables, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="542 and 5,000 areas, fewer repeats, only what is judged")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of areas")
    chosen = parser.parse_args(arguments)
    found: dict[int, Figures] = {}
    with sync_playwright() as playwright:
        for areas in chosen.sizes or (QUICK if chosen.quick else SIZES):
            measure(playwright, areas, chosen.quick, found)
            print(*table(areas, found[areas], [one.name for one in CONTESTANTS]), sep="\n", flush=True)
    judgements = judged(found)
    print(*verdicts(judgements), sep="\n")
    return int(any(one.result == "FAIL" for one in judgements))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
