"""Mutated files of every format: truncated, flipped, stretched, under a wrong name; read or refused, nothing else.

    python -m tests.loading.ingest.mutants 20000 [FORMAT ...] [--first NUMBER] [--seconds OF_EACH]

reads so many mutants of each format, in children under the limits of the ingest and without network, and prints as it
goes what came of them: errors, files opened elsewhere (where the system tells, also by libraries in C), addresses
asked, the slowest, the largest child. The mutant of a number is always the same, so that a run goes on where it broke
off.
"""

import argparse
import io
import os
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from loading.errors import DataFileError
from loading.files.opening import opened as opened_files
from loading.ingest.sealed import bare_environment, leave_network
from loading.maps.facilities import grids_of
from loading.maps.places import read_places
from loading.tables import read_tables
from loading.vectors.drivers import vector_reader
from tests.loading.ingest.mutant_children import Outcome, outcomes
from tests.loading.ingest.mutant_sources import KINDS, source
from tests.loading.ingest.opened_anywhere import Opened, own_mounts

SUFFIXES = ("zip", "gpkg", "geojson", "xlsx", "xls", "ods", "csv", "shp", "dbf", "txt")
# So many are read by one child, if it survives them.
TOGETHER = 40

Tell = Callable[[int, str, "Sum"], object]


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
    packed = kind in ("zip", "xlsx", "xlsb", "ods") and chance.random() < 0.6
    content = (inside if packed else mutated)(raw, chance)
    return content, kind if chance.random() < 0.8 else chance.choice(SUFFIXES)


def outcome(path: Path) -> str:
    """Read a file as the intake does: its problem, or "read"; any other error comes out."""
    try:
        for file in opened_files([path]):
            if file.is_table:
                read_tables(file.path, file.name)
                grids_of(file)
            else:
                read_places(file)
    except DataFileError as error:
        return error.problem
    return "read"


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

    def add(self, one: Outcome) -> None:
        """Count one more."""
        self.found[one.told] += 1
        self.slowest = max(self.slowest, one.seconds)
        self.largest = max(self.largest, one.kilobytes)

    def __str__(self) -> str:
        strange = sum(number for told, number in self.found.items() if told.startswith("!"))
        return (
            f"{self.found.total()} mutants, {strange} errors, outside reads or connections; "
            f"slowest {self.slowest:.2f} s, largest child {self.largest / 1000:.0f} MB"
        )


def run(kind: str, numbers: Iterable[int], folder: Path, seconds: float = 1e9, tell: Tell = lambda *_: None) -> Sum:
    """Read mutants of a format until there were enough, or the time is over."""
    result, raw, opened = Sum(), source(kind, folder).read_bytes(), Opened()
    end = time.monotonic() + seconds
    for some in batched(numbers, TOGETHER):
        work = folder / "work"
        paths = [_laid_out(work / str(number), *mutant(kind, raw, number)) for number in some]
        for number, found in zip(some, outcomes(paths, outcome, opened), strict=True):
            result.add(found)
            tell(number, found.told, result)
        shutil.rmtree(work)
        if time.monotonic() > end:
            break
    opened.close()
    return result


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """Give so many at a time; ``itertools.batched`` is younger than the oldest Python this runs on."""
    left = iter(numbers)
    while some := list(islice(left, size)):
        yield some


def _laid_out(folder: Path, content: bytes, suffix: str) -> Path:
    folder.mkdir(parents=True)
    path = folder / f"mutant.{suffix}"
    path.write_bytes(content)
    return path


def read_all_sources(folder: Path) -> None:
    """Load all readers before the first fork, so that no child has to."""
    for kind in KINDS:
        outcome(source(kind, folder))


def _in_a_readers_environment(words: Sequence[str]) -> None:
    """Start anew where a reader's environment is not this program's from its start: SQLite asks for it only then."""
    wanted = bare_environment()
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        again = [sys.executable, "-m", "tests.loading.ingest.mutants", *words]
        os.execve(sys.executable, again, os.environ | wanted)  # noqa: S606 - this very program


def main(words: Sequence[str]) -> int:
    """Run the mutants of each format; 1 if one ended in another way than read or refused."""
    parser = argparse.ArgumentParser(prog="python -m tests.loading.ingest.mutants")
    parser.add_argument("number", type=int, nargs="?", default=1_000)
    parser.add_argument("kinds", nargs="*", default=KINDS)
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant: where a run broke off")
    parser.add_argument("--seconds", type=float, default=1e9, help="of each format")
    asked = parser.parse_args(words)
    _in_a_readers_environment(words)
    print("no network:", leave_network(), "- opens of libraries are seen:", Opened().is_told, flush=True)
    own_mounts()
    vector_reader()
    with tempfile.TemporaryDirectory() as folder:
        read_all_sources(Path(folder))
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
