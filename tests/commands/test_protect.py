"""Publishing without a browser."""

import argparse
import json
from pathlib import Path

import openpyxl
import pytest

import commands
from callbacks.publish.shared.kept_rules import KeptRules
from loading.choices import Choices
from loading.choices.protection import ProtectionChoice
from loading.project_file.public import write_public
from loading.project_file.reading import read_project
from loading.project_file.saving import save
from loading.projects.named_projects import NamedProjects
from loading.projects.project_store import ProjectStore
from tests.callbacks.delivered_towns import town_files
from tests.loading.project_file.made_projects import town_project
from tests.loading.project_file.test_public import public_toytown


def asked(*given: str) -> int:
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    arguments = parser.parse_args(["protect", *given])
    return int(arguments.run(arguments))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    choices = Choices(protection=ProtectionChoice("municipal", rules={"minimum_denominator": 0}))
    path = tmp_path / "lindenau.qb.gpkg"
    save(path, town_project(tmp_path, choices=choices), 0)
    return path


def test_a_project_is_published_by_the_rules_kept_with_it(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report = tmp_path / "public.gpkg", tmp_path / "audit.xlsx"
    assert asked("--data", str(project), "--out", str(out), "--audit", str(report), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rules"] == {"profile": "own", "rules": told["rules"]["rules"]}
    assert told["rules"]["rules"]["minimum_numerator"] == 5
    assert told["proven"]
    assert told["loss"]["this"]["cells"] > 0
    public, _ = read_project(out)
    assert public.atlas.project == told["project"]
    assert public.atlas.protection is not None
    assert public.sources == ()
    assert len(openpyxl.load_workbook(report).sheetnames) == 5


def test_a_profile_and_a_file_of_rules_are_told_from_the_command_line(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps({"rules": {"minimum_population": 0}}), encoding="utf-8")
    out = tmp_path / "public.gpkg"
    assert asked("--data", str(project), "--profile", "round5", "--rules", str(rules), "--out", str(out)) == 0
    assert "Prüfbericht" in capsys.readouterr().out
    public, _ = read_project(out)
    numbers = public.atlas.cubes["quarter"].numerator
    assert (numbers[numbers == numbers] % 5 == 0).all()


def test_a_profile_replaces_kept_rules_of_one_s_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loose = ProtectionChoice("own", rules={"minimum_numerator": 2, "minimum_denominator": 0})
    path = tmp_path / "lindenau.qb.gpkg"
    save(path, town_project(tmp_path, choices=Choices(protection=loose)), 0)
    given = ("--data", str(path), "--profile", "strict", "--out", str(tmp_path / "public.gpkg"), "--json")
    assert asked(*given) == 0
    assert json.loads(capsys.readouterr().out)["profile"] == "strict"


def test_rules_set_on_the_page_are_those_of_the_command_and_travel_with_the_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, folder, out = town_files(tmp_path, "Lindenau", "10", 9), tmp_path / "projects", str(tmp_path / "public.gpkg")
    store = ProjectStore(folder)
    named = NamedProjects(store)
    kept = named.keep(store.open_files(files))
    state = store.shelf.get(kept.slug).summary.project  # type: ignore[union-attr]
    KeptRules(store).keep(store.atlas(state), {"profile": "municipal", "indicators": {}})
    stored, doubts = read_project(store.shelf.path(kept.slug))
    assert (stored.choices.protection, doubts) == (ProtectionChoice("municipal"), ())
    assert stored.atlas.project == state
    assert asked("--data", *map(str, files), "--projects", str(folder), "--out", out, "--json") == 0
    assert json.loads(capsys.readouterr().out)["profile"] == "municipal"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--profile", "none"], "Profil"),
        (["--rules", "nowhere.json"], "Regeln"),
        (["--out", "folder/that/is/not/public.gpkg"], "geschrieben"),
        (["--out", "public.xlsx"], "geschrieben"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    more: list[str], said: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.rglob("*"))
    out = [] if "--out" in more else ["--out", str(tmp_path / "public.gpkg")]
    assert asked("--data", str(project), *out, *more, "--json") == 2
    assert said in json.loads(capsys.readouterr().out)["refused"]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_public_project_is_not_published_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = write_public(tmp_path / "public.gpkg", public_toytown())
    assert asked("--data", str(public), "--out", str(tmp_path / "again.gpkg")) == 2
    assert "schon öffentlich" in capsys.readouterr().out
    assert not (tmp_path / "again.gpkg").exists()


def test_the_data_are_never_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("--data", str(project), "--out", str(project)) == 2
    assert "nicht zu den Daten" in capsys.readouterr().out
    read_project(project)


def test_commands_answer_from_a_public_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = write_public(tmp_path / "public.gpkg", public_toytown())
    parser = argparse.ArgumentParser()
    commands.declare(parser.add_subparsers())
    arguments = parser.parse_args(["findings", "--data", str(public), "--json"])
    assert arguments.run(arguments) == 0
    assert json.loads(capsys.readouterr().out)["n"] == 9
