"""Saying what indicators are: own rates by keyboard with a preview, sheets, the catalogue, undo."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.journey import Journey
from tests.browser.test_intake import arrives
from tests.callbacks.delivered_towns import town_files


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return list(town_files(tmp_path, "Lindenau", "30", 6))


@pytest.fixture
def share_town(tmp_path: Path) -> list[Path]:
    """A town whose column no name of the catalogue fits exactly, with shares of 2 to 36 per cent."""
    town = list(town_files(tmp_path, "Lindenau", "30", 3))
    text = town[1].read_text(encoding="utf-8").replace("Arbeitslose", "Anteil Erwerbslose an allen")
    town[1].write_text(text, encoding="utf-8")
    return town


def types_a_rate(page: Page) -> None:
    """Open the form and type a formula with suggestions, all by keyboard."""
    page.locator("[data-declare=new]").press("Enter")
    expect(page.locator("#declare-formula")).to_be_focused()
    page.keyboard.type("[ar")
    expect(page.locator("#declare-suggested [role=option]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#declare-suggested")).to_be_hidden()
    page.keyboard.type("b")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type(" / [einw")
    expect(page.locator("#declare-suggested [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#declare-formula")).to_have_value("[Arbeitslose] / [Einwohner]")


def test_an_own_rate_is_made_by_keyboard_previewed_saved_and_on_the_map(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    types_a_rate(page)
    shown = page.locator(".declare-preview")
    expect(shown).to_contain_text("12 von 12 Quartieren mit Wert")
    expect(shown).to_contain_text("7,2 je 100 Lindenau 12")
    expect(shown.locator(".declare-bars rect")).not_to_have_count(0)
    page.locator("#declare-title").press_sequentially("Arbeitslose je hundert")
    page.keyboard.press("Enter")
    expect(page.locator(".declare-dialog")).to_have_count(0)
    row = page.locator(".intake-indicators [data-row=own-arbeitslose-je-hundert]")
    expect(row).to_contain_text("eigener Indikator: [Arbeitslose] / [Einwohner]")
    expect(row.locator("[data-control=edit]")).to_be_focused()
    page.locator("#intake-go").press("Enter")
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    assert "Arbeitslose je hundert" in page.locator(".indicator-name").all_inner_texts()


def test_an_own_indicator_is_changed_copied_removed_and_every_step_undone(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    types_a_rate(page)
    page.locator("#declare-title").fill("Quote")
    page.keyboard.press("Enter")
    row = page.locator(".intake-indicators [data-row=own-quote]")
    row.locator("[data-control=edit]").press("Enter")
    page.locator("#declare-factor").select_option("1000")
    page.locator("#declare-title").press("Enter")
    # A key that is pressed while the rows are drawn anew reaches none of them.
    page.wait_for_function("""() => document.getElementById("intake-rows")?.builtFrom?.includes('"factor": 1000')""")
    row.locator("[data-control=copy]").press("Enter")
    expect(page.locator(".intake-indicators [data-row=own-quote-kopie]")).to_be_visible()
    row.locator("[data-control=remove]").press("Enter")
    expect(row).to_have_count(0)
    decisions = "JSON.stringify(window.quartierblick.intakeDecisions.current().own ?? [])"
    page.evaluate("window.quartierblick.intakeDecisions.undo()")
    expect(row).to_have_count(1)
    page.evaluate("window.quartierblick.intakeDecisions.undo()")
    expect(page.locator(".intake-indicators [data-row=own-quote-kopie]")).to_have_count(0)
    assert '"factor":1000' in page.evaluate(decisions)
    page.evaluate("window.quartierblick.intakeDecisions.undo(), window.quartierblick.intakeDecisions.undo()")
    expect(row).to_have_count(0)
    assert page.evaluate(decisions) == "[]"


def test_what_is_wrong_is_said_at_its_place_and_keeps_the_form_open(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    page.locator("[data-declare=new]").click()
    page.locator("#declare-formula").fill("[Arbeitslose] / [Einwoner]")
    expect(page.locator("#declare-problem")).to_contain_text("Ähnlich heißen: [Einwohner]")
    expect(page.locator("#declare-problem mark")).to_have_text("[Einwoner]")
    page.locator("#declare-title").fill("Quote")
    page.keyboard.press("Enter")
    expect(page.locator("#declare-formula")).to_be_focused()
    expect(page.locator("#declare-formula")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".declare-dialog")).to_have_count(0)
    expect(page.locator("[data-declare=new]")).to_be_focused()


def test_columns_and_signs_can_be_put_together_by_mouse(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    page.locator("[data-declare=new]").click()
    page.get_by_role("button", name="Klammer auf").click()
    page.locator(".declare-chip", has_text="Einwohner").click()
    page.get_by_role("button", name="minus").click()
    page.locator(".declare-find").fill("arbeits")
    page.locator(".declare-chip").click()
    page.get_by_role("button", name="Klammer zu").click()
    assert page.locator("#declare-formula").input_value() == "([Einwohner] - [Arbeitslose])"
    expect(page.locator(".declare-preview")).to_contain_text("Bezirke und Stadt sind die Summe der Quartiere")


def test_a_likely_indicator_is_taken_over_by_one_click(journey: Journey, share_town: list[Path]) -> None:
    page = arrives(journey, share_town).page
    row = page.locator(".intake-indicators [data-row=anteil-erwerbslose-an-allen]")
    expect(row).to_contain_text("Vielleicht B2 Arbeitslosenanteil SGB II und III?")
    row.locator("[data-control=take]").press("Enter")
    expect(row).to_contain_text("Katalog B2")
    expect(row.locator("[data-control=edit]")).to_be_focused()
    page.evaluate("window.quartierblick.intakeDecisions.undo()")
    expect(row.locator("[data-control=take]")).to_be_visible()


def test_the_sheet_of_an_indicator_is_filled_in_and_reaches_the_map(journey: Journey, share_town: list[Path]) -> None:
    page = arrives(journey, share_town).page
    row = page.locator(".intake-indicators [data-row=anteil-erwerbslose-an-allen]")
    row.locator("[data-control=edit]").press("Enter")
    page.locator("#declare-catalogue").select_option("B2")
    expect(page.locator("#declare-why")).to_contain_text("Name ähnlich")
    page.locator("#declare-source").fill("Eigene Erhebung")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("gewählt: „Anteil Erwerbslose an allen“")
    page.locator("#intake-go").press("Enter")
    page.wait_for_url("**/de/map?p=*")
    journey.opens("/de/map?p=" + journey.address()["p"] + "&i=B2", i="B2")
    expect(page.locator("#sheet-line")).to_contain_text("Eigene Erhebung")


def test_a_column_without_indicator_becomes_one(journey: Journey, town: list[Path]) -> None:
    text = town[1].read_text(encoding="utf-8").replace("Einwohner;", "Einwohner von 15 bis unter 65;")
    town[1].write_text(text, encoding="utf-8")
    page = arrives(journey, town).page
    page.locator(".intake-declare summary").press("Enter")
    page.locator(".declare-unused button").first.press("Enter")
    expect(page.locator("#declare-title")).to_have_value("Einwohner von 15 bis unter 65")
    expect(page.locator(".declare-preview")).to_contain_text("Anzahl:")
    page.locator("#declare-title").press("Enter")
    expect(page.locator(".intake-indicators [data-row=own-einwohner-von-15-bis-unter-65]")).to_be_visible()
    expect(page.locator(".declare-unused")).to_have_count(0)


def test_what_is_being_typed_stays_when_the_page_is_laid_out_anew(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    lines = page.locator(".intake-indicators tbody tr[data-row]")
    lines.nth(0).locator("input[type=checkbox]").press("Space")
    lines.nth(1).locator(".intake-title").fill("Halb getippt")
    expect(lines.nth(0)).to_have_class("is-left-out")
    journey.settles()
    expect(lines.nth(1).locator(".intake-title")).to_have_value("Halb getippt")
    expect(lines.nth(1).locator(".intake-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.wait_for_function(
        "() => JSON.stringify(window.quartierblick.intakeDecisions.current()).includes('Halb getippt')"
    )


@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_shut_out_of_the_form_and_the_sheet(journey: Journey, share_town: list[Path], width: int) -> None:
    journey.page.set_viewport_size({"width": width, "height": 844})
    page = arrives(journey, share_town).page
    for opener in ("[data-declare=new]", "[data-control=edit] >> nth=0"):
        page.locator(opener).click()
        if opener == "[data-declare=new]":
            page.locator("#declare-formula").fill("[Einwohner] / [Anteil")
            expect(page.locator("#declare-suggested")).to_be_visible()
            expect(page.locator("#declare-problem")).to_be_visible()
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator(".declare-foot .button:not(.is-primary)").click()


def test_choosing_none_and_all_leaves_the_reader_at_the_button(journey: Journey, town: list[Path]) -> None:
    page = arrives(journey, town).page
    page.locator("[data-intake-all=false]").press("Enter")
    expect(page.locator(".intake-indicators .is-left-out")).to_have_count(3)
    expect(page.locator("[data-intake-all=false]")).to_be_focused()
    page.locator("[data-intake-all=true]").press("Enter")
    expect(page.locator(".intake-indicators .is-left-out")).to_have_count(0)
    assert page.evaluate("JSON.stringify(window.quartierblick.intakeDecisions.current().indicators)") == "[]"
