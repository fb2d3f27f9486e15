"""Numbers that are rounded are told as rounded, and not as kept secret where nothing is."""

import datetime
import json

import pytest

from analysis.protection import PROFILES
from callbacks.explore import legend
from callbacks.frame import words
from callbacks.shared.banner import banner
from callbacks.shared.blanks import blank_rows
from callbacks.shared.clusters import people
from layers import page_content
from layers.caption import caption
from layers.choropleth import choropleth
from layers.protection import publish
from layers.told_protection import rounded_to
from loading.atlas import Atlas
from tests.callbacks.questions import ask_of, text
from tests.layers.protection.guarded_town import guarded_town
from texts import load_texts

DAY = datetime.date(2026, 1, 31)


@pytest.fixture(scope="module")
def rounded() -> Atlas:
    return publish(guarded_town(), PROFILES["round10"], DAY).atlas


def test_legend_card_banner_and_exports_say_that_numbers_are_rounded(rounded: Atlas) -> None:
    asked = ask_of(rounded)
    told = "Alle Anzahlen sind auf Vielfache von 10 gerundet"
    assert told in text(legend.below(asked))
    said = caption(rounded, choropleth(rounded, asked.view), asked.texts, DAY).hidden
    assert said.startswith(told)
    assert "geheim" not in said
    assert "gerundet" in banner(asked.texts, rounded).title
    assert people(asked, 3480) == "rund 3.480 Menschen"
    assert json.loads(words(asked.texts, rounded=True))["counts"].startswith("rund ")


def test_a_zero_among_rounded_counts_is_not_called_exact(rounded: Atlas) -> None:
    asked = ask_of(rounded)
    assert "auf null gerundet" in text(blank_rows(asked.texts, rounded, {"zero": 2}))
    assert "genau null" in text(blank_rows(asked.texts, guarded_town(), {"zero": 2}))
    told = [json.loads(words(asked.texts, rounded=one))["reasons"]["zero"] for one in (True, False)]
    assert told == ["auf null gerundet", "genau null"]
    cards = [
        str(page_content.told(one, choropleth(one, ask_of(one).view), asked.texts)) for one in (rounded, guarded_town())
    ]
    assert ["auf null gerundet" in cards[0], "genau null" in cards[0]] == [True, False]
    assert "auf null gerundet" not in cards[1]


def test_where_cells_are_hidden_nothing_is_said_of_rounding() -> None:
    hidden = publish(guarded_town(), PROFILES["ba"], DAY).atlas
    asked = ask_of(hidden, "en")
    assert rounded_to(hidden) == rounded_to(guarded_town()) == 1
    assert "rounded" not in text(legend.below(asked))
    assert "suppressed" in caption(hidden, choropleth(hidden, asked.view), load_texts("en"), DAY).hidden
