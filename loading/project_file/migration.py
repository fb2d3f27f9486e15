"""Project files of earlier versions of the program, brought up to date step by step.

========  ==========================================================================================
schema    what changed
========  ==========================================================================================
1         the sources hold their content themselves; only the present state is kept
2         contents lie in pieces apart, each once; earlier states are kept
========  ==========================================================================================
"""

import sqlite3
import zlib
from collections.abc import Callable

from loading.project_file.records import from_json, to_json
from loading.project_file.sources import MOST_BYTES, PIECE, PIECES
from loading.project_file.statements import create, insert, quoted

SCHEMA = 2
STATES = {
    **{"revision": "INTEGER", "project": "TEXT", "title": "TEXT"},
    **{"saved": "TEXT", "choices": "TEXT", "sources": "TEXT"},
}


def migrate(database: sqlite3.Connection, schema: int) -> None:
    """Bring a copy of a project file up to date.

    Parameters
    ----------
    database : sqlite3.Connection
        Of a copy that may be written to; what would run by itself in it is taken out first.
    schema : int
        Of the file.
    """
    database.execute("PRAGMA trusted_schema = OFF")
    rows = database.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchall()
    for kind, name in rows:
        database.execute(f"DROP {'TRIGGER' if kind == 'trigger' else 'VIEW'} {quoted(str(name))}")
    for step in _STEPS[schema - 1 :]:
        step(database)
    database.execute("UPDATE settings SET value = ? WHERE name = 'schema'", (to_json(SCHEMA),))
    database.commit()


def _from_1_to_2(database: sqlite3.Connection) -> None:
    create(database, "source_pieces", PIECES)
    create(database, "states", STATES)
    contents = database.execute("SELECT sha256, content FROM sources").fetchall()
    for sha256, content in dict(contents).items():
        unpacker = zlib.decompressobj()
        whole = unpacker.decompress(content, MOST_BYTES)
        if not unpacker.eof:
            raise ValueError("a source larger than it may be")
        blocks = [whole[at : at + PIECE] for at in range(0, max(len(whole), 1), PIECE)]
        insert(database, "source_pieces", PIECES, [(sha256, n, zlib.compress(one)) for n, one in enumerate(blocks)])
    database.execute("ALTER TABLE sources DROP COLUMN content")
    settings = {name: from_json(value) for name, value in database.execute("SELECT name, value FROM settings")}
    settings.setdefault("revision", 1)
    database.execute("DELETE FROM settings WHERE name = 'revision'")
    insert(database, "settings", ("name", "value"), [("revision", to_json(settings["revision"]))])


_STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_from_1_to_2,)
