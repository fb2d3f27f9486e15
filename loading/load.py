"""From delivered files to the frozen Atlas: read, joined, declared, filled, checked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

import numpy as np

from loading.atlas import Atlas, Cube, LevelName, Quarters
from loading.checks import Examined, check
from loading.checks.ignoring import put_aside
from loading.choices import Choices
from loading.cubes.building import MINIMUM_DENOMINATOR, MINIMUM_RESIDENTS, build_cube, level_numbers
from loading.cubes.flagging import flagged_numbers
from loading.cubes.placing import Placed, place_numbers
from loading.cubes.set_aside import without
from loading.declaring.indicators import Declaration, Declared, declare_all, residents_measures
from loading.declaring.measures import MeasureRef, coordinates, headings
from loading.declaring.wording import title_of
from loading.delivery import Delivery, read_delivery
from loading.errors import DataFileError, Finding
from loading.files.content_hash import content_hash, named
from loading.ingest.progress import report
from loading.joining.hierarchy import dissolve, outline_of
from loading.joining.join import Joined, four_sets, join
from loading.joining.names_on_map import with_names
from loading.joining.remarks import remarks
from loading.joining.rows import place
from loading.joining.totals import Totals, recognise_totals
from loading.recognised import Table

Read = Callable[[Sequence[Path], Choices], Delivery]
_SEVERITIES = ("error", "warning", "info")
_SUM = re.compile(r"(?i)(gesamt|summe|insgesamt|zusammen|total|gesamtstadt|stadt|city|kreis|all(e)?)\W*")
_SUM_BEHIND = re.compile(r"(?i)[\s,(]+(insgesamt|gesamt|zusammen|total)\)?$")
_KEY_BEFORE = re.compile(r"^\d+\s+")


@dataclass(frozen=True)
class Recognition:
    """What was recognised in a delivery, before numbers are put on the map; shown for confirmation.

    Attributes
    ----------
    project : str
        Hash of files and choices.
    delivery : Delivery
        Layers, tables, facilities and scenery as read.
    joined : Joined
        The layer of the quarters with the rows that belong to it.
    tables : tuple of Table
        Those of ``joined.rows``, with all rows of sums.
    totals : tuple of Totals
        One per table.
    declared : Declared
        The indicators, those left out, and columns that became none.
    residents : tuple of MeasureRef
        Where all residents stand.
    years : tuple of int
    title : str
    findings : tuple of Finding
        Of reading, joining and declaring; ordered by severity.
    choices : Choices
        What was decided.
    """

    project: str
    delivery: Delivery
    joined: Joined
    tables: tuple[Table, ...]
    totals: tuple[Totals, ...]
    declared: Declared
    residents: tuple[MeasureRef, ...]
    years: tuple[int, ...]
    title: str
    findings: tuple[Finding, ...]
    choices: Choices = field(default_factory=Choices)

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """The indicators that are wanted."""
        return self.declared.wanted


def recognise(paths: Sequence[Path], choices: Choices | None = None, read: Read = read_delivery) -> Recognition:
    """Read, join and declare, without filling the cubes.

    Parameters
    ----------
    paths : sequence of Path
        Maps and tables together, in any order.
    choices : Choices, optional
        What the user decided; by default everything is taken as recognised.
    read : callable, optional
        Reads the delivery; by default in this process, see :class:`loading.ingest.reader.Reader`.

    Returns
    -------
    Recognition

    Raises
    ------
    DataFileError
        If a file cannot be used, no map or no numbers came, or nothing fits together.
    """
    choices = choices or Choices()
    delivery = read(paths, choices)
    report("joining")
    return recognise_delivery(delivery, choices, content_hash(named(paths), choices))


def recognise_delivery(delivery: Delivery, choices: Choices, project: str) -> Recognition:
    """Join and declare what has been read; see :func:`recognise`."""
    joined = join(delivery.layers, delivery.tables, choices)
    joined, totals, notes = recognise_totals(joined)
    joined = with_names(joined)
    tables = tuple(replace(rows.table, totals=dict(rows.totals)) for rows in joined.rows)
    declared = declare_all(tables, choices)
    if not declared.wanted and not declared.left_out:
        raise DataFileError(tables[0].file, "load.no_indicators", files=", ".join(place(table) for table in tables[:3]))
    findings = [*delivery.findings, *joined.findings, *notes, *remarks(joined, delivery.layers)]
    findings += [finding for declaration in declared.wanted for finding in declaration.findings]
    findings += _coordinates(tables)
    return Recognition(
        project=project,
        delivery=delivery,
        joined=joined,
        tables=tables,
        totals=totals,
        declared=declared,
        residents=residents_measures(tables),
        years=tuple(sorted({year for table in tables for year in table.years})),
        title=choices.title or _title(joined, totals),
        findings=_ordered(findings),
        choices=choices,
    )


def load_atlas(paths: Sequence[Path], choices: Choices | None = None) -> Atlas:
    """Make the Atlas of a delivery.

    Parameters
    ----------
    paths : sequence of Path
        Maps and tables together, in any order.
    choices : Choices, optional
        What the user decided; by default everything is taken as recognised.

    Returns
    -------
    Atlas

    Raises
    ------
    DataFileError
        As :func:`recognise`; ``intake.nothing_chosen`` if all indicators are left out.
    """
    recognition = recognise(paths, choices)
    if not recognition.declarations:
        raise DataFileError(recognition.tables[0].file, "intake.nothing_chosen")
    return atlas_of(recognition)


def atlas_of(recognition: Recognition) -> Atlas:
    """Fill the cubes of what was recognised.

    Parameters
    ----------
    recognition : Recognition

    Returns
    -------
    Atlas
        Frozen; its findings also tell whether sums add up.
    """
    report("filling")
    joined, years = recognition.joined, recognition.years
    placed = placed_tables(recognition)
    numbers = level_numbers(placed, joined.hierarchy, len(years), len(joined.ids))
    levels = _levels(joined, recognition.title)
    cubes: dict[LevelName, Cube] = {
        level: build_cube(
            numbers[level],
            recognition.declarations,
            recognition.residents,
            ~joined.matched if level == "quarter" else None,
        )
        for level in levels
    }
    chosen = recognition.choices.numbers
    parents = levels["quarter"].parents if joined.hierarchy else ()
    cubes = without(cubes, numbers, recognition.declarations, joined.ids, parents, years, chosen)
    indicators = tuple(declaration.with_files(recognition.tables) for declaration in recognition.declarations)
    examined = Examined(
        joined,
        recognition.tables,
        recognition.totals,
        placed,
        numbers["quarter"],
        cubes["quarter"],
        recognition.declarations,
        recognition.residents,
        years,
        chosen,
    )
    findings = put_aside([*recognition.findings, *check(examined)], recognition.choices.ignored)
    return Atlas(
        project=recognition.project,
        title=recognition.title,
        levels=levels,
        cubes=cubes,
        indicators=indicators,
        years=years,
        join=four_sets(joined),
        facilities=recognition.delivery.facilities,
        findings=_ordered(findings),
        files=recognition.delivery.files,
        minimum_residents=MINIMUM_RESIDENTS,
        minimum_denominator=MINIMUM_DENOMINATOR,
        vintage=joined.boundaries.vintage,
        scenery=recognition.delivery.scenery,
        flagged=flagged_numbers(joined.rows, placed, recognition.declarations, years, cubes["quarter"].reason),
    )


def placed_tables(recognition: Recognition) -> dict[int, Placed]:
    """Put the numbers of all tables onto the map, as delivered; table to numbers."""
    joined = recognition.joined
    return {
        position: place_numbers(joined, rows, totals, recognition.years)
        for position, (rows, totals) in enumerate(zip(joined.rows, recognition.totals, strict=True))
    }


def _levels(joined: Joined, title: str) -> dict[LevelName, Quarters]:
    """Give the areas of each level; districts and city are their quarters united."""
    fine, crs, hierarchy = joined.boundaries.geometry, joined.boundaries.crs, joined.hierarchy
    whole = np.zeros(len(fine), dtype=int)
    parents = tuple(hierarchy.parents.tolist()) if hierarchy else tuple(whole.tolist())
    levels: dict[LevelName, Quarters] = {"quarter": Quarters("quarter", joined.ids, joined.names, parents, fine, crs)}
    parts = fine
    if hierarchy is not None:
        number = len(hierarchy.ids)
        parts = dissolve(fine, hierarchy.parents, number)
        levels["district"] = Quarters("district", hierarchy.ids, joined.districts, (0,) * number, parts, crs)
        parts = np.concatenate([parts, fine[hierarchy.parents < 0]])
    city = np.empty(1, dtype=object)
    city[0] = outline_of(parts, joined.boundaries.outline)
    levels["city"] = Quarters("city", ("0",), (title,), (-1,), city, crs)
    for areas in levels.values():
        areas.geometry.setflags(write=False)
    return levels


def _title(joined: Joined, totals: Sequence[Totals]) -> str:
    """Name the city after a delivered row of its sum, else after the map's file."""
    for rows, found in zip(joined.rows, totals, strict=True):
        if found.city is None:
            continue
        cells = [values[found.city].strip() for values in rows.table.identifiers.values()]
        named = [cell for cell in cells if any(map(str.isalpha, cell)) and not _SUM.fullmatch(cell)]
        if named:
            return _SUM_BEHIND.sub("", _KEY_BEFORE.sub("", min(named, key=len)))
    return title_of(PurePath(joined.boundaries.file).stem, headings()["written_out"])


def _coordinates(tables: Sequence[Table]) -> list[Finding]:
    """Say which columns are coordinates, so that nothing delivered is left out in silence."""
    found = [(place(table), [table.measures[at].title for at in coordinates(table)]) for table in tables]
    return [Finding("info", at, "load.coordinates", {"columns": ", ".join(names)}) for at, names in found if names]


def _ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put the most severe first; the same finding only once."""
    different: list[Finding] = []
    for finding in findings:
        if finding not in different:
            different.append(finding)
    return tuple(sorted(different, key=lambda finding: _SEVERITIES.index(finding.severity)))
