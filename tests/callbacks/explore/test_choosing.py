"""The card of a drawing tool."""

import pytest

from callbacks.explore.choosing import KINDS, layout
from tests.callbacks.questions import attribute, of_kind, pieces
from texts import load_texts


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_tool_explains_itself_with_pointer_and_keys(language: str) -> None:
    card = layout(load_texts(language))
    explained = [str(attribute(card, f"data-{kind}")) for kind in KINDS]
    assert len(set(explained)) == 3
    assert all("Enter" in one or "Eingabe" in one for one in explained)


def test_the_radius_can_be_given_in_whole_metres() -> None:
    (radius,) = of_kind(layout(load_texts("de")), "NumberInput")
    assert attribute(radius, "suffix") == " m"
    assert attribute(radius, "allowDecimal") is False
    assert attribute(radius, "label")


def test_the_card_is_hidden_until_a_tool_is_pressed() -> None:
    card = layout(load_texts("de"))
    assert attribute(card, "hidden") is True
    assert {"choosing-how", "choosing-found", "choosing-apply", "choosing-stop"} <= {
        getattr(one, "id", "") for one in pieces(card)
    }
