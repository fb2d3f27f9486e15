"""What is declared about an indicator, and the delivered files where nothing is."""

from dataclasses import replace

from layers.declaration import declaration, source
from layers.view import View
from loading.atlas import FileNote
from tests.toytown import POVERTY, toytown
from texts import load_texts

VIEW = View(project="toytown", indicator="A1", year=2024)


def test_every_field_has_a_label_of_its_own_in_both_languages() -> None:
    for language in ("de", "en"):
        labels = [label for label, _ in declaration(toytown(), VIEW, load_texts(language))]
        assert len(set(labels)) == len(labels) == 13


def test_available_years_are_those_with_numbers() -> None:
    told = dict(declaration(toytown(), VIEW, load_texts("de")))
    assert told["Verfügbare Zeitreihe"].split(", ")[-1] == "2024"


def test_many_files_are_not_all_named() -> None:
    notes = tuple(FileNote(name=f"{number}.csv", format="csv", encoding=None, parts=()) for number in range(5))
    unknown = replace(POVERTY, source="")
    assert source(replace(toytown(), files=notes), unknown) == "0.csv, 1.csv, 2.csv …"
    assert source(toytown(), POVERTY) == POVERTY.source


def test_an_own_indicator_names_the_files_its_numbers_stand_in() -> None:
    notes = tuple(FileNote(f"{name}.csv", "csv", None) for name in ("arbeitslose", "haushalte", "zuzuege"))
    moves = replace(POVERTY, source="", files=("zuzuege.csv", "haushalte.csv"))
    atlas = replace(toytown(), files=notes, indicators=(moves, *toytown().indicators[1:]))
    assert source(atlas, moves) == "zuzuege.csv, haushalte.csv"
    assert dict(declaration(atlas, VIEW, load_texts("de")))["Datenquelle"] == "zuzuege.csv, haushalte.csv"


def test_tables_are_named_before_the_files_of_the_map() -> None:
    notes = (FileNote("grenzen.zip", "shapefile", "utf-8"), FileNote("zahlen.csv", "csv", "utf-8"))
    assert source(replace(toytown(), files=notes), replace(POVERTY, source="")) == "zahlen.csv"
    assert source(replace(toytown(), files=notes[:1]), replace(POVERTY, source="")) == "grenzen.zip"
