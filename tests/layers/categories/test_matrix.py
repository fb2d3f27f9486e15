"""Status and dynamics as a map: twelve cells, or the classes of status alone; colours that everybody can tell apart."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from analysis.index.recipe_token import to_token
from layers.categories import categories, categories_bytes, categories_refusal
from layers.categories.matrix import MATRIX_COLOURS, MATRIX_NAMES, matrix
from layers.container import read_container
from layers.derived import asked_atlas
from layers.index.answer import index_answer
from layers.palettes import SELECTION, lightness
from layers.view import View
from loading.reasons import Reason
from tests.layers.index.towns_with_index import SMALL, index_town, recipe
from tests.layers.test_bivariate import SIGHTS
from tests.toytown import toytown

TOWN = index_town()
TOKEN = to_token(recipe())


def view(how: str = TOKEN, year: int = 2024, indicator: str = "A2") -> View:
    return View(project=TOWN.project, indicator=indicator, year=year, show="matrix", how=how)


def test_every_area_is_in_the_cell_of_its_code() -> None:
    found, answer = matrix(TOWN, view()), index_answer(TOWN, "quarter", 2024, TOKEN)
    made = answer.composite
    assert made is not None
    assert found.names == MATRIX_NAMES
    signs = {"+": "positive", "+/-": "stable", "-": "negative"}
    for code, category in zip(made.matrix, found.category, strict=True):
        expected = -1 if not code else MATRIX_NAMES.index(f"status_{code[0]}_{signs[code[1:]]}")
        assert category == expected
    assert found.beside["attention"].tolist() == made.attention.tolist()
    assert found.figures["attention"] == made.attention.sum()
    assert found.figures["recipe"] == {"de": "Vier Anteile", "en": "Vier Anteile"}


def test_who_has_no_cell_keeps_the_reason() -> None:
    found = matrix(TOWN, view())
    at = TOWN.levels["quarter"].ids.index(SMALL)
    assert (found.category[at], found.reason[at]) == (-1, Reason.TOO_SMALL)


def test_without_dynamics_the_classes_of_status_stand_alone() -> None:
    found = matrix(TOWN, view(year=2021))
    assert found.names == ("status_1", "status_2", "status_3", "status_4")
    assert "no_dynamics" in found.notes
    for classes, k in (("quintiles", 5), ("deciles", 10)):
        parts = matrix(TOWN, view(to_token(recipe(classes=classes, dynamics_years=0))))
        assert len(parts.names) == len(set(parts.colours)) == k


def test_the_recipe_is_that_of_the_address_of_the_indicator_or_the_usual_one() -> None:
    atlas = asked_atlas(TOWN, {"i": f"index:{TOKEN}"})
    by_indicator = matrix(atlas, view("", indicator=f"index:{TOKEN}"))
    assert by_indicator.category.tolist() == matrix(TOWN, view()).category.tolist()
    assert matrix(TOWN, view("")).figures["recipe"] == {
        "de": "Status und Dynamik nach dem Berliner Monitoring (MSS)",
        "en": "Status and dynamics as in the Berlin monitoring (MSS)",
    }


@pytest.mark.parametrize("how", ["nonsense", to_token(recipe(classes="none")), "townsend", "gisd_like~x"])
def test_what_has_no_classes_is_refused_and_never_an_error(how: str) -> None:
    town = toytown()
    asked = View(project=town.project, indicator="A1", year=2024, show="matrix", how=how)
    assert categories_refusal(town, asked) == "matrix_without_areas"


def test_the_column_holds_the_cells_and_the_numbers_beside_them() -> None:
    header, sections = read_container(categories_bytes(TOWN, view()))
    assert header["beside"] == ["index", "rank", "dynamics", "attention", "near_limit"]
    assert set(np.unique(sections["beside_attention"])) <= {0, 1}
    assert "-as-matrix.column?how=" in categories(TOWN, view()).column_url


def test_a_long_recipe_fits_into_the_address() -> None:
    query = {"show": "matrix", "how": "a" * 7000, "i": "A2"}
    assert View.from_query(query, TOWN).how == query["how"]


def _lab(colours: list[str], sight: str) -> np.ndarray:
    rgb = np.array([[int(one[at : at + 2], 16) / 255 for at in (1, 3, 5)] for one in colours])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.array(SIGHTS[sight]).T, 0, 1)
    to_xyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    xyz = seen @ np.array(to_xyz).T / [0.95047, 1, 1.08883]
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_cells_can_be_told_apart_and_from_the_selection(sight: str) -> None:
    lab = _lab([*MATRIX_COLOURS, SELECTION], sight)
    apart = {pair: float(np.linalg.norm(lab[pair[0]] - lab[pair[1]])) for pair in combinations(range(13), 2)}
    assert min(apart.values()) >= 15


def test_the_lower_the_status_the_darker_the_cell() -> None:
    rows = [[lightness(colour) for colour in MATRIX_COLOURS[3 * row : 3 * row + 3]] for row in range(4)]
    assert all(min(upper) > max(lower) + 6 for upper, lower in pairwise(rows))
