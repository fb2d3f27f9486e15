"""Years in headings, sheets and file names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loading.tables.headings import fallback_title, read_heading
from loading.tables.years import split_year, the_year, year_of


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("am 31.12.2014", ("", 2014)),
        ("Einkommensteuer 1998", ("Einkommensteuer", 1998)),
        ("Haushalte in Münster am 31.12.", ("Haushalte in Münster", None)),
        ("Schuljahr 2024/25", ("", 2024)),
        ("population2019", ("population", 2019)),
        ("Haushalte mit 1500 bis 2000 EUR", ("Haushalte mit 1500 bis 2000 EUR", None)),
        ("F2083", ("F2083", None)),
        ("Personen unter 2000 EUR", ("Personen unter 2000 EUR", None)),
    ],
)
def test_a_year_is_taken_out_of_a_heading(heading: str, expected: tuple[str, int | None]) -> None:
    assert split_year(heading) == expected


def test_a_span_of_years_stays_in_the_heading() -> None:
    assert split_year("Veränderung 2010 bis 2014") == ("Veränderung 2010 bis 2014", 2014)


def test_a_file_names_its_year_unless_it_names_several() -> None:
    assert the_year(["mss2019_tab2-1"]) == 2019
    assert the_year(["bevoelkerung_2005-2012"]) is None
    assert the_year(["bevoelkerung_2005_2012"]) is None


def test_title_unit_and_year_of_a_heading_are_told_apart() -> None:
    heading = read_heading(["Wohnberechtigte Bevölkerung* in Münster am 31.12.2014", "2010", "Anzahl"])
    assert (heading.title, heading.unit, heading.year) == ("Wohnberechtigte Bevölkerung in Münster", "Anzahl", 2010)
    area = read_heading(["Fläche in km2"])
    assert (area.title, area.unit) == ("Fläche", "km2")
    density = read_heading(["Bevölkerung2)", "je km2"])
    assert (density.title, density.unit) == ("Bevölkerung / je km2", None)


def test_names_of_variables_give_way_to_words() -> None:
    heading = read_heading(["q_einkst_bev98", "Einkommensteuer 1998"])
    assert (heading.title, heading.year) == ("Einkommensteuer", 1998)
    assert heading.levels == ("q_einkst_bev98", "Einkommensteuer 1998")


def test_a_header_of_years_takes_its_title_from_above() -> None:
    assert fallback_title(["Arbeitslose am 31.12.2014"], "Tabelle1", "x.xlsx") == "Arbeitslose"
    assert fallback_title([], "Arbeitslose", "x.xlsx") == "Arbeitslose"


@given(st.text(max_size=40))
def test_reading_headings_never_fails(text: str) -> None:
    assert year_of(text) is None or 1900 <= (year_of(text) or 0) <= 2060
    assert read_heading([text]).levels == (text,)
