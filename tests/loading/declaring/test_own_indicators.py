"""Titles, units and dimensions of what no catalogue knows."""

import pytest

from loading.declaring.merging import Series, series_of
from loading.declaring.own_indicators import LONGEST_SHORT, amount, change, count, proposed_rate, share
from tests.loading.made_tables import table


def series(heading: str, numbers: tuple[float, ...] = (3, 5, 8), unit: str | None = None) -> Series:
    (found,) = series_of([table({heading: {2024: numbers}}, units={heading: unit} if unit else None)])
    return found


def test_a_known_count_has_the_files_words_in_german_and_the_catalogues_in_english() -> None:
    declared = count(series("Arbeitslose"))
    assert declared.title == {"de": "Arbeitslose", "en": "Unemployed people (SGB II and SGB III)"}
    assert (declared.id, declared.dimension, declared.direction, declared.decimals) == (
        "arbeitslose",
        "work",
        "context",
        0,
    )


def test_a_proposed_rate_takes_direction_and_dimension_of_the_catalogue() -> None:
    declared = proposed_rate(series("Arbeitslose"))
    assert (declared.direction, declared.dimension, declared.factor) == ("more_disadvantage", "work", 100)
    assert declared.unit == {"de": "je 100", "en": "per 100"}
    assert proposed_rate(series("Bäume")).direction == "context"


def test_a_long_title_is_cut_for_the_list() -> None:
    short = count(series("Kleingartenvereinsmitgliedschaften der Älteren")).short["de"]
    assert len(short) <= LONGEST_SHORT
    assert short.endswith("…")


def test_a_cut_title_keeps_what_stands_after_its_last_comma() -> None:
    short = count(series("Wohnberechtigte Bevölkerung am Ort der Hauptwohnung, 10 - 19")).short["de"]
    assert len(short) <= LONGEST_SHORT
    assert short.startswith("Wohnberechtigte")
    assert short.endswith("…, 10 - 19")


def test_a_cut_title_keeps_the_ages_at_its_end() -> None:
    first, second = (
        count(series(f"Einwohnerinnen und Einwohner von {ages} Jahren")).short["de"]
        for ages in ("3 bis unter 6", "18 bis unter 25")
    )
    assert first == "Einwohneri… von 3 bis unter 6 Jahren"
    assert second.endswith("von 18 bis unter 25 Jahren")
    assert max(len(first), len(second)) <= LONGEST_SHORT


@pytest.mark.parametrize(("unit", "factor"), [("%", 100), ("je 1.000", 1000), ("je 1000", 1000)])
def test_a_share_knows_its_factor_by_its_unit(unit: str, factor: float) -> None:
    assert share(series("Waldanteil", unit=unit)).factor == factor


def test_an_amount_keeps_its_unit() -> None:
    assert amount(series("Kaufkraft", (1.25, 2, 3), "EUR")).unit == {"de": "EUR", "en": "EUR"}
    assert amount(series("Kaufkraft", (1.25, 2, 3), "EUR")).decimals == 2


def test_a_change_shows_its_sign_and_counts_in_percentage_points() -> None:
    declared = change(series("d1_percentage_unemployed", (-1.5, 2, 3)))
    assert (declared.id, declared.signed, declared.unit["en"]) == ("B1-change", True, "percentage points")
    own = change(series("Veränderung der Bäume", (-1, 2, 3)))
    assert (own.id, own.signed, own.dimension) == ("veraenderung-der-baeume", True, "own")


def test_ages_of_residents_are_demography() -> None:
    assert count(series("Bevölkerung, 20 - 29")).dimension == "demography"
