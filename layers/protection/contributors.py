"""Largest contributors: what of a number comes from one provider, landlord or payer alone."""

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.protection import Rules
from layers.protection.quantities import quantities
from layers.protection.quantity import LEVELS, Quantities, Quantity
from layers.protection.rule_book import RuleBook
from loading.atlas import Atlas, Cube, Indicator
from loading.declaring.wording import plain

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Contributors = Mapping[str, FloatArray]
"""By the id of an indicator its largest contribution; shape (areas of all levels, years)."""

DOMINANCE = 0.5
"""Greatest share of one contributor where the rules name none."""

_LARGEST = re.compile(
    r" (?:(?:davon|darunter|des|der|vom|von|of|by|from|the) )*"
    r"(?:groesste[rnms]?|largest|biggest) (?:einzelne[rnms]? |single )?"
    r"(?:(?:kosten|leistungs|einrichtungs)?traeger|anbieter|(?:ein)?zahler|geldgeber|vermieter|eigentuemer|arbeitgeber"
    r"|betrieb|unternehmen|einrichtung|haushalt|beitrag|einzelbetrag|einzelfall|contributor|provider|payer|owner"
    r"|landlord|employer|company|household|case|amount)(?:e?s|en)?\b"
)
_UNIT = re.compile(r" in (?:eur|euro|euros|tsd eur|teur)$")


def without_contributors(atlas: Atlas) -> tuple[Atlas, Contributors]:
    """Take the columns of largest contributors out: they are for judging, and nobody publishes them.

    Parameters
    ----------
    atlas : Atlas

    Returns
    -------
    atlas : Atlas
        Without them, and without whatever repeats their numbers. Amounts delivered ready-made that have such a column
        have it as their numerator, so that what adds up to them is judged too.
    contributors : mapping of indicator id to float64, shape (areas of all levels, years)
        Of districts and the city the sum of their quarters, as if it were the same contributor everywhere.

    Notes
    -----
    A column is told by its title: that of another, and "größter Träger" or "largest provider" behind it.
    """
    titles = {_base(one): at for at, one in enumerate(atlas.indicators) if _is_whole(one)}
    of: dict[int, int] = {}
    columns: set[int] = set()
    for at, one in enumerate(atlas.indicators):
        found = _LARGEST.search(plain(one.title.get("de", "")))
        whole = titles.get(_UNIT.sub("", found.string[: found.start()]), -1) if found else -1
        if found and whole >= 0:
            columns.add(at)
            if _is_whole(one, with_contributors=True) and not found.string[found.end() :].strip():
                of[whole] = at
    if not of:
        return atlas, {}
    largest = {atlas.indicators[whole].id: _numbers(atlas, at) for whole, at in of.items()}
    columns |= {at for at in range(len(atlas.indicators)) if _repeats(atlas, at, [*of.values()])}
    return _without(_with_numerators(atlas, of), columns), largest


def _base(one: Indicator) -> str:
    return _UNIT.sub("", plain(one.title.get("de", "")))


def _is_whole(one: Indicator, *, with_contributors: bool = False) -> bool:
    return one.kind in ("count", "value") and (with_contributors or not _LARGEST.search(_base(one)))


def _numbers(atlas: Atlas, at: int) -> FloatArray:
    """Give counts, or amounts delivered ready-made, of all levels; of larger areas the sum where there is none."""
    parts = []
    quarters = atlas.cubes["quarter"]
    own = np.where(np.isnan(quarters.numerator[:, at]), quarters.value[:, at], quarters.numerator[:, at])
    parents = np.array(atlas.levels["quarter"].parents)
    for level in [level for level in LEVELS if level in atlas.levels]:
        cube = atlas.cubes[level]
        told = np.where(np.isnan(cube.numerator[:, at]), cube.value[:, at], cube.numerator[:, at])
        if level != "quarter":
            members = [parents == place if level == "district" else parents >= -1 for place in range(len(told))]
            told = np.fmax(told, [np.nansum(own[chosen], axis=0) for chosen in members])
        parts.append(told)
    return np.concatenate(parts).astype(np.float64)


def _repeats(atlas: Atlas, at: int, largest: list[int]) -> bool:
    """Tell whether an indicator is made of the numbers of a largest contributor."""
    cube = atlas.cubes["quarter"]
    whole = [_quarters(cube, one) for one in largest]
    parts = (cube.numerator[:, at], cube.denominator[:, at], cube.value[:, at])
    return any(
        np.isfinite(one).any() and np.array_equal(one, other, equal_nan=True) for one in parts for other in whole
    )


def _quarters(cube: Cube, at: int) -> FloatArray:
    return np.asarray(np.where(np.isnan(cube.numerator[:, at]), cube.value[:, at], cube.numerator[:, at]))


def _with_numerators(atlas: Atlas, wholes: Mapping[int, int]) -> Atlas:
    """Take amounts delivered ready-made for what they are: sums of what people and providers get."""
    ready = [at for at in wholes if not np.isfinite(atlas.cubes["quarter"].numerator[:, at]).any()]
    cubes = {}
    for level, cube in atlas.cubes.items():
        part = cube.numerator.copy()
        part[:, ready] = cube.value[:, ready]
        cubes[level] = replace(cube, numerator=part)
    indicators = tuple(
        replace(one, counts=one.counts or "things") if at in ready else one for at, one in enumerate(atlas.indicators)
    )
    return replace(atlas, cubes=cubes, indicators=indicators)


def _without(atlas: Atlas, columns: set[int]) -> Atlas:
    kept = [at for at in range(len(atlas.indicators)) if at not in columns]
    cubes = {
        level: Cube(
            cube.value[:, kept],
            cube.numerator[:, kept],
            cube.denominator[:, kept],
            cube.reason[:, kept],
            cube.residents.copy(),
            {kept.index(at): both for at, both in cube.ranges.items() if at in kept},
        )
        for level, cube in atlas.cubes.items()
    }
    indicators = tuple(atlas.indicators[at] for at in kept)
    ids = {one.id for one in indicators}
    return replace(
        atlas, cubes=cubes, indicators=indicators, flagged=tuple(one for one in atlas.flagged if one.indicator in ids)
    )


def tell_contributors(atlas: Atlas, found: Quantities, contributors: Contributors) -> None:
    """Say of quantities what of them comes from their largest contributor; they are changed."""
    for name, largest in contributors.items():
        at = found.position.get((atlas.indicator_position(name), "numerator"), -1)
        if at >= 0:
            one = found.each[at]
            with np.errstate(invalid="ignore", divide="ignore"):
                part = np.ceil(one.numbers * (largest / one.true) - 1e-6)  # a copy is told in another unit
            one.largest = np.minimum(part, one.numbers)


def prepared(atlas: Atlas, book: RuleBook) -> tuple[Atlas, RuleBook, Quantities]:
    """Set contributors apart, and find what is counted.

    Parameters
    ----------
    atlas : Atlas
    book : RuleBook

    Returns
    -------
    atlas : Atlas
        See :func:`without_contributors`.
    book : RuleBook
        Where contributors are known, with a rule for them.
    quantities : Quantities
    """
    kept, contributors = without_contributors(atlas)
    found = quantities(kept, book.bases)
    tell_contributors(kept, found, contributors)
    return kept, with_dominance(book, contributors), found


def with_dominance(book: RuleBook, contributors: Contributors) -> RuleBook:
    """Judge contributors where they are known, and the rules do not say how."""
    if not contributors or book.general.dominance is not None:
        return book
    return replace(book, general=replace(book.general, dominance=DOMINANCE))


def few_behind(found: Quantities, one: Quantity, rules: Rules) -> BoolArray:
    """Tell where an amount comes from so few people that one of them could be most of it."""
    few = np.zeros(one.numbers.shape, dtype=bool)
    for position, _ in one.roles:
        whole = found.position.get((position, "denominator"), -1)
        if whole >= 0 and found.each[whole].of_people and not found.each[whole].is_amount:
            few |= found.each[whole].numbers < max(rules.minimum_denominator, rules.minimum_numerator)
    return few & (one.numbers > 0)
