"""Quarters like this one: nearest first, in words, and what to do where there is nothing to show."""

from callbacks.explore.types_similar import content
from tests.callbacks.questions import attribute, having, text
from tests.callbacks.types_towns import ONE_INDICATOR, tab


def test_the_five_nearest_profiles_are_listed_and_select_their_quarter() -> None:
    rows = having(content(tab(how="k_means.2.0~A1~F1"), ["0000"]), "types-similar")
    assert len(rows) == 5
    assert {attribute(one, "data-quarter") for one in rows[:2]} == {"0001", "0002"}
    assert "ähnlich" in text(rows[0])
    assert "höher" in text(rows[0]) or "niedriger" in text(rows[0])


def test_the_last_selected_quarter_is_the_one_compared() -> None:
    assert "<b>Nord</b> ähneln" in text(content(tab(), ["0000", "0001"]))
    assert "Most similar to Am Markt" in text(content(tab(language="en"), ["0001", "0000", "nowhere"]))


def test_without_a_selection_it_says_what_to_do() -> None:
    assert text(content(tab(), [])) == (
        "Noch kein Quartier ausgewählt. "
        "Klicken Sie ein Quartier auf der Karte an: Hier stehen dann die fünf ähnlichsten."
    )


def test_a_quarter_without_a_number_says_which_and_why() -> None:
    assert text(content(tab(how="k_means.2.0~A1~F1"), ["0012"])).startswith(
        "Quartier 12 lässt sich nicht vergleichen, ohne SGB II-Quote: nicht geliefert."
    )


def test_one_indicator_is_no_profile() -> None:
    assert text(content(tab(ONE_INDICATOR), ["0000"])).startswith("Für ein Profil braucht es mindestens 2 Indikatoren")
