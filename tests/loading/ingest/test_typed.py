"""Values of declared types become plain data and the same values again; anything else is refused."""

import datetime
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loading.choices.layers import LayerChoice
from loading.errors import Finding
from loading.ingest.anything import pack_anything, unpack_anything
from loading.ingest.form import DamagedAnswerError
from loading.ingest.typed import form_of
from loading.recognised import Facility, Measure
from tests.loading.ingest.alike import differences


class Shelf:
    """Arrays kept in memory."""

    def __init__(self) -> None:
        self.arrays: list[np.ndarray] = []

    def keep(self, array: np.ndarray) -> int:
        self.arrays.append(array)
        return len(self.arrays) - 1

    def give(self, number: int) -> np.ndarray:
        return self.arrays[number]


def there_and_back(value: Any, declared: Any) -> Any:
    shelf, form = Shelf(), form_of(declared)
    return form.unpack(json.loads(json.dumps(form.pack(value, shelf))), shelf)


texts = st.text(st.characters(exclude_categories=()), max_size=8)  # lone surrogates too: files hold them
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.dates() | st.datetimes()
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple) | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=8,
)


@given(anything)
def test_whatever_fills_a_text_comes_back_as_it_was(value: Any) -> None:
    assert differences(unpack_anything(json.loads(json.dumps(pack_anything(value)))), value) == []


@given(
    st.builds(
        Finding,
        st.sampled_from(["error", "warning", "info"]),
        texts,
        texts,
        st.dictionaries(texts, anything, max_size=3),
    )
)
def test_a_finding_comes_back_as_it_was(finding: Finding) -> None:
    assert differences(there_and_back(finding, Finding), finding) == []


@given(st.floats(), st.floats(), texts)
def test_a_place_comes_back_to_the_last_digit(longitude: float, capacity: float, name: str) -> None:
    facility = Facility(name, "Kita", longitude, 50.0, capacity)
    assert differences(there_and_back(facility, Facility), facility) == []


@given(st.lists(texts).map(tuple), st.dictionaries(st.integers(), st.sampled_from(["city", "subtotal"])))
def test_columns_and_totals_come_back_in_their_order(column: tuple[str, ...], totals: dict[int, str]) -> None:
    assert there_and_back(column, tuple[str, ...]) == column
    assert there_and_back(totals, Mapping[int, Literal["city", "subtotal"]]) == totals


def test_numbers_of_numpy_become_numbers() -> None:
    assert there_and_back(Facility("a", "b", np.float64(1.5), 2, math.nan), Facility).longitude == 1.5  # type: ignore[arg-type]
    assert unpack_anything(pack_anything({"n": np.int64(3)})) == {"n": 3}


def test_a_choice_comes_back_as_a_choice() -> None:
    assert there_and_back((LayerChoice("a.zip", crs="EPSG:25832"),), tuple[LayerChoice, ...])[0].crs == "EPSG:25832"


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        (str, 1),
        (int, True),
        (float, "1"),
        (Literal["a", "b"], "c"),
        (tuple[str, ...], ["a", 1]),
        (tuple[int, str], [1]),
        (Mapping[str, int], {"a": 1}),
        (Measure, {"title": "a"}),
        (Measure, {"title": "a", "heading": [], "unit": None, "more": 1}),
        (Measure | None, {"title": 1, "heading": [], "unit": None}),
        (np.ndarray, {"array": 0, "lengths": 0}),
        (object, {"__class__": "os.system"}),
        (object, [1]),
    ],
    ids=str,
)
def test_what_was_not_declared_is_refused(declared: Any, data: Any) -> None:
    with pytest.raises((DamagedAnswerError, ValueError)):
        form_of(declared).unpack(data, Shelf())


def test_a_type_without_a_plain_form_is_named() -> None:
    @dataclass(frozen=True)
    class Strange:
        kept: set[str]

    with pytest.raises(TypeError, match=r"set\[str\]"):
        form_of(Strange).pack(Strange({"a"}), Shelf())


def test_dates_stay_dates() -> None:
    day = datetime.date(2024, 2, 29)
    assert type(unpack_anything(pack_anything(day))) is datetime.date
