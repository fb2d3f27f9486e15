"""The dissimilarity over the years: line, range, sentence."""

import pytest

from callbacks.explore.concentration_years import shown
from loading.atlas import Atlas
from tests.callbacks.questions import ask_of
from tests.callbacks.towns import shares_town, town
from tests.toytown import POVERTY

EVEN, APART = [20.0] * 12, [70.0, *([10.0] * 11)]
ROSE = town("apart", (POVERTY, [list(pair) for pair in zip(EVEN, APART, strict=True)]), years=(2023, 2024))
FELL = town("together", (POVERTY, [list(pair) for pair in zip(APART, EVEN, strict=True)]), years=(2023, 2024))
SAME = town("alike", (POVERTY, [list(pair) for pair in zip(APART, APART, strict=True)]), years=(2023, 2024))


@pytest.mark.parametrize(("atlas", "word"), [(ROSE, "stieg"), (FELL, "sank"), (SAME, "kann Zufall sein")])
def test_a_change_is_said_only_where_the_ranges_do_not_overlap(atlas: Atlas, word: str) -> None:
    said, _, hidden = shown(ask_of(atlas))
    assert word in said
    assert "12 Quartiere" in said
    assert not hidden


def test_the_line_lies_within_its_range_and_the_year_on_the_map_is_the_larger_dot() -> None:
    high, low, line = shown(ask_of(ROSE, y="2024"))[1]["data"]
    assert line["x"] == [2023, 2024]
    assert all(under <= value <= over for under, value, over in zip(low["y"], line["y"], high["y"], strict=True))
    assert line["marker"]["size"][1] > line["marker"]["size"][0]


def test_one_year_is_no_course() -> None:
    assert shown(ask_of(town("one-year", (POVERTY, APART))))[2]
    assert shown(ask_of(shares_town()))[2]
