"""The planner is asked of whom shares without counts are, in words; of what has its counts nobody is asked."""

from dataclasses import replace
from typing import Any

import numpy as np

from callbacks.publish.shared import bases
from loading.atlas import Atlas
from tests.layers.protection.made_town import QUARTERS, town, with_values
from texts import load_texts

COUNTS = {"children": np.arange(2.0 * QUARTERS).reshape(QUARTERS, 2) + 50}


def small_town() -> Atlas:
    """A share and an index beside a count, in few quarters with many indicators."""
    counts = {**COUNTS, **{f"other{at}": COUNTS["children"] + at * at for at in range(20)}}
    share = np.round(300 / COUNTS["children"], 1)
    atlas = with_values(town(counts, 10 * COUNTS["children"]), "poor", share)
    return with_values(atlas, "index", share / 7, kind="value", factor=1.0, unit={})


def asked(atlas: Atlas) -> dict[str, list[str]]:
    """Give what can be chosen for each indicator."""
    found: list[Any] = [
        part for one in bases.layout(load_texts("de"), atlas) for part in one._traverse() if hasattr(part, "data-base")
    ]
    return {getattr(one, "data-base"): [option.children for option in one.children] for one in found}


def test_a_share_can_be_of_residents_of_what_was_delivered_or_of_nobody() -> None:
    answers = asked(small_town())
    assert set(answers) == {"poor", "index"}
    share = answers["poor"]
    assert share[0] == "wie erkannt, sonst nur Sicheres"
    assert share[1] == "von allen Einwohnerinnen und Einwohnern"
    assert share[2].startswith("von: ")
    assert share[-2:] == [
        "von überall mindestens 1.000 Menschen",
        "keine Zahl von Personen, unverändert veröffentlichen",
    ]
    assert answers["index"] == [share[0], share[-1]]


def test_nothing_is_asked_where_everything_has_its_counts() -> None:
    atlas = town(COUNTS, 10 * COUNTS["children"])
    assert bases.layout(load_texts("de"), replace(atlas)) == []
