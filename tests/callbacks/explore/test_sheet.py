"""The indicator's sheet: date and source beside the map, every declared field one click away."""

from callbacks.explore.sheet import content, fields, line
from tests.callbacks.questions import ask, ask_of, text
from tests.callbacks.towns import undated_town


def test_date_and_source_stand_beside_the_map() -> None:
    assert line(ask()) == "Stand 31.12.2024 · Quelle: Statistik der Bundesagentur für Arbeit"
    assert line(ask("en", y="2023")).startswith("As of 31.12.2023 · Source: ")


def test_without_a_declared_source_the_delivered_file_is_named() -> None:
    assert line(ask(i="F1")) == "Stand 2024 · Quelle: toytown.geojson"


def test_numbers_without_a_year_name_only_the_declared_day() -> None:
    assert line(ask_of(undated_town())) == "Stand 31.12. · Quelle: Statistik der Bundesagentur für Arbeit"


def test_the_sheet_says_what_is_counted_of_whom_and_by_whom() -> None:
    told = dict(fields(ask()))
    assert told["Nenner"] == "Personen unter der Regelaltersgrenze"
    assert told["Richtung"] == "mehr bedeutet mehr Benachteiligung"
    assert told["Zeitbezug"] == "2024"
    assert all(told.values())


def test_areas_without_a_value_are_not_counted() -> None:
    assert dict(fields(ask(y="2023")))["Auf der Karte mit Wert"] == "7 von 9"


def test_the_sheet_is_written_in_the_language_of_the_page() -> None:
    told = text(content(ask("en")))
    assert "Denominator" in told
    assert "Nenner" not in told
