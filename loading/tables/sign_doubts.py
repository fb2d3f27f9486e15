"""What is to be told about signs that stand for numbers: how they were read, why, and where that is doubtful."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loading.errors import Finding
from loading.reasons import Reason
from loading.tables.columns import Column

_DASHES = ("-", "–", "—", "−", "‐", "‑")
_STARS = ("*", "**", "***")
_AGENCY = re.compile(r"Bundesagentur für Arbeit|Statistik der BA\b", re.IGNORECASE)
_CHANGES = re.compile(r"veränderung|saldo|differenz|zu-? ?(?:/|und) ?abnahme|entwicklung|change|balance", re.IGNORECASE)


@dataclass(frozen=True)
class Signs:
    """What is known about the signs of a table.

    Attributes
    ----------
    legend : mapping of sign to Reason
        Signs the file explains, or its owner.
    words : mapping of sign to str
        The explanation as it stands in the file.
    notes : sequence of str
        Title and footer of the table.
    """

    legend: Mapping[str, Reason]
    words: Mapping[str, str]
    notes: Sequence[str] = ()

    @property
    def of_the_agency(self) -> bool:
        """Whether the employment agency published the table; its star means secret."""
        return any(map(_AGENCY.search, self.notes))


def sign_doubts(place: str, measures: Sequence[Column], signs: Signs) -> Iterator[Finding]:
    """Tell how signs were read, and ask where they could mean something else.

    Parameters
    ----------
    place : str
        File and sheet.
    measures : sequence of Column
    signs : Signs
    """
    counted: Counter[tuple[str, Reason]] = Counter()
    for column in measures:
        counted.update(column.numbers.signs)
    for (sign, reason), times in sorted(counted.items()):
        if sign in signs.legend:
            values = {"sign": sign, "n": times, "words": signs.words.get(sign, "")}
            yield Finding("info", place, f"tables.legend_{reason.label}", values)
        elif sign in _STARS and not signs.of_the_agency:
            values = {"sign": sign, "n": times, "columns": _named(_with(measures, (sign,)))}
            yield Finding("warning", place, "tables.star_unclear", values)
        else:
            yield Finding("info", place, f"tables.sign_{reason.label}", {"sign": sign, "n": times})
    yield from _dashes(place, [column for column in measures if _dash_is_doubtful(column)], signs)


def _dash_is_doubtful(column: Column) -> bool:
    """Where fractions, changes or nothing else stand, a dash need not be DIN 55301's "exactly nothing"."""
    numbers = column.numbers
    return numbers.decimals or not numbers.numbers or bool(_CHANGES.search(column.name) or (numbers.values < 0).any())


def _dashes(place: str, measures: Sequence[Column], signs: Signs) -> Iterator[Finding]:
    open_signs = tuple(sign for sign in _DASHES if sign not in signs.legend)
    unclear = _with(measures, open_signs)
    if unclear:
        times = sum(count for one in unclear for (sign, _), count in one.numbers.signs.items() if sign in open_signs)
        yield Finding("warning", place, "tables.dash_unclear", {"n": times, "columns": _named(unclear)})


def _with(measures: Sequence[Column], signs: Sequence[str]) -> list[Column]:
    return [column for column in measures if any(sign in signs for sign, _ in column.numbers.signs)]


def _named(columns: Sequence[Column]) -> str:
    return ", ".join(column.name for column in columns[:3]) + (" \N{HORIZONTAL ELLIPSIS}" if len(columns) > 3 else "")
