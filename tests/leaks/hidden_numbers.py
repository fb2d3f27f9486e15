"""What nobody outside may find, and how it would look if it were there.

Everything that was obtained is sought through for rates, as text of at least six digits or as a double. Shorter ones
stand anywhere by chance. They are sought where it is known of which quarter, indicator and year something is said: in
columns (``told_in_columns``) and in tables, charts, cards and workbooks (``told_cells.Places``), with counts, ranks and
whatever is worked out of a hidden number; with a decimal in every text that names the quarter, too. Not sought remain:

- short numbers in texts that name no quarter, in those of other indicators than the one asked for, and lengths of
  bars; whole numbers in texts;
- rates with at most four decimals (12.5) or the same as a published one of another quarter or indicator, outside of
  columns and known places;
- numbers that follow from what is published where the app tells such numbers (``computed``): whether what is published
  gives hidden ones away is a question to the attacks.
"""

import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from layers.container import read_container
from layers.protection import RuleBook
from loading.atlas import Atlas
from tests.leaks.computed import computed, excused
from tests.leaks.obtainable import Obtained
from tests.leaks.seen import SINGLE

TOLD = ("value", "low", "high", "numerator", "rank", "rank_end", "change", "clear", "minuend", "plain_value", "apart")
_RATES = ("value", "plain_value", "minuend", "subtrahend", "base_value")
SIGNIFICANT = 6  # digits: a number with fewer may stand somewhere by chance
MOST_DECIMALS = 17
_COLUMN = re.compile(r"/data/\w+/(\w+)/(?:\w+:)?([\w-]+)/(\d+)(?:-minus-(\w+))?[\w-]*\.(?:column|details)")
_OF_OTHERS = re.compile(r"-as-(?:matrix|types)\.column")  # sorted by other indicators than the one in the address
# With a decimal point anywhere; with a decimal comma, but not two whole numbers of a list.
_NUMBERS = re.compile(rb"\d+\.\d{2,}|(?<![\d.,])(?<!,-)\d+,\d{2,}(?![\d,])")


@dataclass(frozen=True)
class Secret:
    """One number that is known inside and hidden outside.

    Attributes
    ----------
    level, indicator : str
    area, year : int
        Positions.
    rate : float
        As the Atlas inside has it.
    count : float
        Its numerator; NaN where it has none.
    told : float
        What is published instead; NaN where nothing is.
    count_is_told : bool
        Whether its numerator is published: only the denominator is hidden.
    """

    level: str
    indicator: str
    area: int
    year: int
    rate: float
    count: float = np.nan
    told: float = np.nan
    count_is_told: bool = False

    def in_numbers(self, name: str, number: float) -> bool:
        """Whether a number in a column's section gives it away: any where it is hidden, the true one where rounded."""
        if np.isnan(self.told):
            return bool(np.isfinite(number)) and not (name == "numerator" and self.count_is_told)
        if name not in _RATES or not np.isfinite(number):
            return False
        decimals = next((few for few in range(6) if abs(number - round(number, few)) <= 1e-6 * abs(number)), 6)
        return agrees(self.rate, number, decimals) and not agrees(self.told, number, decimals)


def agrees(number: float, written: float, decimals: int) -> bool:
    """Whether a number may be written so, with so many decimals."""
    return abs(number - written) <= 0.5 * 10.0**-decimals + SINGLE * abs(number)


def secrets(inside: Atlas, public: Atlas) -> list[Secret]:
    """Find the numbers that the gate has hidden or, where it rounds, those of few people that it tells otherwise."""
    assert public.protection is not None
    rules = RuleBook.from_json(public.protection.rules).general
    found = []
    for level, cube in inside.cubes.items():
        told = public.cubes[level].value
        few = (cube.numerator > 0) & (cube.numerator < rules.minimum_numerator)
        other = (few | (cube.denominator < rules.minimum_denominator)) & ~np.isclose(cube.value, told, rtol=1e-5)
        for area, at, year in np.argwhere(np.isfinite(cube.value) & (~np.isfinite(told) | other)).tolist():
            rate, count, instead = (float(one[area, at, year]) for one in (cube.value, cube.numerator, told))
            open_count = bool(np.isfinite(public.cubes[level].numerator[area, at, year]))
            found.append(Secret(level, inside.indicators[at].id, area, year, rate, count, instead, open_count))
    return found


def touched(hidden: Iterable[Secret], public: Atlas) -> list[str]:
    """Indicators with hidden numbers of quarters in the last year, those with the most first."""
    last = len(public.years) - 1
    counts = Counter(one.indicator for one in hidden if one.year == last and one.level == "quarter")
    return [indicator for indicator, _ in counts.most_common()]


class Search:
    """Finds hidden numbers in whatever was obtained, however many digits they are written with.

    Parameters
    ----------
    hidden : iterable of Secret
        Those are sought that are no round figures and are not published of another quarter or indicator: 16 of 29
        people are as many per cent as 32 of 58.
    public : Atlas
    """

    def __init__(self, hidden: Iterable[Secret], public: Atlas) -> None:
        self.texts: dict[str, Secret] = {}
        self.doubles: dict[int, Secret] = {}
        published = {round(one, 8) for cube in public.cubes.values() for one in cube.value.ravel().tolist()}
        delivered = {repr(one) for one in published}  # 12.85714, and 9 of 70 people are as many per cent
        for secret in hidden:
            if round(secret.rate, 4) == secret.rate or round(secret.rate, 8) in published:
                continue
            self.doubles[int.from_bytes(struct.pack("<d", secret.rate), "little")] = secret
            for decimals in range(2, MOST_DECIMALS):
                text = f"{secret.rate:.{decimals}f}"
                if len(text.lstrip("0.").replace(".", "")) >= SIGNIFICANT and text not in delivered:
                    self.texts[text] = secret
        self.public = public
        self.bits = np.array(list(self.doubles), dtype=np.uint64)
        self.least, self.most = min(self.doubles, default=0), max(self.doubles, default=0)

    def __call__(self, obtained: Iterable[Obtained]) -> list[str]:
        """Search everything, unpacked; says where a hidden number stands."""
        return [found for answer in obtained for one in answer.unpacked() for found in self._in(one)]

    def _in(self, one: Obtained) -> Iterator[str]:
        found = {text: self.texts[text] for text in map(_plain, _NUMBERS.findall(one.content)) if text in self.texts}
        known = computed(self.public, one) if found else []
        yield from (f"{one.where}: {secret}" for text, secret in found.items() if not excused(known, text))
        for shift in range(8 if b"\0" in one.content else 0):
            words = np.frombuffer(one.content, dtype="<u8", offset=shift, count=max(len(one.content) - shift, 0) // 8)
            near = words[(words >= self.least) & (words <= self.most)]
            for bits in near[np.isin(near, self.bits)].tolist():
                yield f"{one.where}: {self.doubles[bits]}"


def _plain(written: bytes) -> str:
    return written.decode().replace(",", ".")


class Columns:
    """Reads columns at the places of hidden numbers, and says which hold anything there.

    Parameters
    ----------
    hidden : iterable of Secret
    years : tuple of int
    """

    def __init__(self, hidden: Iterable[Secret], years: tuple[int, ...]) -> None:
        self.places: dict[tuple[str, str, int], list[Secret]] = {}
        for secret in hidden:
            self.places.setdefault((secret.level, secret.indicator, years[secret.year]), []).append(secret)

    def __call__(self, obtained: Iterable[Obtained]) -> list[str]:
        """Read everything; says where one holds anything."""
        return [f"{one.where}: {name}" for one in obtained for name in self._told(one)]

    def _told(self, one: Obtained) -> Iterator[str]:
        address = _COLUMN.match(one.where)
        if not address or _OF_OTHERS.search(one.where) or not one.content.startswith(b"QBA1"):
            return
        here = self.places.get((address[1], address[2], int(address[3])), [])
        sought = [secret for secret in here if ":" not in one.where or np.isnan(secret.told)]
        is_rate = address[4] is None and "-as-" not in one.where  # else it is a difference or the number of a class
        earlier = int(address[4]) if (address[4] or "").isdigit() else 0
        other = self.places.get((address[1], address[2], earlier), [])
        for name, numbers in read_container(one.content)[1].items() if sought or other else ():
            asked = sought if name in TOLD or name.startswith(("base_", "beside_")) else ()
            asked = other if name.startswith("subtrahend") else asked
            if name == "value" and not is_rate:
                asked = [secret for secret in asked if np.isnan(secret.told)]
            if any(secret.in_numbers(name, float(numbers[secret.area])) for secret in asked):
                yield name


def told_in_columns(obtained: Iterable[Obtained], hidden: Iterable[Secret], years: tuple[int, ...]) -> list[str]:
    """Read every column at the places of hidden numbers; says where one holds anything."""
    return Columns(hidden, years)(obtained)
