"""From files to the map in a real browser: by mouse, by keyboard, with what is missing or wrong."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from sample_data import sample_files
from tests.browser.journey import Journey
from tests.callbacks.delivered_towns import town_files


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return list(town_files(tmp_path, "Lindenau", "30", 6))


def chooses(journey: Journey, files: list[Path]) -> None:
    """Give files to the button, opened by keyboard."""
    expect(journey.page.locator("#intake-choose")).to_be_visible()
    journey.page.locator("#intake-choose").focus()
    journey.chooses(files)


def arrives(journey: Journey, files: list[Path]) -> Journey:
    """Load the page anew, deliver files, and wait for what was recognised."""
    journey.page.goto(journey.url + "/de/data")
    chooses(journey, files)
    journey.page.locator(".intake-indicators").wait_for()  # reading takes as long as the machine is busy
    journey.settles()
    return journey


def test_the_sample_city_comes_from_its_files_to_its_map(journey: Journey) -> None:
    page = arrives(journey, sample_files()).page
    expect(page.locator(".intake-result .intake-figure")).to_contain_text("90von 90 Quartieren")
    expect(page.locator("#intake-heading")).to_be_focused()
    page.locator("#intake-title").fill("Unsere Stadt")
    page.locator("#intake-go").press("Enter")
    page.wait_for_url("**/de/map?p=*")
    journey.shows(p=journey.address()["p"])
    expect(page.locator(".place")).to_contain_text("Unsere Stadt · 90 Quartiere")


def test_what_is_left_out_and_renamed_is_so_on_the_map(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    lines = page.locator(".intake-indicators tr:has(td)")
    number = lines.count()
    lines.nth(1).locator("input[type=checkbox]").press("Space")
    lines.nth(0).locator(".intake-title").fill("Mein Titel")
    lines.nth(0).locator(".intake-title").press("Tab")
    page.locator("#intake-go").click()
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    names = page.locator(".indicator-name").all_inner_texts()
    assert len(names) == number - 1
    assert "Mein Titel" in names


def test_a_map_without_numbers_says_what_is_missing_and_takes_the_table_later(
    journey: Journey, town: list[Path]
) -> None:
    page = journey.page
    page.goto(journey.url + "/de/data")
    chooses(journey, town[1:])
    expect(page.locator(".intake-refusal")).to_be_visible()
    expect(page.locator("#intake-heading")).to_be_focused()
    expect(page.locator("#intake-finish")).to_be_hidden()
    chooses(journey, town[:1])
    expect(page.locator(".intake-result .intake-figure")).to_contain_text("12von 12 Quartieren")


def test_the_address_keeps_the_delivery_over_reload_and_change_of_language(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    page.reload()
    expect(page.locator(".intake-indicators")).to_be_visible()
    page.locator("a.language", has_text="EN").click()
    expect(page.locator("#intake-heading")).to_have_text("What was recognised")
    page.locator("[data-intake-again]").click()
    expect(page.locator(".intake-indicators")).to_have_count(0)
    assert "intake" not in journey.address()


def test_another_key_is_tried_at_once_and_the_corrections_stay(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    title = page.locator(".intake-indicators .intake-title").first
    title.fill("Bleibt stehen")
    title.press("Tab")
    expect(title).to_have_attribute("title", "Bleibt stehen")
    journey.settles()
    key = page.locator(".intake-key input").first
    key.click()
    page.get_by_role("option", name="NAME", exact=True).click()
    expect(page.locator(".intake-result .intake-join")).to_contain_text("über die Spalte „NAME“")
    expect(page.locator(".intake-indicators .intake-title").first).to_have_value("Bleibt stehen")


def test_without_an_indicator_the_button_says_what_to_do(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    page.locator("[data-intake-all=false]").click()
    page.locator("#intake-go").click()
    expect(page.locator("#intake-problem")).to_contain_text("kein Indikator")


@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_shut_out_of_the_page(journey: Journey, town: list[Path], width: int) -> None:
    journey.page.set_viewport_size({"width": width, "height": 900})
    arrives(journey, town)
    found = Axe().run(journey.page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
    assert journey.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_list_of_parts_leads_to_each_of_them(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    jumps = page.locator(".intake-jump")
    expect(jumps).to_have_count(5)
    jumps.filter(has_text="Tabellen").press("Enter")
    expect(page.locator("#intake-part-tables")).to_be_focused()
    expect(page.locator("#intake-part-tables .card")).to_be_in_viewport()


def test_a_list_of_choices_that_is_open_stays_open_while_a_decision_is_carried_out(
    journey: Journey, town: list[Path]
) -> None:
    page = arrives(journey, town).page
    title = page.locator(".intake-indicators .intake-title").first
    title.fill("Neuer Titel")
    with page.expect_response(lambda answer: "_dash-update-component" in answer.url):
        page.locator(".intake-indicators select").first.click()
    page.wait_for_function("() => window.underWay.n === 0 && performance.now() - window.underWay.since > 300")
    assert page.evaluate("() => document.querySelector('.intake-indicators select').matches(':open')")
    assert title.get_attribute("title") != "Neuer Titel"
    page.keyboard.press("Escape")
    expect(title).to_have_attribute("title", "Neuer Titel")


def test_a_provisional_number_is_called_so_where_it_stands(journey: Journey, town: list[Path]) -> None:
    table = town[1]
    table.write_text(table.read_text(encoding="utf-8").replace(";12\n", ";p 12\n"), encoding="utf-8")
    page = arrives(journey, town).page
    page.locator("#intake-go").click()
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    page.wait_for_function("() => window.quartierblick.store.get('details')")
    said = page.evaluate(
        """() => {
            const {store, hovercard} = window.quartierblick;
            const scene = store.get("details");
            return scene.geometry.ids.map((_, at) => hovercard.lines(scene, at).flat().join(" "));
        }"""
    )
    assert [at for at, one in enumerate(said) if "vorläufig" in one] == [1]
