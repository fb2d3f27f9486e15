"""The question that the page asks: which indicator, which year, coloured how."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np

from analysis.classification import SCHEMES, Scheme
from layers.base_indicator import base_indicator
from layers.palettes import DEFAULT_PALETTE, PALETTES
from loading.atlas import Atlas, Indicator, LevelName
from loading.reasons import has_number

MOST_CLASSES = 9
CITY = "city"
RESIDENTS = "residents"
Shown = Literal["", "clear", "clusters", "matrix", "types"]
_HOW: Final = re.compile(r"[\w.~:+-]{0,8000}")


@dataclass(frozen=True, kw_only=True)
class View:
    """One question to an Atlas; hashable, and the address bar can hold it.

    Attributes
    ----------
    project : str
        Content hash of the Atlas.
    level : {"quarter", "district"}
    indicator : str
        Id; empty only where the Atlas has no indicator at all.
    year : int
        0 stands for "no year named".
    scheme : {"quantile", "equal_interval", "natural_breaks", "standard_deviation", "head_tail", "own"}
    k : int
        Number of classes wanted, 2 to 9.
    palette : str
        One of ``layers.palettes.PALETTES``.
    breaks : tuple of float
        Inner class limits, ascending, at most eight; empty unless the scheme is "own".
    second : str
        Indicator on the scatter's x axis.
    same : bool
        Classes are made from the values of all years together, so that a colour means the same in each.
    against : str
        What is subtracted from the values on the map: "city", or another year; empty for the values themselves.
    bivariate : bool
        The map shows the indicator together with the second one.
    show : {"", "clear", "clusters", "matrix", "types"}
        What areas are sorted by in place of the indicator's classes, see ``layers.categories``; then neither
        differences nor a second indicator are shown. Empty for the classes.
    how : str
        How they are sorted, in the words of that kind; empty for its default. Letters, digits and ``._~:+-``.
    """

    project: str
    level: LevelName = "quarter"
    indicator: str
    year: int
    scheme: Scheme = "natural_breaks"
    k: int = 5
    palette: str = DEFAULT_PALETTE
    breaks: tuple[float, ...] = ()
    second: str = ""
    same: bool = False
    against: str = ""
    bivariate: bool = False
    show: Shown = ""
    how: str = ""

    @staticmethod
    def from_query(query: Mapping[str, object], atlas: Atlas) -> "View":
        """Read a query string, or the JSON of a View; whatever is missing or wrong gets its default.

        Parameters
        ----------
        query : mapping of str to str
            Keys p, level, i, y, scheme, k, palette, breaks, x, same, against, bi, show, how; others are
            passed over. The project (p) is the caller's business: the View belongs to the given Atlas.
        atlas : Atlas

        Returns
        -------
        View
            Every field valid for the Atlas. Never raises.
        """
        asked = {key: str(value) for key, value in query.items() if value is not None}
        level = _level(asked.get("level", ""), atlas)
        indicator = _indicator(asked.get("i", ""), atlas, level)
        scheme, breaks = _scheme(asked.get("scheme", ""), asked.get("breaks", ""))
        palette = asked.get("palette", "")
        year = _year(asked.get("y", ""), atlas, level, indicator)
        show = _shown(asked.get("show", ""))
        bivariate = asked.get("bi", "") == "1" and not show
        how = asked.get("how", "")
        return View(
            project=atlas.project,
            level=level,
            indicator=indicator,
            year=year,
            scheme=scheme,
            k=len(breaks) + 1 if breaks else _whole(asked.get("k", ""), 5, 2, MOST_CLASSES),
            palette=palette if palette in PALETTES else DEFAULT_PALETTE,
            breaks=breaks,
            second=_second(asked.get("x", ""), atlas, level, indicator),
            same=asked.get("same", "") == "1",
            against="" if bivariate or show else _against(asked.get("against", ""), atlas, year),
            bivariate=bivariate,
            show=show,
            how=how if show and _HOW.fullmatch(how) else "",
        )

    def to_query(self) -> dict[str, str]:
        """Write the View as the keys and values of a query string; also its JSON form.

        Examples
        --------
        >>> View(project="toytown", indicator="A1", year=2024, second="F1").to_query()["i"]
        'A1'
        """
        return {
            "p": self.project,
            "level": self.level,
            "i": self.indicator,
            "y": str(self.year),
            "scheme": self.scheme,
            "k": str(self.k),
            "palette": self.palette,
            "breaks": ",".join(repr(limit) for limit in self.breaks),
            "x": self.second,
            "same": "1" if self.same else "",
            "against": self.against,
            "bi": "1" if self.bivariate else "",
            "show": self.show,
            "how": self.how,
        }


def years_with_values(atlas: Atlas, level: LevelName, indicator_id: str) -> tuple[int, ...]:
    """Give the years for which at least one area of the level has a number, ascending.

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    reasons = atlas.cubes[level].reason[:, atlas.indicator_position(indicator_id), :]
    with_number = has_number(reasons).any(axis=0)
    return tuple(atlas.years[position] for position in np.flatnonzero(with_number))


def matching_rate(atlas: Atlas, level: LevelName, indicator: Indicator) -> Indicator | None:
    """Find the rate that says of a count what coloured areas may show.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
        On which the rate must have values.
    indicator : Indicator
        A count.

    Returns
    -------
    Indicator or None
        The rate of the same people; else one of the same dimension; else one that measures a burden; else any.
        None where there is no rate with values.
    """
    rates = [one for one in _with_values(atlas, level) if one.kind == "rate" and one.id != indicator.id]
    same = [one for one in rates if one.numerator and one.numerator == indicator.numerator]
    related = [one for one in rates if one.dimension == indicator.dimension and one.dimension != "demography"]
    found = _first(same, related, [one for one in rates if one.direction == "more_disadvantage"], rates)
    return next((one for one in rates if one.id == found), None)


def _whole(text: str, default: int, lowest: int, highest: int) -> int:
    try:
        number = int(text)
    except ValueError:
        return default
    return min(max(number, lowest), highest)


def _level(text: str, atlas: Atlas) -> LevelName:
    return "district" if text == "district" and "district" in atlas.levels else "quarter"


def _scheme(text: str, breaks: str) -> tuple[Scheme, tuple[float, ...]]:
    scheme: Scheme = next((one for one in SCHEMES if one == text), "natural_breaks")
    limits = _breaks(breaks) if scheme == "own" else ()
    return ("natural_breaks", ()) if scheme == "own" and not limits else (scheme, limits)


def _breaks(text: str) -> tuple[float, ...]:
    found: set[float] = set()
    for part in text.split(",")[:1000]:
        try:
            found.add(float(part) + 0.0)
        except ValueError:
            continue
    return tuple(sorted(limit for limit in found if math.isfinite(limit)))[: MOST_CLASSES - 1]


def _with_values(atlas: Atlas, level: LevelName) -> tuple[Indicator, ...]:
    filled = tuple(one for one in atlas.indicators if years_with_values(atlas, level, one.id))
    return filled or atlas.indicators


def _indicator(text: str, atlas: Atlas, level: LevelName) -> str:
    """Choose what is asked for, what that would be derived from, else poverty, another burden, or anything judged.

    Where all that was delivered is context, shares that somebody has computed come first, then the residents as a
    whole, and only then who they are: a page does not begin with the share of foreigners as if it were a burden.
    """
    known = {one.id for one in atlas.indicators}
    for wanted in (text, base_indicator(atlas, text)):
        if wanted in known:
            return wanted
    available = _with_values(atlas, level)
    rates = [one for one in available if one.kind == "rate"]
    burdens = [one for one in rates if one.direction == "more_disadvantage"]
    poverty = [one for one in burdens if one.dimension == "income"]
    judged = [one for one in available if one.direction != "context"]
    judged.sort(key=lambda one: (one.kind == "count", one.kind == "value", one.direction != "more_disadvantage"))
    delivered = [one for one in rates if not one.numerator and one.dimension != "demography"]
    people = [one for one in available if one.id == RESIDENTS]
    return _first(poverty, burdens, judged, delivered, people, rates, available)


def _second(text: str, atlas: Atlas, level: LevelName, indicator_id: str) -> str:
    if any(one.id == text for one in atlas.indicators):
        return text
    others = [one for one in _with_values(atlas, level) if one.id != indicator_id]
    rates = [one for one in others if one.kind != "count"]
    own = next((one.dimension for one in atlas.indicators if one.id == indicator_id), "")
    education = [one for one in rates if one.dimension == "education" != own]
    elsewhere = [one for one in rates if one.dimension != own]
    return _first(education, elsewhere, rates, others) or indicator_id


def _shown(text: str) -> Shown:
    return next((one for one in get_args(Shown) if one == text), "")


def _against(text: str, atlas: Atlas, year: int) -> str:
    others = (str(one) for one in atlas.years if one and one != year)
    return text if text == CITY or text in others else ""


def _first(*preferences: Iterable[Indicator]) -> str:
    return next((one.id for choice in preferences for one in choice), "")


def _year(text: str, atlas: Atlas, level: LevelName, indicator_id: str) -> int:
    try:
        asked = int(text)
    except ValueError:
        asked = -1
    if asked in atlas.years:
        return asked
    filled = years_with_values(atlas, level, indicator_id) if indicator_id else ()
    return (filled or atlas.years or (0,))[-1]
