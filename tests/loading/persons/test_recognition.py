"""Tables that hold persons are refused by what stands in them; lists of facilities and tables of areas are not."""

import random
from pathlib import Path

import pytest

from loading.delivery import read_delivery
from loading.errors import DataFileError
from loading.files.opening import opened
from loading.maps.boundaries import read_layers
from loading.maps.facilities import grids_of
from loading.persons.columns import Columns
from loading.persons.recognition import case_number, columns_of, traces
from sample_data import sample_files
from tests.loading.made_files import feature, geojson, zipped, zipped_shapefile
from tests.loading.made_files import shapefile as made_shapefile
from tests.loading.persons.made_persons import HARMLESS, PERSONS, as_csv
from tests.loading.squares import square
from texts import LANGUAGES, load_texts

CORPUS = Path(__file__).parents[1] / "corpus" / "tables"


def taken(columns: "dict[str, tuple[str, ...]]") -> Columns:
    return Columns(tuple(columns), tuple(tuple(cells) for cells in columns.values()))


@pytest.mark.parametrize(("columns", "kind"), PERSONS.values(), ids=list(PERSONS))
def test_persons_are_refused_in_plain_words_that_quote_no_cell(tmp_path: Path, columns: dict, kind: str) -> None:
    path = as_csv(tmp_path / "liste.csv", columns)
    quarters = zipped_shapefile(tmp_path / "quartiere.zip", made_shapefile(tmp_path / "q.shp"))
    numbers = as_csv(tmp_path / "zahlen.csv", {"NR": ["01", "02", "03"], "Kinder": ["31", "42", "53"]})
    with pytest.raises(DataFileError) as caught:
        read_delivery([quarters, numbers, path])
    assert caught.value.problem == f"persons.{kind}"
    cells = {cell for column in columns.values() for cell in column if len(cell) > 3}
    for language in LANGUAGES:
        for part in ("problem", "repair"):
            said = load_texts(language)(f"{caught.value.problem}.{part}", **caught.value.found)
            assert "liste.csv" in said or part == "repair"
            assert not [cell for cell in cells if cell in said]


@pytest.mark.parametrize("columns", HARMLESS.values(), ids=list(HARMLESS))
def test_what_only_looks_like_persons_is_no_reason(columns: dict) -> None:
    assert traces(taken(columns)) == ()


def test_numbers_of_benefit_communities_tell_cases_whatever_stands_above() -> None:
    numbers = ("31102BG0010000", "31102BG0010001", "31102BG0010002")
    assert case_number(taken({"Nr": ("01", "02", "01"), "Bedarfsgemeinschaft": numbers})) == 1
    assert case_number(taken({"Nr": ("01", "02", "01"), "Bedarfsgemeinschaft": ("310", "120", "95")})) is None


def test_persons_are_found_below_a_title_and_whatever_the_order(tmp_path: Path) -> None:
    text = "Auszug Stand 2024;;\n;;\nBetrag;Nachname;Vorname\n12;Maier;Eva\n13;Kaya;Ali\n"
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    (grid,) = grids_of(opened([path])[0])
    found = traces(columns_of(grid))
    assert [(trace.kind, columns_of(grid).name(trace.column)) for trace in found] == [
        ("names", "Nachname"),
        ("names", "Vorname"),
    ]


def test_a_column_without_a_heading_is_named_by_its_letter_never_by_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1;Eva Maier\n2;Ali Kaya\n3;Jan Ott\n4;Ute Lang\n", encoding="utf-8")
    columns = columns_of(grids_of(opened([path])[0])[0])
    (trace,) = traces(columns)
    assert (trace.kind, columns.name(trace.column)) == ("names", "B")


def test_persons_in_a_map_and_in_an_archive_are_refused_too(tmp_path: Path) -> None:
    points = [feature(square(0).centroid, Vorname=name, Nachname="Ott") for name in ("Eva", "Ali", "Jan")]
    for path in (
        geojson(tmp_path / "punkte.geojson", points, crs={"type": "name", "properties": {"name": "EPSG:25832"}}),
        zipped(tmp_path / "alles.zip", {"a.csv": as_csv(tmp_path / "a.csv", PERSONS["dates of birth"][0])}),
    ):
        quarters = zipped_shapefile(tmp_path / "quartiere.zip", made_shapefile(tmp_path / "q.shp"))
        with pytest.raises(DataFileError) as caught:
            read_delivery([quarters, path])
        assert caught.value.problem.startswith("persons.")
        assert caught.value.found["file"] == path.name


def test_no_file_of_the_sample_city_and_no_table_of_the_corpus_is_taken_for_persons() -> None:
    for path in [*sample_files(), *(one for one in CORPUS.iterdir() if one.suffix in (".csv", ".txt"))]:
        try:
            files = opened([path])
            grids = [grid for file in files if file.is_table for grid in grids_of(file)]
            layers = [layer for file in files if not file.is_table for layer in read_layers(file)]
        except DataFileError:
            continue
        for columns in [*map(columns_of, grids), *(taken(dict(layer.columns)) for layer in layers)]:
            assert traces(columns) == (), path.name


def test_names_that_repeat_only_further_down_are_found_all_the_same(tmp_path: Path) -> None:
    schools = [f"Grundschule {number}" for number in range(120)] * 10
    rows = {"Anschrift": [f"Am Ring {number}" for number in range(1200)], "Schule": schools}
    path = as_csv(tmp_path / "liste.csv", rows)
    with pytest.raises(DataFileError) as caught:
        read_delivery([zipped_shapefile(tmp_path / "quartiere.zip", made_shapefile(tmp_path / "q.shp")), path])
    assert caught.value.problem == "persons.addresses"


def test_many_rows_take_no_time() -> None:
    chance = random.Random(1)
    cells = tuple(str(chance.random()) for _ in range(3000))
    assert traces(Columns(tuple(f"Wert {number}" for number in range(300)), (cells,) * 300)) == ()
