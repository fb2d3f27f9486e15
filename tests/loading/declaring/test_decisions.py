"""What a user decided is carried out, and nothing else."""

import pytest

from loading.atlas import Kind
from loading.choices import Choices, IndicatorChoice
from loading.declaring.indicators import Declaration, countable, declare
from loading.declaring.measures import MeasureRef
from loading.recognised import Table
from tests.loading.made_tables import table

PEOPLE: dict[int, tuple[float, ...]] = {2023: (900, 1000, 1100), 2024: (1000, 1000, 1000)}
TREES = table({"Bäume": {2024: (2, 3, 6)}, "Anteil Wald": {2024: (0.25, 0.5, 1)}})


def by_id(tables: list[Table], *choices: IndicatorChoice) -> dict[str, Declaration]:
    return {one.indicator.id: one for one in declare(tables, Choices(indicators=choices))}


def test_choices_leave_out_rename_and_turn() -> None:
    tables = [table({"Arbeitslose": {2024: (20, 30, 66)}, "Einwohner": PEOPLE})]
    rate = "arbeitslose-je-100-einwohner"
    turned = IndicatorChoice(rate, title="Ohne Arbeit", direction="context")
    found = by_id(tables, IndicatorChoice("arbeitslose", leave_out=True), turned)
    assert list(found) == ["residents", rate]
    assert found[rate].indicator.title == {"de": "Ohne Arbeit", "en": "Ohne Arbeit"}
    assert found[rate].indicator.direction == "context"


def test_a_chosen_denominator_turns_a_count_into_a_rate() -> None:
    tables = [table({"Bäume": {2024: (2, 3, 6)}, "Grundstücke": {2024: (20, 20, 20)}})]
    assert countable(tables) == {"baeume": "Bäume", "grundstuecke": "Grundstücke"}
    found = by_id(tables, IndicatorChoice("baeume", denominator="grundstuecke"))["baeume"]
    assert (found.indicator.kind, found.indicator.factor) == ("rate", 100)
    assert (found.numerator, found.denominator) == ((MeasureRef(0, 0),), (MeasureRef(0, 1),))
    assert found.indicator.denominator["de"] == "Grundstücke"


def test_a_chosen_column_that_is_missing_is_reported() -> None:
    found = by_id([TREES], IndicatorChoice("baeume", denominator="waelder"))["baeume"]
    assert [finding.code for finding in found.findings][-1] == "indicators.chosen_column_missing"
    assert found.denominator == ()


@pytest.mark.parametrize(
    ("chosen", "kind", "unit", "scale"),
    [
        ("baeume", "rate", "%", 1),
        ("baeume", "value", "", 1),
        ("anteil-wald", "value", "%", 1),
        ("anteil-wald", "count", "", 1),
        ("anteil-wald", "rate", "%", 100),
    ],
)
def test_the_same_column_is_read_as_the_chosen_kind(chosen: str, kind: Kind, unit: str, scale: float) -> None:
    found = by_id([TREES], IndicatorChoice(chosen, kind=kind))[chosen]
    assert (found.indicator.kind, found.indicator.unit.get("de", ""), found.scale) == (kind, unit, scale)
    assert bool(found.numerator) == (kind == "count")
    assert bool(found.value) == (kind != "count")


def test_a_rate_of_the_catalogue_chosen_as_count_shows_its_numerator() -> None:
    tables = [table({"Ausländer": {2024: (10, 20, 30)}, "Einwohner": {2024: (100, 100, 100)}})]
    found = by_id(tables, IndicatorChoice("F7", kind="count"))["F7"]
    assert (found.numerator, found.denominator) == ((MeasureRef(0, 0),), ())
    assert (found.indicator.factor, found.indicator.denominator) == (1, {})


def test_without_decisions_nothing_changes() -> None:
    assert declare([TREES], Choices()) == declare([TREES])
