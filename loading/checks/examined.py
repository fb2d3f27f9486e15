"""What the checks look at: numbers on the map with the columns they come from, and how to say where they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from loading.atlas import Cube, Indicator
from loading.checks.changes import Changes, changes
from loading.checks.course import Course, Nature
from loading.choices.numbers import NumberChoice
from loading.cubes.building import LevelNumbers
from loading.cubes.placing import Placed
from loading.declaring.declaration import Declaration, Refs
from loading.errors import Remedy, Spot
from loading.joining.join import Joined
from loading.joining.rows import place
from loading.joining.totals import Totals
from loading.reasons import Reason
from loading.recognised import Table

Number = float | int
EXAMPLES = 3
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SAME_NUMBERS = ("indicator", "year", "quarter")


@dataclass(frozen=True)
class Examined:
    """A delivery on the map.

    Attributes
    ----------
    joined : Joined
    tables : tuple of Table
    totals : tuple of Totals
        One for each table.
    placed : mapping of table to Placed
    numbers : LevelNumbers
        Of the quarters.
    cube : Cube
        Of the quarters.
    declarations : tuple of Declaration
    residents : tuple of MeasureRef
    years : tuple of int
    chosen : sequence of NumberChoice
        Numbers that are not used; the cube is already without them.
    """

    joined: Joined
    tables: Sequence[Table]
    totals: Sequence[Totals]
    placed: Mapping[int, Placed]
    numbers: LevelNumbers
    cube: Cube
    declarations: Sequence[Declaration]
    residents: Refs
    years: tuple[int, ...]
    chosen: Sequence[NumberChoice] = ()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """As declared."""
        return tuple(declaration.indicator for declaration in self.declarations)

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """Every delivered column once, counts first; what is computed from two columns is none."""
        found: dict[Refs, Course] = {}
        for position, one in sorted(enumerate(self.declarations), key=lambda pair: bool(pair[1].denominator)):
            for refs in (one.numerator, one.denominator):
                if refs and refs not in found and one.formula is None:
                    is_shown = refs == one.numerator and not one.denominator
                    title = self.title(position) if is_shown else self.heading(refs)
                    found[refs] = self._course(refs, position, title, "count")
        for position, one in enumerate(self.declarations):
            if one.value and one.value not in found and one.formula is None:
                nature: Nature = "share" if one.indicator.kind == "rate" else "value"
                found[one.value] = self._course(one.value, position, self.title(position), nature)
        return tuple(found.values())

    def _course(self, refs: Refs, position: int, title: str, nature: Nature) -> Course:
        """Take the numbers of a column as delivered, without those that are not used."""
        numbers = self.numbers.of(refs, summed=False)
        values, reasons = self.declarations[position].scale * numbers.values, numbers.reasons.copy()
        for one in self.chosen:
            if one.indicator == self.key(position) and one.year in self.years:
                area = self.joined.ids.index(one.quarter) if one.quarter in self.joined.ids else slice(None)
                cell = (area, self.years.index(one.year))
                values[cell], reasons[cell] = np.nan, Reason.EXCLUDED
        return Course(refs, position, title, nature, values, reasons)

    @cached_property
    def changes(self) -> tuple[tuple[Course, Changes], ...]:
        """How each column changes from year to year; columns of a single year, ranks and changes have none."""
        people = self.cube.residents
        asked = [one for one in self.courses if not one.is_rank and not self.indicators[one.position].signed]
        pairs = ((one, changes(one, people, is_people=one.refs == self.residents)) for one in asked)
        return tuple((course, found) for course, found in pairs if found is not None)

    def title(self, position: int) -> str:
        """Give the title of an indicator."""
        indicator = self.indicators[position]
        return indicator.title.get("de") or next(iter(indicator.title.values()), indicator.id)

    def key(self, position: int) -> str:
        """Give the id by which choices name an indicator."""
        return self.declarations[position].key

    def heading(self, refs: Refs) -> str:
        """Give the title of a column in the file's words."""
        return self.tables[refs[0].table].measures[refs[0].measure].title

    def place(self, refs: Refs, quarter: int | None = None, year: int | None = None) -> str:
        """Say where numbers stand: file, sheet and column; with a cell, of the table it was taken from."""
        table, _ = self._cell(refs, quarter, year)
        ref = next(ref for ref in refs if ref.table == table)
        return f"{place(self.tables[table])}: {self.tables[table].measures[ref.measure].title}"

    def place_of_table(self, table: int) -> str:
        """Say where a table stands."""
        return place(self.tables[table])

    def line(self, refs: Refs, quarter: int, year: int) -> str:
        """Give the line of a number in its file; empty where that is not known.

        A table with years below each other has several lines for a quarter, of which only the first is known.
        """
        at, row = self._cell(refs, quarter, year)
        table = self.tables[at]
        heading = " ".join(cell for ref in refs if ref.table == at for cell in table.measures[ref.measure].heading)
        beside = len(table.years) == 1 or _YEAR.search(heading) is not None
        return str(table.first_rows[row]) if beside and row is not None and row < len(table.first_rows) else ""

    def _cell(self, refs: Refs, quarter: int | None, year: int | None) -> tuple[int, int | None]:
        """Find table and row of a number."""
        if quarter is None:
            of_year = [ref for ref in refs if year is None or self.years[year] in self.tables[ref.table].years]
            return (of_year or list(refs))[0].table, None
        for ref in refs:
            rows = np.flatnonzero(self.joined.rows[ref.table].quarter == quarter)
            table = self.tables[ref.table]
            for row in rows.tolist():
                if year is None or self.years[year] in table.years:
                    return ref.table, row
        return refs[0].table, None

    def name(self, quarter: int) -> str:
        """Give a quarter's name."""
        return self.joined.names[quarter]

    def names(self, quarters: Sequence[int]) -> str:
        """Give the names of a few quarters."""
        return listed([self.name(quarter) for quarter in quarters], ", ")

    def year(self, position: int) -> str:
        """Write a year; an en dash where the file names none."""
        return str(self.years[position]) if self.years[position] else "\N{EN DASH}"

    def span(self, positions: Sequence[int]) -> str:
        """Write several years."""
        return ", ".join(self.year(position) for position in positions)

    def spot(self, position: int, quarter: int | None = None, year: int | None = None) -> Spot:
        """Point at a number of the Atlas."""
        key = "" if quarter is None else self.joined.ids[quarter]
        return Spot(self.indicators[position].id, key, None if year is None else self.years[year])

    def users(self, refs: Refs) -> Iterator[int]:
        """Give the indicators that are shown or computed from a column."""
        for position, one in enumerate(self.declarations):
            if refs in (one.numerator, one.denominator, one.value):
                yield position

    def not_used(self, refs: Refs, cells: Sequence[tuple[int | None, int]]) -> Remedy:
        """Propose not to use numbers: a quarter is excluded, a whole year counts as not delivered.

        Parameters
        ----------
        refs : tuple of MeasureRef
        cells : sequence of (quarter or None, year)
            Positions; None for all quarters.
        """
        entries: list[dict[str, object]] = [
            {"indicator": self.key(position), "year": self.years[year]}
            | ({} if quarter is None else {"quarter": self.joined.ids[quarter], "reason": "excluded"})
            for quarter, year in cells
            for position in self.users(refs)
        ]
        whole = all(quarter is None for quarter, _ in cells)
        return Remedy("year_not_delivered" if whole else "number_excluded", "numbers", SAME_NUMBERS, tuple(entries))

    def changed(self, name: str, position: int, **fields: object) -> Remedy:
        """Propose to change the choice of an indicator."""
        return Remedy(name, "indicators", ("id",), ({"id": self.key(position), **fields},))


def number(value: float) -> Number:
    """Write a number as it is told: whole, or rounded to four digits that count.

    Examples
    --------
    >>> number(12.0), number(1234567.8), number(3.14159), number(0.1 + 0.2)
    (12, 1234568, 3.142, 0.3)
    """
    whole = round(float(value))
    return whole if abs(value) >= 1000 or abs(value - whole) < 1e-9 else float(f"{value:.4g}")


def listed(names: Sequence[str], mark: str = "; ") -> str:
    """Write the first three names.

    Examples
    --------
    >>> listed(["Bäume", "Bänke"]), listed(["1", "2", "3", "4"], ", ")
    ('Bäume; Bänke', '1, 2, 3 …')
    """
    return mark.join(names[:EXAMPLES]) + (" …" if len(names) > EXAMPLES else "")
