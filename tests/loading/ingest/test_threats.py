"""The rows of the threat table that concern what comes in, T1 to T25, T32, T33, T42: what is tried, what comes of it.

Each case lays a file, reads it as a delivery is read, and says which refusal or which finding must come; whatever
comes, nothing outside was read or written, nobody was asked, and a refusal takes less than two seconds. The corpus of
bad input (safety.md, section 9) is checked to be complete: every number of a file has a case.
"""

import hashlib
import json
import pyexpat
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from loading.delivery import Delivery
from loading.errors import DataFileError
from loading.files.opening import opened
from loading.ingest.apart import read_apart
from loading.ingest.child import SAID, Request
from loading.ingest.sealed import bare_environment
from tests.loading.corpus.maps.bait import SECRET, laid
from tests.loading.ingest.possible import can_leave_network
from tests.loading.ingest.test_corpus import Listener
from tests.loading.ingest.threats import GOOD_TABLE, MAPS, THREATS, Make, Threat, names
from tests.loading.made_files import degrees, feature, geojson
from tests.sources import ROOT, own_files

CORPUS = Path(__file__).parents[1] / "corpus" / "tables"
REFUSAL_SECONDS = 2.0
OF_FILES = range(1, 121)
# What a reading would do whose reader was taken over, in the place of its first step behind the network.
REACHING = """
import os, socket
from loading.ingest import child
def reach():
    try:
        socket.create_connection(("127.0.0.1", {port}), timeout=2).close()
        print("reached", flush=True)
    except OSError:
        print("unreached", flush=True)
    os._exit(0)
child.give_way = reach
child.read_spawned()
"""


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def read(folder: Path, make: Make, listener: Listener) -> Delivery | DataFileError:
    """Read a made file beside a good map and table; nothing else is read, written or asked."""
    laid(folder, listener.port)
    path = make(folder)
    (folder / "zahlen.csv").write_text(GOOD_TABLE, encoding="utf-8")
    beside = [path, folder / "zahlen.csv"]
    if path.name.startswith("zahlen_b"):
        beside.append(geojson(folder / "gut.geojson", [feature(degrees(at), Nr=f"0{at + 1}") for at in range(3)]))
    before = fingerprints(folder)
    began = time.monotonic()
    try:
        found: Delivery | DataFileError = read_apart(beside)
    except DataFileError as error:
        found = error
    assert time.monotonic() - began < 3 * REFUSAL_SECONDS  # the machine of the tests is busy
    assert fingerprints(folder) == before
    assert listener.asked == 0
    assert SECRET not in repr(found)
    return found


def fingerprints(folder: Path) -> dict[str, str]:
    """What lies in a folder, to the last byte."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def told(found: Delivery | DataFileError) -> set[str]:
    """Problems of refusals and codes of findings."""
    return {found.problem} if isinstance(found, DataFileError) else {finding.code for finding in found.findings}


@pytest.mark.parametrize("threat", THREATS, ids=[f"{one.row} {one.tried}" for one in THREATS])
def test_a_threat_comes_to_nothing(tmp_path: Path, listener: Listener, threat: Threat) -> None:
    found = read(tmp_path, threat.make, listener)
    if threat.problem:
        assert threat.problem in told(found)
    else:
        assert isinstance(found, Delivery), found
        assert threat.findings <= told(found)


def test_t2_the_environment_that_could_be_read_is_bare() -> None:
    assert "SECRET_KEY" not in bare_environment({"SECRET_KEY": "x", "DATABASE_URL": "y", "HOME": "/z"})


def test_t23_expat_is_one_that_stops_entities() -> None:
    assert tuple(map(int, pyexpat.EXPAT_VERSION.removeprefix("expat_").split("."))) >= (2, 4, 1)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/a.csv",
        "file:///etc/passwd",
        "/vsicurl/http://127.0.0.1:{port}/a.csv",
        "\\\\127.0.0.1\\a",
    ],
)
def test_t25_an_address_is_no_path(listener: Listener, address: str) -> None:
    with pytest.raises(DataFileError) as caught:
        opened([Path(address.replace("{port}", str(listener.port)))])
    assert caught.value.problem == "opening.not_found"
    assert listener.asked == 0


def test_where_the_system_allows_it_a_process_that_reads_reaches_nobody(tmp_path: Path, listener: Listener) -> None:
    given = msgspec.json.encode(Request(str(tmp_path), (), {}, {}))
    words = [sys.executable, "-c", REACHING.format(port=listener.port)]
    subprocess.run(words, cwd=ROOT, input=given, check=True)
    told = (tmp_path / SAID).read_text("utf-8").split()
    assert told[:1] == (["unreached"] if can_leave_network() else ["reached"])


def test_t32_formulas_stay_text(tmp_path: Path, listener: Listener) -> None:
    given = ("=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)")
    found = read(tmp_path, names(*given), listener)
    assert isinstance(found, Delivery)
    assert found.layers[0].columns["Name"] == given


@pytest.mark.parametrize("kind", ["geojson", "csv", "json"])
def test_t33_whatever_came_in_can_be_written_to_any_format(tmp_path: Path, kind: str) -> None:
    strange = "a\x00b\x07c\x0b\ufffe\u202ed\x7f"
    path = tmp_path / f"zahlen.{kind}"
    features = [feature(degrees(at), Nr=f"0{at + 1}", Name=f"{strange}{at}") for at in range(3)]
    beside = geojson(tmp_path / "karte.geojson", features)
    if kind == "csv":
        path.write_bytes(f"Nr;Name;Kinder\n01;{strange};5\n02;Süd;6\n03;Öst;7\n".replace("\x00", "").encode())
    elif kind == "json":
        rows = [{"Nr": f"0{at + 1}", "Name": f"\ud800{strange}{at}", "Kinder": at + 5} for at in range(3)]
        path.write_text(json.dumps(rows), encoding="utf-8")
    else:
        path = tmp_path / "x.csv"
        path.write_text(GOOD_TABLE, encoding="utf-8")
    delivery = read_apart([beside, path])
    columns = [*delivery.layers[0].columns.values(), *(c for one in delivery.tables for c in one.identifiers.values())]
    written = "".join(cell for column in columns for cell in column)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\ufffe\uffff\ud800-\udfff]", written)
    assert {"attributes.invisible"} <= told(delivery)


def test_t42_no_database_that_opens_files_by_itself_is_part_of_the_program() -> None:
    required = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("requirements*.txt"))
    assert "duckdb" not in required
    assert not [
        path for path in own_files(".py") if re.search(r"^\s*(import|from) duckdb", path.read_text("utf-8"), re.M)
    ]


def test_every_file_of_the_corpus_of_bad_input_has_a_case() -> None:
    cases = [*MAPS, *(path.stem for path in CORPUS.glob("*.json"))]
    numbers = {int(found[0]) for case in cases if (found := re.match(r"\d{3}", case))}
    assert set(OF_FILES) <= numbers
