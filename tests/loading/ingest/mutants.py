"""Mutated files of every format: truncated, flipped, stretched, under a wrong name; read or refused, nothing else.

    python -m tests.loading.ingest.mutants 20000 [FORMAT ...]

reads so many mutants of each format and prints what came of them, the slowest, and how much memory was gained.
"""

import contextlib
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from loading.errors import DataFileError
from loading.files.opening import opened
from loading.ingest.apart import read_apart
from loading.maps.facilities import grids_of
from loading.maps.places import read_places
from loading.tables import read_tables
from tests.loading.ingest.small_xls import write_xls
from tests.loading.made_files import degrees, feature, geojson, geopackage, shapefile, zipped_shapefile

TABLE: list[list[str | float]] = [["Nr", "Name", "Arbeitslose 2023", "Arbeitslose 2024"]]
TABLE += [[f"0{row}", f"Süd {row}", row * 7, row * 8.5] for row in range(1, 9)]
KINDS = ("zip", "gpkg", "geojson", "xlsx", "xls", "ods", "csv")
APART = ("xls",)
SUFFIXES = ("zip", "gpkg", "geojson", "xlsx", "xls", "ods", "csv", "shp", "dbf", "txt")


def source(kind: str, folder: Path) -> Path:
    """A good small file of a format."""
    path = folder / f"source.{kind}"
    if kind == "zip":
        return zipped_shapefile(path, shapefile(folder / "source.shp"))
    if kind == "gpkg":
        return geopackage(path)
    if kind == "geojson":
        return geojson(path, [feature(degrees(number), Nr=f"0{number}", Name="Brück") for number in range(3)])
    if kind == "csv":
        path.write_text("\n".join(";".join(map(str, row)) for row in TABLE), encoding="cp1252")
    elif kind == "xlsx":
        _xlsx(path)
    elif kind == "ods":
        _ods(path)
    else:
        write_xls(path, TABLE)
    return path


def _xlsx(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    book.save(path)


def _ods(path: Path) -> None:
    cells = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
            if isinstance(value, str)
            else f'<table:table-cell office:value-type="float" office:value="{value}"/>'
            for value in row
        )
        for row in TABLE
    ]
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    sheet = f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    body = f"<office:body>{sheet}</office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Change bytes, take some out, put some in, repeat some, or cut the rest off."""
    result = bytearray(raw)
    for _ in range(chance.choice([1, 1, 1, 2, 5, 30])):
        place = chance.randrange(len(result) or 1)
        kind = chance.randrange(8)
        if kind < 4:
            result[place : place + 1] = bytes([chance.randrange(256)])
        elif kind == 4:
            result[place : place + 4] = chance.choice([b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f"])
        elif kind == 5:
            del result[place : place + chance.randrange(1, 200)]
        elif kind == 6:
            result[place:place] = bytes(result[place : place + chance.randrange(1, 200)])
        else:
            del result[place + 1 :]
    return bytes(result)


def inside(raw: bytes, chance: random.Random) -> bytes:
    """Mutate one member of an archive and pack it anew, so that the damage gets past the checksums."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice(list(members))
    members[chosen] = mutated(members[chosen], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def outcome(path: Path) -> str:
    """Read a file as the intake does: its problem, or "read"; any other error comes out."""
    try:
        for file in opened([path]):
            if file.is_table:
                read_tables(file.path, file.name)
                grids_of(file)
            else:
                read_places(file)
    except DataFileError as error:
        return error.problem
    return "read"


def outcome_apart(path: Path) -> str:
    """Read a file in a process of its own, for readers that end the process where a size is absurd."""
    try:
        read_apart([path], only_what_can_be=True)
    except DataFileError as error:
        if error.problem == "ingest.broke_off":
            raise RuntimeError(error.problem) from error
        return error.problem
    return "read"


def run(
    kind: str, number: int, folder: Path, seconds: float, failed: Callable[[bytes, Exception], None]
) -> tuple[Counter[str], float]:
    """Read mutants of a format until there were enough, or the time is over; gives outcomes and the slowest."""
    chance, found, slowest = random.Random(kind), Counter[str](), 0.0
    raw = source(kind, folder).read_bytes()
    end = time.monotonic() + seconds
    for _ in range(number):
        packed = kind in ("zip", "xlsx", "ods") and chance.random() < 0.6
        mutant = (inside if packed else mutated)(raw, chance)
        suffix = kind if chance.random() < 0.8 else chance.choice(SUFFIXES)
        path = folder / f"mutant.{suffix}"
        path.write_bytes(mutant)
        began = time.monotonic()
        try:
            found[(outcome_apart if kind in APART else outcome)(path)] += 1
        except Exception as error:  # what must never happen is shown with the file that made it
            failed(mutant, error)
        slowest = max(slowest, time.monotonic() - began)
        path.unlink()
        if time.monotonic() > end:
            break
    return found, slowest


def memory() -> float:
    """Megabytes this process has used at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main(words: Sequence[str]) -> int:
    """Run so many mutants of each format; 1 if one ended in another error than a refusal."""
    number, kinds = int(words[0]) if words else 1_000, words[1:] or KINDS
    errors: list[str] = []
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KeyboardInterrupt):
            before = memory()
            found, slowest = run(kind, number, Path(folder), 1e9, lambda _, error: errors.append(repr(error)))
            gained = memory() - before
            print(f"{kind}: {sum(found.values())} mutants, slowest {slowest:.2f} s, {gained:.0f} MB gained")
            print(f"  {dict(found.most_common(8))}")
    print(f"{len(errors)} errors", *sorted(set(errors))[:20], sep="\n  ")
    return bool(errors)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
