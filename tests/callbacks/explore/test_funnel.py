"""The funnel plot of a question."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.small_numbers import funnel_limits
from callbacks.explore.funnel import caveat, figure, found_of, outermost, refusal, sentences, shown, ways
from callbacks.shared.question import Question
from layers.derived import with_derived
from layers.funnel import AreaFunnel
from tests.callbacks.questions import ask, ask_of, attribute, having, of_kind, words
from tests.callbacks.towns import RENT, hostile_town, shares_town, town
from tests.toytown import POVERTY, toytown


def funnel(asked: Question) -> AreaFunnel:
    found = found_of(asked)
    assert found is not None
    return found


def test_a_sentence_says_how_many_lie_outside_and_how_many_chance_would_put_there() -> None:
    asked = ask()
    said = words(sentences(asked, funnel(asked)))
    assert said[0] == (
        "6 von 9 Quartieren liegen außerhalb der 95-%-Grenzen; durch Zufall wären etwa 0,5 zu erwarten. "
        "Auch außerhalb der 99,8-%-Grenzen: 6."
    )
    assert said[1].startswith("Im Mittel liegen die Gebiete")
    english = ask("en", level="district")
    assert "of 3 districts" in words(sentences(english, funnel(english)))[0]


def test_quarters_that_differ_by_chance_alone_are_said_to() -> None:
    rates = 20 + np.tile([-1.0, 0.5, 0.5, 0.0], 5)
    asked = ask_of(town("by-chance", (POVERTY, rates.tolist()), counts=True))
    said = words(sentences(asked, funnel(asked)))
    assert said[0].startswith("0 von 20 Quartieren liegen außerhalb")
    assert said[1] == "Zusammen streuen die Gebiete nicht stärker, als es der Zufall allein täte."


def test_dots_are_rates_over_denominators_in_class_colours() -> None:
    asked = ask()
    *bands, city, dots = figure(asked, funnel(asked))["data"]
    assert dots["x"] == [1000] * 9
    assert dots["y"] == [20, 30, 60, 10, 20, 30, 0, 10, 20]
    assert dots["customdata"][2] == "03"
    assert city["y"][0] == pytest.approx(22.22, abs=0.01)
    assert len(bands) == 4


def test_the_bands_are_the_limits_of_both_levels() -> None:
    asked = ask()
    high, low = figure(asked, funnel(asked))["data"][2:4]
    expected = funnel_limits(high["x"], 2000 / 9000, 0.95)
    np.testing.assert_allclose([low["y"], high["y"]], 100 * np.array(expected), atol=0.01)


def test_the_outermost_come_first_and_are_named_with_their_range() -> None:
    asked = ask()
    found = funnel(asked)
    assert outermost(found)[:2] == [2, 6]
    said = words(ways(asked, found))
    assert said[said.index("Süd-Ost") + 1] == "60,0\N{NO-BREAK SPACE}% (56,9–63,0)"
    areas = having(ways(asked, found), "funnel-area")
    assert attribute(areas[0], "data-quarter") == "03"


def test_both_sides_can_be_selected_and_the_map_shows_the_funnel() -> None:
    asked = ask()
    buttons = of_kind(ways(asked, funnel(asked)), "Button")
    assert (attribute(buttons[0], "data-view-show"), attribute(buttons[0], "data-view-how")) == ("clear", "funnel")
    assert attribute(buttons[1], "data-quarters") == "02~03~06"
    assert attribute(buttons[2], "data-quarters") == "04~07~08"


def test_the_caveat_says_that_registers_are_full_counts() -> None:
    asked = ask()
    assert "Register zählen alle" in caveat(asked, funnel(asked))
    assert "22,2\N{NO-BREAK SPACE}%" in caveat(asked, funnel(asked))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (ask(i="population"), "Eine Anzahl hat keine Bezugsgröße"),
        (ask_of(shares_town()), "geliefert wurde nur der Anteil selbst"),
        (ask_of(town("rents-funnel", (RENT, [1, 2, 3]), counts=False)), "dieser Wert hat keine"),
    ],
    ids=["count", "share", "value"],
)
def test_without_counts_the_funnel_is_refused_with_the_reason(asked: Question, said: str) -> None:
    assert said in refusal(asked)
    assert shown(asked)[-1] is True


def test_smoothed_values_are_judged_by_what_was_delivered() -> None:
    asked = ask_of(with_derived(toytown(), "eb:A1"), i="eb:A1")
    assert figure(asked, funnel(asked))["data"][-1]["y"] == [20, 30, 60, 10, 20, 30, 0, 10, 20]


def test_hostile_names_stay_text() -> None:
    asked = ask_of(hostile_town())
    found = found_of(asked)
    if found is not None:
        texts = [one["text"] for one in figure(asked, found)["layout"]["annotations"]]
        assert not any("<" in text for text in texts)


def test_very_different_sizes_stand_on_a_logarithmic_axis() -> None:
    cube = toytown().cubes["quarter"]
    sizes = np.array([40, 100, 1000, 1000, 1000, 1000, 1000, 5000, 20000.0])[:, None, None]
    wide = replace(cube, numerator=cube.numerator * sizes / 1000, denominator=cube.denominator * sizes / 1000)
    atlas = replace(toytown(), project="wide", cubes={**toytown().cubes, "quarter": wide})
    axis = figure(ask_of(atlas), funnel(ask_of(atlas)))["layout"]["xaxis"]
    assert axis["type"] == "log"
    assert axis["tickvals"][0] == 50
    assert figure(ask(), funnel(ask()))["layout"]["xaxis"]["type"] == "linear"
