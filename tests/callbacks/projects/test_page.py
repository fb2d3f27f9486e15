"""The frame of the page of projects."""

import json
import re
from pathlib import Path

import pytest

from callbacks.projects.page import layout
from tests.callbacks.questions import attribute, of_kind, pieces
from tests.sources import ROOT
from tests.toytown import toytown
from texts import load_texts

SCRIPTS = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(ROOT / "assets").glob("projects*.js")))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_leads_to_new_data_and_carries_the_wording_of_its_script(language: str) -> None:
    page = layout(load_texts(language), toytown())
    ways = [attribute(link, "href") for link in of_kind(page, "A")]
    assert ways == [f"/{language}/data", f"/{language}/publish?p=toytown"]
    words = json.loads(attribute(page, "data-words"))
    assert words["open_now_state"] == "toytown"
    assert words["open_now_title"] == "Toytown"
    assert {"projects-list", "projects-bin", "projects-told", "projects-problem"} <= {
        getattr(one, "id", None) for one in pieces(page)
    }


def test_every_word_the_scripts_are_given_is_used_by_one() -> None:
    given = load_texts("de").entry("projects_page.scripts")
    named = {"open", "table", "rename", "copy", "remove", "restore"}  # asked for by the name of the action
    asked = {word for word in given if re.search(rf"\b(?:said|words\(\))\.{word}\b", SCRIPTS)}
    assert set(given) - named - asked == set()
