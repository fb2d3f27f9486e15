"""The README tells the truth about paths and commands."""

import re

import pytest

from tests.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text under a heading."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """Cells of the table in a section, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


PATHS = sorted({path for row in rows("Where to change what") for path in re.findall(r"`([^`]+)`", row[1])})


@pytest.mark.parametrize("path", PATHS)
def test_every_path_under_where_to_change_what_exists(path: str) -> None:
    assert (ROOT / path).is_dir() if path.endswith("/") else any(found.is_file() for found in ROOT.glob(path))


def test_every_row_of_where_to_change_what_names_a_path() -> None:
    table = rows("Where to change what")
    assert len(table) > 10
    assert not [row[0] for row in table if "`" not in row[1]]


def test_the_table_of_folders_is_the_line() -> None:
    line = re.findall(r"(\w+/) ?(?:->|     )", section("The line"))
    assert line == ["sample_data/", "loading/", "analysis/", "layers/", "callbacks/", "assets/"]
    assert {row[0].strip("`") for row in rows("The line")} == {*line, "commands/", "texts/"}
    assert all((ROOT / folder).is_dir() for folder in line)


def test_your_own_data_takes_ten_lines() -> None:
    assert len(re.findall(r"^\d+\. ", section("Your own data"), re.MULTILINE)) == 10


def test_the_licence_is_the_one_the_readme_names() -> None:
    assert "EUPL-1.2" in section("Licence")
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_every_picture_exists() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
