"""What a list of projects says about one; a file that was changed by hand says no more than it may."""

from pathlib import Path

import pytest

from loading.errors import DataFileError
from loading.project_file.opening import opened_project, settings_of
from loading.project_file.public import write_public
from loading.project_file.summary import read_summary
from tests.loading.project_file.made_projects import saved_town
from tests.loading.project_file.test_opening import setting
from tests.loading.project_file.test_public import PROTECTION, public_toytown


def test_the_summary_says_what_a_list_shows(tmp_path: Path) -> None:
    path, project = saved_town(tmp_path)
    found = read_summary(path)
    assert (found.title, found.project, found.revision) == (project.atlas.title, project.atlas.project, 1)
    assert (found.quarters, found.indicators, found.years) == (12, len(project.atlas.indicators), (2023, 2024))
    assert (found.mode, found.profile, found.published) == ("internal", "", "")


def test_that_of_a_public_project_says_by_which_rules_it_was_made_and_when(tmp_path: Path) -> None:
    found = read_summary(write_public(tmp_path / "town.gpkg", public_toytown()))
    assert (found.mode, found.profile, found.published) == ("public", PROTECTION.profile, PROTECTION.published)
    assert found.profile
    assert found.published


@pytest.mark.parametrize("told", [7, {"profile": ["ba"], "rules": {}}, {"profile": "ba"}])
def test_a_protection_that_is_none_is_refused(tmp_path: Path, told: object) -> None:
    path = write_public(tmp_path / "town.gpkg", public_toytown())
    with opened_project(path) as database:
        rest = settings_of(database)["atlas"]
    with pytest.raises(DataFileError):
        read_summary(setting(path, "atlas", {**rest, "protection": told}))
