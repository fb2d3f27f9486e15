"""All files of one delivery, read: layers of quarters, tables, facilities and water, each file told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loading.atlas import FileNote
from loading.choices import Choices
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.files.opening import opened
from loading.ingest.progress import report
from loading.joining.matching import Pairing, candidate_columns, pairings
from loading.maps.coordinates import is_east, is_north
from loading.maps.facilities import has_coordinates, outside_findings, read_facilities
from loading.maps.map_table import table_of_map
from loading.maps.places import Places, read_places
from loading.pictures import Picture
from loading.questions import OpenQuestion
from loading.recognised import Boundaries, Facility, Scenery, Table
from loading.tables import Sheets, read_sheets
from loading.tables.encoding import decoded
from loading.tables.headings import JOIN

LIST_OF_PLACES = 0.2
MOST_ROWS = 0.8
SMALLEST_SHARE_OF_QUARTERS = 0.5


@dataclass(frozen=True)
class Delivery:
    """What was read.

    Attributes
    ----------
    layers : tuple of Boundaries
        At least one.
    tables : tuple of Table
        At least one; where none was delivered, the map's own attributes.
    facilities : tuple of Facility
    scenery : tuple of Scenery
    files : tuple of FileNote
    findings : tuple of Finding
    skipped : tuple of Picture
        Sheets no table came of: without numbers, or left out.
    """

    layers: tuple[Boundaries, ...]
    tables: tuple[Table, ...]
    facilities: tuple[Facility, ...]
    scenery: tuple[Scenery, ...]
    files: tuple[FileNote, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Picture, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All sheets as they were recognised, those no table came of last."""
        return (*(table.picture for table in self.tables if table.picture is not None), *self.skipped)


def read_delivery(paths: Sequence[Path], choices: Choices | None = None) -> Delivery:
    """Read all files; a table that cannot be used is a finding where another one can.

    Parameters
    ----------
    paths : sequence of Path
    choices : Choices, optional
        Only those :attr:`~loading.choices.Choices.of_reading` matter here.

    Returns
    -------
    Delivery

    Raises
    ------
    DataFileError
        ``load.no_files``, ``load.no_boundaries``, ``load.no_numbers``; otherwise what the readers raise.
    """
    if not paths:
        raise DataFileError(".", "load.no_files")
    choices = choices or Choices()
    files = opened(paths)
    maps = _places(files, choices)
    if not any(places.boundaries for _, places in maps):
        raise DataFileError(files[0].name, "load.no_boundaries", files=", ".join(file.label for file in files[:3]))
    read, refusals = _read(files, maps, choices)
    if refusals and not read.tables:
        raise refusals[0]
    if read.tables:
        return read
    tables = tuple(table for layer in read.layers if (table := table_of_map(layer)) is not None)
    if not tables:
        raise DataFileError(read.layers[0].file, "load.no_numbers", columns=", ".join(list(read.layers[0].columns)[:5]))
    return replace(read, tables=tables)


def _places(files: Sequence[OpenedFile], choices: Choices | None) -> list[tuple[OpenedFile, Places]]:
    """Read all map files; questions about several of them are asked together."""
    maps: list[tuple[OpenedFile, Places]] = []
    questions: list[OpenQuestion] = []
    given = [file for file in files if not file.is_table]
    for number, file in enumerate(given, 1):
        report("map", file.label, number, len(given))
        try:
            maps.append((file, read_places(file, choices)))
        except OpenQuestion as question:
            questions.append(question)
    if questions:
        questions[0].further = tuple(questions[1:])
        raise questions[0]
    return maps


def read_what_can_be(paths: Sequence[Path], choices: Choices | None = None) -> Delivery:
    """Read what can be read of a delivery that is refused; layers and tables may be missing.

    Parameters
    ----------
    paths : sequence of Path

    Returns
    -------
    Delivery
        A file that cannot be used is left out, with the reason among the findings.
    """
    files, findings = _openable(paths)
    maps: list[tuple[OpenedFile, Places]] = []
    for file in [one for one in files if not one.is_table]:
        try:
            maps.append((file, read_places(file, choices)))
        except DataFileError as error:
            findings.append(Finding.of_refusal(error))
            files.remove(file)
    read, _ = _read(files, maps, choices or Choices())
    return replace(read, findings=(*findings, *read.findings))


def _openable(paths: Sequence[Path]) -> tuple[list[OpenedFile], list[Finding]]:
    """Open the files together, or else one by one, those left out that cannot be opened."""
    try:
        return opened(paths), []
    except DataFileError:
        files: list[OpenedFile] = []
        findings: list[Finding] = []
    for path in paths:
        try:
            files += opened([path])
        except DataFileError as error:
            findings.append(Finding.of_refusal(error))
    return files, findings


def _read(
    files: Sequence[OpenedFile], maps: Sequence[tuple[OpenedFile, Places]], choices: Choices
) -> tuple[Delivery, list[DataFileError]]:
    """Read the tables beside the maps, and put together what was found."""
    layers = tuple(layer for _, places in maps for layer in places.boundaries)
    facilities = [facility for _, places in maps for facility in places.facilities]
    findings = [finding for file in files for finding in file.findings]
    findings += [finding for layer in layers for finding in layer.findings]
    for file, places in maps:
        findings += places.findings
        findings += outside_findings(places.facilities, layers[0], file.label) if layers else []
    notes = {id(file): _of_map(file, places) for file, places in maps}
    tables: list[Table] = []
    skipped: list[Picture] = []
    refusals: list[DataFileError] = []
    given = [file for file in files if file.is_table]
    for number, file in enumerate(given, 1):
        report("table", file.label, number, len(given))
        try:
            sheets, of_file, remarks = _read_table(file, layers, choices)
        except DataFileError as error:
            sheets, of_file, remarks = Sheets((), (), error), (), ()
        read = sheets.tables
        if sheets.refusal:
            refusals.append(sheets.refusal)
            remarks = (*remarks, Finding.of_refusal(sheets.refusal))
        tables += read
        skipped += sheets.skipped
        facilities += of_file
        findings += remarks
        notes[id(file)] = _of_table(file, read)
    scenery = tuple(one for _, places in maps for one in places.scenery)
    ordered = tuple(notes[id(file)] for file in files)
    read_all = Delivery(
        layers, tuple(tables), tuple(facilities), scenery, ordered, tuple(findings), skipped=tuple(skipped)
    )
    return read_all, refusals


def _read_table(
    file: OpenedFile, layers: Sequence[Boundaries], choices: Choices
) -> tuple[Sheets, tuple[Facility, ...], tuple[Finding, ...]]:
    sheets = _sheets_of(file, layers, choices)
    if sheets is None:
        facilities, findings = read_facilities(file, layers[0] if layers else None)
        return Sheets((), ()), tuple(facilities), tuple(findings)
    return sheets, (), tuple(finding for table in sheets.tables for finding in table.findings)


def _sheets_of(file: OpenedFile, layers: Sequence[Boundaries], choices: Choices) -> Sheets | None:
    """Read the sheets of a file; None where it is a list of places, not a table of quarters."""
    try:
        sheets = read_sheets(file.path, file.layer or file.name, choices.of_table)
    except DataFileError:
        if has_coordinates(file):
            return None
        raise
    if not _may_hold_coordinates(sheets):
        return sheets
    if any(_speaks_of_quarters(table, layers) for table in sheets.tables) or not has_coordinates(file):
        return sheets
    return None


def _may_hold_coordinates(sheets: Sheets) -> bool:
    """Tell by the headings alone whether a list of places is possible, before anything dear is tried."""
    pictures = [table.picture for table in sheets.tables]
    if sheets.skipped or None in pictures:
        return True
    headings = [column.heading for picture in pictures if picture for column in picture.columns]
    parts = {part for heading in headings for part in heading.split(JOIN)}
    return any(map(is_east, parts)) and any(map(is_north, parts))


def _speaks_of_quarters(table: Table, layers: Sequence[Boundaries]) -> bool:
    """Tell whether rows match polygons one to one; a list of places names a quarter again and again."""
    for layer in layers:
        found = pairings(candidate_columns(layer), table)
        if any(_names_again_and_again(pairing) for pairing in found):
            return False
        if found and found[0].matched >= SMALLEST_SHARE_OF_QUARTERS * len(layer.geometry):
            return True
    return False


def _names_again_and_again(pairing: Pairing) -> bool:
    rows = int((pairing.positions >= 0).sum())
    return rows >= MOST_ROWS * len(pairing.positions) and rows - pairing.matched > LIST_OF_PLACES * pairing.matched


def _of_map(file: OpenedFile, places: Places) -> FileNote:
    names = tuple(layer.layer for layer in places.boundaries if layer.layer)
    return FileNote(file.name, file.format, places.encoding, names or ((file.layer,) if file.layer else ()))


def _of_table(file: OpenedFile, tables: Sequence[Table]) -> FileNote:
    encoding = next((table.encoding for table in tables if table.encoding), None)
    if encoding is None and file.format == "csv":
        encoding = _encoding(file)
    return FileNote(file.name, file.format, encoding, tuple(table.sheet for table in tables if table.sheet))


def _encoding(file: OpenedFile) -> str | None:
    """Give the encoding of a text file that is no table of quarters, a list of places for example."""
    try:
        return decoded(file.name, file.path.read_bytes())[1]
    except DataFileError:
        return None
