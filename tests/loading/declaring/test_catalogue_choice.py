"""What somebody says an indicator is, is carried out; the fields of its sheet too."""

import pytest

from loading.choices import Choices, IndicatorChoice
from loading.declaring.indicators import Declaration, declare
from loading.declaring.measures import MeasureRef
from loading.recognised import Table
from tests.loading.made_tables import table

PEOPLE: dict[int, tuple[float, ...]] = {2024: (1000, 1000, 1000)}
WORKING = {"Einwohner von 15 bis unter 65 Jahren": {2024: (600, 700, 800)}}


def by_proposal(tables: list[Table], *choices: IndicatorChoice) -> dict[str, Declaration]:
    return {one.proposed: one for one in declare(tables, Choices(indicators=choices))}


def codes(declaration: Declaration) -> list[str]:
    return [finding.code for finding in declaration.findings]


def test_a_ready_share_becomes_the_chosen_indicator_and_keeps_the_name_it_was_proposed_under() -> None:
    tables = [table({"Anteil ohne Arbeit": {2024: (0.05, 0.1, 0.25)}})]
    found = by_proposal(tables, IndicatorChoice("anteil-ohne-arbeit", catalogue="B2"))["anteil-ohne-arbeit"]
    assert (found.indicator.id, found.indicator.dimension, found.scale) == ("B2", "work", 100)
    assert found.value == (MeasureRef(0, 0),)


def test_a_count_is_divided_by_the_denominator_of_the_chosen_indicator() -> None:
    tables = [table({"Ohne Arbeit": {2024: (20, 30, 66)}, **WORKING})]
    found = by_proposal(tables, IndicatorChoice("ohne-arbeit", catalogue="B2"))["ohne-arbeit"]
    assert (found.indicator.id, found.indicator.kind) == ("B2", "rate")
    assert (found.numerator, found.denominator) == ((MeasureRef(0, 0),), (MeasureRef(0, 1),))


def test_a_count_without_the_denominator_stays_and_says_what_is_missing() -> None:
    tables = [table({"Ohne Arbeit": {2024: (20, 30, 66)}})]
    found = by_proposal(tables, IndicatorChoice("ohne-arbeit", catalogue="B2"))["ohne-arbeit"]
    assert (found.indicator.id, found.indicator.kind) == ("ohne-arbeit", "count")
    assert codes(found)[-1] == "declare.no_denominator"


def test_none_of_the_catalogue_leaves_the_columns_under_their_own_words() -> None:
    tables = [table({"Arbeitslose": {2024: (20, 30, 66)}, **WORKING, "Wahlbeteiligung": {2024: (40, 50, 60)}})]
    chosen = (IndicatorChoice("B2", catalogue=""), IndicatorChoice("G1", catalogue=""))
    found = by_proposal(tables, *chosen)
    assert (found["B2"].indicator.id, found["B2"].indicator.kind) == ("arbeitslose", "rate")
    assert found["B2"].denominator == (MeasureRef(0, 1),)
    assert found["G1"].indicator.title["de"] == "Wahlbeteiligung"
    assert found["G1"].indicator.id == "wahlbeteiligung"


def test_an_indicator_that_the_catalogue_lacks_is_reported() -> None:
    found = by_proposal([table({"Bäume": PEOPLE})], IndicatorChoice("baeume", catalogue="Z9"))["baeume"]
    assert codes(found)[-1] == "declare.unknown_in_catalogue"


def test_the_same_indicator_twice_keeps_two_ids() -> None:
    tables = [table({"Wahlbeteiligung": {2024: (40, 50, 60)}, "Anteil an der Urne": {2024: (41, 51, 61)}})]
    found = by_proposal(tables, IndicatorChoice("anteil-an-der-urne", catalogue="G1"))
    assert {one.indicator.id for one in found.values()} == {"G1", "G1-2"}


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("short", "Kurz", "Kurz"),
        ("unit", "je 100", "je 100"),
        ("numerator_words", "Menschen", "Menschen"),
        ("denominator_words", "alle", "alle"),
        ("note", "Vorsicht", "Vorsicht"),
        ("dimension", "own", "own"),
        ("decimals", 2, 2),
        ("factor", 1000.0, 1000.0),
        ("reference_date", "30.06.", "30.06."),
        ("source", "Register", "Register"),
        ("holder", "Amt", "Amt"),
        ("lowest_level", "Baublock", "Baublock"),
    ],
)
def test_every_field_of_the_sheet_can_be_entered(field: str, value: object, shown: object) -> None:
    tables = [table({"Arbeitslose": {2024: (20, 30, 66)}, **WORKING})]
    choice = IndicatorChoice(id="B2", **{field: value})  # type: ignore[arg-type]
    found = getattr(by_proposal(tables, choice)["B2"].indicator, field.removesuffix("_words"))
    assert (found["de"] if isinstance(found, dict) else found) == shown


@pytest.mark.parametrize("field", [{"dimension": "nonsense"}, {"decimals": 9}, {"factor": 0}, {"title": "x" * 400}])
def test_what_cannot_be_shown_is_refused(field: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="indicators"):
        Choices.from_json({"indicators": [{"id": "B2", **field}]})
