"""Where every number is kept secret each part says so, and advises what helps; it does not speak of missing values."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.index.recipe import Ingredient
from analysis.index.recipe_token import to_token
from callbacks.explore import clusters, concentration, funnel, legend, ranking, scatter
from callbacks.shared.question import Question
from layers.index.answer import index_answer
from layers.index.wording import refused_in_words
from loading.atlas import Atlas
from loading.reasons import Reason
from tests.callbacks.questions import ask_of, text
from tests.callbacks.towns import town
from tests.layers.index.towns_with_index import recipe
from tests.toytown import CHILDREN, POVERTY

PARTS: dict[str, Callable[[Question], Any]] = {
    "ranking": ranking.content,
    "legend": legend.below,
    "concentration": concentration.refusal,
    "clusters": lambda asked: clusters.refused(replace(asked, view=replace(asked.view, show="clusters"))),
    "funnel": funnel.refusal,
    "scatter": scatter.sentence,
}


def secret_town(kept: int = 0) -> Atlas:
    """A town of 12 quarters; numbers of poverty are told for the first few of them only."""
    atlas = town(f"secret-{kept}", (POVERTY, list(range(1, 13))), (CHILDREN, list(range(12, 0, -1))))
    cube = atlas.cubes["quarter"]
    parts = {part: getattr(cube, part).copy() for part in ("value", "numerator", "denominator")}
    reason = cube.reason.copy()
    reason[kept:, 0] = Reason.SUPPRESSED
    for numbers in parts.values():
        numbers[kept:, 0] = np.nan
    return replace(atlas, cubes={**atlas.cubes, "quarter": replace(cube, **parts, reason=reason)})


@pytest.mark.parametrize("part", PARTS)
def test_each_part_says_that_all_numbers_are_kept_secret(part: str) -> None:
    said = text(PARTS[part](ask_of(secret_town(), i="A1")))
    assert "Die Zahlen aller Quartiere sind geheim gehalten" in said
    assert "anderes Jahr" not in said
    assert "keine Werte" not in said


def test_where_some_are_kept_secret_it_is_said_beside_the_reason() -> None:
    said = text(concentration.refusal(ask_of(secret_town(3), "en", i="A1")))
    assert "9 of 12 quarters are suppressed." in said


def test_an_index_names_whose_numbers_are_kept_secret() -> None:
    asked = ask_of(secret_town(1), i="A1")
    both = (Ingredient(indicator="A1", weight=1.0), Ingredient(indicator="F1", weight=1.0))
    wanted = recipe(ingredients=both, excluded=(), dynamics_years=0)
    answer = index_answer(asked.atlas, "quarter", 2024, to_token(wanted))
    assert answer.refusal
    assert "Geheim gehalten sind dabei Zahlen zu: SGB II-Quote" in refused_in_words(asked.texts, asked.atlas, answer)[0]
