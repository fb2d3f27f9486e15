"""Values with their unit, written in one place."""

from dataclasses import replace

import pytest

from callbacks.shared.amounts import amount, brief, is_per_cent, number
from tests.callbacks.questions import ask
from tests.callbacks.towns import INDEX, RENT
from tests.toytown import POPULATION, POVERTY

SPACE = "\N{NO-BREAK SPACE}"
PER_THOUSAND = replace(POVERTY, unit={"de": "je 1.000", "en": "per 1,000"})


@pytest.mark.parametrize(
    ("language", "indicator", "value", "written"),
    [
        ("de", POVERTY, 34.84, f"34,8{SPACE}%"),
        ("en", POVERTY, 34.84, f"34.8{SPACE}%"),
        ("de", POPULATION, 1234567.0, f"1.234.567{SPACE}Personen"),
        ("en", PER_THOUSAND, 12.0, f"12.0{SPACE}per 1,000"),
        ("de", RENT, -3.25, f"−3,2{SPACE}EUR"),
        ("de", RENT, 3.0, f"+3,0{SPACE}EUR"),
        ("en", INDEX, 0.5, "0.5"),
        ("de", POVERTY, 0.0, f"0,0{SPACE}%"),
    ],
)
def test_an_amount_has_decimals_sign_and_unit_of_its_indicator(
    language: str, indicator: object, value: float, written: str
) -> None:
    assert amount(ask(language), indicator, value) == written


def test_an_unknown_amount_is_a_dash_without_a_unit() -> None:
    assert amount(ask(), POVERTY, float("nan")) == "–"
    assert brief(ask(), POVERTY, float("nan")) == "–"


def test_a_narrow_column_keeps_the_per_cent_sign_and_drops_longer_units() -> None:
    assert brief(ask(), POVERTY, 5.0) == f"5,0{SPACE}%"
    assert brief(ask(), PER_THOUSAND, 5.0) == "5,0"
    assert brief(ask(), POPULATION, 5000.0) == "5.000"


def test_a_sign_is_shown_when_asked_for() -> None:
    assert number(ask(), POVERTY, 2.2, signed=True) == "+2,2"
    assert number(ask(), POVERTY, 0.0, signed=True) == "0,0"


def test_percentage_points_are_for_per_cent_only() -> None:
    assert is_per_cent(ask(), POVERTY)
    assert not is_per_cent(ask(), PER_THOUSAND)
    assert not is_per_cent(ask(), INDEX)
