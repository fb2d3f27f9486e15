"""The gates of the analysis: what may take at most which part of a peer's processor time in the same run."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks import _analysis_peers as peers
from benchmarks._analysis_tasks import (
    FIRST,
    LISA_99_999,
    LISA_999,
    MANY,
    NULL,
    PLANNED_99_999,
    PLANNED_999,
    QUEEN,
    QUEEN_BORDERS,
)

OURS = "ours"
Seconds = Mapping[tuple[int, str, str], float]  # by size, task and contestant


@dataclass(frozen=True)
class Gate:
    """One comparison.

    Attributes
    ----------
    name : str
    size : int
        Number of areas.
    ours, theirs : str
        Tasks.
    peer : str
    most : float
        Our time divided by theirs; infinite where it is only printed.
    """

    name: str
    size: int
    ours: str
    theirs: str
    peer: str
    most: float

    @property
    def judged(self) -> bool:
        """Whether it counts."""
        return math.isfinite(self.most)


@dataclass(frozen=True)
class Verdict:
    """How a gate was judged.

    Attributes
    ----------
    gate : Gate
    ours, theirs : float or None
        Seconds; None where it was not measured.
    """

    gate: Gate
    ours: float | None
    theirs: float | None

    @property
    def ratio(self) -> float | None:
        """Ours over theirs; None where one of them was not measured."""
        return None if self.ours is None or self.theirs is None else self.ours / max(self.theirs, 1e-12)

    @property
    def result(self) -> str:
        """``"pass"``, ``"FAIL"`` or ``"not run"``; ``"printed"`` where nothing is demanded."""
        if self.ratio is None:
            return "not run"
        if not self.gate.judged:
            return "printed"
        return "pass" if self.ratio <= self.gate.most else "FAIL"


SIZES = (542, 5_000, 33_000)
GATES = (
    *(
        Gate("LISA, 999, against its lookup table", size, PLANNED_999, LISA_999, peers.PYGEODA, most)
        for size, most in zip(SIZES, (0.15, 0.03, 0.01), strict=True)
    ),
    *(Gate("the same, our plan drawn inside", size, LISA_999, LISA_999, peers.PYGEODA, math.inf) for size in SIZES),
    *(
        Gate("LISA, 99,999", size, PLANNED_99_999, LISA_99_999, peers.ESDA, most)
        for size, most in ((542, 0.03), (5_000, 0.001))
    ),
    *(
        Gate("the same, our plan drawn inside", size, LISA_99_999, LISA_99_999, peers.ESDA, math.inf)
        for size in (542, 5_000)
    ),
    Gate("first LISA in a fresh process", 542, FIRST, FIRST, peers.ESDA, 0.05),
    Gate("400 indicator-years, 999", 542, MANY, MANY, peers.PYGEODA, 0.1),
    *(
        Gate("queen weights with border lengths", size, QUEEN_BORDERS, QUEEN_BORDERS, peers.LIBPYSAL, 0.04)
        for size in SIZES
    ),
    *(Gate("the same, Graph without border lengths", size, QUEEN, QUEEN, peers.LIBPYSAL, math.inf) for size in SIZES),
    *(Gate("D of a replicate of chance", size, NULL, NULL, peers.SEGREGATION, 0.01) for size in SIZES),
)


def judged(found: Seconds, gates: Sequence[Gate] = GATES) -> list[Verdict]:
    """Judge what was measured; a verdict for each gate, also where a size or a contestant was not run."""
    return [
        Verdict(gate, found.get((gate.size, gate.ours, OURS)), found.get((gate.size, gate.theirs, gate.peer)))
        for gate in gates
    ]


def growth(found: Seconds) -> dict[tuple[str, str], float]:
    """Give the exponent of n by which each time grows: the slope of its logarithm over all sizes measured.

    Examples
    --------
    >>> growth({(10, "sort", "ours"): 1.0, (1_000, "sort", "ours"): 100.0, (10, "look", "ours"): 1.0})
    {('sort', 'ours'): 1.0}
    """
    exponents = {}
    for task, who in dict.fromkeys((task, who) for _, task, who in found):
        points = [
            (math.log(size), math.log(one)) for (size, *of), one in found.items() if of == [task, who] and one > 0
        ]
        if len(points) > 1:
            x, y = (sum(each) / len(points) for each in zip(*points, strict=True))
            slope = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
            exponents[task, who] = round(slope, 3)
    return exponents
