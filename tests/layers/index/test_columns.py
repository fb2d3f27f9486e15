"""From the bytes alone the index of other weights is computed as the browser does, and is that of the analysis."""

from typing import Any

import msgspec
import numpy as np
import pytest

from analysis.index.classes import dynamics_class, quantile_class, quantile_limits, status_class
from analysis.index.recipe import Recipe
from analysis.index.recipe_token import to_token
from analysis.index.standardisation import alike, standardised, z_population
from layers.container import read_container
from layers.index.answer import index_answer
from layers.index.columns import index_columns_bytes, index_columns_url
from tests.layers.index.towns_with_index import LACKING, index_town, recipe

TOWN = index_town()
WEIGHTS = [(1, 1, 1, 1), (3, 0.5, 1, 2), (0, 1, 1, 0), (0.2, 0, 7, 1)]


class InTheBrowser:
    """What the page does with the bytes: nothing but header and sections are used."""

    def __init__(self, content: bytes) -> None:
        self.header, self.sections = read_container(content)
        self.n, self.m = len(self.header["ids"]), len(self.header["ingredients"])

    def matrix(self, name: str) -> np.ndarray:
        return self.sections[name].reshape(self.n, -1).astype(np.float64)

    def parts(self, x: np.ndarray, z: np.ndarray, taking: np.ndarray, before: np.ndarray) -> np.ndarray:
        """Take z as it came while the same areas take part; standardised anew among other ones."""
        if (taking == before).all():
            return z
        people = self.sections["residents"].astype(np.float64)
        found = np.full(x.shape, np.nan)
        least = self.header["least_part"]
        found[taking] = standardised(x[taking], self.header["standardisation"], people[taking])
        return least + (1 - least) * found if least else found

    def together(self, parts: np.ndarray, weights: np.ndarray, taking: np.ndarray) -> np.ndarray:
        used = weights > 0
        chosen, w = parts[taking][:, used], weights[used]
        ways = {
            "sum": lambda: chosen @ w,
            "mean": lambda: chosen @ w / w.sum(),
            "geometric": lambda: np.exp(np.log(chosen) @ w / w.sum()),
        }
        if self.header["weights_of"] == "dimensions":
            groups = [weights[members].mean() for members in self.header["dimensions"]]
            values = self.matrix("terms")[taking] @ groups
        else:
            values = ways[self.header["aggregation"]]()
        people = self.sections["residents"][taking].astype(np.float64)
        values = alike(values, self.header["same"])  # z came in single precision, and ranks would tell
        second = standardised(values, self.header["second"], people) if self.header["second"] else values
        result = np.full(self.n, np.nan)
        result[taking] = second
        return result

    def index(self, weights: np.ndarray, prefix: str = "") -> np.ndarray:
        used = weights > 0
        x, z = self.matrix(f"{prefix}x"), self.matrix(f"{prefix}z")
        taking = (self.sections["open"] == 1) & np.isfinite(self.matrix("x")[:, used]).all(axis=1)
        taking &= np.isfinite(x[:, used]).all(axis=1)
        before = np.isfinite(z[:, [one["weight"] > 0 for one in self.header["ingredients"]]]).all(axis=1)
        return self.together(self.parts(x, z, taking, before), weights, taking)

    def status(self, index: np.ndarray) -> np.ndarray:
        if self.header["classes"] == "mss":
            return status_class(index if self.header["classes_from"] == "index" else z_population(index))
        k = {"quintiles": 5, "deciles": 10}[self.header["classes"]]
        return quantile_class(
            index, quantile_limits(index, k, self.header["class_limits"], self.sections["residents"].astype(float))
        )


def with_weights(plain: Recipe, weights: tuple[float, ...]) -> Recipe:
    pairs = zip(plain.ingredients, weights, strict=True)
    parts = tuple(msgspec.structs.replace(one, weight=float(weight)) for one, weight in pairs)
    return msgspec.structs.replace(plain, ingredients=parts)


RECIPES: dict[str, dict[str, Any]] = {
    "berlin": {},
    "sample": {"standardisation": "z_sample", "second_standardisation": False},
    "weighted": {"standardisation": "z_weighted", "classes": "quintiles", "class_limits": "residents"},
    "ranks": {"standardisation": "rank", "aggregation": "mean"},
    "minmax": {"standardisation": "minmax", "aggregation": "mean", "classes": "deciles", "class_limits": "type_7"},
    "imd": {"standardisation": "imd_exponential", "dynamics_years": 0, "second_standardisation": False},
    "geometric": {"standardisation": "minmax", "aggregation": "geometric", "dynamics_years": 0},
}


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize("name", RECIPES)
def test_other_weights_give_the_index_that_the_server_would_give(name: str, weights: tuple[float, ...]) -> None:
    plain = recipe(**RECIPES[name])
    browser = InTheBrowser(index_columns_bytes(TOWN, "quarter", 2024, to_token(plain)))
    answer = index_answer(TOWN, "quarter", 2024, to_token(with_weights(plain, weights)))
    assert answer.composite is not None
    index = browser.index(np.array(weights, dtype=float))
    np.testing.assert_allclose(index, answer.index, rtol=1e-5, atol=1e-5)
    assert browser.status(index).tolist() == answer.composite.status.tolist()
    assert browser.header["dynamics"] == bool(plain.dynamics_years)
    if browser.header["dynamics"]:
        changes = browser.index(np.array(weights, dtype=float), "dynamics_")
        np.testing.assert_allclose(changes, answer.dynamics_index, rtol=1e-4, atol=1e-4)
        deviations = changes if browser.header["classes_from"] == "index" else z_population(changes)
        assert dynamics_class(deviations).tolist() == answer.composite.dynamics.tolist()


def test_dimensions_of_principal_components_can_be_weighed_anew() -> None:
    names = ("poverty", "poverty", "work", "work")
    parts = tuple(
        msgspec.structs.replace(one, dimension=name) for one, name in zip(recipe().ingredients, names, strict=True)
    )
    changes: dict[str, Any] = {
        "ingredients": parts,
        "aggregation": "principal_component_per_dimension",
        "classes": "quintiles",
        "dynamics_years": 0,
    }
    plain = recipe(**changes)
    browser = InTheBrowser(index_columns_bytes(TOWN, "quarter", 2024, to_token(plain)))
    weights = (2.0, 2.0, 0.5, 0.5)
    answer = index_answer(TOWN, "quarter", 2024, to_token(with_weights(plain, weights)))
    index = browser.index(np.array(weights))
    np.testing.assert_allclose(index, answer.index, atol=1e-6)
    assert browser.header["dimensions"] == [[0, 1], [2, 3]]
    unit, span = browser.matrix("unit"), np.ptp(browser.matrix("terms")[np.isfinite(index)] @ [2, 0.5])
    assert answer.composite is not None
    np.testing.assert_allclose(unit * weights / span, answer.composite.contributions, atol=1e-6)


def test_an_ingredient_of_weight_nothing_can_be_given_weight() -> None:
    plain = recipe(0, 1, 1, 1)
    browser = InTheBrowser(index_columns_bytes(TOWN, "quarter", 2024, to_token(plain)))
    at = browser.header["ids"].index(LACKING)
    assert browser.sections["takes_part"][at] == 1
    answer = index_answer(TOWN, "quarter", 2024, to_token(recipe()))
    np.testing.assert_allclose(browser.index(np.ones(4)), answer.index, rtol=1e-5, atol=1e-5)


def test_the_header_says_all_that_the_page_has_to_know() -> None:
    content = index_columns_bytes(TOWN, "quarter", 2024, to_token(recipe()))
    header, sections = read_container(content)
    first = header["ingredients"][0]
    assert (first["indicator"], first["year"], first["earlier_year"]) == ("A2", 2024, 2022)
    assert (header["second"], header["classes"], header["classes_from"]) == ("z_population", "mss", "index")
    assert header["limits"] == [-1, 1, 1.5]
    assert header["minimum_residents"] == 300
    assert tuple(header["ids"]) == TOWN.levels["quarter"].ids
    labels = [header["reasons"][code] for code in sections["reason"][3:8]]
    assert labels == ["too_small", "not_delivered", "excluded", "not_delivered", "suppressed"]
    url = index_columns_url(TOWN, "quarter", 2024, to_token(recipe()))
    assert url.startswith("/data/index-30/quarter/")
    assert "/2024.index?v=" in url


def test_what_is_refused_has_no_columns() -> None:
    with pytest.raises(KeyError, match="no_areas"):
        index_columns_bytes(TOWN, "quarter", 2024, to_token(recipe(minimum_residents=9000)))
