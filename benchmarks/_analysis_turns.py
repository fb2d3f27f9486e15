"""The contestants of the analysis taking turns, each in a process of its own, and what they told."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._analysis_gates import OURS
from benchmarks._analysis_kept import Kept, Told
from benchmarks._analysis_tasks import BREAKS, FIRST, LISA_99_999, NULL, QUEEN_BORDERS
from run import PEERS, PEERS_VENV, environment_python, is_finished

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
ONCE_FROM = {
    LISA_99_999: 542,
    QUEEN_BORDERS: 33_000,
    BREAKS: 33_000,
    NULL: 0,
}  # sizes from which a peer's one run a round is enough
THREADS = ("OMP", "OPENBLAS", "MKL", "NUMBA", "NUMEXPR")
ONE_THREAD = {**{f"{name}_NUM_THREADS": "1" for name in THREADS}, "LOKY_MAX_CPU_COUNT": "1"}
PATIENCE = 900  # seconds by the clock
AGREED = 1e-6  # relative
# The mean of a hundred draws is as good as that. Our tolerance lets areas meet over a gap of less than a metre, while
# libpysal has none: at 33,000 areas that is one pair of 98,000.
LOOSELY = {NULL: 0.02, QUEEN_BORDERS: 1e-4}


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
    given_up : set
        Sizes and contestants that did not answer in time.
    """

    runs: dict[tuple[int, str, str], list[float]] = field(default_factory=dict)
    outcomes: dict[tuple[int, str, str], float] = field(default_factory=dict)
    bounds: dict[tuple[int, str], dict[str, list[float]]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    given_up: set[tuple[int, str]] = field(default_factory=set)

    @property
    def seconds(self) -> dict[tuple[int, str, str], float]:
        """Medians."""
        return {place: statistics.median(runs) for place, runs in self.runs.items()}


def peers_python() -> Path | None:
    """The interpreter of the peers' environment; None where it is not finished."""
    return environment_python(PEERS_VENV) if is_finished(ROOT / PEERS, PEERS_VENV) else None


@dataclass(frozen=True)
class Turns:
    """Rounds in which the contestants take turns.

    Attributes
    ----------
    name : str
        What they are for.
    size : int
        Number of areas.
    file : Path
        The city.
    rounds : int
    kept : Kept
        Answers they have given already.
    """

    name: str
    size: int
    file: Path
    rounds: int
    kept: Kept

    def measure(self, tasks: Mapping[str, Sequence[str]], found: Measured) -> None:
        """Let them answer.

        Raises
        ------
        RuntimeError
            If a contestant fails, or they do not agree.
        """
        for turn in range(self.rounds):
            for who, every in tasks.items():
                python = Path(sys.executable) if who == OURS else peers_python()
                once = who != OURS and self.size == 5_000
                todo = [task for task in every if not (turn and once and task == LISA_99_999)]
                if python is None:
                    found.missing.add(who)
                elif todo and (self.size, who) not in found.given_up:
                    self._ask(python, who, turn, todo, found)
        _agree(self.size, found)

    def _ask(self, python: Path, who: str, turn: int, tasks: Sequence[str], found: Measured) -> None:
        place = f"{self.size:,} areas, {self.name}, round {turn + 1}: {who}"
        told, start = self.kept.answer(place), time.monotonic()
        if told is None:
            told = _run(python, who, self.size, self.file, tasks)
            print(f"{place}, {time.monotonic() - start:.0f} s{'' if told else ', given up'}", flush=True)
            if told is None:
                found.given_up.add((self.size, who))
                return
            self.kept.keep(place, told)
        _note(self.size, who, told, found)


def _run(python: Path, who: str, size: int, file: Path, tasks: Sequence[str]) -> Told | None:
    """Ask in a process of its own; None where there is no answer in time."""
    words = [f"{task}={_runs(who, size, task)}" for task in tasks]
    command = [str(python), "-P", "-m", "benchmarks._analysis_contestants", who, str(file), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **ONE_THREAD}
    try:
        done = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise RuntimeError(f"{who} failed:\n{done.stderr}")
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told


def _runs(who: str, size: int, task: str) -> int:
    if task == FIRST or (who != OURS and size >= ONCE_FROM.get(task, size + 1)):
        return 1
    return RUNS


def _note(size: int, who: str, told: Told, found: Measured) -> None:
    for task, one in told.items():
        found.runs.setdefault((size, task, who), []).extend(one["seconds"])
        found.outcomes[size, task, who] = one["outcome"]
        if "bounds" in one:
            found.bounds[size, who] = one["bounds"]


def _agree(size: int, found: Measured) -> None:
    """Hold everybody to the same outcome of a task."""
    for (where, task, who), outcome in found.outcomes.items():
        ours = found.outcomes.get((size, task, OURS))
        within = LOOSELY.get(task, AGREED) * abs(ours or 0.0)
        if where == size and ours is not None and abs(outcome - ours) > within:
            raise RuntimeError(f"{task} at {size:,} areas: {who} finds {outcome:g}, ours {ours:g}")
