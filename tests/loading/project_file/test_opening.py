"""Project files from who knows where: refused by name, or read without anything in them ever running."""

import json
import shutil
import sqlite3
import struct
import time
import zlib
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import pytest
import shapely

from loading.errors import DataFileError
from loading.project_file.blobs import from_blobs, to_blobs
from loading.project_file.opening import is_project_file, opened_project
from loading.project_file.reading import read_project
from loading.project_file.sources import PIECE
from loading.project_file.summary import read_summary
from tests.loading.made_files import geopackage
from tests.loading.project_file.made_projects import altered, saved_town
from texts import LANGUAGES, load_texts


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return saved_town(tmp_path)[0]


def refusal(path: Path, folder: Path | None = None) -> str:
    """Why a file is refused; the words for it exist in both languages."""
    with pytest.raises(DataFileError) as caught:
        read_project(path, folder)
    for language in LANGUAGES:
        for part in ("problem", "repair"):
            assert load_texts(language)(f"{caught.value.problem}.{part}", **caught.value.found)
    return caught.value.problem


def setting(path: Path, name: str, value: object) -> Path:
    copy = altered(path)
    with closing(sqlite3.connect(copy)) as database:
        database.execute("UPDATE settings SET value = ? WHERE name = ?", (json.dumps(value), name))
        database.commit()
    return copy


def test_a_project_file_is_known_by_what_is_in_it(town: Path, tmp_path: Path) -> None:
    assert is_project_file(town)
    assert is_project_file(shutil.copyfile(town, tmp_path / "anders.bin"))
    other = geopackage(tmp_path / "quartiere.gpkg")
    assert not is_project_file(other)
    assert refusal(other) == "project_file.not_a_project"
    plain = tmp_path / "x.db"
    with closing(sqlite3.connect(plain)) as database:
        database.execute("CREATE TABLE settings (name, value)")
        database.commit()
    assert refusal(plain) == "project_file.not_a_project"
    assert not is_project_file(tmp_path / "fehlt.gpkg")
    assert refusal(tmp_path / "fehlt.gpkg") == "project_file.gone"


def test_a_newer_file_is_refused_by_its_name_and_stays_as_it_is(town: Path) -> None:
    newer = setting(setting(town, "schema", 99), "program", "7.1.0")
    content = newer.read_bytes()
    with pytest.raises(DataFileError) as caught:
        read_project(newer)
    assert caught.value.problem == "project_file.newer"
    assert "7.1.0" in load_texts("de")("project_file.newer.problem", **caught.value.found)
    assert newer.read_bytes() == content


@pytest.mark.parametrize("schema", [0, -1, "2", None, 1.5, [2], True])
def test_a_schema_that_never_was_is_refused(town: Path, schema: object) -> None:
    assert refusal(setting(town, "schema", schema)) == "project_file.damaged"


@pytest.mark.parametrize("table", ["facts", "settings", "sources", "quarters", "source_pieces"])
def test_a_view_under_the_name_of_a_table_is_refused(town: Path, table: str) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n"
    hostile = altered(town, f"ALTER TABLE {table} RENAME TO other", f"CREATE VIEW {table} AS {endless}")
    begun = time.monotonic()
    assert refusal(hostile) in ("project_file.foreign_table", "project_file.damaged")
    assert time.monotonic() - begun < 5


def test_a_computed_column_is_refused(town: Path) -> None:
    hostile = altered(town, "ALTER TABLE facts ADD COLUMN more AS (zeroblob(1000000000))")
    assert refusal(hostile) == "project_file.foreign_table"


def test_triggers_and_tables_of_others_are_never_touched(town: Path) -> None:
    mine = altered(
        town,
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, style TEXT)",
        "CREATE TRIGGER trap AFTER INSERT ON facts BEGIN DELETE FROM settings; END",
        "CREATE VIEW more AS SELECT * FROM facts",
    )
    assert read_project(mine)[1] == ()


def test_a_question_without_end_is_broken_off(town: Path) -> None:
    begun = time.monotonic()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(DataFileError, match=r"project_file\.damaged"), opened_project(town, seconds=0.2) as database:
        database.execute(endless).fetchall()
    assert time.monotonic() - begun < 5


def test_nothing_can_be_written_through_an_opened_project(town: Path) -> None:
    with pytest.raises(DataFileError, match=r"project_file\.damaged"), opened_project(town) as database:
        database.execute("DELETE FROM facts")


HOSTILE_BLOBS = {
    "more points than bytes": b"GP\0\x01" + struct.pack("<i", 0) + struct.pack("<BIII", 1, 3, 1, 2**31 - 1),
    "more rings than bytes": b"GP\0\x01" + struct.pack("<i", 0) + struct.pack("<BII", 1, 3, 2**32 - 1),
    "more parts than bytes": b"GP\0\x01" + struct.pack("<i", 0) + struct.pack("<BII", 1, 6, 2**32 - 1),
    "collections without end": b"GP\0\x01" + struct.pack("<i", 0) + struct.pack("<BII", 1, 7, 1) * 100_000,
    "a collection as a part": b"GP\0\x01" + struct.pack("<i", 0) + struct.pack("<BIIBII", 1, 6, 1, 1, 7, 0),
    "another byte order": b"GP\0\x01" + struct.pack("<i", 0) + struct.pack(">BII", 0, 3, 0),
    "an unknown envelope": b"GP\0\x0f" + struct.pack("<i", 0),
    "cut off": b"GP\0\x01",
    "empty": b"",
    "text": "POLYGON EMPTY",
    "number": 7,
    "lines": b"GP\0\x01" + struct.pack("<i", 0) + shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)])),
    "something behind": b"GP\0\x01" + struct.pack("<i", 0) + shapely.to_wkb(shapely.box(0, 0, 1, 1)) + b"x",
    "without an end": b"GP\0\x01" + struct.pack("<i", 0) + shapely.to_wkb(shapely.box(0, 0, 1, float("inf"))),
}


@pytest.mark.parametrize("kind", HOSTILE_BLOBS)
def test_an_outline_that_is_none_is_refused_before_it_is_read(town: Path, kind: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        from_blobs([HOSTILE_BLOBS[kind]], [False])
    hostile = altered(town, "UPDATE quarters SET geom = ? WHERE fid = 3", values=(HOSTILE_BLOBS[kind],))
    assert refusal(hostile) == "project_file.damaged"


def test_outlines_with_heights_are_read_too() -> None:
    shape = shapely.from_wkt("POLYGON Z ((0 0 1, 1 0 1, 1 1 1, 0 0 1))")
    (found,) = from_blobs(to_blobs(np.array([shape]), 0), [True])
    assert shapely.equals_exact(found, shape)
    assert found.has_z


def test_a_source_whose_content_was_exchanged_is_told(town: Path, tmp_path: Path) -> None:
    other = zlib.compress(b"Nr;Arbeitslose\n3001;999\n")
    hostile = altered(town, "UPDATE source_pieces SET content = ?", values=(other,))
    assert refusal(hostile, tmp_path / "out") == "project_file.changed_source"


@pytest.mark.parametrize(
    "content", [zlib.compress(b"\0" * (PIECE + 1)), zlib.compress(b"x" * 900)[:-3], b"", b"no zlib", None, "text", 7]
)
def test_a_bomb_or_a_torn_piece_is_told(town: Path, tmp_path: Path, content: object) -> None:
    hostile = altered(town, "UPDATE source_pieces SET content = ?", values=(content,))
    assert refusal(hostile, tmp_path / "out") == "project_file.changed_source"


@pytest.mark.parametrize("name", ["../x.csv", "/etc/x.csv", "a/b/c.csv", "..\\x.csv", "C:x.csv", "", "a\0b", "a/../b"])
def test_a_source_that_leads_out_of_its_folder_is_refused(town: Path, tmp_path: Path, name: str) -> None:
    hostile = altered(town, "UPDATE sources SET name = ? WHERE fid = 1", values=(name,))
    assert refusal(hostile, tmp_path / "out") == "project_file.damaged"
    assert not (tmp_path / "x.csv").exists()


def test_other_decisions_than_the_state_was_made_of_are_told(town: Path) -> None:
    assert refusal(setting(town, "choices", {"title": "Anders"})) == "project_file.changed_state"
    assert refusal(setting(town, "choices", {"later": [1]})) == "project_file.unknown_choices"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE facts SET value = value + 1 WHERE fid = 2",
        "UPDATE facts SET reason = 'suppressed', value = NULL WHERE fid = 2",
        "UPDATE residents SET residents = 1 WHERE fid = 2",
        "UPDATE quarters SET name = 'Anders' WHERE fid = 2",
        "UPDATE quarters SET geom = (SELECT geom FROM quarters WHERE fid = 1) WHERE fid = 2",
    ],
)
def test_numbers_and_boundaries_changed_from_outside_are_told(town: Path, change: str) -> None:
    _, doubts = read_project(altered(town, change))
    assert [doubt.code for doubt in doubts] == ["project_file.numbers_changed"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM facts WHERE fid = 4",
        "UPDATE facts SET reason = 'nothing' WHERE fid = 4",
        "UPDATE facts SET value = 'many' WHERE fid = 4",
        "UPDATE facts SET key = 'x' WHERE fid = 4",
        "DELETE FROM residents WHERE fid = 1",
        "DELETE FROM quarters",
        "DELETE FROM settings WHERE name = 'layers'",
        "UPDATE settings SET value = '{' WHERE name = 'atlas'",
        "UPDATE settings SET value = x'00ff' WHERE name = 'atlas'",
        "UPDATE catalogue SET title_de = x'00' WHERE fid = 1",
        "UPDATE catalogue SET files = '[1' WHERE fid = 1",
        "UPDATE quarters SET key = x'00' WHERE fid = 1",
        "DROP TABLE findings",
        "UPDATE sources SET sha256 = 'x'",
        "UPDATE sources SET bytes = 99999999999",
        "DELETE FROM sources",
        "UPDATE settings SET value = '\"../../x\"' WHERE name = 'project'",
    ],
)
def test_a_file_in_which_something_is_missing_or_wrong_is_refused(town: Path, statement: str) -> None:
    assert refusal(altered(town, statement)) in ("project_file.damaged", "project_file.changed_state")


def test_a_summary_of_a_made_up_address_is_refused(town: Path) -> None:
    with pytest.raises(DataFileError, match=r"project_file\.damaged"):
        read_summary(setting(town, "project", "../../../etc"))


def test_every_flipped_or_missing_part_is_refused_or_noticed(town: Path, tmp_path: Path) -> None:
    whole = town.read_bytes()
    random = np.random.default_rng(3)
    broken = tmp_path / "broken.gpkg"
    for _ in range(60):
        content = bytearray(whole)
        for at in random.integers(100, len(content), 40):
            content[at] ^= int(random.integers(1, 256))
        broken.write_bytes(content if random.random() < 0.7 else content[: int(random.integers(1, len(content)))])
        with suppress(DataFileError):
            project, _ = read_project(broken, tmp_path / "out")
            assert project.atlas.levels["quarter"].ids
