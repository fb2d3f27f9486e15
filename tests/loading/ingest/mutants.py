"""Mutated files of every format: truncated, flipped, stretched, under a wrong name; read or refused, nothing else.

    python -m tests.loading.ingest.mutants 20000 [FORMAT ...] [--first NUMBER] [--seconds OF_EACH]

reads so many mutants of each format, each in a child of its own under the limits of the ingest and without network, and
prints as it goes what came of them: errors, files opened elsewhere, addresses asked, the slowest, the largest child.
The mutant of a number is always the same, so that a run goes on where it broke off.
"""

import argparse
import io
import os
import random
import shutil
import signal
import sys
import sysconfig
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loading.errors import DataFileError
from loading.files.opening import opened
from loading.ingest.limits import Limits
from loading.ingest.sealed import leave_network, limit_resources
from loading.maps.facilities import grids_of
from loading.maps.places import read_places
from loading.tables import read_tables
from loading.vectors.drivers import vector_reader
from tests.loading.ingest.small_xls import write_xls
from tests.loading.made_files import degrees, feature, geojson, geopackage, shapefile, zipped_shapefile

TABLE: list[list[str | float]] = [["Nr", "Name", "Arbeitslose 2023", "Arbeitslose 2024"]]
TABLE += [[f"0{row}", f"Süd {row}", row * 7, row * 8.5] for row in range(1, 9)]
KINDS = ("zip", "gpkg", "geojson", "xlsx", "xls", "ods", "csv")
SAID = "said.txt"
# What libraries in Rust and C++ say before they abort the process, for want of memory.
ABORTED = ("memory allocation of", "std::bad_alloc")
# What Python itself opens: modules, their data, devices.
OF_PYTHON = (
    *{os.path.realpath(path) for path in (*sysconfig.get_paths().values(), *sys.path) if path},
    *(path for path in sysconfig.get_paths().values()),
    "/dev/null",
    "/proc/self/",
    "/usr/share/zoneinfo",
)
SUFFIXES = ("zip", "gpkg", "geojson", "xlsx", "xls", "ods", "csv", "shp", "dbf", "txt")

Tell = Callable[[int, str, "Sum"], object]


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


def mutant(kind: str, raw: bytes, number: int) -> tuple[bytes, str]:
    """Make the mutant of a number, the same on every run; gives its content and the ending it comes with."""
    chance = random.Random(f"{kind} {number}")
    packed = kind in ("zip", "xlsx", "ods") and chance.random() < 0.6
    content = (inside if packed else mutated)(raw, chance)
    return content, kind if chance.random() < 0.8 else chance.choice(SUFFIXES)


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


def outcome_in_child(path: Path) -> tuple[str, int]:
    """Read a file in a child under the limits of the ingest.

    Returns
    -------
    str
        A problem, ``"read"``, or what must never happen, after ``"! "``.
    int
        Kilobytes of memory the child used at most, with those it shares with this process.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _read_and_tell(path, theirs)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        told = stream.read().decode("utf-8", "replace")
    _, status, used = os.wait4(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    said = (path.parent / SAID).read_bytes().decode("utf-8", "replace")
    if ended == -signal.SIGABRT and any(words in said for words in ABORTED):
        return "ingest.too_much_memory", used.ru_maxrss
    if ended == -signal.SIGXCPU:
        return "ingest.too_slow", used.ru_maxrss
    return (told if not ended and told else f"! ended with {ended}: {said[-300:]}"), used.ru_maxrss


def _read_and_tell(path: Path, pipe: int) -> None:
    """Be the child: read, write the outcome into a pipe, and end."""
    signal.alarm(Limits().seconds)
    said = os.open(path.parent / SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    strange: list[str] = []
    sys.addaudithook(lambda event, given: strange.extend(_strange(event, given, path.parent)))
    os.environ["TMPDIR"] = tempfile.tempdir = str(path.parent)
    try:
        limit_resources(Limits())
        with warnings.catch_warnings(action="ignore"):
            told = outcome(path)
        told = f"! {strange[0]}" if strange else told
    except MemoryError:
        told = "ingest.too_much_memory"
    except BaseException as error:
        told = f"! {error!r}"
    os.write(pipe, told.encode("utf-8", "replace"))
    os._exit(0)


def _strange(event: str, given: tuple[object, ...], folder: Path) -> list[str]:
    """Name what a reader of files has no business with: addresses, programs, files elsewhere."""
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"):
        return [f"{event} {given!r}"]
    if event not in ("open", "sqlite3.connect") or not isinstance(given[0], (str, bytes)):
        return []
    place = os.fsdecode(given[0]).removeprefix("file://").removeprefix("file:")
    if not place.startswith("/") or place.startswith((str(folder), *OF_PYTHON)):
        return []
    return [f"{event} {place}"]


@dataclass
class Sum:
    """What came of mutants.

    Attributes
    ----------
    found : Counter of str
    slowest : float
        Seconds.
    largest : int
        Kilobytes.
    """

    found: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    largest: int = 0

    def __str__(self) -> str:
        strange = sum(number for told, number in self.found.items() if told.startswith("!"))
        return (
            f"{self.found.total()} mutants, {strange} errors, outside reads or connections; "
            f"slowest {self.slowest:.2f} s, largest child {self.largest / 1000:.0f} MB"
        )


def run(kind: str, numbers: Iterable[int], folder: Path, seconds: float = 1e9, tell: Tell = lambda *_: None) -> Sum:
    """Read mutants of a format until there were enough, or the time is over."""
    result, raw = Sum(), source(kind, folder).read_bytes()
    work = folder / "work"
    end = time.monotonic() + seconds
    for number in numbers:
        content, suffix = mutant(kind, raw, number)
        work.mkdir()
        path = work / f"mutant.{suffix}"
        path.write_bytes(content)
        began = time.monotonic()
        told, used = outcome_in_child(path)
        result.slowest = max(result.slowest, time.monotonic() - began)
        result.largest = max(result.largest, used)
        result.found[told] += 1
        shutil.rmtree(work)
        tell(number, told, result)
        if time.monotonic() > end:
            break
    return result


def main(words: Sequence[str]) -> int:
    """Run the mutants of each format; 1 if one ended in another way than read or refused."""
    parser = argparse.ArgumentParser(prog="python -m tests.loading.ingest.mutants")
    parser.add_argument("number", type=int, nargs="?", default=1_000)
    parser.add_argument("kinds", nargs="*", default=KINDS)
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant: where a run broke off")
    parser.add_argument("--seconds", type=float, default=1e9, help="of each format")
    asked = parser.parse_args(words)
    print("no network:", leave_network(), flush=True)
    vector_reader()
    strange = 0
    for kind in asked.kinds:

        def tell(number: int, told: str, so_far: Sum, kind: str = kind) -> None:
            if told.startswith("!"):
                print(f"{kind} {number}: {told}", flush=True)
            if number % 500 == 499:
                print(f"{kind} up to {number}: {so_far}", flush=True)

        with tempfile.TemporaryDirectory() as folder:
            result = run(kind, range(asked.first, asked.number), Path(folder), asked.seconds, tell)
        print(f"{kind}: {result}\n  {dict(result.found.most_common(12))}", flush=True)
        strange += sum(number for told, number in result.found.items() if told.startswith("!"))
    return bool(strange)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
