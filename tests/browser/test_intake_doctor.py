"""The join doctor in a real browser: what is proposed is accepted, undone, paired by mouse and by keyboard, logged."""

import csv
import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import Journey
from tests.callbacks.untidy_town import untidy_files


def examines(journey: Journey, files: list[Path]) -> Journey:
    """Deliver files on the page for own data, and wait for the join doctor."""
    page = journey.page
    page.goto(journey.url + "/de/data")
    expect(page.locator("#intake-choose")).to_be_visible()
    page.locator("#intake-choose").focus()
    journey.chooses(files)
    expect(page.locator("#intake-doctor [data-doctor-log]")).to_be_visible()
    journey.settles()
    return journey


@pytest.fixture
def doctor(journey: Journey, tmp_path: Path) -> Journey:
    """The untidy town, examined."""
    return examines(journey, untidy_files(tmp_path))


def matched(page: Page) -> Locator:
    return page.locator("[data-doctor-set=matched] b")


def card_of(page: Page, title: str) -> Locator:
    return page.locator(".doctor-repair", has=page.get_by_role("heading", name=title, exact=True))


def steps(page: Page) -> list[str]:
    return page.locator(".doctor-steps li:not(.is-undone)").all_inner_texts()


def test_the_four_counters_open_their_lists_and_the_search_narrows_them(doctor: Journey) -> None:
    page = doctor.page
    expect(page.locator(".doctor-set b")).to_have_text(["6", "7", "6", "0"])
    counter = page.locator("[data-doctor-set=only_table]")
    counter.press("Enter")
    expect(counter).to_have_attribute("aria-expanded", "true")
    rows = page.locator(".doctor-list tbody tr")
    expect(rows).to_have_count(7)
    page.locator(".doctor-list input").fill("stein")
    expect(rows).to_have_count(1)
    expect(rows.locator("td").nth(2)).to_have_text("Am Steinbruch")
    counter.press("Enter")
    expect(page.locator(".doctor-list")).to_be_hidden()


def test_one_proposal_is_accepted_and_taken_back_and_the_reader_stays_where_he_was(doctor: Journey) -> None:
    page = doctor.page
    like = card_of(page, "Ähnlicher Name")
    expect(like.locator(".doctor-figures")).to_have_text("6 von 12 → 8 von 12")
    line = like.locator("li", has_text="Gartenfled")
    line.get_by_role("button", name="Annehmen: Gartenfled").press("Enter")
    expect(matched(page)).to_have_text("7")
    back = line.get_by_role("button", name="Zurücknehmen: Gartenfled")
    expect(back).to_be_focused()
    assert len(steps(page)) == 1
    back.press("Enter")
    expect(matched(page)).to_have_text("6")
    assert len(steps(page)) == 2


def test_all_proposals_are_accepted_at_once_undone_and_done_again(doctor: Journey) -> None:
    page = doctor.page
    page.get_by_role("button", name="Alle Vorschläge annehmen").click()
    expect(page.locator(".doctor-set b")).to_have_text(["10", "2", "1", "0"])
    expect(page.locator(".intake-result .intake-figure")).to_contain_text("10von 11 Quartieren")
    page.keyboard.press("Control+z")
    expect(page.locator(".doctor-set b")).to_have_text(["6", "7", "6", "0"])
    expect(page.locator(".doctor-steps li.is-undone")).to_have_count(1)
    page.keyboard.press("Control+Shift+Z")
    expect(matched(page)).to_have_text("10")
    page.locator("[data-doctor-step=undo]").press("Enter")
    expect(matched(page)).to_have_text("6")
    expect(page.locator("[data-doctor-step=redo]")).to_be_focused()


def test_keys_for_undo_are_left_to_a_field_that_is_written_in(doctor: Journey) -> None:
    page = doctor.page
    card_of(page, "Ähnlicher Name").get_by_role("button", name="Alle annehmen").click()
    expect(matched(page)).to_have_text("8")
    page.locator("#intake-title").focus()
    page.keyboard.press("Control+z")
    doctor.settles()
    assert len(steps(page)) == 1


def test_a_repair_of_spelling_is_switched_off_and_on_again(doctor: Journey) -> None:
    page = doctor.page
    spelling = card_of(page, "Schreibweise des Namens")
    spelling.get_by_role("button", name="Ausschalten").press("Enter")
    expect(matched(page)).to_have_text("5")
    again = spelling.get_by_role("button", name="Wieder einschalten")
    expect(again).to_be_focused()
    again.press("Enter")
    expect(matched(page)).to_have_text("6")


def test_a_row_is_paired_on_the_map_by_mouse(doctor: Journey) -> None:
    page = doctor.page
    page.locator("[data-doctor-set=only_table]").click()
    page.get_by_role("button", name="Zuordnen: Am Steinbruch").click()
    page.locator(".doctor-map path.is-free").last.hover()
    page.locator('.doctor-map [data-doctor-quarter="11"]').click()
    expect(matched(page)).to_have_text("7")
    expect(page.locator(".doctor-made li")).to_contain_text(["Am Steinbruch → Bergfeld"])
    assert steps(page) == ["„Am Steinbruch“ → Bergfeld"]
    page.get_by_role("button", name="Zurücknehmen: Am Steinbruch").click()
    expect(matched(page)).to_have_text("6")


def test_a_row_is_paired_by_keyboard_and_another_belongs_nowhere(doctor: Journey) -> None:
    page = doctor.page
    rows = page.locator("#doctor-row")
    rows.focus()
    rows.select_option(label="Am Steinbruch · untidy.csv, Zeile 13")
    expect(rows).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("bergf")
    page.keyboard.press("Enter")
    expect(matched(page)).to_have_text("7")
    expect(rows).to_be_focused()
    rows.select_option(label="Umland · untidy.csv, Zeile 14")
    page.get_by_role("button", name="Gehört zu keinem Quartier").press("Enter")
    expect(page.locator(".doctor-made li")).to_have_count(2)
    expect(page.locator("[data-doctor-set=only_table] b")).to_have_text("5")


def test_the_log_is_downloaded_with_what_was_decided(doctor: Journey) -> None:
    page = doctor.page
    page.get_by_role("button", name="Alle Vorschläge annehmen").click()
    expect(matched(page)).to_have_text("10")
    with page.expect_download() as download:
        page.locator("[data-doctor-log]").press("Enter")
    assert download.value.suggested_filename == "protokoll-zuordnung.csv"
    written = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(written), delimiter=";"))
    assert len(rows) == 7
    assert {row[7] for row in rows[1:]} == {"automatisch", "Nutzer"}


def test_united_quarters_are_one_on_the_map(doctor: Journey) -> None:
    page = doctor.page
    page.get_by_role("button", name="Alle Vorschläge annehmen").click()
    expect(matched(page)).to_have_text("10")
    page.locator("#intake-go").click()
    page.wait_for_url("**/de/map?p=*")
    doctor.shows()
    assert "Altstadt+Neustadt" in doctor.ids()
    assert len(doctor.ids()) == 11


def test_a_row_that_stands_in_several_tables_is_paired_once_and_a_repair_switched_off_for_all(
    journey: Journey, tmp_path: Path
) -> None:
    files = untidy_files(tmp_path)
    for year in range(2020, 2024):
        text = files[1].read_text(encoding="utf-8").replace(";2024;", f";{year};")
        files.append(tmp_path / f"untidy_{year}.csv")
        files[-1].write_text(text, encoding="utf-8")
    page = examines(journey, files).page
    expect(page.locator("[data-doctor-set=only_table] b")).to_have_text("35")
    page.locator("#doctor-row").select_option(label="Am Steinbruch · in 5 Tabellen")
    page.locator('.doctor-map [data-doctor-quarter="11"]').click()
    expect(page.locator(".doctor-made li")).to_have_count(5)
    expect(page.locator("[data-doctor-set=only_table] b")).to_have_text("30")
    page.get_by_role("button", name="In allen Tabellen ausschalten").press("Enter")
    expect(page.locator("[data-doctor-set=only_table] b")).to_have_text("35")
    assert len(steps(page)) == 2


@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_shut_out_of_the_card(doctor: Journey, width: int) -> None:
    page = doctor.page
    page.set_viewport_size({"width": width, "height": 900})
    page.locator("[data-doctor-set=only_table]").click()
    page.get_by_role("button", name="Zuordnen: Umland").click()
    found = Axe().run(page, context="#intake-doctor").response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
    assert page.locator(".doctor").evaluate("(card) => card.scrollWidth <= card.clientWidth")
    assert page.locator(".doctor").evaluate("(card) => card.getBoundingClientRect().right <= innerWidth")
