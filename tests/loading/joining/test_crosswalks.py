"""Tables that lead from one vintage to another: recognised by headings and shares, used only whole."""

import pytest

from loading.joining.crosswalks import converted, crosswalk_of, without_crosswalks
from loading.recognised import Table
from tests.loading.squares import table

OLD, NEW = ["01", "02", "02", "03", "04"], ["11", "12", "13", "14", "14"]


def crosswalk(shares: list[float], old: str = "PLR_alt", new: str = "PLR_neu", title: str = "Anteil") -> Table:
    return table({old: OLD, new: NEW}, {title: list(shares)}, year=0, file="umsteiger.csv")


@pytest.mark.parametrize("shares", [[1, 0.4, 0.6, 1, 1], [100, 40, 60, 100, 100], [1, 0.333, 0.666, 1, 1]])
def test_old_key_new_key_and_share_are_recognised(shares: list[float]) -> None:
    found = crosswalk_of(crosswalk(shares))
    assert found is not None
    assert (found.old, found.new) == ("PLR_alt", "PLR_neu")
    assert found.ways["1"] == (("11", 1.0),)
    assert found.ways["2"][0][1] == pytest.approx(shares[1] / (100 if max(shares) > 1 else 1))


def test_years_in_the_headings_say_which_key_is_older() -> None:
    found = crosswalk_of(crosswalk([1, 0.4, 0.6, 1, 1], "Schlüssel 2021", "Schlüssel 2019"))
    assert found is None  # the shares lead from 2021 to 2019, not the other way round
    found = crosswalk_of(crosswalk([1, 0.4, 0.6, 1, 1], "Schlüssel 2019", "Schlüssel 2021"))
    assert found is not None


@pytest.mark.parametrize(
    "other",
    [
        crosswalk([1, 0.4, 0.4, 1, 1]),
        crosswalk([1, 0.4, 0.6, 1, 1], title="Einwohner"),
        crosswalk([1, 0.4, 0.6, 1, 1], "Nr", "Kennung"),
        table({"Nr": ["01", "02"], "Name": ["Nord", "Süd"]}, {"Anteil": [1.0, 1.0]}),
    ],
)
def test_a_table_of_numbers_is_no_crosswalk(other: Table) -> None:
    assert crosswalk_of(other) is None


def test_a_crosswalk_alone_stays_a_table() -> None:
    alone = crosswalk([1, 0.4, 0.6, 1, 1])
    assert without_crosswalks([alone]) == ([alone], ())
    numbers = table({"Nr": ["01", "02"]}, {"Kinder": [1.0, 2.0]})
    tables, found = without_crosswalks([numbers, alone])
    assert (tables, len(found)) == ([numbers], 1)


def test_a_quarter_is_complete_only_with_all_rows_it_comes_from() -> None:
    found = crosswalk_of(crosswalk([1, 0.4, 0.6, 1, 1]))
    assert found is not None
    positions = {"11": 0, "12": 1, "13": 2, "14": 3}
    parts = converted(found, ["01", "02", "04"], [0, 1, 2], positions)
    assert {quarter: (one.rows, one.shares, one.complete) for quarter, one in parts.items()} == {
        0: ((0,), (1.0,), True),
        1: ((1,), (0.4,), True),
        2: ((1,), (0.6,), True),
        3: ((2,), (1.0,), False),
    }
