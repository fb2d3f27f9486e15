"""Sums over areas of which some are suppressed: at least their known part, of the city's own published count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from layers.told_protection import rounded_to
from layers.words import Words
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason

Part = Literal["numerator", "denominator", "residents"]
PARTS: Final[tuple[Part, ...]] = ("numerator", "denominator", "residents")
_RESIDENTS: Final = "residents"


@dataclass(frozen=True)
class Sum:
    """What some areas have together.

    Attributes
    ----------
    known : float
        The sum of what is known; NaN where nothing is.
    share : float
        Fraction of the whole city, NaN where nobody is counted or nobody knows how many there are.
    at_least : bool
        Whether counts of some of the areas are suppressed: the sum and its share are then the least they can be.
    """

    known: float
    share: float
    at_least: bool


@dataclass(frozen=True, eq=False)
class Counts:
    """The counts of a level.

    Attributes
    ----------
    numbers : float64, shape (n,)
        NaN where not known.
    hidden : bool, shape (n,)
        Where a count is not known because it is suppressed.
    city : float
        The city's own count; NaN where it is not known, or less than its known areas have together (by more than
        rounding makes of it).
    """

    numbers: NDArray[np.float64]
    hidden: NDArray[np.bool_]
    city: float

    def __post_init__(self) -> None:
        self.numbers.setflags(write=False)
        self.hidden.setflags(write=False)

    @property
    def is_short(self) -> bool:
        """Whether the known counts fall short of the whole, because others are suppressed."""
        return bool(self.hidden.any())

    @property
    def known(self) -> float:
        """What all known areas have together."""
        return float(np.nansum(self.numbers))

    @property
    def whole(self) -> float:
        """What shares are shares of: where counts are suppressed the city's own count; NaN where that is not known.

        The known areas are then not the city: those that are suppressed are missing, and their rates are other ones.
        """
        return self.city if self.is_short else self.known

    def of(self, members: Sequence[int] | NDArray[np.intp]) -> Sum:
        """Add up some areas, given by position."""
        chosen = np.asarray(members, dtype=np.intp)
        numbers = self.numbers[chosen]
        known = float(np.nansum(numbers)) if np.isfinite(numbers).any() else float("nan")
        share = known / self.whole if self.whole > 0 else float("nan")
        return Sum(known, share, bool(self.hidden[chosen].any()))


@dataclass(frozen=True)
class Living:
    """Who lives in the areas of each category.

    Attributes
    ----------
    residents : tuple of float
        As far as known.
    at_least : tuple of bool
        Of which categories that is the least it can be.
    population : float
        People in all areas, those without a category too: what shares of residents are shares of. NaN where some of
        them are suppressed and the city's own number is not known.
    """

    residents: tuple[float, ...]
    at_least: tuple[bool, ...]
    population: float


def counts_of(atlas: Atlas, level: LevelName, indicator: str, year: int, part: Part) -> Counts:
    """Give what is counted in the areas of a level, with what of it is suppressed.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int
    part : {"numerator", "denominator", "residents"}

    Returns
    -------
    Counts

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.

    Notes
    -----
    In a public project a count can be suppressed although its value is told; what was not delivered is not suppressed.
    """
    at, moment = atlas.indicator_position(indicator), atlas.year_position(year)
    cube, city = atlas.cubes[level], atlas.cubes["city"]
    if part == "residents":
        numbers, delivered = cube.residents[:, moment].copy(), float(city.residents[0, moment])
    else:
        numbers, delivered = getattr(cube, part)[:, at, moment].copy(), float(getattr(city, part)[0, at, moment])
    hidden = np.isnan(numbers) & _suppressed(atlas, level, at, moment, part)
    known, base = float(np.nansum(numbers)), rounded_to(atlas)
    rounding = base / 2 * (np.isfinite(numbers).sum() + 1) if base > 1 else 0.0
    return Counts(numbers, hidden, max(delivered, known) if delivered >= known - rounding else float("nan"))


def _suppressed(atlas: Atlas, level: LevelName, at: int, moment: int, part: Part) -> NDArray[np.bool_]:
    reason = atlas.cubes[level].reason
    found: NDArray[np.bool_] = reason[:, at, moment] == Reason.SUPPRESSED
    if atlas.protection is not None:
        found = found | np.isin(reason[:, at, moment], [one for one in Reason if one.has_number])
    ids = [one.id for one in atlas.indicators]
    if part == "residents" and _RESIDENTS in ids:
        found = found | (reason[:, ids.index(_RESIDENTS), moment] == Reason.SUPPRESSED)
    return found


def totals(atlas: Atlas, level: LevelName, indicator: str, year: int) -> dict[Part, float | None]:
    """Give the city's counts where counts of some areas are suppressed, so that their sum falls short of the whole.

    Parameters and errors as in :func:`counts_of`.

    Returns
    -------
    dict
        "numerator", "denominator" and "residents", each only where a count of the level is suppressed; None where the
        city's is not known either, so that nobody knows the whole. What was not delivered counts as before: nothing is
        said about it.
    """
    each = {part: counts_of(atlas, level, indicator, year, part) for part in PARTS}
    return {part: one.whole if np.isfinite(one.whole) else None for part, one in each.items() if one.is_short}


def living_in(atlas: Atlas, level: LevelName, indicator: str, year: int, category: NDArray[np.intp], n: int) -> Living:
    """Add up who lives in the areas of each of n categories.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int
    category : int array, shape (areas,)
        Below 0 for areas without one.
    n : int

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    counts = counts_of(atlas, level, indicator, year, "residents")
    each = [counts.of(np.flatnonzero(category == one)) for one in range(n)]
    known = tuple(0.0 if np.isnan(one.known) else one.known for one in each)
    return Living(known, tuple(one.at_least for one in each), counts.whole)


def at_least(words: Words, amount: str, is_least: bool) -> str:
    """Write an amount, and that it is the least where counts behind it are suppressed.

    Examples
    --------
    >>> from texts import load_texts
    >>> at_least(load_texts("de"), "1.234 Menschen", True), at_least(load_texts("en"), "12.3%", False)
    ('mindestens 1.234 Menschen', '12.3%')
    """
    return words("totals.at_least", amount=amount) if is_least else amount
