"""The frame: top bar, pages by address, the way out of an unknown project."""

import json
from pathlib import Path
from typing import Any

import pytest

from callbacks import frame
from callbacks.frame import content, page_href, place_line, words
from callbacks.shared.pages import Page
from callbacks.shared.services import Services
from layers.palettes import BLANK_LOOKS
from loading.projects.project_store import ProjectStore
from loading.reasons import Reason
from tests.callbacks.questions import attribute, having, of_kind, pieces, services_of, text
from tests.callbacks.towns import hostile_town, town, undated_town
from tests.toytown import POVERTY, toytown
from texts import load_texts

PAGES = {
    "map": Page(lambda texts, atlas: frame.html.Main(f"map of {atlas.title} in {texts.language}")),
    "data": Page(lambda texts, _: frame.html.Main(f"data in {texts.language}")),
    "projects": Page(lambda *_: frame.html.Main("projects")),
    "start": Page(lambda *_: frame.html.Main("start"), lambda _: frame.html.Button("own action")),
}


def shown(**asked: Any) -> list[Any]:
    return content(services_of(toytown(), hostile_town()), PAGES, asked)


def test_the_page_of_the_address_is_shown_in_its_language() -> None:
    assert text(shown(page="data", language="en")[-1]) == "data in en"


@pytest.mark.parametrize("page", ["", None, "admin", "../map", ["map"], {"page": "map"}])
def test_an_unknown_page_is_the_map(page: Any) -> None:
    assert text(shown(page=page, language="de")[-1]) == "map of Toytown in de"


@pytest.mark.parametrize("language", [None, "fr", 7, ["de"]])
def test_a_language_that_is_not_shipped_becomes_german(language: Any) -> None:
    assert text(shown(page="map", language=language)[-1]) == "map of Toytown in de"


def test_the_address_chooses_the_project() -> None:
    assert text(shown(page="map", project="hostile")[-1]) == "map of hostile in de"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Dieses Projekt liegt auf diesem Rechner nicht (mehr) vor."),
        ("en", "This project is not (or no longer) on this computer."),
    ],
)
def test_an_unknown_project_gets_an_explanation_and_a_way_to_the_start_page(language: str, sentence: str) -> None:
    lost = shown(page="map", project="gone", language=language)[-1]
    assert sentence in text(lost)
    assert [attribute(link, "href") for link in of_kind(lost, "A")] == [f"/{language}/start"]


def test_an_unknown_project_is_carried_into_no_link() -> None:
    links = of_kind(shown(page="map", project="<gone>"), "A")
    assert not [link for link in links if "gone" in attribute(link, "href")]


def test_the_bar_names_city_quarters_and_latest_year() -> None:
    assert place_line(load_texts("de"), toytown()) == "Toytown · 9 Quartiere · Stand 2024"
    assert place_line(load_texts("en"), toytown()) == "Toytown · 9 quarters · as of 2024"


def test_a_city_without_years_names_none() -> None:
    assert place_line(load_texts("de"), undated_town()) == "undated · 12 Quartiere"


def test_one_quarter_stands_in_the_singular() -> None:
    assert place_line(load_texts("de"), town("single", (POVERTY, [3]))) == "single · 1 Quartier · Stand 2024"


def test_the_bar_leads_to_the_other_pages_of_the_same_project() -> None:
    bar = shown(page="map", project="toytown", language="de")[2]
    assert [attribute(link, "href") for link in of_kind(having(bar, "actions"), "A")] == [
        "/de/projects?p=toytown",
        "/de/data?p=toytown",
    ]


def test_the_bar_leads_only_to_pages_that_there_are() -> None:
    pages = {name: page for name, page in PAGES.items() if name == "map"}
    bar = content(services_of(toytown()), pages, {"page": "map"})[2]
    assert of_kind(having(bar, "actions"), "A") == []


def test_the_bar_carries_the_actions_of_the_page_it_stands_over() -> None:
    assert "own action" in text(shown(page="start")[2])
    assert "own action" not in text(shown(page="map")[2])


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_bar_switches_between_light_and_dark_and_says_what_is_on(language: str) -> None:
    (switch,) = [one for one in pieces(shown(page="map", language=language)) if getattr(one, "id", "") == "frame-theme"]
    said = load_texts(language).entry("frame.look")
    assert {choice: attribute(switch, f"data-{choice}") for choice in said} == said
    assert attribute(switch, "aria-label") == said["system"]


def test_the_first_look_is_chosen_before_the_page_has_a_body() -> None:
    head = frame.INDEX.partition("<body>")[0]
    assert f"<script>{frame.FIRST_LOOK}</script>" in head
    assert head.index("<script>") < head.index("{%css%}")


def test_the_page_carries_no_base_map_where_none_was_laid_ready() -> None:
    (carrier,) = [one for one in pieces(shown(page="map")) if getattr(one, "id", "") == "frame-words"]
    assert attribute(carrier, "data-basemaps") == ""


def test_the_language_of_the_page_is_marked_as_current() -> None:
    current = having(shown(page="map", language="en")[2], "is-current")
    assert [text(link) for link in current] == ["EN"]


def test_every_page_begins_with_a_link_to_its_content() -> None:
    skip = having(shown(page="map"), "skip-link")
    assert [attribute(link, "href") for link in skip] == ["#main"]


def test_an_address_carries_the_project_quoted() -> None:
    assert page_href("de", "map", "a b&c") == "/de/map?p=a+b%26c"


@pytest.mark.parametrize("language", ["de", "en"])
def test_scripts_get_a_word_and_a_look_for_every_kind_of_blank(language: str) -> None:
    carried = json.loads(words(load_texts(language)))
    assert set(carried["reasons"]) == {reason.label for reason in Reason}
    assert set(carried["looks"]) == set(BLANK_LOOKS)
    assert all(look["path"].startswith("M") for look in carried["looks"].values())


def test_the_words_for_scripts_stand_on_the_page_as_json() -> None:
    (carrier,) = [one for one in pieces(shown(page="map", language="en")) if getattr(one, "id", "") == "frame-words"]
    assert json.loads(attribute(carrier, "data-words"))["rank"] == "Rank"


def test_the_frame_holds_the_stores_that_parts_read() -> None:
    ids = {getattr(one, "id", None) for one in pieces(frame.layout())}
    assert {"address-page", "address-selection", "choropleth"} <= ids


def test_a_project_whose_files_cannot_be_used_says_why_and_what_to_do(tmp_path: Path) -> None:
    damaged = tmp_path / "quartiere.geojson"
    damaged.write_text("{", encoding="utf-8")
    store = ProjectStore(tmp_path / "projekte")
    services = Services(store, store.open_files([damaged]))
    said = " ".join(text(piece) for piece in content(services, {}, {"language": "de", "page": "map", "project": ""}))
    assert "quartiere.geojson" in said
