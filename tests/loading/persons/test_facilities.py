"""Facilities are told by names of their own, cases by anything that speaks for them."""

import pytest

from loading.persons.case_words import named_by_source, speaks_of_cases
from loading.persons.columns import Columns
from loading.persons.facilities import are_clearly_facilities, are_facilities, is_own_name


def taken(**columns: str) -> Columns:
    """Columns of some rows, cells parted by commas."""
    return Columns(tuple(columns), tuple(tuple(cells.split(",")) for cells in columns.values()))


@pytest.mark.parametrize("name", ["Kita 3", "Grundschule 12 a", "Bad 2", "A", "St. Anna", "Treff am U7"])
def test_a_name_with_a_number_is_a_name(name: str) -> None:
    assert is_own_name(name)


@pytest.mark.parametrize(
    "name",
    ["", "17", "17.0", "2024/17", "H-0001", "K12a", "Nr. 5", "Haushalt 7", "9f86d081-884c-4d65-9a2f-eaa0c55ad015"],
)
def test_a_number_or_id_is_no_name(name: str) -> None:
    assert not is_own_name(name)


def test_facilities_have_names_that_are_as_many_as_their_places() -> None:
    houses = "Am Ring 1,Am Ring 2,Am Ring 3,Am Ring 4"
    assert are_facilities(taken(Einrichtung="Kita A,Kita B,Kita C,Kita D", Anschrift=houses))
    assert not are_facilities(taken(Einrichtung="Kita A,Kita B,Kita A,Kita B", Anschrift=houses))
    assert are_facilities(taken(Einrichtung="Kita A,Kita B,Kita A,Kita B", Anschrift="Tal 1,Tal 2,Tal 1,Tal 2"))
    assert not are_facilities(taken(Hilfe="Heimerziehung,Heimerziehung", Anschrift="Tal 1,Tal 2"))


@pytest.mark.parametrize(
    "columns",
    [
        taken(Name="Kita Nord,Kita Süd", Altersgruppe="0-3,3-6"),
        taken(Name="Treff Nord,Treff Süd", Diagnose="F20,F32"),
        taken(Name="Treff Nord,Treff Süd", Beginn="01.02.2024,03.04.2024"),
        taken(Name="Treff Nord,Treff Süd", X="w,m"),
        taken(Name="Treff Nord,Treff Süd", Produkt="SPFH,Wohngeld"),
        taken(Nr="1,2", Haushaltsgröße="3,4"),
        taken(Name="Fam. Maier,Familie Kaya"),
        taken(Name="Maier A.,Kaya B."),
        taken(Nr="1,2", Kind="1,2"),
    ],
)
def test_what_speaks_for_cases_wins_over_words_of_facilities(columns: Columns) -> None:
    assert speaks_of_cases(columns)
    assert not are_clearly_facilities(columns, ["kitas.csv"])


@pytest.mark.parametrize(
    ("columns", "source"),
    [
        (taken(Name="Kita Nord,Kita Süd", Plätze="40,60", Kinder="38,60"), "liste.csv"),
        (taken(title="Am Wall,Im Tal"), "orte.geojson"),
        (taken(name="Kita Nord,Am Ring", kind="Kita,Spielplatz"), "export.geojson"),
        (taken(Nr="1,2"), "Spielplätze.geojson"),
        (taken(Nr="1,2", Art="Kita,Grundschule"), "liste.csv"),
        (taken(Name="Eins,Zwei", Eröffnungsdatum="01.02.1999,03.04.2001"), "Treffs für Senioren.csv"),
    ],
)
def test_facilities_are_told_by_names_or_kinds(columns: Columns, source: str) -> None:
    assert are_clearly_facilities(columns, [source])


@pytest.mark.parametrize(
    ("columns", "source"),
    [
        (taken(id="1,2"), "liste.csv"),
        (taken(id="1,2"), "kita_kinder.csv"),
        (taken(Name="Maier,Kaya"), "liste.csv"),
        (taken(Name="K001,K002"), "liste.csv"),
        (taken(Nr="1,2,3,4", Kita="Kita Nord,Kita Nord,Kita Süd,Kita Süd"), "kitas.csv"),
        (taken(Name="Am Ring 1,Schulstraße 2"), "liste.csv"),
    ],
)
def test_in_doubt_they_are_none(columns: Columns, source: str) -> None:
    assert not are_clearly_facilities(columns, [source])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Kinder- und Jugendtreffs.csv", "facilities"),
        ("sgb2_faelle.csv", "cases"),
        ("schulanfänger 2024.xlsx", "cases"),
        ("leistungsbeziehende.csv", "cases"),
        ("Hilfen_2024.gpkg", "cases"),
        ("ahrenfurt_einrichtungen.csv", "facilities"),
        ("punkte.csv", ""),
    ],
)
def test_the_last_word_of_a_name_counts(source: str, said: str) -> None:
    assert named_by_source(source) == said
