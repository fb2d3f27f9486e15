"""What each column of the tables is: a count, a share, an amount or a change, and of what."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Literal

import numpy as np

from loading.declaring.catalogue import Definition, quantities, quantity_of, rate_of
from loading.declaring.wording import core, plain, readable
from loading.maps.coordinates import is_coordinate, is_east, is_north
from loading.recognised import Measure, Table

Nature = Literal["count", "share", "amount", "change"]
_AGE_WORDS = "bis|unter|to|under|and|above|over|ab|und|mehr|aelter|jahren?|years?"
_BARE_AGE = re.compile(rf"(?:alter |age )?(?:von |aged |ab |unter |under |bis )*u?\d+(?: (?:{_AGE_WORDS}|\d+))*")


@dataclass(frozen=True, order=True)
class MeasureRef:
    """One measure of one table.

    Attributes
    ----------
    table : int
        Position in the sequence of tables.
    measure : int
        Position in the table's measures.
    """

    table: int
    measure: int


@dataclass(frozen=True)
class Column:
    """One column of numbers, and what its heading says.

    Attributes
    ----------
    ref : MeasureRef
    table : Table
    title : str
        Readable, without the name of the city.
    nature : {"count", "share", "amount", "change"}
    quantity : str or None
        Of a count: what the catalogue calls it.
    definition : Definition or None
        Of a share, an amount or a change: the indicator of the catalogue.
    """

    ref: MeasureRef
    table: Table
    title: str
    nature: Nature
    quantity: str | None = None
    definition: Definition | None = None

    @property
    def measure(self) -> Measure:
        """The measure as found."""
        return self.table.measures[self.ref.measure]

    @property
    def values(self) -> np.ndarray:
        """Numbers, shape (rows, years); NaN where blank."""
        return self.table.values[:, self.ref.measure, :]

    @property
    def place(self) -> str:
        """Where it stands, as its owner would look it up."""
        sheet = f", {self.table.sheet}" if self.table.sheet else ""
        return f"{self.table.file}{sheet}: {self.title}"


def columns(tables: Sequence[Table]) -> tuple[Column, ...]:
    """Say of every column what it is.

    Parameters
    ----------
    tables : sequence of Table

    Returns
    -------
    tuple of Column
        In the order of the files; columns without a single cell delivered are left out, and coordinates.
    """
    return tuple(
        _column(MeasureRef(number, position), table)
        for number, table in enumerate(tables)
        for position in range(len(table.measures))
        if np.isfinite(table.values[:, position, :]).any() and position not in coordinates(table)
    )


def coordinates(table: Table) -> tuple[int, ...]:
    """Give the measures that are east and north of a place, which a table of areas may carry: no numbers of people."""
    titles = [readable(measure.title) for measure in table.measures]
    pair = [next((at for at, title in enumerate(titles) if names(title)), None) for names in (is_east, is_north)]
    found = tuple(at for at in pair if at is not None)
    return found if len(found) == 2 and all(map(is_coordinate, (table.values[:, at] for at in found))) else ()


@cache
def headings() -> dict[str, Any]:
    """Give the words by which headings are understood, and the wording of own indicators."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "headings.json").read_text(encoding="utf-8"))
    return found


def has(words: str, text: str) -> bool:
    """Whether one of the words stands in a text.

    Examples
    --------
    >>> has("share", "percentage single parents"), has("share", "arbeitslose")
    (True, False)
    """
    return re.search(rf"\b(?:{headings()[words]})\b", text) is not None


def file_words(table: Table) -> str:
    """Give what a file's name says it holds.

    Examples
    --------
    >>> empty = np.zeros((0, 0, 0))
    >>> file_words(Table("fl_unemployed_residents_by_district.csv", None, "csv", None, {}, (), (), empty, empty))
    'unemployed residents'
    """
    words = core(PurePath(table.file).stem)
    words = re.sub(r"^[a-z]{1,3}(?<!alg)(?<!elb) (?=\w{4})", "", words)
    return re.sub(r" (?:by|nach|je|pro|per) .*$", "", words)


def says_unit(column: Column) -> Literal["share", "per_thousand", "amount"] | None:
    """Say what unit a heading or its unit names; None where it names none.

    Examples
    --------
    >>> empty = np.zeros((0, 1, 0))
    >>> table = Table("a.csv", None, "csv", None, {}, (Measure("Anteil Arbeitslose", unit="%"),), (), empty, empty)
    >>> says_unit(Column(MeasureRef(0, 0), table, "Anteil Arbeitslose", "share"))
    'share'
    """
    words, unit = core(column.title), (column.measure.unit or "").strip().casefold()
    if has("per_thousand", plain(f"{words} {unit}")):
        return "per_thousand"
    if _is_share(words, unit):
        return "share"
    return "amount" if _fits("amount_unit", unit) else None


def _column(ref: MeasureRef, table: Table) -> Column:
    measure = table.measures[ref.measure]
    title = _title(measure, table)
    words, unit = core(title), (measure.unit or "").strip().casefold()
    numbers = table.values[: len(table.values) - table.made, ref.measure, :]
    numbers = numbers[np.isfinite(numbers)]
    change, parent = _change(words)
    if change:
        return Column(ref, table, title, "change", definition=parent)
    fractional = bool((numbers != np.round(numbers)).any())
    definition = _definition(title, table)
    quantity = _quantity(title, table, measure)
    is_share = _is_share(words, unit) and not has("rank", words) and not (numbers < 0).any()
    if definition is not None and (is_share or fractional or _says_ratio(definition, words, numbers)):
        return Column(ref, table, title, "share" if definition.indicator.kind == "rate" else "amount", None, definition)
    if is_share:
        return Column(ref, table, title, "share")
    if quantity is not None and (not fractional or numbers.max() > 100 or quantities()[quantity].fractional):
        return Column(ref, table, title, "count", quantity)
    said = any(has(kind, words) for kind in ("amount", "rank")) or _fits("amount_unit", unit) or _is_share(words, unit)
    amount = said or fractional or (numbers < 0).any()
    return Column(ref, table, title, "amount" if amount else "count")


def _is_share(words: str, unit: str) -> bool:
    return _fits("share_unit", unit) or has("share", words) or has("per_thousand", plain(unit))


def _fits(words: str, unit: str) -> bool:
    return re.fullmatch(headings()[words], unit) is not None


def _says_ratio(definition: Definition, words: str, numbers: np.ndarray) -> bool:
    """Whether whole numbers under a heading such as "Altersarmut" are the ratio, not the people."""
    possible = definition.indicator.factor > 100 or numbers.max() <= 100
    return definition.indicator.kind == "value" or (has("ratio", words) and possible)


def _change(words: str) -> tuple[bool, Definition | None]:
    numbered = re.fullmatch(headings()["change_numbered"], words)
    if numbered:
        parent = rate_of(headings()["status_numbered"].format(number=numbered[1], rest=numbered[2]))
        return parent is not None, parent
    found = re.fullmatch(headings()["change"], words)
    if not found:
        return False, None
    return True, rate_of(next(group for group in found.groups() if group))


def _quantity(title: str, table: Table, measure: Measure) -> str | None:
    if _BARE_AGE.fullmatch(core(title)) and not _speaks_of_residents(table, measure):
        return None
    return quantity_of(title)


def _definition(title: str, table: Table) -> Definition | None:
    """Recognise a ready share; of a group's make-up ("under 18" among the unemployed) only what names the group."""
    definition = rate_of(title)
    if definition is None or definition.indicator.dimension != "demography":
        return definition
    return None if groups_named(file_words(table)) - groups_named(plain(title)) else definition


def groups_named(text: str) -> set[str]:
    """Give the groups of people a text names, by the beginning of the word."""
    return set(re.findall(rf"\b({headings()['subgroup_context']})", text))


def _speaks_of_residents(table: Table, measure: Measure) -> bool:
    context = plain(" ".join([table.file, table.sheet or "", *measure.heading]))
    return has("residents_context", context) and not groups_named(context)


def _title(measure: Measure, table: Table) -> str:
    """Choose the words: the column's own; of a column that only says "total", those above or around it."""
    around = file_words(table)
    title = _joined(_without_city(readable(measure.title), table).split(" / "), around)
    words = core(title)
    if _empty(words):
        above = [cell for cell in measure.heading if not _empty(core(cell))]
        candidates = [*above[::-1], table.sheet or "", around]
        title = next((readable(cell) for cell in candidates if cell and not _empty(core(cell))), title)
        return _without_city(title, table)
    if around and _only_breaks_down(words) and not (_names_age(words) and _speaks_of_residents(table, measure)):
        return f"{readable(around)}, {title}"
    if _general(words) and words in around.split() and around != words:
        return readable(around)
    return title


def _joined(levels: list[str], around: str) -> str:
    """Put the levels of a heading together, without those that say nothing new."""
    said = [level for level in levels[:-1] if not re.fullmatch(headings()["breakdown"], core(level))] + levels[-1:]
    while len(said) > 1 and (_empty(core(said[-1])) or (_general(core(said[-1])) and core(said[0]) == around)):
        said.pop()
    title = re.sub(r"(?i)(?<=\w)[\s,]+(?:insg\w*|ins-?\s?gesamt)$", "", ", ".join(said))
    return readable(title)


def _only_breaks_down(words: str) -> bool:
    """Whether a heading says only an age or a sex, not of whom."""
    return _BARE_AGE.fullmatch(words) is not None or re.fullmatch(headings()["sex"], words) is not None


def _names_age(words: str) -> bool:
    return words.startswith(("alter ", "age "))


def _general(words: str) -> bool:
    return re.fullmatch(headings()["general_words"], words) is not None


def _empty(words: str) -> bool:
    return not words or re.fullmatch(rf"(?:{headings()['empty_words']}|tabelle ?\d+|sheet ?\d+)", words) is not None


def _without_city(title: str, table: Table) -> str:
    """Take off "in Münster", where the file's name or the row of its total says that this is the city."""
    totals = [
        values[row] for row, kind in table.totals.items() if kind == "city" for values in table.identifiers.values()
    ]
    known = set(plain(" ".join([PurePath(table.file).stem, *totals])).split())
    found = re.search(r"\s+(?:in|in der Stadt|Stadt)\s+([A-ZÄÖÜ][\w-]+)|(?<=[Oo][Rr][Tt])\s+([A-ZÄÖÜ][\w-]+)", title)
    if found is None or plain(found[1] or found[2]) not in known:
        return title
    return (title[: found.start()] + title[found.end() :]).strip(" *,") or title
