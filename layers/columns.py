"""The numbers of one indicator and year, as float32 bytes of their own, apart from the geometry."""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from analysis.small_numbers import wilson_interval
from layers.base_indicator import base_indicator
from layers.city_value import city_values
from layers.container import container
from layers.flags import flags
from layers.public_numbers import digits_told, ranks_told
from layers.remembered import remembered
from layers.totals import totals
from loading.atlas import Atlas, Cube, Indicator, LevelName
from loading.reasons import Reason, is_comparable

Numbers = NDArray[np.float64]
YEARS_OF_CHANGE = 5
_DETAILS = ("low", "high", "clear", "numerator", "denominator", "residents", "rank", "change")


@dataclass(frozen=True, eq=False)
class Column:
    """One indicator in one year, for all areas of a level; arrays have the shape (n,).

    Attributes
    ----------
    level, indicator, year
        What was asked.
    decimals : int
        Decimals shown; the numbers carry two more, those of a public project none more.
    value : float64
        In the indicator's unit; NaN where ``reason`` has no number. A number that is too small to judge
        (``Reason.TOO_SMALL``) is here, but has no rank and no change.
    low, high : float64
        Wilson's 95 % range of a rate with counts, or the range that a derived number brings along; NaN otherwise.
    clear : float64
        1 where the whole range lies above the city's value, -1 where it lies below, 0 where it holds it; of a smoothed
        rate that of the rate itself. NaN without a range or where the number is too small to be judged.
    numerator, denominator, residents : float64
        NaN where unknown.
    rank : float64
        1 is the highest value, ties share the best rank; NaN where not ranked. In a public project the first rank of
        a band.
    rank_end : float64
        Last rank of the band; the rank itself where ranks are told one by one.
    reason : uint8
        See ``loading.reasons.Reason``.
    change : float64
        Difference to the value of ``change_since``; NaN where one of the two is blank.
    change_since : int or None
        Five years earlier, or the first year with values; None where there is no earlier one.
    """

    level: LevelName
    indicator: str
    year: int
    decimals: int
    value: Numbers
    low: Numbers
    high: Numbers
    clear: Numbers
    numerator: Numbers
    denominator: Numbers
    residents: Numbers
    rank: Numbers
    rank_end: Numbers
    reason: NDArray[np.uint8]
    change: Numbers
    change_since: int | None

    def __post_init__(self) -> None:
        for part in ("value", "reason", "rank_end", *_DETAILS):
            getattr(self, part).setflags(write=False)

    @property
    def comparable(self) -> Numbers:
        """The values that statistics use, true zeros among them; NaN elsewhere, shape (n,)."""
        return np.where(is_comparable(self.reason), self.value, np.nan)


@remembered(64, if_small=1024)
def column(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Column:
    """Give the numbers of one indicator and year.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int

    Returns
    -------
    Column
        Values are rounded to two decimals more than shown, so that every reader sorts and classifies the
        same numbers.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    cube = atlas.cubes[level]
    position, moment = atlas.indicator_position(indicator), atlas.year_position(year)
    declared = atlas.indicators[position]
    digits = digits_told(atlas, declared.decimals)
    reason = cube.reason[:, position, moment].copy()
    value = _rounded(cube.value[:, position, moment], digits)
    numerator = cube.numerator[:, position, moment].copy()
    denominator = cube.denominator[:, position, moment].copy()
    low, high = _range(cube, declared, position, moment)
    base = None if np.isfinite(low).any() else base_column(atlas, level, indicator, year)
    since = _base_year(atlas, level, position, year)
    change = np.full_like(value, np.nan)
    if since is not None:
        before = atlas.year_position(since)
        both = is_comparable(reason) & is_comparable(cube.reason[:, position, before])
        change = np.where(both, value - _rounded(cube.value[:, position, before], digits), np.nan)
    first, last = ranks_told(atlas, np.where(is_comparable(reason), value, np.nan))
    return Column(
        level=level,
        indicator=indicator,
        year=year,
        decimals=declared.decimals,
        value=value,
        low=_rounded(low, digits),
        high=_rounded(high, digits),
        clear=base.clear.copy() if base else _clear(atlas, position, moment, (low, high), is_comparable(reason)),
        numerator=numerator,
        denominator=denominator,
        residents=cube.residents[:, moment].copy(),
        rank=first,
        rank_end=last,
        reason=reason,
        change=_rounded(change, digits),
        change_since=since,
    )


def _range(cube: Cube, declared: Indicator, position: int, moment: int) -> tuple[Numbers, Numbers]:
    """Give both ends of the range of every area in the indicator's unit, NaN where there is none."""
    if position in cube.ranges:
        low, high = cube.ranges[position]
        return low[:, moment], high[:, moment]
    value, part, whole = (each[:, position, moment] for each in (cube.value, cube.numerator, cube.denominator))
    usable = np.isfinite(value) & (declared.kind == "rate")
    low, high = wilson_interval(np.where(usable, part, np.nan), whole)
    return declared.factor * low, declared.factor * high


def _clear(
    atlas: Atlas, position: int, moment: int, ends: tuple[Numbers, Numbers], judged: NDArray[np.bool_]
) -> Numbers:
    """Tell on which side of the city's value the whole range lies."""
    (low, high), city = ends, city_values(atlas, position)[moment]
    side = (low > city).astype(np.float64) - (high < city)
    return np.where(judged & np.isfinite(low) & np.isfinite(city), side, np.nan)


@remembered(64)
def column_bytes(atlas: Atlas, level: LevelName, indicator: str, year: int) -> bytes:
    """Write what the colours of a column need.

    Parameters
    ----------
    atlas : Atlas
    level : {"quarter", "district", "city"}
    indicator : str
    year : int

    Returns
    -------
    bytes
        A container (``layers.container``). Sections in the order of the geometry's ``ids``: "value", float32, NaN
        for blanks; "reason", uint8, a position in the header's ``reasons``. The header also tells what was asked,
        ``decimals`` and ``change_since``.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    one = column(atlas, level, indicator, year)
    header = {**_asked(one), "decimals": one.decimals, "change_since": one.change_since}
    reasons = [reason.label for reason in Reason]
    return container({**header, "reasons": reasons}, {"value": one.value.astype(np.float32), "reason": one.reason})


@remembered(64)
def details_bytes(atlas: Atlas, level: LevelName, indicator: str, year: int) -> bytes:
    """Write what cards, tables and sentences tell beyond the value: ranges, counts, ranks, changes.

    Returns
    -------
    bytes
        A container of float32 sections "low", "high", "clear", "numerator", "denominator", "residents", "rank",
        "change"; NaN for blanks. Of a public project also "rank_end". A derived indicator has those of the one it
        comes from beside its own: "base_value", "base_low", "base_high". The header has ``flags`` where the source
        delivers numbers with a reservation, see :func:`layers.flags.flags`.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    one = column(atlas, level, indicator, year)
    flagged = flags(atlas, level, indicator, year)
    whole = totals(atlas, level, indicator, year)
    header = {**_asked(one), **({"flags": flagged} if flagged else {}), **({"totals": whole} if whole else {})}
    told = {part: getattr(one, part) for part in _DETAILS}
    if atlas.protection is not None:
        told["rank_end"] = one.rank_end
    base = base_column(atlas, level, indicator, year)
    if base:
        told |= {"base_value": base.value, "base_low": base.low, "base_high": base.high}
    return container(header, {part: numbers.astype(np.float32) for part, numbers in told.items()})


def base_column(atlas: Atlas, level: LevelName, indicator: str, year: int) -> Column | None:
    """Give the numbers that a derived indicator comes from; None for any other, or where it comes from many.

    Raises
    ------
    KeyError
        If the Atlas has no such level or year.
    """
    base = base_indicator(atlas, indicator)
    return column(atlas, level, base, year) if base != indicator else None


@remembered(4096)
def column_url(atlas: Atlas, level: LevelName, indicator: str, year: int) -> str:
    """Give the address of a column; it changes with the content, so that browsers may keep it for ever.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    version = content_hash(column_bytes(atlas, level, indicator, year))
    return f"{_path(atlas, level, indicator, year)}.column?v={version}"


@remembered(4096)
def details_url(atlas: Atlas, level: LevelName, indicator: str, year: int) -> str:
    """Give the address of a column's details, like :func:`column_url`.

    Raises
    ------
    KeyError
        If the Atlas has no such level, indicator or year.
    """
    version = content_hash(details_bytes(atlas, level, indicator, year))
    return f"{_path(atlas, level, indicator, year)}.details?v={version}"


def content_hash(content: bytes) -> str:
    """Give a short name of exactly these bytes.

    Examples
    --------
    >>> content_hash(b"Toytown")
    'ecb75f7e3480'
    """
    return hashlib.sha256(content).hexdigest()[:12]


def _rounded(numbers: Numbers, digits: int) -> Numbers:
    return np.round(numbers, digits) + 0.0


def _base_year(atlas: Atlas, level: LevelName, position: int, year: int) -> int | None:
    filled = np.flatnonzero(is_comparable(atlas.cubes[level].reason[:, position, :]).any(axis=0))
    earlier = [atlas.years[moment] for moment in filled if 0 < atlas.years[moment] < year]
    if not earlier:
        return None
    return year - YEARS_OF_CHANGE if year - YEARS_OF_CHANGE in earlier else earlier[0]


def _asked(one: Column) -> dict[str, object]:
    return {"level": one.level, "indicator": one.indicator, "year": one.year}


def _path(atlas: Atlas, level: LevelName, indicator: str, year: int) -> str:
    return "/data/" + "/".join(quote(part, safe="") for part in (atlas.project, level, indicator, str(year)))
