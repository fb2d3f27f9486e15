"""The container: readable without copying, whatever the header holds."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.container import container, read_container

TYPES = {"u1": np.uint8, "u2": np.uint16, "u4": np.uint32, "i4": np.int32, "f4": np.float32}


@given(
    st.dictionaries(st.text(max_size=5).filter(lambda key: key != "sections"), st.text(max_size=9), max_size=4),
    st.lists(st.tuples(st.sampled_from(sorted(TYPES)), st.integers(0, 9)), max_size=5),
)
def test_what_was_packed_is_read_back_and_every_part_starts_at_four_bytes(
    header: dict[str, str], wanted: list[tuple[str, int]]
) -> None:
    sections = {f"s{at}": np.arange(items).astype(TYPES[kind]) for at, (kind, items) in enumerate(wanted)}
    content = container(header, sections)
    found, read = read_container(content)
    assert {key: value for key, value in found.items() if key != "sections"} == header
    assert found["sections"] == [[f"s{at}", *one] for at, one in enumerate(map(list, wanted))]
    assert len(content) % 4 == 0
    for name, numbers in sections.items():
        assert read[name].dtype == numbers.dtype
        assert read[name].tolist() == numbers.tolist()


def test_the_layout_is_the_one_the_browser_expects() -> None:
    content = container({"a": "ü"}, {"one": np.array([7], dtype=np.uint8), "two": np.array([-1], dtype=np.int32)})
    length = int.from_bytes(content[4:8], "little")
    assert content[:4] == b"QBA1"
    assert (8 + length) % 4 == 0
    assert json.loads(content[8 : 8 + length])["sections"] == [["one", "u1", 1], ["two", "i4", 1]]
    assert content[8 + length :] == b"\x07\0\0\0\xff\xff\xff\xff"


def test_numbers_that_the_browser_has_no_array_for_are_named() -> None:
    with pytest.raises(TypeError, match=r"value: expected .* got float64"):
        container({}, {"value": np.zeros(2)})


def test_a_header_without_a_number_for_json_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        container({"value": float("nan")}, {})


def test_something_else_is_no_container() -> None:
    with pytest.raises(ValueError, match="QBA1"):
        read_container(b'{"ids": []}')
