"""Maps of categories: the answer, its column, and when there is none."""

import numpy as np
import pytest

from layers.categories import Sorted, categories, categories_bytes, categories_refusal, sorted_areas
from layers.categories.clear import clear
from layers.choropleth import Choropleth
from layers.columns import column
from layers.comparison import shown
from layers.container import read_container
from layers.view import View
from loading.reasons import Reason
from tests.toytown import toytown

ATLAS = toytown()
VIEW = View(project="toytown", indicator="A1", year=2024, show="clear")


def test_areas_are_sorted_by_the_side_on_which_their_whole_range_lies() -> None:
    found = clear(ATLAS, VIEW)
    numbers = column(ATLAS, "quarter", "A1", 2024)
    city = 100 * float(ATLAS.cubes["city"].value[0, 0, 1]) / 100
    expected = np.where(numbers.low > city, 2, np.where(numbers.high < city, 0, 1))
    assert found.category.tolist() == expected.tolist()
    assert sum(found.counts) == 9


def test_an_area_without_a_number_keeps_its_reason() -> None:
    found = clear(ATLAS, View(project="toytown", indicator="A1", year=2023, show="clear"))
    assert Reason(int(found.reason[7])) == Reason.SUPPRESSED
    assert Reason(int(found.reason[8])) == Reason.NOT_DELIVERED
    assert found.category[[7, 8]].tolist() == [-1, -1]


def test_the_answer_holds_colours_counts_and_residents_of_every_category() -> None:
    answer = categories(ATLAS, VIEW)
    told = answer.to_json()
    assert told["kind"] == "categories"
    assert told["upper_bounds"] == [0, 1, 2]
    assert sum(told["counts"]) + sum(told["blanks"].values()) == 9
    assert sum(answer.residents) == 9000
    assert answer.view == VIEW
    assert "2024-as-clear.column" in told["column_url"]


def test_the_column_holds_the_category_and_the_number_it_comes_from() -> None:
    header, sections = read_container(categories_bytes(ATLAS, VIEW))
    assert header["show"] == "clear"
    assert sections["value"].tolist() == sorted_areas(ATLAS, VIEW).category.tolist()
    np.testing.assert_allclose(sections["plain_value"], column(ATLAS, "quarter", "A1", 2024).value, rtol=1e-6)


def test_colours_of_the_classes_do_not_change_the_column() -> None:
    other = View(project="toytown", indicator="A1", year=2024, show="clear", palette="plum", k=3)
    assert categories_bytes(ATLAS, other) is categories_bytes(ATLAS, VIEW)


def test_a_count_cannot_be_compared_with_the_city_and_the_map_shows_the_count() -> None:
    view = View(project="toytown", indicator="population", year=2024, show="clear")
    assert categories_refusal(ATLAS, view) == "clear_without_areas"
    assert isinstance(shown(ATLAS, view), Choropleth)


def test_an_area_has_a_category_exactly_where_it_has_a_value() -> None:
    with pytest.raises(ValueError, match="exactly where"):
        Sorted(("one",), ("#000000",), np.array([0, -1]), np.array([0, 0], dtype=np.uint8))


@pytest.mark.parametrize(
    ("query", "show", "how"),
    [
        ({"show": "clear"}, "clear", ""),
        ({"show": "clear", "how": "a.b~c-1"}, "clear", "a.b~c-1"),
        ({"show": "clear", "how": "<script>"}, "clear", ""),
        ({"show": "nonsense", "how": "a"}, "", ""),
        ({"show": "clear", "bi": "1", "against": "city"}, "clear", ""),
    ],
)
def test_the_address_says_what_is_shown_and_how(query: dict[str, str], show: str, how: str) -> None:
    view = View.from_query({"i": "A1", "y": "2024", **query}, ATLAS)
    assert (view.show, view.how) == (show, how)
    assert View.from_query(view.to_query(), ATLAS) == view
    assert not (view.show and (view.bivariate or view.against))
