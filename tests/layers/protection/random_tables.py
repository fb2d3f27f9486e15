"""Tables of random towns with a total of several groups, gaps and stars, and what is found in them.

``python -m tests.layers.protection.random_tables 600`` counts sums found, missed and found wrongly.
"""

import sys
from dataclasses import dataclass

import numpy as np

from layers.protection.quantity import Quantities, Quantity
from layers.protection.sums.found import found_sums


@dataclass(frozen=True)
class RandomTable:
    """Columns with gaps, the sum that is true of them, whether groups stand together, and rows without a gap."""

    numbers: np.ndarray
    groups: frozenset[int]
    total: int
    in_order: bool
    full: int


def random_table(seed: int) -> RandomTable:
    rng = np.random.default_rng(seed)
    quarters, years = int(rng.choice([12, 17, 24, 40, 90])), int(rng.choice([1, 1, 3]))
    parts, others, gaps = int(rng.integers(3, 19)), int(rng.integers(0, 14)), float(rng.choice([0, 0.1, 0.15, 0.25]))
    size = np.repeat(rng.lognormal(0, 0.5, quarters), years)[:, None]
    groups = rng.poisson(size * rng.uniform(3, 40, parts))
    beside = rng.poisson(size * rng.lognormal(3.5, 1.2, others))
    numbers = np.column_stack([groups, groups.sum(axis=1), beside]).astype(float)
    blank = rng.random(numbers.shape) < gaps
    if rng.random() < 0.5:  # stars for 1 to 4 instead
        blank[:, :parts] = ((groups < 5) & (groups > 0)) | (blank[:, :parts] & (rng.random(groups.shape) < 0.5))
    blank[:, parts] = False
    numbers[blank] = np.nan
    in_order = bool(rng.random() < 0.6)
    order = np.arange(numbers.shape[1]) if in_order else rng.permutation(numbers.shape[1])
    places = np.argsort(order)
    full = int(np.isfinite(numbers[:, :parts]).all(axis=1).sum())
    return RandomTable(numbers[:, order], frozenset(places[:parts].tolist()), int(places[parts]), in_order, full)


def found_in(table: RandomTable, *, named: bool = False) -> tuple[bool, int]:
    """Tell whether the sum is found, and how many are found that are none."""
    with_city = np.vstack([table.numbers, np.nansum(table.numbers, axis=0, keepdims=True)])
    nobody = np.zeros((len(with_city), 1), dtype=bool)
    each = [Quantity(column[:, None], nobody, [(at, "numerator")]) for at, column in enumerate(with_city.T)]
    quarters = len(table.numbers)
    found = Quantities(each, {"quarter": slice(0, quarters), "city": slice(quarters, quarters + 1)})
    families = {table.total: tuple(sorted(table.groups))} if named else {}
    true = frozenset([*((at, 1) for at in table.groups), (table.total, -1)])
    sums = [frozenset(one) for one in found_sums(found, families=families)]
    right = [one for one in sums if one == true or frozenset((at, -sign) for at, sign in one) == true]
    return bool(right), len(sums) - len(right)


def main(times: int) -> None:
    for named in (False, True):
        kinds: dict[tuple[bool, bool], list[bool]] = {}
        false = 0
        for seed in range(times):
            table = random_table(seed)
            found, others = found_in(table, named=named)
            kinds.setdefault((table.in_order, table.full >= 4), []).append(found)
            false += others
        for (in_order, full), several in sorted(kinds.items()):
            where = f"{'together' if in_order else 'scattered'}, {'4 or more' if full else 'under 4'} rows without gap"
            print(f"{'titles' if named else 'numbers only'}; {where}: {sum(several)} of {len(several)} found")
        print(f"{'titles' if named else 'numbers only'}: {false} found that are none")


if __name__ == "__main__":
    main(int(sys.argv[1]))
