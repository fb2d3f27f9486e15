"""What an attacker works with: the numbers that the server sends, and what he knows of the city anyway."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np
from flask.testing import FlaskClient
from numpy.typing import NDArray

from analysis.protection import Rules
from layers.container import read_container
from loading.atlas import Atlas
from loading.reasons import Reason

Floats = NDArray[np.float64]
Fetch = Callable[[str], bytes]
SINGLE = 2.0**-22  # numbers travel in single precision


@dataclass
class Seen:
    """Everything that one who may look at a project asks for.

    Attributes
    ----------
    fetch : callable
        Address to bytes; empty where the server refuses.
    atlas : Atlas
        Whose levels, names, borders and years everybody knows; its numbers are not looked at.
    people : Atlas
        The denominators are taken to be known from elsewhere, even where they are not told.
    recipe : str
        Token of an index that is asked for.
    rules : Rules
        By which the project was protected: they are published with it.
    """

    fetch: Fetch
    atlas: Atlas
    people: Atlas
    recipe: str
    rules: Rules
    _kept: dict[str, tuple[dict[str, Any], Mapping[str, Floats]]] = field(default_factory=dict)

    @classmethod
    def of(cls, client: FlaskClient, atlas: Atlas, people: Atlas, recipe: str, rules: Rules) -> "Seen":
        """Ask a server."""

        def fetch(address: str) -> bytes:
            response = client.get(address)
            return response.data if response.status_code == 200 else b""

        return cls(fetch, atlas, people, recipe, rules)

    def numbers(self, name: str, level: str = "quarter") -> tuple[dict[str, Any], Mapping[str, Floats]]:
        """Header and sections of a file of numbers, e.g. ``A1/2024.column``; nothing where there is none."""
        address = f"/data/{self.atlas.project}/{level}/{quote(name)}"
        if address not in self._kept:
            content = self.fetch(address)
            header, sections = read_container(content) if content.startswith(b"QBA1") else ({}, {})
            self._kept[address] = header, {key: np.asarray(one, dtype=np.float64) for key, one in sections.items()}
        return self._kept[address]

    def section(self, name: str, part: str, level: str = "quarter") -> Floats:
        """One section of such a file; NaN where it has none."""
        empty = np.full(len(self.atlas.levels[level]), np.nan)  # type: ignore[index]  # a level of the address
        return self.numbers(name, level)[1].get(part, empty)

    def answer(self, indicator: str, year: int) -> dict[str, Any]:
        """What the page is told to paint: limits of classes, ends of the scale, the city's value."""
        content = self.fetch(f"/answer/de?{urlencode({'p': self.atlas.project, 'i': indicator, 'y': year})}")
        found: dict[str, Any] = json.loads(content) if content else {}
        return found

    def anew(self) -> "Seen":
        """Load the page anew: what has been asked for is asked for again."""
        return replace(self, _kept={})

    def denominators(self, indicator: str, year: int) -> Floats:
        """People that each quarter's count is a part of."""
        at, moment = self.people.indicator_position(indicator), self.people.year_position(year)
        return self.people.cubes["quarter"].denominator[:, at, moment]

    def factor(self, indicator: str) -> float:
        """What a share is multiplied by."""
        return self.people.indicators[self.people.indicator_position(indicator)].factor

    def per(self, indicator: str, year: int) -> Floats:
        """As many people as would make the indicator one per 100 of them."""
        return self.denominators(indicator, year) * 100 / self.factor(indicator)

    def truth(self, indicator: str, year: int, level: str) -> Floats:
        """True counts: only by how much their sums differ, and which are missing everywhere, may be concluded."""
        at, moment = self.people.indicator_position(indicator), self.people.year_position(year)
        return self.people.cubes[level].numerator[:, at, moment]  # type: ignore[index]

    def withheld(self, indicator: str, year: int) -> NDArray[np.bool_]:
        """Quarters whose number the source keeps back: it is not 0."""
        at, moment = self.people.indicator_position(indicator), self.people.year_position(year)
        return self.people.cubes["quarter"].reason[:, at, moment] == Reason.SUPPRESSED

    def selected(self, indicator: str, year: int, areas: Sequence[int]) -> float:
        """What the page says that selected quarters have together: their numbers, added up in the browser."""
        return float(np.nansum(self.section(f"{indicator}/{year}.details", "numerator")[list(areas)]))


def half_step(numbers: Floats) -> Floats:
    """How far the true numbers may be from those told: half of the last decimal that they are told with."""
    told = numbers[np.isfinite(numbers)]
    exact = np.abs(numbers) * SINGLE
    for decimals in range(6):
        if (np.abs(told - np.round(told, decimals)) <= np.abs(told) * SINGLE).all():
            return np.maximum(exact, 0.5 * 10.0**-decimals) + exact
    return exact + 1e-6
