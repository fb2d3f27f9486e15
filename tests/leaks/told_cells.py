"""Hidden numbers at the places where they would stand: there a single digit is enough to be found."""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from analysis.small_numbers import wilson_interval
from loading.atlas import Atlas
from tests.leaks.cells import Cell, cells
from tests.leaks.cells_of_files import words_of
from tests.leaks.hidden_numbers import Secret, agrees
from tests.leaks.obtainable import Obtained

_WRITTEN = re.compile(r"\d[\d.,]*\d|\d")
_UNDER = {"numerator", "counts"}


class Places:
    """Reads places, and says where one tells what is hidden.

    Parameters
    ----------
    hidden : iterable of Secret
    public : Atlas

    Attributes
    ----------
    read : int
        Places of hidden numbers that were looked at.
    """

    def __init__(self, hidden: Iterable[Secret], public: Atlas) -> None:
        self.public, self.read = public, 0
        self.hidden = {(one.level, one.indicator, public.years[one.year], one.area): one for one in hidden}
        self.reasons = {word for language in ("de", "en") for word in words_of(language)["reasons"].values()}

    def __call__(self, obtained: Iterable[Obtained]) -> list[str]:
        """Read everything; says what stands where."""
        return [f"{one.where}: {cell.part} of {secret}" for one in obtained for cell, secret in self.told(one)]

    def told(self, one: Obtained) -> Iterator[tuple[Cell, Secret]]:
        """Places of an answer that give a hidden number away."""
        for cell in cells(one, self.public):
            secret = self.hidden.get((cell.level, cell.indicator, cell.year, cell.area))
            self.read += secret is not None
            if secret and cell.said is not None and cell.said not in self.reasons and self._gives_away(cell, secret):
                yield cell, secret

    def _gives_away(self, cell: Cell, secret: Secret) -> bool:
        if cell.part == "sentence":  # which says other things, too: whole numbers stand there by chance
            return any(self._names(text, secret) for text in self._about(str(cell.said), cell))
        if np.isfinite(secret.told):
            return self._is_not_rounded(cell, secret)
        if cell.part in _UNDER and secret.count_is_told:
            return False
        if isinstance(cell.said, str):
            return bool(cell.said) if cell.part == "clear" else bool(_WRITTEN.search(cell.said))
        return cell.said is not None and bool(np.isfinite(cell.said))

    def _about(self, said: str, cell: Cell) -> list[str]:
        """Give what a text says of an area: all of it or, of a list with an area in each item, the items about it."""
        names, items = self.public.levels[cell.level].names, said.split("; ")
        is_list = len(items) > 1 and all(any(name in item for name in names) for item in items)
        return [item for item in items if names[cell.area] in item] if is_list else [said]

    def _names(self, text: str, secret: Secret) -> bool:
        """Whether a text holds the hidden number with a decimal, and it is not the city's nor an end of the range."""
        written = [number for one in _WRITTEN.findall(text) for number in _numbers(one)]
        others = [one for one in written if one[1] and not self._is_the_citys(secret.indicator, *one)]
        ends = self._range(secret)
        others = [one for one in others if not any(agrees(end, *one) for end in ends)]
        return _is_the_true_one(others, secret.rate, secret.told)

    def _range(self, secret: Secret) -> list[float]:
        """Ends of the range of what is told in place of a number; it is told beside it."""
        at, cube = self.public.indicator_position(secret.indicator), self.public.cubes[secret.level]  # type: ignore[index]
        counts = [one[secret.area, at, secret.year, None] for one in (cube.numerator, cube.denominator)]
        factor = self.public.indicators[at].factor
        return [factor * float(end[0]) for end in wilson_interval(*counts)] if np.isfinite(secret.told) else []

    def _is_the_citys(self, indicator: str, number: float, decimals: int) -> bool:
        """Sentences tell the city's number of some year beside the quarters, and its change: both are published."""
        if "city" not in self.public.cubes:
            return False
        told = self.public.cubes["city"].value[0, self.public.indicator_position(indicator)]
        known = told[np.isfinite(told)].tolist()
        change = [abs(known[-1] - known[0])] if known else []
        return any(agrees(value, number, decimals) for value in (*known, *change))

    def _is_not_rounded(self, cell: Cell, secret: Secret) -> bool:
        """Where numbers are rounded, one may stand here, but not the one that was."""
        if cell.part == "value":
            return _is_the_true_one(_numbers(cell.said), secret.rate, secret.told)
        if cell.part != "numerator":
            return False
        cube = self.public.cubes[secret.level]  # type: ignore[index]  # a level of the Atlas
        told = float(cube.numerator[secret.area, self.public.indicator_position(secret.indicator), secret.year])
        return _is_the_true_one(_numbers(cell.said), secret.count, told)


def _is_the_true_one(numbers: Iterable[tuple[float, int]], true: float, told: float) -> bool:
    """Whether one of the numbers, each with its decimals, is the true one and not what is told instead."""
    return any(agrees(true, *one) and not agrees(told, *one) for one in numbers)


def _numbers(said: float | str | None) -> list[tuple[float, int]]:
    """The first number that is said, as either language would read it, with its decimals."""
    if isinstance(said, float | int):
        return [(float(said), len(repr(float(said)).partition(".")[2]))]
    found = _WRITTEN.search(said or "")
    if not found:
        return []
    german, english = found[0].replace(".", "").replace(",", "."), found[0].replace(",", "")
    texts = {german, english}
    return [(float(text), len(text.partition(".")[2])) for text in texts if text.count(".") < 2]
