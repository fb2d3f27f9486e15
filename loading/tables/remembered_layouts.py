"""What was decided about tables, by the shape of their layout, so that next year's file takes one click.

Nothing of the numbers is kept and nothing about who decided: headings without their numbers, the decisions, the name
of the file and the day.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from loading.choices.tables import ColumnChoice, TableChoice
from loading.pictures import Fingerprint, Picture
from loading.tables.fingerprint import likeness, row_text

MOST_LAYOUTS = 400
ALIKE = 0.8
_DAY = r"\d{4}-\d\d-\d\d"


class _Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision about a column, tied to its heading: which one of those alike, and the year it names."""

    heading: str
    occurrence: int
    named: int
    choice: ColumnChoice


class _Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One remembered layout, as it lies on disk."""

    file: str
    day: Annotated[str, msgspec.Meta(pattern=_DAY)]
    sheet: str
    header_rows: int
    headings: tuple[str, ...]
    named_year: int
    choice: TableChoice
    columns: tuple[_Column, ...] = ()
    header: tuple[str, str] | None = None
    body: tuple[int, int] | None = None

    @property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint(self.sheet, self.header_rows, self.headings)


@dataclass(frozen=True)
class Proposal:
    """Decisions about an earlier table of the same shape, carried over to this one.

    Attributes
    ----------
    file : str
        The earlier file.
    day : str
        When it was opened, as ``"2025-02-28"``.
    choice : TableChoice
        For the table at hand.
    incomplete : bool
        Some decisions could not be carried over: a year that nothing tells how to shift, a column or row that is gone.
    """

    file: str
    day: str
    choice: TableChoice
    incomplete: bool


class RememberedLayouts:
    """Layouts on disk, one small file per shape, shared by all workers of a server.

    Parameters
    ----------
    folder : Path
        Made with the first layout.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def remember(self, pictures: Sequence[Picture], choices: Sequence[TableChoice], day: str) -> None:
        """Keep what was decided about these sheets; a sheet without a decision is not kept.

        Parameters
        ----------
        pictures : sequence of Picture
        choices : sequence of TableChoice
        day : str
            As ``"2025-02-28"``.

        Raises
        ------
        OSError
            If nothing can be written into the folder.
        """
        decided = {(one.file, one.sheet): one for one in choices if one != TableChoice(one.file, one.sheet)}
        layouts = [
            _layout(picture, decided[picture.file, picture.sheet], day)
            for picture in pictures
            if (picture.file, picture.sheet) in decided
        ]
        if not layouts:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        for layout in layouts:
            self._write(layout)
        self._forget_oldest()

    def proposal(self, picture: Picture) -> Proposal | None:
        """Give what was decided about the most similar earlier table; None where none is alike.

        Parameters
        ----------
        picture : Picture
            Of a table about which nothing was decided yet.

        Returns
        -------
        Proposal or None
        """
        alike = [(likeness(layout.fingerprint, picture.fingerprint), layout.day, layout) for layout in self._layouts()]
        best = max(alike, key=lambda one: one[:2], default=None)
        if best is None or best[0] < ALIKE:
            return None
        layout = best[2]
        choice, incomplete = _carried(layout, picture)
        if choice == TableChoice(picture.file, picture.sheet):
            return None
        return Proposal(layout.file, layout.day, choice, incomplete)

    def _layouts(self) -> Iterator[_Layout]:
        """Read all layouts; one that somebody has damaged is as good as none."""
        for path in sorted(self._folder.glob("*.json")):
            with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                yield msgspec.json.decode(path.read_bytes(), type=_Layout)

    def _write(self, layout: _Layout) -> None:
        known = msgspec.json.encode([layout.sheet, layout.header_rows, sorted(set(layout.headings))])
        target = self._folder / f"{hashlib.sha256(known).hexdigest()[:16]}.json"
        handle, beside = tempfile.mkstemp(prefix=".new-", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(msgspec.json.format(msgspec.json.encode(layout)))
            Path(beside).replace(target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise

    def _forget_oldest(self) -> None:
        dated = []
        for path in self._folder.glob("*.json"):
            with contextlib.suppress(OSError):
                dated.append((path.stat().st_mtime, path))
        for _, path in sorted(dated)[:-MOST_LAYOUTS]:
            path.unlink(missing_ok=True)


def _layout(picture: Picture, choice: TableChoice, day: str) -> _Layout:
    known = picture.fingerprint
    columns = tuple(_column(known, one) for one in choice.columns if 0 <= one.column < len(known.headings))
    header = body = None
    texts = {row.line: row_text(row) for row in picture.rows}
    if choice.header and choice.header[0] in texts and choice.header[1] in texts:
        header = texts[choice.header[0]], texts[choice.header[1]]
    if choice.body:
        last_head = (choice.header or picture.recognised_header or (0, 0))[1]
        body = choice.body[0] - last_head, choice.body[1] - _last_line(picture)
    kept = msgspec.structs.replace(choice, columns=(), header=None, body=None)
    return _Layout(
        picture.file,
        day,
        known.sheet,
        known.header_rows,
        known.headings,
        picture.named_year,
        kept,
        columns,
        header,
        body,
    )


def _last_line(picture: Picture) -> int:
    return picture.recognised_body[1] if picture.recognised_body else picture.lines


def _column(known: Fingerprint, choice: ColumnChoice) -> _Column:
    heading = known.headings[choice.column]
    occurrence = known.headings[: choice.column].count(heading)
    return _Column(heading, occurrence, known.years[choice.column] if known.years else 0, choice)


def _carried(layout: _Layout, picture: Picture) -> tuple[TableChoice, bool]:
    """Carry decisions over to another table, and tell whether some are lost on the way."""
    shift = picture.named_year - layout.named_year if picture.named_year and layout.named_year else None
    columns = [_carried_column(one, picture.fingerprint, shift) for one in layout.columns]
    header, body = _carried_lines(layout, picture)
    year = None if layout.choice.year is None or shift is None else layout.choice.year + shift
    choice = msgspec.structs.replace(
        layout.choice,
        file=picture.file,
        sheet=picture.sheet,
        header=header,
        body=body,
        year=year,
        columns=tuple(one for one in columns if one is not None and one != ColumnChoice(one.column)),
    )
    lost = (
        layout.choice.year is not None and year is None,
        (layout.header is None) != (header is None),
        (layout.body is None) != (body is None),
        any(_is_less(one.choice, column) for one, column in zip(layout.columns, columns, strict=True)),
    )
    return choice, any(lost)


def _carried_column(one: _Column, known: Fingerprint, shift: int | None) -> ColumnChoice | None:
    """Find the column of the same heading: of the same year, or else the one that stands in the same place of them."""
    places = [place for place, heading in enumerate(known.headings) if heading == one.heading]
    same = [place for place in places if known.years and one.named and known.years[place] == one.named]
    if not same and one.occurrence < len(places):
        same = [places[one.occurrence]]
    if not same:
        return None
    year = None if one.choice.year is None or shift is None else one.choice.year + shift
    return msgspec.structs.replace(one.choice, column=same[0], year=year)


def _is_less(before: ColumnChoice, after: ColumnChoice | None) -> bool:
    return after is None or (before.year is not None and after.year is None)


def _carried_lines(layout: _Layout, picture: Picture) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    header = body = None
    if layout.header:
        texts = [(row.line, row_text(row)) for row in picture.rows if row.kind != "gap"]
        first = next((line for line, text in texts if text == layout.header[0]), None)
        last = next((line for line, text in texts if first and line >= first and text == layout.header[1]), None)
        header = (first, last) if first and last else None
    head = header or (None if layout.header else picture.recognised_header or (0, 0))
    if layout.body and head:
        body = head[1] + layout.body[0], _last_line(picture) + layout.body[1]
        body = body if body[0] <= body[1] else None
    return header, body
