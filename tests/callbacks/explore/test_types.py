"""The choice of types: what is offered, what is proposed and why, what is said about the chosen indicators."""

import re
from dataclasses import replace

from callbacks.explore.types import defaults, layout, notes, number, offered, summary, why
from tests.callbacks.questions import attribute, having, of_kind, text
from tests.callbacks.types_towns import NINE, TWO_TYPES, tab
from texts import load_texts


def items(**more: str) -> dict[str, dict[str, object]]:
    return {item["value"]: item for group in offered(tab(**more)) for item in group["items"]}


def test_counts_and_what_no_address_can_name_are_shown_but_cannot_be_chosen() -> None:
    found = items()
    assert found["A1"]["disabled"] is False
    assert (found["people"]["disabled"], found["a/b?"]["disabled"]) == (True, True)
    assert str(found["people"]["label"]).endswith("(Anzahl)")
    assert str(found["a/b?"]["label"]).endswith("(Kennung passt in keine Adresse)")


def test_indicators_are_offered_by_dimension() -> None:
    assert [group["group"] for group in offered(tab())][:2] == ["Einkommensarmut", "Bevölkerung"]


def test_the_proposal_takes_what_is_judged() -> None:
    assert set(defaults(tab())) == {"A1", "F1", "a/b?"}


def test_the_summary_says_how_types_were_made() -> None:
    assert summary(tab()) == "3 Indikatoren (Vorschlag) · k-Means"
    assert summary(tab(how="ward.2.0~A1~F1", language="en")) == "2 indicators (own choice) · Ward"


def test_every_candidate_says_its_figures_and_one_is_marked() -> None:
    part = number(tab(how="k_means.3.0~A1~F1"))
    buttons = having(part, "types-candidate")
    assert [attribute(one, "data-types-k") for one in buttons] == [str(k) for k in range(2, 2 + len(buttons))]
    assert [attribute(one, "aria-pressed") for one in buttons].count("true") == 1
    (proposed,) = having(part, "is-proposed")
    assert attribute(proposed, "aria-label").endswith("Vorgeschlagen.")
    assert re.search(
        r"Trennung \d,\d\d, Wiederkehr \d,\d\d, kleinster Typ \d+ Quartiere?", text(attribute(proposed, "title"))
    )
    (back,) = [one for one in of_kind(part, "Button") if attribute(one, "data-types-k") == "0"]
    assert "Vorschlag nehmen" in text(back)


def test_the_figures_stand_in_a_table_too() -> None:
    part = number(tab(how="k_means.0.0~A1~F1"))
    proposal = tab(how="k_means.0.0~A1~F1").types().proposal
    assert proposal is not None
    (table,) = having(part, "types-figures")
    assert len(of_kind(table, "Tr")) == 1 + len(proposal.candidates)


def test_where_no_number_is_stable_it_is_said_plainly() -> None:
    asked = tab()
    proposal = asked.types().proposal
    assert proposal is not None
    assert why(
        asked,
        replace(proposal, stable=False, candidates=tuple(replace(one, stability=0.4) for one in proposal.candidates)),
    ).startswith("Keine Anzahl von Typen ist stabil")


def test_where_there_are_no_types_there_are_no_candidates() -> None:
    assert text(number(tab(NINE))) == ""


def test_twins_background_and_what_is_passed_over_are_noted() -> None:
    said = text(notes(tab(how="k_means.0.0~A1~people~Z9")))
    assert "Nicht verwendet: " in said
    assert "Z9" in said
    assert "Bevölkerung" in said


def test_the_choice_has_labels_for_screen_readers() -> None:
    for language, name in (("de", "Indikatoren des Profils"), ("en", "Indicators of the profile")):
        (select,) = of_kind(layout(load_texts(language)), "MultiSelect")
        assert select.label == name
        assert len(of_kind(layout(load_texts(language)), "Radio")) == 3


def test_derived_indicators_are_not_offered() -> None:
    assert all(":" not in value for value in items(i="ratio:A1"))
    assert TWO_TYPES.indicators
