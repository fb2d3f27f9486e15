"""Two hundred random cities per profile: no protected cell is placed too closely, and what that costs.

    python3 run.py bench protection [--cities N] [--profiles ba strict] [--large]

A city has 60 quarters of very different size in 6 districts, 5 age groups, and all totals of areas and of groups. It
is protected by every ready profile, then attacked apart from the product's own proof; the table tells protected cells,
how many of them are placed too closely, the narrowest interval, and what is not told: with primary suppression only
(which protects nothing), as shown, and with hiding below k in every relation. ``--large`` measures 448 quarters, 30
indicators and 10 years instead. Ends with exit code 1 when an interval is narrower than required.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.protection import PROFILES, Loss, Protected, Relations, Rules, attack, cells_of, known, loss, protect
from tests.analysis.protection.tables import hierarchy

CITIES = 200
QUARTERS, DISTRICTS, INDICATORS, YEARS = 448, 12, 30, 10


@dataclass(frozen=True)
class Outcome:
    """One city under one profile."""

    protected: int
    narrow: int
    narrowest: float
    rerounded: int
    seconds: float
    lost: Loss


def outcome(seed: int, rules: Rules, **size: int) -> Outcome:
    """Protect a random city, then attack what is published."""
    table = hierarchy(seed, **size)
    cells = cells_of(table.counts)
    started = time.process_time()
    result = protect(cells, table.relations, rules)
    seconds = time.process_time() - started
    low, high = known(result.published, rules, rerounded=result.rerounded)
    published = result.published if rules.base == 1 else np.full(len(cells), np.nan)
    bounds = attack(published, table.relations, low, high)
    narrow = too_narrow(result, bounds.low, bounds.high)
    width = (bounds.high - bounds.low)[result.protected]
    return Outcome(
        protected=len(width),
        narrow=int(narrow.sum()) + int((~bounds.exact[result.protected]).sum()),
        narrowest=float(width.min(initial=np.inf)),
        rerounded=len(result.rerounded),
        seconds=seconds,
        lost=loss(cells, table.relations, result),
    )


def too_narrow(result: Protected, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Protected cells that are placed more closely than the rules allow; written apart from what the product uses."""
    rules, inside = result.rules, result.protected
    if rules.base > 1:
        return inside & (high - low < (rules.base - 1) // 2)
    least = rules.minimum_numerator
    return inside & ((high - low < least) | (low >= least) | (high < least))


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
            f"{np.mean([one.rerounded for one in found]):>10.2f}",
            *(f"{share:>7.1%}" for share in cells),
            *(f"{share:>7.1%}" for share in sums),
            f"{np.mean([one.moved for one in lost]):>6.2f}",
            f"{np.mean([one.seconds for one in found]):>6.2f}",
        ]
    )


HEAD = """\
           protected  too      narrowest rerounded  cells not told          sums not told           moved  CPU s
profile    cells      narrow   interval  per city   primary shown   every   primary shown   every   by     per city"""


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
    parser.add_argument("--large", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.large:
        return int(large(asked.profiles))
    print(HEAD)
    narrow = 0
    for profile in asked.profiles:
        found = [outcome(seed, PROFILES[profile]) for seed in range(asked.cities)]
        print(row(profile, found), flush=True)
        narrow += sum(one.narrow for one in found)
    return int(narrow > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
