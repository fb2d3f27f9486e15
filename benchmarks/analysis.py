"""The statistics beside esda, pygeoda, libpysal, segregation and mapclassify, in one run over the same cities.

    python3 run.py bench analysis [--quick] [--sizes 542 5000 33000]

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

A gate that fails is measured once more before it counts. Ends with exit code 1 when a gate fails or was not run;
what was not run has never passed. ``--quick`` asks for no more than the gates of 542 and 5,000 areas that take no
peer longer than a minute.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import _analysis_peers as peers
from benchmarks._analysis_city import City, city
from benchmarks._analysis_gates import GATES, OURS, SIZES, Gate, Verdict, growth, judged
from benchmarks._analysis_tasks import (
    BREAKS,
    FIRST,
    LISA_99_999,
    NULL,
    OPTIMAL,
    QUEEN_BORDERS,
    deviations,
    optimum,
    tables,
)
from run import PEERS, PEERS_VENV, environment_python, is_finished

ROOT = Path(__file__).resolve().parents[1]
QUICK = (542, 5_000)
LONG = {(5_000, LISA_99_999), (542, LISA_99_999), (542, FIRST)}  # what numba takes its time for
ROUNDS, QUICK_ROUNDS = 3, 2
RUNS = 5
ONCE_FROM = {LISA_99_999: 542, QUEEN_BORDERS: 33_000, NULL: 0}  # sizes from which a peer's one run a round is enough
THREADS = ("OMP", "OPENBLAS", "MKL", "NUMBA", "NUMEXPR")
ONE_THREAD = {**{f"{name}_NUM_THREADS": "1" for name in THREADS}, "LOKY_MAX_CPU_COUNT": "1"}
PATIENCE = 900
AGREED, BY_CHANCE = 1e-6, 0.02  # relative; the mean of a hundred draws is as good as that
ORACLE = 542  # areas for which every split is looked at


@dataclass
class Measured:
    """What was measured so far.

    Attributes
    ----------
    runs : dict
        Processor seconds of single runs, by size, task and contestant.
    outcomes : dict
        What they must agree on, likewise.
    bounds : dict
        Natural breaks, by size and contestant: upper bounds by name of the table.
    missing : set of str
        Contestants that could not be started.
    """

    runs: dict[tuple[int, str, str], list[float]] = field(default_factory=dict)
    outcomes: dict[tuple[int, str, str], float] = field(default_factory=dict)
    bounds: dict[tuple[int, str], dict[str, list[float]]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    @property
    def seconds(self) -> dict[tuple[int, str, str], float]:
        """Medians."""
        return {place: statistics.median(runs) for place, runs in self.runs.items()}


def peers_python() -> Path | None:
    """The interpreter of the peers' environment; None where it is not finished."""
    return environment_python(PEERS_VENV) if is_finished(ROOT / PEERS, PEERS_VENV) else None


def asked(gates: Iterable[Gate]) -> dict[str, list[str]]:
    """Give the tasks of each contestant, each once, the first of a process first."""
    found: dict[str, list[str]] = {}
    for gate in gates:
        found.setdefault(OURS, []).append(gate.ours)
        found.setdefault(gate.peer, []).append(gate.theirs)
    return {who: sorted(dict.fromkeys(tasks), key=lambda task: task != FIRST) for who, tasks in found.items()}


def measure(size: int, file: Path, tasks: Mapping[str, Sequence[str]], rounds: int, found: Measured) -> None:
    """Let the contestants take turns.

    Raises
    ------
    RuntimeError
        If a contestant fails, or they do not agree.
    """
    for turn in range(rounds):
        for who, every in tasks.items():
            python = Path(sys.executable) if who == OURS else peers_python()
            todo = [task for task in every if not (turn and who != OURS and (size, task) == (5_000, LISA_99_999))]
            if python is None:
                found.missing.add(who)
            elif todo:
                _note(size, who, _run(python, who, size, file, todo), found)
    _agree(size, found)


def _run(python: Path, who: str, size: int, file: Path, tasks: Sequence[str]) -> dict[str, dict]:
    words = [f"{task}={_runs(who, size, task)}" for task in tasks]
    command = [str(python), "-P", "-m", "benchmarks._analysis_contestants", who, str(file), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **ONE_THREAD}
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{who} failed:\n{done.stderr}")
    told: dict[str, dict] = json.loads(done.stdout.splitlines()[-1])
    return told


def _runs(who: str, size: int, task: str) -> int:
    if task == FIRST or (who != OURS and size >= ONCE_FROM.get(task, size + 1)):
        return 1
    return RUNS


def _note(size: int, who: str, told: Mapping[str, Mapping], found: Measured) -> None:
    for task, one in told.items():
        found.runs.setdefault((size, task, who), []).extend(one["seconds"])
        found.outcomes[size, task, who] = one["outcome"]
        if "bounds" in one:
            found.bounds[size, who] = one["bounds"]


def _agree(size: int, found: Measured) -> None:
    """Hold everybody to the same outcome of a task."""
    for (where, task, who), outcome in found.outcomes.items():
        ours = found.outcomes.get((size, task, OURS))
        within = BY_CHANCE if task == NULL else AGREED
        if where == size and ours is not None and abs(outcome - ours) > within * abs(ours):
            raise RuntimeError(f"{task} at {size:,} areas: {who} finds {outcome:g}, ours {ours:g}")


def measure_size(size: int, gates: Sequence[Gate], rounds: int, found: Measured) -> City:
    """Measure one size; the contestants of gates that fail take one more turn of as many rounds, which then counts."""
    here = [gate for gate in gates if gate.size == size]
    made = city(size)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "city.npz"
        made.write(file)
        measure(size, file, {**asked(here)}, rounds, found)
        measure(size, file, {OURS: [BREAKS], peers.MAPCLASSIFY: [BREAKS]}, 1, found)
        failing = [one.gate for one in judged(found.seconds, here) if one.result == "FAIL"]
        if failing:
            print(f"{size:,} areas: measured once more for {', '.join(gate.name for gate in failing)}", flush=True)
            again = asked(failing)
            for who, tasks in again.items():
                for task in tasks:
                    found.runs.pop((size, task, who), None)
            measure(size, file, again, rounds, found)
    return made


def table(size: int, found: Measured) -> list[str]:
    """Write the figures of a size, one line for each task, one column for each contestant."""
    here = {(task, who): one for (where, task, who), one in found.seconds.items() if where == size}
    names = list(dict.fromkeys(who for _, who in here))
    lines = [
        "",
        f"{size:,} areas, processor ms" + (f"; not run: {', '.join(sorted(found.missing))}" if found.missing else ""),
    ]
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
    chosen = parser.parse_args(arguments)
    sizes = chosen.sizes or (QUICK if chosen.quick else SIZES)
    gates = [gate for gate in GATES if gate.size in sizes]
    if chosen.quick:
        gates = [gate for gate in gates if (gate.size, gate.theirs) not in LONG]
    found, optimal = Measured(), True
    for size in sizes:
        made = measure_size(size, gates, QUICK_ROUNDS if chosen.quick else ROUNDS, found)
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
