"""The statistics beside esda, pygeoda, libpysal, segregation and mapclassify, in one run over the same cities.

    python3 run.py bench analysis [--quick] [--sizes 542 5000 33000] [--rounds 3] [--keep FILE]

Cities are Voronoi cells of about sixty vertices that share their edges. Contestants take turns, each in a process of
its own with one thread; the peers run in an environment of their own (``.venv-peers``). Figures are medians of
processor time after a run that warms up - but for the first LISA in a process, for which esda's numba compiles; its
99,999 permutations are run once a process, at 5,000 areas once in all, what is compiled being compiled before. All
must agree on the outcome.

What is inside: pygeoda draws its lookup table, permutations x most neighbours, in every call (its batch: once), which
takes under half a millisecond, whatever the size; esda draws in every call too. Our plan also holds who met itself in
which draw. It belongs to the weights and serves all indicators and years, so a LISA is judged with the plan there, as
the page has it, and printed with the plan drawn inside as well; first LISA and 400 columns are judged with the plan
drawn inside. libpysal compares with border lengths, which ours always come with, found with our tolerance for gaps;
without lengths, and ours by identical points alone as libpysal's, it is printed. A replicate of segregation draws each
resident by the city's share, as ours.

A gate that fails is measured once more before it counts. With ``--keep`` every answer is written to a file as it comes,
and the same command goes on where a run was broken off, or adds rounds, if code, libraries and system are still the
same. A process that does not answer within a quarter of an hour is given up, and its gates are not run. Ends with exit
code 1 when a gate fails or was not run; what was not run has never passed. ``--quick`` asks for no more than the gates
of 542 and 5,000 areas that take no peer longer than a minute.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import _analysis_peers as peers
from benchmarks._analysis_city import City, city
from benchmarks._analysis_gates import GATES, OURS, SIZES, Gate, Verdict, growth, judged
from benchmarks._analysis_kept import Kept, fingerprint
from benchmarks._analysis_tasks import (
    BREAKS,
    FIRST,
    LISA_99_999,
    OPTIMAL,
    deviations,
    optimum,
    tables,
)
from benchmarks._analysis_turns import ROOT, Measured, Turns

QUICK = (542, 5_000)
LONG = {(5_000, LISA_99_999), (542, LISA_99_999), (542, FIRST)}  # what numba takes its time for
ROUNDS, QUICK_ROUNDS = 3, 2
ORACLE = 542  # areas for which every split is looked at


def asked(gates: Iterable[Gate]) -> dict[str, list[str]]:
    """Give the tasks of each contestant, each once, the first of a process first."""
    found: dict[str, list[str]] = {}
    for gate in gates:
        found.setdefault(OURS, []).append(gate.ours)
        found.setdefault(gate.peer, []).append(gate.theirs)
    return {who: sorted(dict.fromkeys(tasks), key=lambda task: task != FIRST) for who, tasks in found.items()}


def measure_size(size: int, gates: Sequence[Gate], rounds: int, kept: Kept, found: Measured) -> City:
    """Measure one size; the contestants of gates that fail take one more turn of as many rounds, which then counts."""
    here = [gate for gate in gates if gate.size == size]
    made = city(size)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "city.npz"
        made.write(file)
        Turns("speed", size, file, rounds, kept).measure(asked(here), found)
        Turns("breaks", size, file, 1, kept).measure({OURS: [BREAKS], peers.MAPCLASSIFY: [BREAKS]}, found)
        failing = [one.gate for one in judged(found.seconds, here) if one.result == "FAIL"]
        if failing:
            print(f"{size:,} areas: measured once more for {', '.join(gate.name for gate in failing)}", flush=True)
            again = asked(failing)
            for who, tasks in again.items():
                for task in tasks:
                    found.runs.pop((size, task, who), None)
            Turns("once more", size, file, rounds, kept).measure(again, found)
    return made


def table(size: int, found: Measured) -> list[str]:
    """Write the figures of a size, one line for each task, one column for each contestant."""
    here = {(task, who): one for (where, task, who), one in found.seconds.items() if where == size}
    names = list(dict.fromkeys(who for _, who in here))
    absent = sorted({*found.missing, *(f"{who} (given up)" for where, who in found.given_up if where == size)})
    lines = ["", f"{size:,} areas, processor ms" + (f"; not run: {', '.join(absent)}" if absent else "")]
    lines.append(f"{'':28}" + "".join(f"{name:>16}" for name in names))
    for task in dict.fromkeys(task for task, _ in here):
        cells = [here.get((task, name)) for name in names]
        lines.append(f"{task:28}" + "".join(f"{'' if cell is None else f'{1e3 * cell:,.3f}':>16}" for cell in cells))
    return lines


def breaks_table(size: int, made: City, found: Measured) -> tuple[list[str], bool]:
    """Compare natural breaks with the optimum, where all splits can be looked at; else with each other.

    Returns
    -------
    list of str, bool
        Lines, and whether ours were always optimal (never worse than the peer's where there is no oracle).
    """
    known = len(made.rates) <= ORACLE
    over = "optimum" if known else "best found"
    lines, always = ["", f"natural breaks, {size:,} areas: sum of squares over the {over}"], True
    for name, values, k in tables(made.rates):
        bounds = {who: told[f"{name}, {k}"] for (where, who), told in found.bounds.items() if where == size}
        sums = {who: deviations(values, own) for who, own in bounds.items()}
        best = optimum(values, k) if known else min(sums.values())
        always &= sums[OURS] <= best * OPTIMAL
        shown = [
            f"{who} {one / best:.9f}{'' if one <= best * OPTIMAL else ' NOT OPTIMAL'}" for who, one in sums.items()
        ]
        lines.append(f"{name:28}{k} classes   " + "   ".join(shown))
    return lines, always


def verdicts(judgements: Sequence[Verdict]) -> list[str]:
    """Write the table of gates."""
    lines = [
        "",
        f"{'gate':42}{'areas':>8}  {'against':16}{'theirs ms':>12}{'ours ms':>11}{'ratio':>9}{'at most':>9}  result",
    ]
    for one in judgements:
        gate = one.gate
        theirs, ours = ("" if number is None else f"{1e3 * number:,.3f}" for number in (one.theirs, one.ours))
        ratio, most = "" if one.ratio is None else f"{one.ratio:.5f}", f"{gate.most:g}" if gate.judged else ""
        lines.append(
            f"{gate.name:42}{gate.size:>8,}  {gate.peer:16}{theirs:>12}{ours:>11}{ratio:>9}{most:>9}  {one.result}"
        )
    return lines


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="542 and 5,000 areas, no peer longer than a minute")
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, help="numbers of areas")
    parser.add_argument("--rounds", type=int, help=f"of each contestant ({ROUNDS}; with --quick {QUICK_ROUNDS})")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="go on from what this file holds, and add to it")
    chosen = parser.parse_args(arguments)
    kept = Kept(chosen.keep, fingerprint(ROOT))
    if kept.earlier:
        print(f"{kept.earlier} answers are of an earlier run with the same code, libraries and system")
    sizes = chosen.sizes or (QUICK if chosen.quick else SIZES)
    gates = [gate for gate in GATES if gate.size in sizes]
    if chosen.quick:
        gates = [gate for gate in gates if (gate.size, gate.theirs) not in LONG]
    rounds = chosen.rounds or (QUICK_ROUNDS if chosen.quick else ROUNDS)
    found, optimal = Measured(), True
    for size in sizes:
        made = measure_size(size, gates, rounds, kept, found)
        lines, always = breaks_table(size, made, found)
        optimal &= always
        print(*table(size, found), *lines, sep="\n", flush=True)
    print("", "growth with the number of areas, as an exponent", sep="\n")
    for (task, who), exponent in growth(found.seconds).items():
        print(f"{task:28}{who:16}{exponent:6.2f}")
    print(*verdicts(judged(found.seconds)), sep="\n")
    print("natural breaks at the optimum: " + ("pass" if optimal else "FAIL"))
    return int(not optimal or any(one.result in ("FAIL", "not run") for one in judged(found.seconds, gates)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
