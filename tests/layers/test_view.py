"""The View: read from any address, always valid, and written back the same."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.view import View, years_with_values
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.toytown import toytown

ATLAS = toytown()


def _without_poverty_in_2024() -> Atlas:
    cube = ATLAS.cubes["quarter"]
    value, reason = cube.value.copy(), cube.reason.copy()
    value[:, 0, 1], reason[:, 0, 1] = float("nan"), Reason.NOT_DELIVERED
    return replace(ATLAS, cubes={**ATLAS.cubes, "quarter": replace(cube, value=value, reason=reason)})


def test_an_empty_query_asks_for_the_first_poverty_rate_of_the_last_year() -> None:
    view = View.from_query({}, ATLAS)
    assert (view.project, view.level, view.indicator, view.year) == ("toytown", "quarter", "A1", 2024)
    assert (view.scheme, view.k, view.palette, view.second) == ("natural_breaks", 5, "blues", "F1")


def test_without_a_poverty_rate_the_first_rate_is_asked_for() -> None:
    assert (
        View.from_query({}, replace(ATLAS, indicators=(ATLAS.indicators[2], *ATLAS.indicators[1:]))).indicator == "F1"
    )


def test_without_a_poverty_rate_a_burden_comes_before_what_is_only_context() -> None:
    context = replace(ATLAS.indicators[1], id="F1", kind="rate", dimension="demography", direction="context")
    burden = replace(context, id="B1", dimension="work", direction="more_disadvantage")
    atlas = replace(ATLAS, indicators=(context, burden, ATLAS.indicators[2]))
    assert View.from_query({}, atlas).indicator == "B1"


def test_without_any_rate_the_first_indicator_is_asked_for() -> None:
    population = replace(ATLAS.indicators[2], id="households")
    atlas = replace(ATLAS, indicators=(population, *(replace(ATLAS.indicators[2], id=f"n{i}") for i in range(2))))
    assert View.from_query({}, atlas).indicator == "households"


def test_an_unknown_year_becomes_the_last_year_in_which_the_indicator_has_values() -> None:
    atlas = _without_poverty_in_2024()
    assert years_with_values(atlas, "quarter", "A1") == (2023,)
    assert View.from_query({"i": "A1", "y": "1999"}, atlas).year == 2023
    assert View.from_query({"i": "F1", "y": "1999"}, atlas).year == 2024
    assert View.from_query({"i": "A1", "y": "2024"}, atlas).year == 2024


@pytest.mark.parametrize(("asked", "given_k"), [("1", 2), ("2", 2), ("9", 9), ("10", 9), ("-3", 2), ("five", 5)])
def test_the_number_of_classes_stays_between_two_and_nine(asked: str, given_k: int) -> None:
    assert View.from_query({"k": asked}, ATLAS).k == given_k


def test_own_breaks_are_sorted_and_set_the_number_of_classes() -> None:
    view = View.from_query({"scheme": "own", "breaks": "20,5,x,12.5,5,nan,inf", "k": "9"}, ATLAS)
    assert view.breaks == (5.0, 12.5, 20.0)
    assert view.k == 4


def test_own_breaks_without_a_number_fall_back_to_natural_breaks() -> None:
    view = View.from_query({"scheme": "own", "breaks": "a,b"}, ATLAS)
    assert (view.scheme, view.breaks) == ("natural_breaks", ())


def test_breaks_belong_to_the_scheme_own_alone() -> None:
    assert View.from_query({"scheme": "quantile", "breaks": "5,10"}, ATLAS).breaks == ()


def test_a_level_that_the_atlas_lacks_becomes_the_quarter() -> None:
    assert View.from_query({"level": "district"}, ATLAS).level == "district"
    flat = replace(ATLAS, levels={"quarter": ATLAS.levels["quarter"], "city": ATLAS.levels["city"]})
    assert View.from_query({"level": "district"}, flat).level == "quarter"
    assert View.from_query({"level": "street"}, ATLAS).level == "quarter"


def test_the_scatter_never_compares_an_indicator_with_itself_unless_told_to() -> None:
    assert View.from_query({"i": "F1"}, ATLAS).second == "A1"
    assert View.from_query({"i": "F1", "x": "F1"}, ATLAS).second == "F1"


def test_a_view_survives_the_address_and_json() -> None:
    query = {"i": "F1", "y": "2023", "level": "district", "scheme": "own", "breaks": "11.5,0.1", "x": "population"}
    view = View.from_query({**query, "palette": "teal"}, ATLAS)
    assert View.from_query(view.to_query(), ATLAS) == view
    assert View.from_query(json.loads(json.dumps(view.to_query())), ATLAS) == view
    assert len({view, View.from_query(view.to_query(), ATLAS)}) == 1


KEYS = st.sampled_from(["p", "level", "i", "y", "scheme", "k", "palette", "breaks", "x", "z"])
JUNK = st.one_of(
    st.text(), st.none(), st.integers(), st.floats(), st.lists(st.text()), st.just("own"), st.just("9" * 5000)
)


@given(st.dictionaries(KEYS, JUNK))
def test_any_query_gives_a_valid_view_that_stays_the_same_when_read_again(query: dict[str, object]) -> None:
    view = View.from_query(query, ATLAS)
    assert view.indicator in {"A1", "F1", "population"}
    assert view.year in ATLAS.years
    assert View.from_query(view.to_query(), ATLAS) == view


@pytest.mark.parametrize(("asked", "found"), [("1", True), ("", False), ("0", False), ("true", False)])
def test_same_classes_in_all_years_are_asked_for_by_one(asked: str, found: bool) -> None:
    view = View.from_query({"same": asked}, ATLAS)
    assert view.same is found
    assert view.to_query()["same"] == ("1" if found else "")


@pytest.mark.parametrize(
    ("query", "against", "bivariate"),
    [
        ({}, "", False),
        ({"against": "city"}, "city", False),
        ({"against": "2023", "y": "2024"}, "2023", False),
        ({"against": "2024", "y": "2024"}, "", False),
        ({"against": "0"}, "", False),
        ({"bi": "1", "against": "city"}, "", True),
        ({"bi": "yes"}, "", False),
    ],
)
def test_a_comparison_is_read_only_where_there_is_something_to_compare_with(
    query: dict[str, str], against: str, bivariate: bool
) -> None:
    view = View.from_query(query, ATLAS)
    assert (view.against, view.bivariate) == (against, bivariate)
    assert View.from_query(view.to_query(), ATLAS) == view


def test_no_context_comes_first_while_anything_is_judged() -> None:
    context = replace(ATLAS.indicators[1], id="F7", direction="context")
    income = replace(context, id="income", kind="value", dimension="income", direction="less_disadvantage")
    atlas = replace(ATLAS, indicators=(context, replace(ATLAS.indicators[2], id="residents"), income))
    assert View.from_query({}, atlas).indicator == "income"


def test_among_context_alone_the_residents_come_before_who_they_are() -> None:
    context = replace(ATLAS.indicators[1], id="F7", direction="context")
    residents = replace(ATLAS.indicators[2], id="residents")
    atlas = replace(ATLAS, indicators=(context, residents, ATLAS.indicators[2]))
    assert View.from_query({}, atlas).indicator == "residents"
    delivered = replace(context, id="share", dimension="own", numerator={})
    assert View.from_query({}, replace(atlas, indicators=(context, residents, delivered))).indicator == "share"
