"""What is decided on the page: only what differs from the proposal becomes a choice."""

from pathlib import Path

import pytest
from dash import no_update

from app import open_services
from callbacks.intake.confirm import choices, go
from callbacks.intake.shared.intakes import Intakes
from callbacks.projects.routes import table_added
from loading.choices import Choices, IndicatorChoice
from tests.callbacks.delivered_towns import town_files


def test_nothing_changed_is_no_choice() -> None:
    assert choices(None, None) == Choices()
    assert choices("  ", "") == Choices()


def test_title_key_and_changed_indicators_are_kept() -> None:
    made = choices(" Meine Stadt ", {"key_column": "NR", "indicators": [{"id": "A1", "kind": "count"}]})
    assert made == Choices("Meine Stadt", "NR", indicators=(IndicatorChoice("A1", kind="count"),))


def test_a_title_has_an_end() -> None:
    made = choices("x" * 5000, None)
    assert made.title == "x" * 120


def test_what_a_browser_makes_up_is_not_taken() -> None:
    with pytest.raises(ValueError, match="path"):
        choices("x", {"indicators": [{"id": "A1", "path": "/etc/passwd"}]})


def test_a_delivery_for_a_project_that_somebody_else_has_saved_may_become_one_of_its_own(tmp_path: Path) -> None:
    services = open_services(tmp_path / "projects")
    intakes = Intakes(services.projects.folder / "intake")
    files = {path.name: path for path in town_files(tmp_path / "files", "Lindenau", "30", 6)}
    first = services.named.keep(services.projects.add(files, Choices(title="Eins")))
    token = str(table_added(services, intakes, first.slug)["intake"])
    services.named.rename(first.slug, "Anders", 1)
    project, problem, told = go(services, intakes, {"intake": token}, "de", "Meins")
    assert project is no_update
    assert "nichts wurde überschrieben" in problem
    assert (told["own"], len(told["changes"])) == ("Als neues Projekt sichern", 1)
    project, problem, told = go(services, intakes, {"intake": token}, "de", "Meins", own=True)
    assert (problem, told) == ("", None)
    titles = sorted(one.summary.title for one in services.projects.shelf.listed() if one.summary)
    assert titles == ["Anders", "Meins (eigener Stand)"]
