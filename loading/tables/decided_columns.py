"""What columns are and what signs mean, as a user has decided."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loading.choices.tables import ColumnChoice, SignChoice, TableChoice
from loading.errors import Finding
from loading.reasons import Reason
from loading.tables.columns import Column, Role, unique_names
from loading.tables.grid import column_letter
from loading.tables.headings import Heading
from loading.tables.years import FIRST_YEAR, LAST_YEAR, year_of

_ROLES: dict[str, Role] = {
    "key": "identifier",
    "name": "identifier",
    "category": "identifier",
    "measure": "measure",
    "year": "year",
    "ignored": "ignored",
}
_MEANINGS = (Reason.ZERO, Reason.NOT_DELIVERED, Reason.SUPPRESSED, Reason.TOO_SMALL)


def decided_columns(
    columns: Sequence[Column], choice: TableChoice, place: str
) -> tuple[tuple[Column, ...], tuple[Finding, ...]]:
    """Put decided roles, titles, units and years in the place of recognised ones.

    Parameters
    ----------
    columns : sequence of Column
    choice : TableChoice
    place : str
        File and sheet.

    Returns
    -------
    columns : tuple of Column
    findings : tuple of Finding
        Decisions that cannot be carried out; the column stays as it was recognised.
    """
    decided, findings = list(columns), []
    if choice.year is not None and not FIRST_YEAR <= choice.year <= LAST_YEAR:
        findings.append(Finding("error", place, "table_choices.no_table_year", {"year": choice.year}))
    for one in choice.columns:
        problem = _problem(columns, one)
        if problem:
            letter = column_letter(max(one.column, 0))
            name = columns[one.column].name if 0 <= one.column < len(columns) else letter
            found = {"column": name, "letter": letter, "year": one.year}
            findings.append(Finding("error", place, f"table_choices.{problem}", found))
        else:
            decided[one.column] = _decided(columns[one.column], one)
    if not choice.columns:
        return tuple(columns), tuple(findings)
    names = unique_names([column.name for column in decided])
    return tuple(replace(column, name=name) for column, name in zip(decided, names, strict=True)), tuple(findings)


def decided_signs(choices: Sequence[SignChoice], place: str) -> tuple[dict[str, Reason], tuple[Finding, ...]]:
    """Read what signs were decided to mean.

    Examples
    --------
    >>> signs, findings = decided_signs([SignChoice(".", "zero"), SignChoice("x", "purple")], "a.csv")
    >>> signs, [finding.code for finding in findings]
    ({'.': <Reason.ZERO: 1>}, ['table_choices.no_meaning'])
    """
    meanings = {reason.label: reason for reason in _MEANINGS}
    signs = {one.sign: meanings[one.reason] for one in choices if one.reason in meanings}
    unknown = [one for one in choices if one.reason not in meanings]
    return signs, tuple(_no_meaning(place, one) for one in unknown)


def _no_meaning(place: str, one: SignChoice) -> Finding:
    return Finding("error", place, "table_choices.no_meaning", {"sign": one.sign, "reason": one.reason})


def _problem(columns: Sequence[Column], one: ColumnChoice) -> str:
    """Code of what speaks against a decision; ``""`` where nothing does."""
    if not 0 <= one.column < len(columns):
        return "no_such_column"
    return next(_objections(columns[one.column], one), "")


def _objections(column: Column, one: ColumnChoice) -> Iterator[str]:
    numbers = column.numbers
    if one.role in ("key", "name", "category") and not any(cell != "" for cell in column.cells):
        yield "empty_key"
    if one.role == "measure" and not (numbers.numbers or numbers.signs or numbers.codes):
        yield "no_numbers_in_column"
    if one.role == "year" and not any(year_of(cell) for cell in set(column.cells)):
        yield "no_years_in_column"
    if one.year is not None and not FIRST_YEAR <= one.year <= LAST_YEAR:
        yield "no_year"


def _decided(column: Column, one: ColumnChoice) -> Column:
    old = column.heading
    title = (one.title or "").strip()
    heading = Heading(
        title or old.title,
        old.unit if one.unit is None else one.unit.strip() or None,
        old.year if one.year is None else one.year,
        old.levels,
    )
    role = column.role if one.role is None else _ROLES[one.role]
    return replace(column, heading=heading, role=role, name=title or column.name, chosen=one)
