"""All files of one delivery, read: layers of quarters, tables, facilities and water, each file told apart."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loading.atlas import FileNote
from loading.choices import Choices
from loading.delivered_table import ReadTable, read_counted, read_table
from loading.errors import DataFileError, Finding
from loading.files.opened_file import OpenedFile
from loading.files.opening import opened
from loading.ingest.progress import report
from loading.maps.facilities import outside_findings
from loading.maps.map_table import table_of_map
from loading.maps.places import Places, read_places
from loading.pictures import Picture
from loading.questions import OpenQuestion
from loading.recognised import Boundaries, Facility, Scenery, Table
from loading.registers.asking import is_about_rows, settled
from loading.registers.counting import Counted
from loading.tables import Sheets
from loading.tables.encoding import decoded
from loading.unread import is_unread

_UNREAD_MEMBER = "opening.unread_member"


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
    counted : tuple of Counted
        What takes the place of files that are registers, before anything of the delivery is kept.
    """

    layers: tuple[Boundaries, ...]
    tables: tuple[Table, ...]
    facilities: tuple[Facility, ...]
    scenery: tuple[Scenery, ...]
    files: tuple[FileNote, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Picture, ...] = ()
    counted: tuple[Counted, ...] = ()

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
    members = Counter(file.name for file in files if file.layer)
    for number, file in enumerate(given, 1):
        report("map", file.label, number, len(given))
        try:
            maps.append((file, read_places(file, choices)))
        except OpenQuestion as question:
            questions.append(question)
        except DataFileError as error:
            raise _of_whole_file(file, error, alone=members[file.name] <= 1) from None
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
    read, _ = _read(files, maps, choices or Choices(), strict=False)
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
    files: Sequence[OpenedFile], maps: Sequence[tuple[OpenedFile, Places]], choices: Choices, *, strict: bool = True
) -> tuple[Delivery, list[DataFileError]]:
    """Read the tables beside the maps, and put together what was found."""
    layers = tuple(layer for _, places in maps for layer in places.boundaries)
    facilities = [facility for _, places in maps for facility in places.facilities]
    findings = [finding for file in files for finding in file.findings]
    findings += [finding for layer in layers for finding in layer.findings]
    for file, places in maps:
        findings += places.findings
        findings += outside_findings(places.facilities, layers[0], file.label) if layers else []
    notes: dict[int, FileNote | None] = {id(file): _of_map(file, places) for file, places in maps}
    tables: list[Table] = []
    skipped: list[Picture] = []
    refusals: list[DataFileError] = []
    counted: list[Counted] = []
    for file, read in _tables(files, maps, layers, choices):
        if isinstance(read, DataFileError):
            refusals.append(read)
            read = ReadTable(Sheets((), ()), (), (Finding.of_refusal(read),))
        tables += read.sheets.tables
        skipped += read.sheets.skipped
        facilities += read.facilities
        findings += read.findings
        counted += [read.counted] if read.counted else []
        notes[id(file)] = _of_counted(read) if read.counted else notes.get(id(file)) or _of_table(file, read)
    rows_kept = [error for error in refusals if is_about_rows(error.problem) or error.problem == _UNREAD_MEMBER]
    if strict and rows_kept:
        raise _together(rows_kept)
    scenery = tuple(one for _, places in maps for one in places.scenery)
    ordered = tuple(note for file in files if (note := notes[id(file)]) is not None)
    read_all = Delivery(
        layers, tuple(tables), tuple(facilities), scenery, ordered, tuple(findings), tuple(skipped), tuple(counted)
    )
    return read_all, refusals


def _tables(
    files: Sequence[OpenedFile],
    maps: Sequence[tuple[OpenedFile, Places]],
    layers: Sequence[Boundaries],
    choices: Choices,
) -> Iterator[tuple[OpenedFile, ReadTable | DataFileError]]:
    """Read the registers among the maps, then all tables; a refusal stands in the place of what it refuses."""
    members = Counter(file.name for file in files if file.layer)
    for file, places in maps:
        alone = members[file.name] <= 1 and not (places.boundaries or places.facilities or places.scenery)
        for register in places.registers:
            try:
                choice = choices.of_register(register.file, register.layer)
                done = settled(register, file, layers, choice, alone=alone and len(places.registers) == 1)
                yield file, read_counted(*done, choices)
            except DataFileError as error:
                yield file, error
    given = [file for file in files if file.is_table]
    for number, file in enumerate(given, 1):
        report("table", file.label, number, len(given))
        try:
            read = read_table(file, layers, choices, alone=members[file.name] <= 1)
        except DataFileError as error:
            yield file, _of_whole_file(file, error, alone=members[file.name] <= 1)
        else:
            yield file, read
            if read.sheets.refusal:
                yield file, read.sheets.refusal


def _of_whole_file(file: OpenedFile, error: DataFileError, *, alone: bool) -> DataFileError:
    """Let the refusal of a member that cannot be looked into refuse its archive, which is kept whole or not at all."""
    if not (file.layer and is_unread(error.problem)):
        return error
    if alone:
        return DataFileError(
            file.name, error.problem, **{key: value for key, value in error.found.items() if key != "file"}
        )
    return DataFileError(file.name, _UNREAD_MEMBER, member=file.layer)


def _together(errors: Sequence[DataFileError]) -> DataFileError:
    """Give the first refusal, or else all questions as one."""
    plain = [error for error in errors if not isinstance(error, OpenQuestion)]
    questions = [error for error in errors if isinstance(error, OpenQuestion)]
    if plain:
        return plain[0]
    questions[0].further = tuple(questions[1:])
    return questions[0]


def _of_map(file: OpenedFile, places: Places) -> FileNote:
    names = tuple(layer.layer for layer in places.boundaries if layer.layer)
    return FileNote(file.name, file.format, places.encoding, names or ((file.layer,) if file.layer else ()))


def _of_counted(read: ReadTable) -> FileNote | None:
    """Note the table that takes the place of a register; nothing where none does."""
    name = read.counted.name if read.counted else ""
    return FileNote(name, "csv", next((table.encoding for table in read.sheets.tables), None), ()) if name else None


def _of_table(file: OpenedFile, read: ReadTable) -> FileNote:
    tables = read.sheets.tables
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
