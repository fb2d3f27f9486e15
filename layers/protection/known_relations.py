"""What an Atlas knows to add up, as relations between the cells of its quantities."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.protection import Cells, Relations, Rules, cells_of
from layers.protection.contributors import few_behind
from layers.protection.quantity import Quantities, Quantity
from layers.protection.rule_book import RuleBook
from layers.protection.sums.called_alike import families
from layers.protection.sums.found import found_sums
from layers.protection.sums.of_others import of_others
from layers.protection.sums.over_years import Row, of_years
from layers.protection.sums.rests import rests_of_residents
from layers.protection.sums.short import Sum
from layers.protection.sums.split_areas import wholes_of_small
from loading.atlas import Atlas

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Known:
    """Everything published together: its cells and what ties them.

    Attributes
    ----------
    quantities : Quantities
    chosen : tuple of int
        Quantities that have cells here, in their order: counts, or amounts.
    years : int
    cells : Cells
    relations : Relations
    kinds : mapping of kind to int
        How many relations there are: levels, groups, changes, shared, rests, vintages; and totals that
        differ from their sum.
    groups : tuple of Sum
    """

    quantities: Quantities
    chosen: tuple[int, ...]
    years: int
    cells: Cells
    relations: Relations
    kinds: dict[str, int]
    groups: tuple[Sum, ...]

    def of(self, quantity: int) -> slice:
        """Give the cells of a quantity: areas of all levels, each with its years."""
        each = self.quantities.areas * self.years
        at = self.chosen.index(quantity)
        return slice(at * each, (at + 1) * each)


def known(atlas: Atlas, found: Quantities, book: RuleBook, *, amounts: bool, fixed: bool) -> Known | None:
    """Put together the cells of an Atlas and the relations between them.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities
    book : RuleBook
    amounts : bool
        Cells of euros and square metres, instead of counts: nothing that is published ties the two.
    fixed : bool
        Take the residents of all areas for known anyway, as they are published everywhere.

    Returns
    -------
    Known or None
        None where there is nothing of the kind.
    """
    chosen = tuple(at for at, one in enumerate(found.each) if one.is_amount == amounts)
    if not chosen:
        return None
    years, each = len(atlas.years), found.areas * len(atlas.years)
    offsets = {at: number * each for number, at in enumerate(chosen)}
    groups = tuple(found_sums(found, amounts=amounts, families=families(atlas, found)))
    by_kind = {
        "levels": [*_of_levels(atlas, found, offsets, years), *of_others(atlas, found, offsets)],
        "groups": [row for one in groups for row in _of_sum(one, offsets, each)],
        "changes": list(of_years(found, offsets)),
        "shared": [row for at in chosen if found.each[at].copy_of >= 0 for row in _of_copy(found, at, offsets, each)],
    }
    counts = np.concatenate([found.each[at].numbers.ravel() for at in chosen])
    withheld = np.concatenate([found.each[at].withheld.ravel() for at in chosen])
    judged = np.repeat([found.each[at].of_people and not found.each[at].signed for at in chosen], each)
    every = [row for several in by_kind.values() for row in several]
    rules = book.strictest(atlas.indicators)
    withheld = withheld | (judged & _given_away(every, counts, rules))
    if not amounts:
        by_kind["rests"] = list(_of_rests(rests_of_residents(found, offsets, rules), len(counts)))
        first = len(counts) + len(by_kind["rests"])
        by_kind["vintages"] = list(_of_pieces(wholes_of_small(found, offsets, rules), first))
        more = len(by_kind["rests"]) + len(by_kind["vintages"])
        counts, withheld = np.append(counts, np.full(more, np.nan)), np.append(withheld, np.ones(more, dtype=bool))
    rows, differing, kinds = [], 0, {}
    for kind, several in by_kind.items():
        possible = [row for row in several if _is_possible(row, counts, withheld)]
        kinds[kind] = len(possible)
        differing += sum(_residual(row, counts) != 0 for row in possible) + len(several) - len(possible)
        rows += possible
        rows += [_of_told(row, counts) for row in several if _is_of_told(row, counts, withheld)]
    relations = Relations.of_rows(rows, len(counts)) if rows else _none(len(counts))
    cells = _cells(atlas, found, book, chosen, counts, withheld, offsets, fixed=fixed, amounts=amounts)
    return Known(found, chosen, years, cells, relations, {**kinds, "differing": differing}, groups)


def _none(cells: int) -> Relations:
    nothing = np.empty(0, dtype=np.int64)
    return Relations(np.zeros(1, dtype=np.int64), nothing, nothing, cells)


def _of_levels(atlas: Atlas, found: Quantities, offsets: dict[int, int], years: int) -> Iterator[Row]:
    """Quarters of each district, districts of the city; quarters without a district belong to the city at once.

    A district without a sum of its own - one of its quarters is kept back - still ties its quarters to the city's.
    """
    members = _members(atlas, found)
    city = found.places["city"].start
    for at, offset in offsets.items():
        if found.each[at].copy_of >= 0:
            continue
        numbers = found.each[at].numbers
        for whole, parts in members.items():
            told = np.isfinite(numbers[whole])
            tied = np.isfinite(numbers[city]) & np.isfinite(numbers[parts]).any(axis=0)
            for year in np.flatnonzero(told | tied).tolist():
                cells = [offset + part * years + year for part in parts]
                yield [*cells, offset + whole * years + year], [1] * len(parts) + [-1]


def _members(atlas: Atlas, found: Quantities) -> dict[int, list[int]]:
    """Give the rows that make up each row of a larger level."""
    members: dict[int, list[int]] = {}
    places, city = found.places, found.places["city"].start
    above = places["district"].start if "district" in places else city
    for level in [level for level in ("quarter", "district") if level in places]:
        for at, parent in enumerate(atlas.levels[level].parents):
            whole = city if parent < 0 or level == "district" else above + parent
            members.setdefault(whole, []).append(places[level].start + at)
    return members


def _of_sum(one: Sum, offsets: dict[int, int], each: int) -> Iterator[Row]:
    cells, coefficients = [offsets[at] for at, _ in one], [coefficient for _, coefficient in one]
    for number in range(each):
        yield [cell + number for cell in cells], coefficients


def _of_copy(found: Quantities, at: int, offsets: dict[int, int], each: int) -> Iterator[Row]:
    for number in range(each):
        yield [offsets[at] + number, offsets[found.each[at].copy_of] + number], [1, -1]


def _of_rests(small: Iterator[tuple[IntArray, IntArray]], first: int) -> Iterator[Row]:
    """Give every small rest a cell of its own behind all others: nobody publishes it, and it must not be known."""
    number = itertools.count(first)
    for parts, wholes in small:
        for part, whole in zip(parts.tolist(), wholes.tolist(), strict=True):
            yield [part, next(number), whole], [1, 1, -1]


def _of_pieces(small: Iterator[IntArray], first: int) -> Iterator[Row]:
    """Give every quarter of another vintage that has small pieces a cell of its own, as to rests."""
    for number, parts in enumerate(small):
        yield [*parts.tolist(), first + number], [1] * len(parts) + [-1]


def _residual(row: Row, counts: NDArray[np.float64]) -> float:
    residual = float(np.dot(row[1], counts[row[0]]))
    return residual if np.isfinite(residual) else 0.0


def _is_possible(row: Row, counts: NDArray[np.float64], withheld: NDArray[np.bool_]) -> bool:
    """Refuse a sum whose missing numbers could not fill it: the total is another thing, of another count."""
    at, coefficients = np.array(row[0]), np.array(row[1])
    missing = np.isnan(counts[at])
    if not missing.any():
        return True
    if missing.all():
        return False
    left = -float(np.dot(coefficients[~missing], counts[at[~missing]]))
    signs = coefficients[missing]
    if (signs > 0).all():
        return left >= withheld[at[missing]].sum()
    return not (signs < 0).all() or left <= -int(withheld[at[missing]].sum())


def _is_of_told(row: Row, counts: NDArray[np.float64], withheld: NDArray[np.bool_]) -> bool:
    """Tell a total that is the sum of what the source tells, as if it kept nothing back: it ties these numbers."""
    missing = np.isnan(counts[row[0]])
    return not (missing.all() or _is_possible(row, counts, withheld)) and _residual(_of_told(row, counts), counts) == 0


def _of_told(row: Row, counts: NDArray[np.float64]) -> Row:
    told = [(cell, coefficient) for cell, coefficient in zip(*row, strict=True) if not np.isnan(counts[cell])]
    return [cell for cell, _ in told], [coefficient for _, coefficient in told]


def _given_away(rows: Sequence[Row], counts: NDArray[np.float64], rules: Rules) -> NDArray[np.bool_]:
    """Find gaps that a sum leaves one small number for: nothing was delivered, but publishing the sum would tell it."""
    small = np.zeros(len(counts), dtype=bool)
    for cells, coefficients in rows:
        at = np.array(cells)
        missing = np.isnan(counts[at])
        if missing.sum() == 1:
            sign = np.array(coefficients)
            left = -float(np.dot(sign[~missing], counts[at[~missing]])) / float(sign[missing][0])
            small[at[missing]] |= 0 < left < rules.minimum_numerator
    return small


def _cells(
    atlas: Atlas,
    found: Quantities,
    book: RuleBook,
    chosen: tuple[int, ...],
    counts: NDArray[np.float64],
    withheld: NDArray[np.bool_],
    offsets: dict[int, int],
    *,
    fixed: bool,
    amounts: bool,
) -> Cells:
    each = found.areas * len(atlas.years)
    denominator = np.full(len(counts), -1)
    sensitive, signed, held = (np.zeros(len(counts), dtype=bool) for _ in range(3))
    largest = np.full(len(counts), np.nan)
    for at in chosen:
        one, cells = found.each[at], slice(offsets[at], offsets[at] + each)
        signed[cells] = one.signed
        if one.whole >= 0:
            denominator[cells] = np.arange(offsets[one.whole], offsets[one.whole] + each)
        held[cells] = fixed and (-1, "residents") in one.roles
        if amounts:
            of_few = few_behind(found, one, rules_of(atlas, book, one)).ravel()
            sensitive[cells] = of_few
            largest[cells] = np.where(of_few, counts[cells], np.nan)
        else:
            sensitive[cells] = one.of_people and not one.signed
        if one.largest is not None:
            largest[cells] = np.fmax(largest[cells], one.largest.ravel())
            sensitive[cells] |= ~np.isnan(one.largest.ravel())
    known_cells = ~np.isnan(counts)
    tied = (denominator >= 0) & known_cells & (counts <= counts[denominator])  # neither unknown nor a slip of the pen
    nobody = withheld & (denominator >= 0) & (counts[denominator] < 1)  # contradicts itself: nothing follows from it
    denominator[(denominator >= 0) & ~tied & (~withheld | nobody)] = -1
    made = cells_of(
        counts,
        denominator=denominator,
        largest=largest,
        sensitive=sensitive,
        signed=signed,
        withheld=withheld & np.isnan(counts) & (not amounts),
        fixed=held & known_cells,
    )
    return made if amounts else _judged_by_own_rules(atlas, found, book, chosen, made, offsets, each)


def rules_of(atlas: Atlas, book: RuleBook, one: Quantity) -> Rules:
    """Give the strictest rules of all indicators that a quantity serves."""
    return book.strictest(atlas.indicators[at] for at, _ in one.roles if at >= 0)


def _judged_by_own_rules(
    atlas: Atlas,
    found: Quantities,
    book: RuleBook,
    chosen: tuple[int, ...],
    cells: Cells,
    offsets: dict[int, int],
    each: int,
) -> Cells:
    """Leave to the strictest rules only those cells that their own rules name."""
    if not (book.indicators or book.files):
        return cells
    from dataclasses import replace

    from analysis.protection.primary import primary

    by_rules: dict[Rules, IntArray] = {}
    sensitive = cells.sensitive.copy()
    for at in chosen:
        rules = rules_of(atlas, book, found.each[at])
        if rules not in by_rules:
            by_rules[rules] = primary(cells, rules).astype(np.int64)
        part = slice(offsets[at], offsets[at] + each)
        sensitive[part] &= by_rules[rules][part] > 0
    return replace(cells, sensitive=sensitive)
