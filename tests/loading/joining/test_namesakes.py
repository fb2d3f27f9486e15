"""Areas that are called alike can be told apart wherever their names stand; those without a name have one."""

from dataclasses import replace
from pathlib import Path

import pytest

from loading.atlas import Atlas
from loading.joining.namesakes import told_apart
from loading.project_file.reading import read_project
from loading.project_file.writing import write_project
from tests.loading.project_file.made_projects import town_project
from tests.loading.squares import squares, table
from tests.loading.town_of_districts import KEYS, NAMES, atlas, numbers, town
from texts import LANGUAGES, load_texts


def named(otherwise: dict[int, str]) -> Atlas:
    """The town, some of its quarters named otherwise."""
    return atlas(numbers(), layer=town(names=[otherwise.get(at, name) for at, name in enumerate(NAMES)]))


def called(found: Atlas, *quarters: int) -> tuple[str, ...]:
    """Names of these quarters; all others are called as delivered."""
    names = found.levels["quarter"].names
    assert all(name == NAMES[at] for at, name in enumerate(names) if at not in quarters)
    return tuple(names[at] for at in quarters)


def said(found: Atlas) -> dict[str, dict[str, object]]:
    """Findings on names."""
    return {one.code: dict(one.values) for one in found.findings if one.code in ("join.namesakes", "join.nameless")}


def test_quarters_called_alike_stand_with_their_district() -> None:
    found = named({1: "Schloßstraße", 6: "Schloßstraße"})
    assert called(found, 1, 6) == ("Schloßstraße (Mitte)", "Schloßstraße (Nord)")
    assert said(found) == {"join.namesakes": {"n": 2, "areas": "Schloßstraße (Mitte), Schloßstraße (Nord)"}}


def test_namesakes_of_one_district_stand_with_their_key() -> None:
    found = named({1: "Schloßstraße", 3: "Schloßstraße", 6: "Schloßstraße"})
    assert called(found, 1, 3, 6) == ("Schloßstraße (12)", "Schloßstraße (14)", "Schloßstraße (33)")


def test_a_quarter_without_a_name_is_called_by_its_key() -> None:
    found = named({0: "", 5: " "})
    assert called(found, 0, 5) == ("11", "32")
    assert said(found) == {"join.nameless": {"n": 2, "areas": "11, 32"}}


def test_names_of_their_own_stay_as_delivered_and_nothing_is_said() -> None:
    found = named({})
    assert called(found) == ()
    assert said(found) == {}


def test_districts_called_alike_stand_with_their_key() -> None:
    districts = {"Bezirk": ["01", "03", "05", "07"], "Bezirksname": ["Nord", "Mitte", "Süd", "Nord"]}
    listed = table(districts, {"Wahllokale": [3, 4, 5, 6]})
    found = atlas(numbers(), listed, layer=squares({"NR": KEYS, "NAME": NAMES}, width=4))
    assert found.levels["district"].names == ("Nord (1)", "Mitte", "Süd", "Nord (7)")
    assert said(found) == {"join.namesakes": {"n": 2, "areas": "Nord (1), Nord (7)"}}


def test_the_first_four_of_many_are_named() -> None:
    found = named({0: "Schloß", 4: "Schloß", 8: "Schloß", 1: "Markt", 5: "Markt"})
    areas = "Schloß (Mitte), Markt (Mitte), Schloß (Nord), Markt (Nord) …"
    assert said(found) == {"join.namesakes": {"n": 5, "areas": areas}}


@pytest.mark.parametrize(
    ("names", "places", "apart"),
    [
        (["Mitte", "Mitte", "Mitte (Nord)"], ["Nord", "Süd", "Ost"], ("Mitte (1)", "Mitte (2)", "Mitte (Nord)")),
        (["Mitte", "Mitte"], ["Nord", ""], ("Mitte (1)", "Mitte (2)")),
        (["Mitte", "Mitte", "Mitte (1)"], [], ("Mitte", "Mitte", "Mitte (1)")),
        (["", "1"], [], ("1 (1)", "1 (2)")),
    ],
    ids=["taken", "no district", "all taken", "a key that is another's name"],
)
def test_no_area_takes_the_name_of_another(names: list[str], places: list[str], apart: tuple[str, ...]) -> None:
    assert told_apart(names, [str(number + 1) for number in range(len(names))], places) == apart


def test_names_that_stand_apart_already_are_left_alone() -> None:
    once = told_apart(["Mitte", "Mitte", ""], ["1", "2", "3"], ["Nord", "Süd", "Süd"])
    assert told_apart(once, ["1", "2", "3"], ["Nord", "Süd", "Süd"]) == once


def test_a_project_saved_with_namesakes_opens_with_names_of_their_own(tmp_path: Path) -> None:
    project = town_project(tmp_path)
    quarters = project.atlas.levels["quarter"]
    alike = replace(quarters, names=("Mitte", "Mitte", *quarters.names[2:]))
    levels = {**project.atlas.levels, "quarter": alike}
    write_project(tmp_path / "x.qb.gpkg", replace(project, atlas=replace(project.atlas, levels=levels)))
    read = read_project(tmp_path / "x.qb.gpkg")[0].atlas.levels["quarter"].names
    assert len(set(read)) == len(read)
    assert all(name.startswith("Mitte (") for name in read[:2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_names_is_said_in_words(language: str) -> None:
    found = named({0: "Schloßstraße", 6: "Schloßstraße", 8: ""}).findings
    texts = load_texts(language)
    about_names = [one for one in found if one.code.startswith("join.name")]
    assert len(about_names) == 2
    for one in about_names:
        assert str(one.values["areas"]) in texts(one.text_key, **one.values)
