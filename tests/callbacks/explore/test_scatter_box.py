"""The ranges of the scatter's box as numbers."""

import pytest

from callbacks.explore.scatter_box import layout, names
from tests.callbacks.questions import ask, attribute, of_kind, pieces
from texts import load_texts


@pytest.mark.parametrize(("language", "mark"), [("de", ","), ("en", ".")])
def test_both_axes_have_fields_with_the_decimal_mark_of_the_language(language: str, mark: str) -> None:
    fields = of_kind(layout(load_texts(language)), "NumberInput")
    assert {field.id for field in fields} == {f"scatter-box-{axis}-{end}" for axis in "xy" for end in ("from", "to")}
    assert {attribute(field, "decimalSeparator") for field in fields} == {mark}


def test_every_field_is_named_by_its_axis_and_its_end() -> None:
    box = layout(load_texts("de"))
    there = {getattr(one, "id", "") for one in pieces(box)}
    for field in of_kind(box, "NumberInput"):
        assert set(attribute(field, "attributes")["input"]["aria-labelledby"].split()) <= there


def test_the_axes_are_named_after_their_indicators() -> None:
    asked = ask()
    assert names(asked) == (asked.local(asked.second.short), asked.local(asked.indicator.short))
