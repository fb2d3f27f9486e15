"""Years of zeros are rather not delivered, and treated so with one click."""

from loading.choices import Choices, NumberChoice
from loading.reasons import Reason
from tests.loading.checks.made_town import SIZE, atlas, changed, steady, told
from tests.loading.checks.made_town import table as made

ZEROS = {**steady(100), 2021: [0.0] * SIZE}


def test_a_year_of_zeros_among_others_is_doubted() -> None:
    (found,) = told(made({"Bäume": ZEROS}), about="load.year_of_zeros")
    assert (found.severity, found.values["years"]) == ("warning", "2021")


def test_nothing_else_is_told_about_it() -> None:
    assert [one.code for one in told(made({"Bäume": ZEROS}), about="checks.") if one.severity == "warning"] == []


def test_one_tree_is_a_number_and_a_column_of_zeros_is_one_too() -> None:
    assert told(made({"Bäume": changed(ZEROS, 2021, {0: 1.0})}), about="load.year_of_zeros") == []
    assert told(made({"Bäume": {2024: [0.0] * SIZE}}), about="load.year_of_zeros") == []


def test_the_repair_makes_them_not_delivered_and_can_be_taken_back() -> None:
    table = made({"Bäume": ZEROS})
    (found,) = told(table, about="load.year_of_zeros")
    assert found.remedy is not None
    choices = Choices(numbers=tuple(NumberChoice(**entry) for entry in found.remedy.entries))  # type: ignore[arg-type]
    repaired = atlas(table, choices=choices)
    position, year = repaired.indicator_position("baeume"), repaired.year_position(2021)
    assert (repaired.cubes["quarter"].reason[:, position, year] == Reason.NOT_DELIVERED).all()
    assert repaired.cubes["city"].reason[0, position, year] == Reason.NOT_DELIVERED
    assert [one.code for one in repaired.findings if one.severity == "warning"] == []
    (told_now,) = [one for one in repaired.findings if one.code == "checks.year_set_aside"]
    assert told_now.remedy is not None
    assert told_now.remedy.takes_back
