"""No lock holds a version below its floor; Python's own floor is met, or what takes its place is there.

Floors stand in for an audit: lists of known flaws are not to be had from a registry of packages, and no test asks the
network. Where there is one, ``python3 run.py audit`` asks them.
"""

import sys
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from packaging.version import Version

from commands.python_floor import below_floor
from loading.errors import DataFileError
from loading.files.opening import opened
from tests.sources import ROOT
from tests.test_locks import LOCKS, locked

FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_is_below_a_floor(name: str) -> None:
    versions = {package: Version(version.removeprefix("==")) for package, (version, _) in locked(name).items()}
    below = {
        package: f"{versions[package]} < {entry['floor']}: {entry['advisory']}"
        for package, entry in FLOORS.items()
        if package in versions and versions[package] < Version(entry["floor"])
    }
    assert not below


def test_every_floor_says_why_and_is_about_something_locked() -> None:
    everywhere = {package for name in LOCKS for package in locked(name)}
    assert not set(FLOORS) - everywhere
    assert all(set(entry) == {"floor", "advisory", "why"} and all(entry.values()) for entry in FLOORS.values())


def overlapping() -> bytes:
    """An archive of two files, the second of which is told to begin where the first does."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("a.csv", "b.csv"):
            archive.writestr(name, "Nr;Wert\n01;1\n" * 50)
        archive.infolist()[1].header_offset = 0
    return content.getvalue()


def test_archives_that_lie_over_themselves_are_refused_by_any_python(tmp_path: Path) -> None:
    # Ours is the check that counts on a machine whose Python is older than the floor; see "Safety" in README.md.
    path = tmp_path / "a.zip"
    path.write_bytes(overlapping())
    with pytest.raises(DataFileError) as refused:
        opened([path])
    assert refused.value.problem in ("opening.zip_overlap", "opening.damaged")
    assert below_floor(tuple(sys.version_info[:3])) is None or refused.value.problem == "opening.zip_overlap"
