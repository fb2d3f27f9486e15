"""How often local Moran shows a cluster where there is none, and how often it finds those that were planted.

    python3 run.py bench clusters_by_chance [--maps N] [--sizes 30 90 542] [--seed S]

Maps without structure are drawn with a fixed seed: normal numbers, skewed ones (log-normal), and rates, a binomial
count over the residents of each area, whose numbers differ as those of quarters do. Each is judged as the page does
it: 99,999 conditional permutations, two-sided pseudo p-values, false-discovery control at 0.05, of a lone find twice
as much being asked. Of 500 maps of a kind
at most 5 % may show any cluster; no more is allowed for luck. The chance of as many or more at exactly 5 % stands
beside it. On maps with a planted cluster of raised values the power is printed: how many maps show it, and what part of
its quarters. Ends with exit code 1 when a gate fails.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.clusters import PermutationPlan, local_moran_many, permutation_plan
from analysis.weights import SpatialWeights, queen
from benchmarks._analysis_city import City, city

Floats = NDArray[np.float64]
SIZES = (30, 90, 542)
MAPS, PLANTED_MAPS = 500, 200
ALPHA, MOST = 0.05, 0.05
SEED = 11
SHARE = 0.12  # of the residents who are in the group
QUARTERS, EFFECTS = (4, 8, 16), (1, 2, 3)
LARGEST = 1 / 3  # of all quarters that a planted cluster may take
HIGH_HIGH = 1


def _rates(chance: np.random.Generator, maps: int, made: City) -> Floats:
    return chance.binomial(made.residents, SHARE, (maps, len(made.residents))) / made.residents


KINDS: Mapping[str, Callable[[np.random.Generator, int, City], Floats]] = {
    "normal": lambda chance, maps, made: chance.normal(size=(maps, len(made.residents))),
    "skewed": lambda chance, maps, made: chance.lognormal(sigma=1.0, size=(maps, len(made.residents))),
    "rates": _rates,
}


@dataclass(frozen=True)
class Verdict:
    """Maps of one kind that show a cluster.

    Attributes
    ----------
    kind : str
    size : int
        Number of areas.
    shown, maps : int
    """

    kind: str
    size: int
    shown: int
    maps: int

    @property
    def share(self) -> float:
        """Of the maps."""
        return self.shown / self.maps

    @property
    def chance(self) -> float:
        """Probability of as many or more if exactly 5 % were to be expected."""
        from scipy.stats import binom

        return float(binom.sf(self.shown - 1, self.maps, MOST))

    @property
    def result(self) -> str:
        """``"pass"`` or ``"FAIL"``."""
        return "pass" if self.share <= MOST else "FAIL"


@dataclass(frozen=True)
class Power:
    """What is found of planted clusters.

    Attributes
    ----------
    size, quarters, effect : int
        Areas, quarters of the cluster, standard deviations by which they are raised.
    maps_found, quarters_found : float
        Share of the maps that show at least one of its quarters as High-High, and of its quarters that are.
    """

    size: int
    quarters: int
    effect: int
    maps_found: float
    quarters_found: float


def by_chance(made: City, plan: PermutationPlan, maps: int, seed: int) -> list[Verdict]:
    """Judge maps without structure."""
    size, found = len(made.residents), []
    for number, (kind, draw) in enumerate(KINDS.items()):
        values = draw(np.random.default_rng([seed, size, number]), maps, made)
        shown = local_moran_many(values, plan).significant(ALPHA).any(axis=-1)
        found.append(Verdict(kind, size, int(shown.sum()), maps))
    return found


def planted(made: City, plan: PermutationPlan, maps: int, seed: int) -> list[Power]:
    """Judge maps with one cluster of raised values among normal ones."""
    size, found = len(made.residents), []
    for quarters in (one for one in QUARTERS if one <= LARGEST * size):
        for effect in EFFECTS:
            chance = np.random.default_rng([seed, size, quarters, effect])
            values = chance.normal(size=(maps, size))
            members = np.array([around(plan.weights, int(chance.integers(size)), quarters) for _ in range(maps)])
            np.put_along_axis(values, members, np.take_along_axis(values, members, 1) + effect, 1)
            high = local_moran_many(values, plan).clusters(ALPHA) == HIGH_HIGH
            inside = np.take_along_axis(high, members, 1)
            found.append(Power(size, quarters, effect, float(inside.any(axis=1).mean()), float(inside.mean())))
    return found


def around(weights: SpatialWeights, centre: int, quarters: int) -> list[int]:
    """Give a quarter and those nearest to it, neighbours first, then their neighbours; shape (quarters,).

    Examples
    --------
    >>> import shapely
    >>> around(queen(shapely.box(range(6), 0, range(1, 7), 1)), 2, 4)
    [2, 1, 3, 0]
    """
    found = [centre]
    for one in found:
        found += [int(other) for other in weights[one] if other not in found]
        if len(found) >= quarters:
            break
    return found[:quarters]


def tables(judgements: Sequence[Verdict], powers: Sequence[Power]) -> list[str]:
    """Write both tables."""
    heads = ("areas", "maps", "shown", "share", "at most", "chance")
    lines = [f"{'without structure':20}" + "".join(f"{head:>9}" for head in heads) + "  result"]
    for one in judgements:
        counts = f"{one.size:>9,}{one.maps:>9,}{one.shown:>9,}"
        lines.append(f"{one.kind:20}{counts}{one.share:>9.1%}{MOST:>9.1%}{one.chance:>9.3f}  {one.result}")
    shown, maps = sum(one.shown for one in judgements), sum(one.maps for one in judgements)
    lines.append(f"{'all':20}{'':>9}{maps:>9,}{shown:>9,}{shown / maps:>9.1%}")
    lines += ["", f"{'planted: quarters':20}{'areas':>8}{'raised':>8}{'maps':>10}{'quarters':>10}"]
    lines += [
        f"{one.quarters:<20}{one.size:>8,}{one.effect:>5} SD{one.maps_found:>10.1%}{one.quarters_found:>10.1%}"
        for one in powers
    ]
    return lines


def main(arguments: Sequence[str]) -> int:
    """Judge all sizes, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--maps", type=int, default=MAPS, help="maps of a kind")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of areas")
    parser.add_argument("--seed", type=int, default=SEED, help="another one draws other maps")
    chosen = parser.parse_args(arguments)
    judgements: list[Verdict] = []
    powers: list[Power] = []
    for size in chosen.sizes:
        made = city(size)
        plan = permutation_plan(queen(made.shapes, 0))
        judgements += by_chance(made, plan, chosen.maps, chosen.seed)
        powers += planted(made, plan, min(chosen.maps, PLANTED_MAPS), chosen.seed)
    print(*tables(judgements, powers), sep="\n")
    return int(any(one.result == "FAIL" for one in judgements))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
