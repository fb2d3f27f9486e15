"""Files of the first schema open as if they had been written today."""

import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from loading.project_file.migration import SCHEMA
from loading.project_file.reading import read_project
from loading.project_file.saving import save
from loading.project_file.summary import read_summary
from tests.loading.project_file.made_projects import altered, differences, saved_town


def of_the_first_schema(path: Path) -> Path:
    """Turn a file back: sources hold their content themselves, and there are no states."""
    old = altered(path)
    with closing(sqlite3.connect(old)) as database:
        database.execute("ALTER TABLE sources ADD COLUMN content BLOB")
        for (sha256,) in database.execute("SELECT DISTINCT sha256 FROM sources").fetchall():
            pieces = database.execute(
                "SELECT content FROM source_pieces WHERE sha256 = ? ORDER BY piece", (sha256,)
            ).fetchall()
            whole = b"".join(zlib.decompress(piece) for (piece,) in pieces)
            values = (zlib.compress(whole), sha256)
            database.execute("UPDATE sources SET content = ? WHERE sha256 = ?", values)
        for table in ("source_pieces", "states"):
            database.execute(f"DROP TABLE {table}")
            database.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
        database.execute("DELETE FROM settings WHERE name = 'revision'")
        database.execute("UPDATE settings SET value = '1' WHERE name = 'schema'")
        database.commit()
    return old


def test_a_file_of_the_first_schema_is_read_and_stays_as_it_is(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    old = of_the_first_schema(path)
    content = old.read_bytes()
    read, doubts = read_project(old, tmp_path / "out")
    assert differences(project, read, "project") == []
    assert doubts == ()
    assert read_summary(old).revision == 1
    assert old.read_bytes() == content


def test_the_next_saving_brings_it_up_to_date(tmp_path: Path) -> None:
    path, _ = saved_town(tmp_path)
    old = of_the_first_schema(path)
    read, _ = read_project(old)
    save(old, read, 1)
    with closing(sqlite3.connect(old)) as database:
        (schema,) = database.execute("SELECT value FROM settings WHERE name = 'schema'").fetchone()
    assert json.loads(schema) == SCHEMA
    assert read_project(old, tmp_path / "out")[0].revision == 2


def test_nothing_in_an_old_file_runs_while_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    old = of_the_first_schema(path)
    with closing(sqlite3.connect(old)) as database:
        database.execute("CREATE TRIGGER trap AFTER DELETE ON settings BEGIN DELETE FROM facts; END")
        database.execute("CREATE VIEW more AS SELECT * FROM facts")
        database.commit()
    assert differences(project.atlas, read_project(old)[0].atlas) == []
