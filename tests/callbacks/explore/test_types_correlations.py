"""The heat map of correlations: every pair once, said in full, opened in the scatter."""

from itertools import pairwise

import pytest

from callbacks.explore.types_correlations import colour, content, pair
from layers.palettes import diverging, lightness
from layers.profiles.correlations import correlations
from tests.callbacks.questions import attribute, having, of_kind, text
from tests.callbacks.types_towns import ONE_INDICATOR, tab


def test_every_pair_has_one_cell_and_one_row_of_the_list() -> None:
    part = content(tab().page)
    assert len(having(part, "pair")) == 3
    assert len(having(part, "pair-link")) == 3
    assert [one.tabIndex for one in having(part, "pair")].count(0) == 1


def test_a_cell_says_both_coefficients_range_and_areas() -> None:
    asked = tab().page
    found = correlations(asked.atlas, "quarter", 2024)
    ids = [one.id for one in found.indicators]
    wanted = pair(found, ids.index("A1"), ids.index("F1"))
    labels = [attribute(one, "aria-label") for one in having(content(asked), "pair")]
    (said,) = [one for one in labels if "SGB II-Quote" in one and "Unter 18" in one]
    numbers = asked.texts.number
    assert f"r = {numbers(wanted.r, 2)} (95-%-Bereich {numbers(wanted.low, 2)} bis {numbers(wanted.high, 2)})" in said
    assert said.endswith(f"Rangkorrelation {numbers(wanted.rho, 2)}, 12 Quartiere")


def test_a_cell_opens_its_pair() -> None:
    cells = having(content(tab().page), "pair")
    pairs = {frozenset((attribute(one, "data-pair-i"), attribute(one, "data-pair-x"))) for one in cells}
    assert frozenset(("A1", "F1")) in pairs
    assert {attribute(one, "data-pair-y") for one in cells} == {"2024"}


def test_columns_and_rows_have_headings() -> None:
    (table,) = having(content(tab().page), "pairs")
    heads = of_kind(table, "Th")
    assert [attribute(one, "scope") for one in heads] == ["col"] * 2 + ["row"] * 3
    assert all(attribute(one, "aria-label") for one in heads[:2])


def test_the_number_of_pairs_is_told_with_what_chance_would_find() -> None:
    said = text(content(tab().page))
    assert "3 Paare aus 3 bewerteten Indikatoren" in said
    assert "nicht für einzelne Menschen" in said


@pytest.mark.parametrize(
    ("r", "at"), [(-1.0, 0), (-0.9, 0), (-0.5, 2), (0.0, 4), (0.1, 4), (0.3, 5), (0.85, 8), (1.0, 8)]
)
def test_colours_run_from_blue_over_pale_to_brown(r: float, at: int) -> None:
    assert colour(r) == diverging("blue_brown", 9)[at]


def test_the_closer_the_darker() -> None:
    steps = [lightness(colour(r)) for r in (0.0, 0.3, 0.5, 0.7, 0.95)]
    assert all(one > other for one, other in pairwise(steps))


def test_one_indicator_goes_together_with_nothing() -> None:
    assert text(content(tab(ONE_INDICATOR).page)).startswith("Für Zusammenhänge braucht es mindestens zwei")
