"""The table of measures: value, range, meaning, areas; and the cities beside it."""

from dataclasses import replace

import pytest

from callbacks.explore.concentration_measures import content, measures
from callbacks.shared.question import Question
from layers.concentration import concentration
from layers.derived import asked_atlas
from loading.atlas import Atlas
from tests.callbacks.questions import ask, ask_of, having, text, words
from tests.callbacks.towns import hostile_town, shares_town, town
from tests.toytown import CHILDREN, POVERTY
from texts import LANGUAGES

LOPSIDED = town("lopsided", (POVERTY, [55, 9, *([4] * 9)]))
CHILDREN_IN_SGB2 = town("poor-children", (replace(CHILDREN, id="A2"), [20, 12, 9, 8, 8, 7, 6, 6, 5, 4, 3, 2]))


def table(asked: Question) -> dict[str, list[str]]:
    """The table as read: value, range and areas by the measure's name."""
    found = content(asked)
    lines = [words(having(found, f"measure-{part}")) for part in ("name", "value", "range", "areas")]
    return {name: [one.replace("\N{NO-BREAK SPACE}", " ") for one in rest] for name, *rest in zip(*lines, strict=True)}


def test_every_measure_stands_with_its_value_and_what_it_was_computed_from() -> None:
    # 550 of 1,000 poor and 450 of 10,000 others live in the first quarter: D = 0.55 - 0.045.
    found = table(ask_of(LOPSIDED))
    assert list(found) == ["Dissimilarität D", "D, bereinigt", "Gini", "Isolation", "Eta²", "Theil H", "D über Grenzen"]
    assert found["Dissimilarität D"][0] == "50,5 %"
    assert found["Gini"][0] == "0,55"
    assert {areas for *_, areas in found.values()} == {"11 Quartiere"}


def test_every_measure_has_a_range_that_holds_it() -> None:
    about = concentration(LOPSIDED, "quarter", "A1", 2024).found
    assert about
    assert len(measures(about)) == 7
    for one in measures(about):
        assert one.spread, one.name
        assert one.spread.low <= one.spread.adjusted <= one.spread.high


def test_eta_squared_is_the_isolation_without_the_share_of_the_city() -> None:
    about = concentration(LOPSIDED, "quarter", "A1", 2024).found
    assert about
    (eta,) = [one for one in measures(about) if one.name == "eta"]
    assert eta.spread
    assert eta.spread.value == pytest.approx(about.eta_squared)


def test_the_baseline_of_chance_stands_beside_the_dissimilarity() -> None:
    assert "Der Zufall allein ergäbe" in text(content(ask_of(LOPSIDED)))


def test_of_dwellings_nobody_says_that_they_would_move() -> None:
    dwellings = replace(POVERTY, counts="things", share_of={"de": "der Sozialwohnungen"})
    said = text(content(ask_of(town("dwellings-measured", (dwellings, [55, 9, *([4] * 9)])))))
    assert "umziehen" not in said
    assert "müssten anderswo liegen" in said


@pytest.mark.parametrize("atlas", [shares_town(), hostile_town()], ids=["shares", "five quarters"])
def test_what_is_refused_has_no_table(atlas: Atlas) -> None:
    assert content(ask_of(atlas)) is None
    assert content(ask()) is None


def test_the_cities_stand_beside_poor_children_alone_with_their_caveats() -> None:
    assert not having(content(ask_of(LOPSIDED)), "cities")
    said = text(content(ask_of(CHILDREN_IN_SGB2, i="A2")))
    assert "44 deutschen Städten" in said
    assert "gilt nur für Kinder im SGB II" in said
    assert "Knüttel" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_was_computed_names_draws_and_seed(language: str) -> None:
    said = text(content(ask_of(LOPSIDED, language)))
    assert "999" in said
    assert "bootstrap" in said.lower()


def test_of_smoothed_shares_is_said_that_the_measures_count_what_was_delivered() -> None:
    plain, query = ask_of(LOPSIDED), {"i": "eb:A1"}
    smoothed = ask_of(asked_atlas(plain.atlas, query), **query)
    assert plain.texts("concentration.as_delivered") in text(content(smoothed))
    assert plain.texts("concentration.as_delivered") not in text(content(plain))
