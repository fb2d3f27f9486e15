"""A public project against the one inside: hidden numbers sought in all that is obtained, counts placed by attacks."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analysis.protection import Rules
from loading.atlas import Atlas
from tests.leaks.attacks import ATTACKS, narrow, together
from tests.leaks.hidden_numbers import Columns, Search, secrets
from tests.leaks.obtainable import Obtained
from tests.leaks.other_world import by_chance
from tests.leaks.seen import Seen
from tests.leaks.told_cells import Places

_NAMED = 20


@dataclass(frozen=True)
class Result:
    """What came of it.

    Attributes
    ----------
    answers, size : int
        How much was obtained, and its bytes.
    hidden, spellings, places : int
        Numbers sought, in how many spellings, and how many of their places were read.
    found, chance : tuple of str
        Where hidden numbers stand; and where they would stand as well if they were others.
    """

    answers: int
    size: int
    hidden: int
    spellings: int
    places: int
    found: tuple[str, ...]
    chance: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.answers} answers, {self.size / 1e6:.1f} MB, {self.hidden} numbers sought in {self.spellings} "
            f"spellings and at {self.places} places: {len(self.found)} found, {len(self.chance)} by chance, which "
            "would stand there as well if the number were another"
        )


class Sought:
    """Seeks every number that is hidden of a project.

    Parameters
    ----------
    inside, public : Atlas
    rules : Rules
        By which it was made public.
    """

    def __init__(self, inside: Atlas, public: Atlas, rules: Rules) -> None:
        self.inside, self.rules, self.hidden = inside, rules, secrets(inside, public)
        self.columns, self.places = Columns(self.hidden, public.years), Places(self.hidden, public)
        self.search = Search(self.hidden, public)
        self._found: list[str] = []
        self._answers, self._size = 0, 0

    @np.errstate(invalid="ignore", divide="ignore")
    def reads(self, obtained: Iterable[Obtained]) -> None:
        """Read answers, one after the other."""
        for one in obtained:
            self._answers, self._size = self._answers + 1, self._size + len(one.content)
            self._found += self.columns([one]) + self.places([one]) + self.search([one])

    def result(self) -> Result:
        """Give what was found so far."""
        chance = by_chance(self._found, self.hidden, self.inside, self.rules)
        found = tuple(one for one in self._found if one not in chance)
        counted = len(self.hidden), len(self.search.texts), self.places.read
        return Result(self._answers, self._size, *counted, found, tuple(chance))


@np.errstate(invalid="ignore", divide="ignore")
def attacked(seen: Seen, indicators: Iterable[str]) -> tuple[int, list[str]]:
    """Try all attacks; how many protected counts there are, and which are placed too closely by which attack."""
    protected, found = 0, []
    # Dwellings and places are no people: few of them may be told, and where one is hidden it is for the sake of others.
    of_people = {one.id for one in seen.people.indicators if one.counts != "things"}
    for indicator in (one for one in indicators if one in of_people):
        for year in seen.atlas.years:
            counts, people = seen.truth(indicator, year, "quarter"), seen.denominators(indicator, year)
            if np.isnan(counts).all():  # no number of people: it may be found, but not placed
                continue
            protected += int(narrow((counts, counts), counts, people, seen.rules).sum())
            concluded = {name: attempt(seen, indicator, year) for name, attempt in ATTACKS.items()}
            for name, bounds in [*concluded.items(), ("all together", together(concluded))]:
                number = int(narrow(bounds, counts, people, seen.rules).sum())
                found += [f"{indicator} {year}: {number} by {name}"] if number else []
    return protected, found


def lines(head: str, *findings: Iterable[str]) -> str:
    """Write a line, and some of each kind of findings below it."""
    return "\n  ".join([head, *(text for several in findings for text in list(several)[:_NAMED])])
