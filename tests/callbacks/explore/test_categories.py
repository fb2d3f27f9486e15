"""The legend of categories: one line for each, the whole name in its title, how to read it folded up."""

import pytest

from callbacks.explore.categories import content
from tests.callbacks.questions import ask_of, attribute, having, of_kind, text
from tests.layers.towns_with_clusters import planted_town
from texts import load_texts


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_row_names_its_category_briefly_and_wholly_in_its_title(language: str) -> None:
    card = content(ask_of(planted_town(), language, i="A1", show="clusters"))
    names = [text(one) for one in having(card, "category-name")]
    texts = load_texts(language)
    assert names[0] == texts("categories.clusters.brief.high_high")
    assert names[4] == texts("categories.clusters.none")
    assert max(map(len, names)) <= 25
    titles = [attribute(row, "title") for row in having(card, "category-row")]
    assert titles[0].startswith(texts("categories.clusters.high_high"))


def test_method_and_reading_are_folded_up_and_warnings_are_not() -> None:
    card = content(ask_of(planted_town(), i="A1", show="clusters"))
    (fold,) = of_kind(card, "Details")
    said = text(fold)
    assert "99.999 Permutationen" in said
    assert load_texts("de")("categories.clusters.reading") in said
    assert all("Permutationen" not in text(note) for note in having(card, "category-note"))
