"""Columns that stand in a table twice."""

from loading.choices import Choices, IndicatorChoice
from tests.loading.checks.made_town import SIZE, atlas, steady, told
from tests.loading.checks.made_town import table as made

TREES = steady(100)


def test_a_copy_is_told_and_can_be_left_out() -> None:
    table = made({"Bäume": TREES, "Sträucher": TREES})
    (found,) = told(table, about="load.same_column_twice")
    assert (found.values["first"], found.values["second"]) == ("Bäume", "Sträucher")
    assert found.remedy is not None
    assert [entry["id"] for entry in found.remedy.entries] == ["straeucher"]
    choices = Choices(indicators=tuple(IndicatorChoice(**entry) for entry in found.remedy.entries))  # type: ignore[arg-type]
    assert [one.id for one in atlas(table, choices=choices).indicators] == ["baeume"]


def test_one_other_number_makes_another_column() -> None:
    other = {year: [*numbers[:-1], numbers[-1] + 1] for year, numbers in TREES.items()}
    assert told(made({"Bäume": TREES, "Sträucher": other}), about="load.same") == []


def test_a_column_times_a_factor_is_a_note_with_the_factor() -> None:
    tenfold = {year: [10 * one for one in numbers] for year, numbers in TREES.items()}
    (found,) = told(made({"Bäume": TREES, "Blätter": tenfold}), about="checks.proportional")
    assert (found.severity, found.values["factor"]) == ("info", 10)


def test_columns_of_few_different_numbers_are_alike_by_chance() -> None:
    few = {2024: [float(at % 4) for at in range(SIZE)]}
    assert told(made({"Brunnen": few, "Brücken": few}), about="load.same") == []
