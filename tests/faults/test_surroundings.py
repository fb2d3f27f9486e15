"""The machine around the program: its locale, its settings, what it may write to."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import main
from loading.errors import DataFileError
from loading.ingest.limits import configured_limits, require_known_variables
from texts import load_texts
from texts.order import sort_key

ROOT = Path(__file__).resolve().parents[2]
OURS = ("loading", "analysis", "layers", "callbacks", "commands", "texts")
SAID = """
from loading.project_file.shelf import slug_of
from texts import load_texts
from texts.order import sort_key
texts = load_texts("de")
words = sorted(["Zoo", "Äpfel", "Igel", "İzmir", "Öl", "ISAR"], key=sort_key)
print(ascii([slug_of("IĞDIR Süd Iı"), texts.number(1234567.891, 1), texts.number(-0.5, 2), words, "TITLE".lower()]))
"""
# Adding to a log or writing into a new folder of our own overwrites nothing; these are all that write in place.
WATCHED = """
import sys, tempfile
from pathlib import Path
root, written = Path(sys.argv[1]), []
def heard(event, given):
    if event == "open" and isinstance(given[0], str) and given[1] and set(given[1]) & set("wax+"):
        written.append(given[0])
    elif event in ("os.mkdir", "os.rename", "os.remove"):
        written.append(str(given[0]))
with tempfile.TemporaryDirectory() as folder:
    sys.addaudithook(heard)
    import app
    services = app.open_services(Path(folder))
    client = app.make_app(services).server.test_client()
    assert client.get("/answer/de").status_code == 200
print([one for one in written if root in Path(one).absolute().parents])
"""


def run(code: str, *arguments: str, **environment: str) -> str:
    """Run a few lines in a process of their own."""
    plain = code.encode("ascii", "backslashreplace").decode()  # no locale can misread it
    command = [sys.executable, "-B", "-c", plain, *arguments]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    elsewhere = Path(sys.executable).anchor
    return subprocess.run(command, env=surroundings, cwd=elsewhere, capture_output=True, text=True, check=True).stdout


def test_the_locale_of_the_machine_changes_nothing() -> None:
    said = {run(SAID, LC_ALL=locale, LANG=locale, PYTHONUTF8="0") for locale in ("C", "tr_TR.UTF-8", "de_DE.UTF-8")}
    assert len(said) == 1
    assert "1.234.567,9" in said.pop()


def test_a_checkout_that_cannot_be_written_to_is_enough() -> None:
    assert run(WATCHED, str(ROOT)).splitlines()[-1] == "[]"


def _called(tree: ast.AST) -> set[str]:
    calls = (one.func for one in ast.walk(tree) if isinstance(one, ast.Call))
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls}


@pytest.mark.parametrize("folder", OURS)
def test_nothing_asks_for_a_locale_or_guesses_dates(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        assert not _called(ast.parse(path.read_text(encoding="utf-8"))) & {"setlocale", "to_datetime"}, path


def test_no_save_writes_over_what_is_there() -> None:
    """What is kept is written beside its place: the only writing in place goes to a folder made a moment before."""
    for name in ("saving.py", "shelf.py"):
        tree = ast.parse((ROOT / "loading" / "project_file" / name).read_text(encoding="utf-8"))
        assert not _called(tree) & {"write_text", "write_bytes"}
        opened = [one for one in ast.walk(tree) if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "open"]
        assert opened == []


def test_umlauts_stand_with_their_letters() -> None:
    names = ["Zoo", "Öl", "Ofen", "Äpfel", "Apfel", "Über", "Ufer", "Straße", "Strasse", "Strand"]
    expected = ["Apfel", "Äpfel", "Ofen", "Öl", "Strand", "Strasse", "Straße", "Über", "Ufer", "Zoo"]
    assert sorted(names, key=sort_key) == expected


@pytest.mark.parametrize(
    ("text", "line", "entry"), [("seconds = 60\n\nsecnds = 9\n", 3, "secnds"), ("cells = 'viele'", 1, "cells")]
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_misspelt_limit_is_named_with_file_line_and_key(
    tmp_path: Path, text: str, line: int, entry: str, language: str
) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        configured_limits({"QUARTIERBLICK_LIMITS": str(file)})
    said = load_texts(language)(f"{caught.value.problem}.problem", **caught.value.found)
    assert "limits.toml" in said
    assert str(line) in said
    assert entry in said


def test_a_misspelt_setting_is_named_and_nothing_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    require_known_variables({"QUARTIERBLICK_LIMITS": "", "HOME": "x"})
    monkeypatch.setenv("QUARTIERBLICK_PROJEKTE", str(tmp_path))
    assert main(["serve", "--no-browser", "--projects", str(tmp_path / "projects")]) == 2
    said = capsys.readouterr().out
    assert "QUARTIERBLICK_PROJEKTE" in said
    assert "QUARTIERBLICK_PROJECTS" in said
    assert not (tmp_path / "projects").exists()
