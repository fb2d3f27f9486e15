"""An indicator over the years: which years there are, whose lines are drawn, and why they have gaps."""

from dataclasses import replace

from layers.timelines import gaps, latest_chosen, series
from layers.view import View
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.callbacks.towns import town
from tests.toytown import POVERTY, toytown
from texts import load_texts

NONE = float("nan")


def view_of(atlas: Atlas) -> View:
    return View.from_query({}, atlas)


def test_a_year_without_any_value_is_left_out() -> None:
    atlas = town("hole", (POVERTY, [[1, NONE, 3], [2, NONE, 4]]), years=(2022, 2023, 2024))
    assert series(atlas, view_of(atlas))[0] == [2022, 2024]


def test_undated_numbers_are_left_out_beside_dated_ones() -> None:
    atlas = town("half-dated", (POVERTY, [[9, 1, 3], [9, 2, 4]]), years=(0, 2023, 2024))
    assert series(atlas, view_of(atlas))[0] == [2023, 2024]


def test_what_is_selected_twice_is_drawn_once() -> None:
    assert latest_chosen(toytown(), view_of(toytown()), ["01", "03", "01"]) == [0, 2]


def test_the_latest_six_of_a_selection_are_drawn() -> None:
    selection = ["nonsense", *(f"{number:02d}" for number in range(1, 10))]
    assert latest_chosen(toytown(), view_of(toytown()), selection) == [3, 4, 5, 6, 7, 8]


def test_gaps_in_the_lines_of_selected_quarters_are_told_by_their_kinds() -> None:
    atlas = town("gaps-4", (POVERTY, [[1, NONE, 3, 4], [2, 2, 2, 2]]), years=(2021, 2022, 2023, 2024))
    at = atlas.indicator_position(POVERTY.id)
    reason = atlas.cubes["quarter"].reason.copy()
    reason[0, at] = [Reason.TOO_SMALL, Reason.NOT_DELIVERED, Reason.SUPPRESSED, Reason.SUPPRESSED]
    told = replace(atlas, cubes={**atlas.cubes, "quarter": replace(atlas.cubes["quarter"], reason=reason)})
    name = told.levels["quarter"].names[0]
    assert gaps(load_texts("de"), told, view_of(told), [0, 1]) == (
        f"{name}: 2022 nicht geliefert. {name}: 2023–2024 geheim gehalten. {name}: 2021 zu klein für eine Aussage."
    )
    assert gaps(load_texts("de"), told, view_of(told), [1]) == ""
