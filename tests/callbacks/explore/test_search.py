"""The search for a quarter."""

import pytest

from callbacks.explore.search import layout
from tests.callbacks.questions import attribute, of_kind, pieces
from texts import load_texts


@pytest.mark.parametrize("language", ["de", "en"])
def test_field_and_list_belong_together_for_those_who_do_not_see_them(language: str) -> None:
    panel = layout(load_texts(language))
    (field,) = of_kind(panel, "TextInput")
    told = attribute(field, "attributes")["input"]
    (found,) = [one for one in pieces(panel) if attribute(one, "role") == "listbox"]
    assert told["role"] == "combobox"
    assert told["aria-controls"] == found.id
    assert attribute(found, "aria-label")


def test_the_search_is_closed_at_the_beginning() -> None:
    assert attribute(layout(load_texts("de")), "hidden") is True
