"""Two hundred random cities per profile: no protected cell is placed too closely, and what that costs.

    python3 run.py bench protection [--cities N] [--profiles ba strict] [--crossed] [--large]

A city has 60 quarters of very different size in 6 districts, 5 age groups, and all totals of areas and of groups. It
is protected by every ready profile, then attacked apart from the product's own proof; the table tells protected cells,
how many of them are placed too closely, the narrowest interval, and what is not told: with primary suppression only
(which protects nothing), as shown, and with hiding below k in every relation. "Believed" are cells that somebody
places too closely, and rightly, who takes all numbers for rounded to their nearest multiple. ``--crossed`` takes towns
of 24 quarters, two sexes, three ages and their totals, each with a denominator; ``--large`` measures 448 quarters, 30
indicators and 10 years instead. Ends with exit code 1 when an interval is narrower than required.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.protection import (
    PROFILES,
    Bounds,
    Loss,
    NothingFitsError,
    Protected,
    Relations,
    Rules,
    State,
    attack,
    cells_of,
    known,
    loss,
    protect,
)
from tests.analysis.protection.tables import Table, hierarchy, twice_crossed

CITIES = 200
QUARTERS, DISTRICTS, INDICATORS, YEARS = 448, 12, 30, 10


@dataclass(frozen=True)
class Outcome:
    """One city under one profile."""

    protected: int
    narrow: int
    narrowest: float
    believed: int
    rerounded: int
    seconds: float
    lost: Loss


def city(seed: int, *, crossed: bool) -> Table:
    """Draw a city."""
    return twice_crossed(seed, shares=True) if crossed else hierarchy(seed)


def outcome(table: Table, rules: Rules) -> Outcome:
    """Protect a random city, then attack what is published."""
    cells = cells_of(table.counts, denominator=table.denominator)
    started = time.process_time()
    result = protect(cells, table.relations, rules)
    seconds = time.process_time() - started
    bounds = attacked(table, result, result.rerounded)
    narrow = too_narrow(result, bounds.low, bounds.high)
    width = (bounds.high - bounds.low)[result.protected]
    return Outcome(
        protected=len(width),
        narrow=int(narrow.sum()) + int((~bounds.exact[result.protected]).sum()),
        narrowest=float(width.min(initial=np.inf)),
        believed=believed(table, result),
        rerounded=len(result.rerounded),
        seconds=seconds,
        lost=loss(cells, table.relations, result),
    )


def attacked(table: Table, result: Protected, rerounded: ArrayLike) -> Bounds:
    """What somebody concludes who takes some cells for rounded away from their nearest multiple."""
    low, high = known(result.published, result.rules, rerounded=rerounded)
    published = result.published if result.rules.base == 1 else np.full(len(low), np.nan)
    return attack(published, table.relations, low, high, denominator=table.denominator)


def believed(table: Table, result: Protected) -> int:
    """How many protected cells somebody places too closely, and rightly, who takes none for rounded away."""
    if not len(result.rerounded):
        return 0
    try:
        bounds = attacked(table, result, [])
    except NothingFitsError:
        return 0
    right = (bounds.low <= table.counts) & (table.counts <= bounds.high)
    return int((right & too_narrow(result, bounds.low, bounds.high)).sum())


def too_narrow(result: Protected, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Protected cells that are placed more closely than the rules allow; written apart from what the product uses."""
    rules, inside = result.rules, result.protected
    if rules.base > 1:
        return inside & (high - low < (rules.base - 1) // 2)
    least, small = rules.minimum_numerator, result.state == State.PRIMARY
    return inside & ((high - low < least) | (small & ((low >= least) | (high < least))))


def row(profile: str, found: list[Outcome]) -> str:
    """A line of the table."""
    lost = [one.lost for one in found]
    ways = ("primary_only", "hidden", "every_relation")
    cells = [np.mean([getattr(one, way).cells for one in lost]) for way in ways]
    sums = [np.mean([getattr(one, way).sums for one in lost]) for way in ways]
    return " ".join(
        [
            f"{profile:<10}",
            f"{sum(one.protected for one in found):>9}",
            f"{sum(one.narrow for one in found):>8}",
            f"{min(one.narrowest for one in found):>9.0f}",
            f"{sum(one.believed for one in found):>8}",
            f"{np.mean([one.rerounded for one in found]):>7.2f}",
            *(f"{share:>7.1%}" for share in cells),
            *(f"{share:>7.1%}" for share in sums),
            f"{np.mean([one.moved for one in lost]):>6.2f}",
            f"{np.mean([one.seconds for one in found]):>6.2f}",
        ]
    )


HEAD = """\
           protected too      narrowest          away    cells not told          sums not told           moved CPU s
profile    cells     narrow   interval  believed  each   primary shown   every   primary shown   every   by     each"""


def large(profiles: Sequence[str]) -> bool:
    """Print how long 448 quarters, 30 indicators and 10 years take; whether anything could not be protected."""
    rng = np.random.default_rng(2)
    district = rng.integers(0, DISTRICTS, QUARTERS)
    people = np.round(rng.lognormal(8.0, 0.8, (QUARTERS, 1, 1)) * np.ones((1, 1, YEARS)))
    share = rng.gamma(0.6, 0.02, (QUARTERS, INDICATORS, 1))
    inner = np.concatenate([people, np.minimum(rng.poisson(people * share), people)], axis=1)
    upper = np.array([inner[district == number].sum(axis=0) for number in range(DISTRICTS)])
    full = np.concatenate([inner, upper, inner.sum(axis=0)[None]])
    place = np.arange(full.size).reshape(full.shape)
    city = np.broadcast_to(place[-1], upper.shape)
    relations = Relations.joined(
        [
            Relations.of_parts(place[:QUARTERS].ravel(), place[QUARTERS + district].ravel(), full.size),
            Relations.of_parts(place[QUARTERS:-1].ravel(), city.ravel(), full.size),
        ]
    )
    denominator = np.full(full.shape, -1)
    denominator[:, 1:] = place[:, :1]
    cells = cells_of(full.ravel(), denominator=denominator.ravel())
    unproven = 0
    for profile in profiles:
        started = time.process_time()
        result = protect(cells, relations, PROFILES[profile])
        unproven += len(result.unproven)
        print(f"{time.process_time() - started:6.1f} s  {len(cells)} cells  {result!r}")
        print(f"          {loss(cells, relations, result)!r}", flush=True)
    return unproven > 0


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 if anything protected is placed too closely."""
    parser = argparse.ArgumentParser(prog="bench protection")
    parser.add_argument("--cities", type=int, default=CITIES)
    parser.add_argument("--profiles", nargs="+", choices=list(PROFILES), default=list(PROFILES))
    parser.add_argument("--crossed", action="store_true")
    parser.add_argument("--large", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.large:
        return int(large(asked.profiles))
    print(HEAD)
    narrow = 0
    for profile in asked.profiles:
        rules = PROFILES[profile]
        found = [outcome(city(seed, crossed=asked.crossed), rules) for seed in range(asked.cities)]
        print(row(profile, found), flush=True)
        narrow += sum(one.narrow for one in found)
    return int(narrow > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
