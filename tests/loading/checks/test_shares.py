"""Parts are not larger than their whole, and nothing is less than nothing."""

import pytest

from tests.loading.checks.made_town import SIZE, told
from tests.loading.checks.made_town import table as made

WHOLE = [100.0 + at for at in range(SIZE)]


def counted(first: float) -> list[str]:
    top = [first, *[50.0 + at for at in range(1, SIZE)]]
    columns = {"Kinder unter 15 im SGB II": {2024: top}, "Einwohner unter 15 Jahren": {2024: WHOLE}}
    return [one.code for one in told(made(columns), about="checks.part")]


@pytest.mark.parametrize(("first", "codes"), [(100.0, []), (101.0, ["checks.part_beyond_whole"])])
def test_a_part_may_be_as_large_as_its_whole_and_no_larger(first: float, codes: list[str]) -> None:
    assert counted(first) == codes


def test_the_worst_quarter_is_named_with_both_numbers_and_its_line() -> None:
    top = {2024: [104.0, 130.0, *[50.0] * (SIZE - 2)]}
    columns = {"Kinder unter 15 im SGB II": top, "Einwohner unter 15 Jahren": {2024: WHOLE}}
    (found,) = told(made(columns), about="checks.part_beyond_whole")
    assert (found.values["quarter"], found.values["part"], found.values["whole"]) == ("Quartier 12", 130, 101)
    assert (found.values["n"], found.values["line"]) == (2, "3")
    assert found.spot is not None
    assert (found.spot.quarter, found.spot.year) == ("12", 2024)


def test_numbers_rounded_to_three_may_be_one_step_beyond() -> None:
    top = [3.0 * (10 + at) for at in range(SIZE)]
    bottom = [3.0 * (10 + at) - 1 for at in range(SIZE)]
    columns = {"Kinder unter 15 im SGB II": {2024: top}, "Einwohner unter 15 Jahren": {2024: bottom}}
    assert told(made(columns), about="checks.part") == []


def test_a_suppressed_part_raises_no_alarm() -> None:
    columns = {"Kinder unter 15 im SGB II": {2024: [200.0] * SIZE}, "Einwohner unter 15 Jahren": {2024: WHOLE}}
    hidden = [(at, "Kinder unter 15 im SGB II") for at in range(SIZE)]
    assert told(made({**columns, "Bäume": {2024: WHOLE}}, suppressed=hidden), about="checks.part") == []


def test_places_above_children_are_possible() -> None:
    columns = {"Kitaplätze": {2024: [110.0] * SIZE}, "Einwohner unter 6 Jahren": {2024: [100.0] * SIZE}}
    assert told(made(columns), about="checks.part") == []


@pytest.mark.parametrize(("largest", "number"), [(100.0, 0), (100.4, 1)])
def test_a_ready_share_ends_at_a_hundred(largest: float, number: int) -> None:
    shares = {"Anteil Bäume": {2024: [largest, *[20.5 + at for at in range(1, SIZE)]]}}
    found = told(made(shares), about="checks.share_beyond")
    assert len(found) == number
    assert all(one.values["share"] == largest and one.remedy for one in found)


def test_a_negative_count_is_told_and_a_change_may_be_negative() -> None:
    columns = {"Anteil Bäume": {2024: [-1.0, *WHOLE[:-1]]}, "Veränderung der Bäume": {2024: [-1.5, *WHOLE[:-1]]}}
    shares = {name: {2024: [value / 2 for value in of[2024]]} for name, of in columns.items()}
    titles = [one.values["title"] for one in told(made(shares), about="checks.less")]
    assert "Veränderung der Bäume" not in titles


def test_own_columns_larger_than_the_residents_are_one_note_since_they_may_be_jobs() -> None:
    people = {2024: [1000.0] * SIZE}
    jobs = {
        name: {2024: [1200.0, *[100.0 + at * by for at in range(1, SIZE)]]} for name, by in (("Läden", 1), ("Ämter", 2))
    }
    (found,) = told(made({"Einwohner": people, **jobs}), about="checks.larger")
    assert (found.severity, found.values["n"], found.values["part"]) == ("info", 2, 1200)
    assert told(made({"Einwohner": people, **jobs}), about="checks.part") == []
