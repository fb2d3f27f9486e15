"""Which indicators of the catalogue a column may be: by its name in German and English, unit, range and kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from loading.declaring.catalogue import Definition, definitions, rate_of
from loading.declaring.measures import groups_named, has, says_unit
from loading.declaring.merging import Series
from loading.declaring.plausibility import is_fractions, rates_of
from loading.declaring.wording import plain

MOST_PROPOSALS = 5
LIKELY, POSSIBLE = 0.75, 0.45
KNOWN_BY_STEMS = 0.9
UNIT_UNSAID, UNIT_DIFFERENT, KIND_DIFFERENT, GROUP_UNSAID, NONE_INSIDE = 0.95, 0.6, 0.7, 0.6, 0.5


@dataclass(frozen=True)
class Proposal:
    """An indicator of the catalogue that a column may be, and what speaks for and against it.

    Attributes
    ----------
    definition : Definition
    name : float
        How far the heading has the words of the indicator; 1 where it is one of its known names.
    unit : bool or None
        Whether the unit is the indicator's; None where the file names none.
    low, high : float
        Lowest and highest number of the column, as shown; of counts, of the rate. NaN where it has no denominator.
    outside : int
        How many numbers lie outside the usual range, see :attr:`loading.declaring.catalogue.Definition.usual`.
    numbers : int
        How many there are.
    denominator : Series or None
        Of a count: what it would be divided by.
    is_count : bool
        Whether the column counts; then it becomes the numerator.
    """

    definition: Definition
    name: float
    unit: bool | None
    low: float
    high: float
    outside: int
    numbers: int
    denominator: Series | None = None
    is_count: bool = False

    @property
    def score(self) -> float:
        """How much speaks for it, from 0 to 1: the name, less for a different unit, range or kind."""
        unit = UNIT_UNSAID if self.unit is None else 1.0 if self.unit else UNIT_DIFFERENT
        inside = 1 - self.outside / self.numbers if self.numbers else 1.0
        kind = KIND_DIFFERENT if self.is_count and self.denominator is None else 1.0
        return self.name * unit * kind * (NONE_INSIDE + (1 - NONE_INSIDE) * inside)

    @property
    def is_likely(self) -> bool:
        """Whether it is offered to be taken over at once."""
        return self.score >= LIKELY


def proposals(
    series: Series, by_quantity: Mapping[str, Series], known: Iterable[str] = (), most: int = MOST_PROPOSALS
) -> tuple[Proposal, ...]:
    """Propose indicators of the catalogue for a column.

    Parameters
    ----------
    series : Series
    by_quantity : mapping of str to Series
        Counts the delivery has, by what they count: the denominators.
    known : iterable of str
        Ids by which the column has been recognised already; their names fit, whatever the words.
    most : int

    Returns
    -------
    tuple of Proposal
        The best first, as far as they are at all possible; changes are never one.
    """
    if series.nature == "change":
        return ()
    recognised = set(known)
    named = ((one, _name(one, series, one.indicator.id in recognised)) for one in definitions())
    found = [_proposal(one, series, name, by_quantity) for one, name in named if name >= POSSIBLE]
    possible = [one for one in found if one.score >= POSSIBLE or one.definition.indicator.id in recognised]
    possible.sort(key=lambda one: (one.score, len(one.definition.stems)), reverse=True)
    return tuple(possible[:most])


def _name(definition: Definition, series: Series, recognised: bool) -> float:
    """Say how far a heading has the words of an indicator; words of groups it does not know speak against it."""
    same = definition is series.definition or (series.quantity is not None and definition.numerator == series.quantity)
    if recognised or same or rate_of(series.title) is definition:
        return 1.0
    words = plain(series.title)
    if not definition.stems or not definition.stems[0].search(words):
        return 0.0
    share = sum(stem.search(words) is not None for stem in definition.stems) / len(definition.stems)
    rest = words
    for stem in definition.stems:
        rest = stem.sub(" ", rest)
    return KNOWN_BY_STEMS * share * (GROUP_UNSAID if groups_named(rest) or has("rank", words) else 1.0)


def _proposal(definition: Definition, series: Series, name: float, by_quantity: Mapping[str, Series]) -> Proposal:
    bottoms = [by_quantity[key] for key in definition.denominators if key in by_quantity]
    is_count = series.nature == "count"
    bottom = next((one for one in bottoms if set(one.years) & set(series.years)), None) if is_count else None
    numbers = _numbers(definition, series, bottom)
    usual = definition.usual
    outside = 0 if usual is None else int(((numbers > usual[1]) | ((numbers < usual[0]) & (numbers != 0))).sum())
    low, high = (float(numbers.min()), float(numbers.max())) if len(numbers) else (np.nan, np.nan)
    return Proposal(definition, name, _unit(definition, series), low, high, outside, len(numbers), bottom, is_count)


def _numbers(definition: Definition, series: Series, bottom: Series | None) -> np.ndarray:
    if series.nature == "count":
        return rates_of(series, bottom, definition.indicator.factor) if bottom is not None else np.zeros(0)
    numbers = series.numbers()
    numbers = numbers[np.isfinite(numbers)]
    is_part = series.nature == "share" and definition.indicator.factor == 100 and is_fractions(series)
    return 100 * numbers if is_part else numbers


def _unit(definition: Definition, series: Series) -> bool | None:
    """Compare the unit the file names, in its heading or beside it, with the indicator's; counts have none."""
    if series.nature == "count":
        return None
    said = says_unit(series.columns[0])
    if said is None:
        return None
    wanted = definition.indicator.unit["de"]
    per_cent, per_thousand = wanted == "%", has("per_thousand", plain(wanted))
    return {"share": per_cent, "per_thousand": per_thousand}.get(said, not per_cent and not per_thousand)


def by_quantity(found: Sequence[Series]) -> dict[str, Series]:
    """Give the counts of a delivery by what they count."""
    return {series.quantity: series for series in found if series.quantity is not None}
