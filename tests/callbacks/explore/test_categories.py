"""The legend of categories: one line for each, the whole name in its title, how to read it folded up."""

from dataclasses import replace

import numpy as np
import pytest

from callbacks.explore.categories import content, rows
from layers.categories import categories
from layers.columns import column
from layers.totals import Living
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, text
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


def test_shares_are_shares_of_everybody_those_in_areas_without_a_category_too() -> None:
    asked = ask_of(planted_town(), i="A1", show="clusters")
    living = Living((250.0, 0.2, 0.0, 0.0, 500.0), (False, False, False, False, True), 1000.0)
    answer = replace(categories(asked.atlas, asked.view), living=living)
    shares = [text(one) for one in having(rows(asked, answer), "category-share")]
    wanted = ["25,0 %", "< 0,1 %", "0,0 %", "0,0 %", "≥ 50,0 %"]
    assert shares == [one.replace(" ", "\N{NO-BREAK SPACE}") for one in wanted]


def test_the_population_counts_areas_without_a_category() -> None:
    asked = ask(i="A1", y="2023", show="clear")
    answer = categories(asked.atlas, asked.view)
    everybody = column(asked.atlas, "quarter", "A1", asked.view.year).residents
    assert answer.population == pytest.approx(np.nansum(everybody))
    assert sum(answer.residents) < answer.population
