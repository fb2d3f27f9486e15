"""The choice of a share's form, and how the page says which one is on show."""

from dataclasses import replace

import pytest

from callbacks.explore.forms import content, on_map
from callbacks.explore.legend import heading
from callbacks.shared.forms import base, form, offered
from callbacks.shared.question import Question
from layers.derived import with_derived
from tests.callbacks.questions import ask, ask_of, of_kind, words
from tests.callbacks.towns import shares_town
from tests.toytown import toytown

MARK = "geglättet, empirische Bayes-Schätzung"


def ask_in(kind: str, language: str = "de") -> Question:
    return ask_of(with_derived(toytown(), f"{kind}:A1"), language, i=f"{kind}:A1")


def chosen(asked: Question) -> list[str]:
    return [option.value for option in of_kind(content(asked), "Option") if option.selected]


def test_a_share_with_counts_can_be_smoothed_and_measured_by_the_city() -> None:
    assert offered(ask()) == ("eb", "ebs", "smr", "excess")
    assert [option.value for option in of_kind(content(ask()), "Option")] == [
        "A1",
        "eb:A1",
        "ebs:A1",
        "smr:A1",
        "excess:A1",
    ]
    assert "Mehr als erwartet (Personen)" in words(content(ask()))


def test_a_share_without_counts_says_why_it_cannot_be_smoothed() -> None:
    said = words(content(ask_of(shares_town())))
    assert offered(ask_of(shares_town())) == ("ratio",)
    assert said[-1].startswith("Glätten und „mehr als erwartet“ brauchen Zähler und Nenner")


def test_counts_have_no_forms() -> None:
    assert content(ask(i="population")) == []


@pytest.mark.parametrize("kind", ["eb", "ebs", "smr", "excess"])
def test_the_form_on_show_is_chosen_and_explained(kind: str) -> None:
    asked = ask_in(kind)
    assert (form(asked), base(asked).id) == (kind, "A1")
    assert chosen(asked) == [f"{kind}:A1"]
    assert words(content(asked))[-1] == asked.texts(f"forms.explained.{kind}")
    assert chosen(ask()) == ["A1"]


@pytest.mark.parametrize("kind", ["eb", "ebs"])
def test_smoothed_values_are_marked_in_the_legend_and_on_the_map(kind: str) -> None:
    assert MARK in words(heading(ask_in(kind)))
    assert words(on_map(ask_in(kind))) == ["geglättet", "Gelieferte Werte"]
    assert "smoothed, empirical Bayes estimate" in words(heading(ask_in(kind, "en")))


def test_values_that_are_not_smoothed_are_not_marked() -> None:
    for asked in (ask(), ask_in("smr"), ask_in("excess")):
        assert MARK not in words(heading(asked))
        assert on_map(asked) == []


def test_an_indicator_whose_name_has_a_colon_is_no_form() -> None:
    atlas = toytown()
    odd = replace(atlas.indicators[0], id="eb:mine")
    atlas = replace(atlas, project="colon", indicators=(odd, *atlas.indicators[1:]))
    assert form(ask_of(atlas, i="eb:mine")) == ""
