"""A process that reads opens the delivery and its own folder, and nothing else of this machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from loading.ingest.apart import read_apart
from loading.ingest.conversation import spawned
from loading.ingest.sealed import bare_environment
from tests.callbacks.delivered_towns import town_files
from tests.loading.ingest.possible import can_confine
from tests.loading.made_files import shapefile as made_shapefile

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys; sys.path.insert(0, {root!r})
from pathlib import Path
from loading.ingest.confined import confine
from loading.ingest.sealed import give_up_privileges
give_up_privileges()
print(confine(Path({own!r}), [Path({given!r})]))
def tried(action):
    try:
        action(); return "done"
    except OSError as error:
        return type(error).__name__
import socket
print(Path({given!r}).read_text(), tried(lambda: (Path({own!r}) / "a").write_text("a")))
for path in ({secret!r}, "/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/1/cmdline"):
    print(tried(Path(path).read_bytes))
print(tried(lambda: Path({given!r}).write_text("b")), tried(lambda: Path({secret!r}).unlink()))
print(tried(lambda: __import__("os").listdir({beside!r})), tried(lambda: __import__("subprocess").run(["/bin/true"])))
import json, zoneinfo, xml.sax
"""
SORTING = """
import os, sqlite3, sys; sys.path.insert(0, {root!r})
from pathlib import Path
from loading.ingest.confined import confine
from loading.ingest.sealed import give_up_privileges
give_up_privileges()
os.chdir({own!r})
confine(Path({own!r}), [])
held = sqlite3.connect(":memory:")
held.execute("PRAGMA temp_store = FILE")
held.execute("CREATE TEMP TABLE large (row TEXT)")
held.executemany("INSERT INTO large VALUES (?)", (("a" * 500,) for _ in range(20_000)))
print(len(held.execute("SELECT row FROM large ORDER BY row").fetchall()))
"""


def test_nothing_but_what_was_given_is_opened(tmp_path: Path) -> None:
    own, given, secret = tmp_path / "own", tmp_path / "given.csv", tmp_path / "secret.csv"
    own.mkdir()
    given.write_text("given", encoding="utf-8")
    secret.write_text("secret", encoding="utf-8")
    program = PROGRAM.format(root=str(ROOT), own=str(own), given=str(given), secret=str(secret), beside=str(tmp_path))
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={})
    confined, *tried = run.stdout.split()
    assert tried[:2] == ["given", "done"]
    assert confined == str(can_confine())  # other systems have no Landlock
    assert not can_confine() or set(tried[2:]) == {"PermissionError"}


def test_copies_that_sqlite_makes_lie_in_the_own_folder(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    program = SORTING.format(root=str(ROOT), own=str(own))
    words = [sys.executable, "-c", program]
    run = subprocess.run(words, capture_output=True, text=True, check=True, env=bare_environment({}))
    assert run.stdout.split() == ["20000"]


@pytest.mark.parametrize("begin", [None, spawned], ids=["forked", "spawned"])
def test_whoever_is_confined_still_reads_every_format(tmp_path: Path, begin: object) -> None:
    from tests.loading.ingest.mutant_sources import KINDS, source

    town = town_files(tmp_path, "Lindenau", "30", 6)
    paths = [source(kind, tmp_path) for kind in KINDS if kind not in ("geojson", "zip", "gpkg")]
    read = read_apart([*town, *paths], begin=begin)  # type: ignore[arg-type]
    assert {note.format for note in read.files} == {"geojson", "csv", "xlsx", "xls", "ods", "json"}
    alone = made_shapefile(tmp_path / "k.shp")
    assert read_apart([alone, source("csv", tmp_path)], begin=begin).layers  # type: ignore[arg-type]
    for kind in ("zip", "gpkg", "geojson"):
        assert read_apart([source(kind, tmp_path), source("csv", tmp_path)], begin=begin).layers  # type: ignore[arg-type]
