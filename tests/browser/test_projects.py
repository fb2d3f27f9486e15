"""Projects in a real browser: made, renamed, copied, removed and taken back, carried out and in, completed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from callbacks.shared.services import Services
from loading.project_file.public_address import public_address
from tests.browser.conftest import PATIENCE, TELEPHONE
from tests.browser.journey import Journey
from tests.callbacks.delivered_towns import SIZE, ids, town_files
from tests.loading.project_file.test_public import PROTECTION, public_toytown

SMALL_TARGETS = """[...document.querySelectorAll("main button, main .button, main summary")]
    .filter((one) => one.offsetParent && one.offsetHeight < 24).map((one) => one.outerHTML.slice(0, 90))"""


@pytest.fixture
def town(tmp_path: Path) -> list[Path]:
    return list(town_files(tmp_path, "Lindenau", "30", 6))


@pytest.fixture(autouse=True)
def _empty_shelf(city: Services) -> Iterator[None]:
    """Leave no project to the tests that follow."""
    yield
    for place in (city.projects.folder, city.projects.folder / "trash"):
        for path in place.glob("*.qb.gpkg*"):
            path.unlink()


def delivers(journey: Journey, files: list[Path]) -> Page:
    """Choose files on the page for own data, and wait for what was recognised."""
    page = journey.page
    expect(page.locator("#intake-choose")).to_be_visible()
    page.locator("#intake-choose").focus()
    journey.chooses(files)
    expect(page.locator(".intake-result .intake-figure")).to_be_visible(timeout=PATIENCE)
    journey.settles()
    return page


def made(journey: Journey, files: list[Path], title: str) -> Page:
    """Make a project of files, and look at all projects."""
    journey.page.goto(journey.url + "/de/data")
    page = delivers(journey, files)
    page.locator("#intake-title").fill(title)
    page.locator("#intake-go").click()
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    page.locator(".top-bar a", has_text="Projekte").click()
    expect(card(page, title)).to_be_visible()
    return page


def card(page: Page, title: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a Locator, whose name is private
    return page.locator(".projects-card").filter(has=page.get_by_role("heading", name=title, exact=False))


def press(page: Page, title: str, action: str) -> None:
    page.get_by_role("button", name=f"{action}: {title}", exact=True).press("Enter")


def test_a_new_project_is_saved_and_says_so_in_the_bar_and_in_the_list(journey: Journey, town: list[Path]) -> None:
    page = made(journey, town, "Erstes")
    expect(page.locator(".saved-mark")).to_contain_text("gespeichert um")
    shown = card(page, "Erstes")
    expect(shown).to_contain_text("12 Quartiere")
    expect(shown).to_contain_text("2023–2024")
    expect(shown).to_contain_text("gespeichert heute um")
    expect(shown).to_contain_text("jetzt geöffnet")


def test_a_project_is_renamed_in_place_and_the_open_one_goes_along(journey: Journey, town: list[Path]) -> None:
    page = made(journey, town, "Erstes")
    press(page, "Erstes", "Umbenennen")
    field = page.get_by_role("textbox", name="Neuer Name von „Erstes“")
    expect(field).to_be_focused()
    field.press("Escape")
    expect(page.get_by_role("button", name="Umbenennen: Erstes")).to_be_focused()
    press(page, "Erstes", "Umbenennen")
    field.fill("Zweites")
    field.press("Enter")
    expect(page.get_by_role("button", name="Umbenennen: Zweites")).to_be_focused()
    expect(page.locator(".place")).to_contain_text("Zweites")
    expect(card(page, "Zweites")).to_contain_text("jetzt geöffnet")
    page.get_by_role("button", name="Rückgängig").press("Enter")
    expect(page.get_by_role("button", name="Umbenennen: Erstes")).to_be_focused()


def test_a_copy_is_removed_and_taken_back(journey: Journey, town: list[Path]) -> None:
    page = made(journey, town, "Erstes")
    press(page, "Erstes", "Duplizieren")
    expect(page.get_by_role("button", name="Umbenennen: Erstes (Kopie)")).to_be_focused()
    press(page, "Erstes (Kopie)", "Löschen")
    expect(page.locator(".projects-card")).to_have_count(1)
    undo = page.get_by_role("button", name="Rückgängig")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(page.locator(".projects-card")).to_have_count(2)
    press(page, "Erstes (Kopie)", "Löschen")
    page.reload()
    page.locator(".projects-bin summary").click()
    press(page, "Erstes (Kopie)", "Zurückholen")
    expect(page.locator(".projects-card")).to_have_count(2)
    expect(page.locator(".projects-bin")).to_have_count(0)


def test_a_saved_file_is_opened_again_after_its_project_was_removed(
    journey: Journey, town: list[Path], tmp_path: Path
) -> None:
    page = made(journey, town, "Erstes")
    with page.expect_download() as download:
        page.get_by_role("link", name="Speichern unter …: Erstes").click()
    assert download.value.suggested_filename == "erstes.qb.gpkg"
    download.value.save_as(tmp_path / "erstes.qb.gpkg")
    press(page, "Erstes", "Löschen")
    expect(page.locator(".projects-card")).to_have_count(0)
    page.locator("[data-project-open]").focus()
    journey.chooses([tmp_path / "erstes.qb.gpkg"])
    expect(page.locator("#projects-told")).to_contain_text("„Erstes“ ist da.")
    page.get_by_role("link", name="Öffnen: Erstes").click()
    journey.shows()
    expect(page.locator(".place")).to_contain_text("Erstes · 12 Quartiere")


def test_a_project_file_among_own_data_opens_as_what_it_is(journey: Journey, town: list[Path], tmp_path: Path) -> None:
    page = made(journey, town, "Erstes")
    with page.expect_download() as download:
        page.get_by_role("link", name="Speichern unter …: Erstes").click()
    download.value.save_as(tmp_path / "beliebig.gpkg")
    journey.visits("/de/data")
    page.locator("#intake-choose").focus()
    journey.chooses([tmp_path / "beliebig.gpkg"])
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    expect(page.locator(".place")).to_contain_text("Erstes")


def test_another_file_is_refused_with_what_to_do(journey: Journey, town: list[Path], tmp_path: Path) -> None:
    page = made(journey, town, "Erstes")
    other = tmp_path / "karte.gpkg"
    other.write_bytes(b"GPKG, said somebody")
    page.locator("[data-project-open]").focus()
    journey.chooses([other])
    expect(page.locator("#projects-problem")).to_contain_text("ist keine Projektdatei von Quartierblick")
    journey.complaints[:] = [one for one in journey.complaints if "400" not in one]


def test_next_years_table_becomes_the_next_state_and_the_one_before_can_be_had_again(
    journey: Journey, town: list[Path], tmp_path: Path
) -> None:
    page = made(journey, town, "Erstes")
    press(page, "Erstes", "Tabelle hinzufügen")
    expect(page.locator("#intake-kept")).to_contain_text("Sie ergänzen das Projekt „Erstes“")
    expect(page.locator(".intake-result .intake-figure")).to_be_visible()
    expect(page.locator("#intake-choose")).to_be_focused()
    rows = [f"{number};Lindenau {at};2025;1010;{at * 7}" for at, number in enumerate(ids("30"), 1)]
    table = tmp_path / "Lindenau 2025.csv"
    table.write_text("\n".join(["Nr;Name;Jahr;Einwohner;Arbeitslose", *rows]), encoding="utf-8")
    assert len(rows) == SIZE
    delivers(journey, [table])
    expect(page.locator(".intake-result .intake-overview .intake-facts")).to_contain_text("2023–2025")
    expect(page.locator("#intake-kept")).to_contain_text("seinen nächsten Stand")
    expect(page.locator("#intake-title")).to_have_value("Erstes")
    page.locator("#intake-go").click()
    page.wait_for_url("**/de/map?p=*")
    journey.shows(y="2025")
    page.locator(".top-bar a", has_text="Projekte").click()
    expect(page.locator(".projects-card")).to_have_count(1)
    expect(card(page, "Erstes")).to_contain_text("2023–2025")
    page.locator("[data-project-earlier] summary").press("Enter")
    page.get_by_role("button", name="wiederherstellen").press("Enter")
    expect(card(page, "Erstes")).to_contain_text("2023–2024")
    undo = page.get_by_role("button", name="Diese Änderung zurücknehmen")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(card(page, "Erstes")).to_contain_text("2023–2025")


def test_decisions_about_a_delivery_survive_a_reload(journey: Journey, town: list[Path]) -> None:
    journey.page.goto(journey.url + "/de/data")
    page = delivers(journey, town)
    page.evaluate("window.quartierblick.intakeDecisions.change('key', (one) => ({...one, key_column: 'NAME'}))")
    expect(page.locator(".intake-result .intake-join")).to_contain_text("über die Spalte „NAME“")
    page.locator("#intake-title").fill("Bleibt")
    expect(page.locator("#intake-kept")).to_contain_text("Entscheidungen gespeichert um")
    page.wait_for_function(
        """async () => (await (await fetch(`/intake/${new URLSearchParams(location.search).get("intake")}/decisions`))
            .json()).decisions.title === "Bleibt" """
    )
    page.reload()
    expect(page.locator(".intake-result .intake-join")).to_contain_text("über die Spalte „NAME“")
    expect(page.locator("#intake-title")).to_have_value("Bleibt")


def test_the_last_question_is_kept_with_the_project(journey: Journey, town: list[Path]) -> None:
    page = made(journey, town, "Erstes")
    page.get_by_role("link", name="Öffnen: Erstes").click()
    journey.shows()
    with page.expect_response("**/projects/view") as kept:
        page.evaluate("window.quartierblick.address.go({y: '2023', palette: 'greens'})")
        journey.shows(y="2023")
    assert kept.value.ok
    journey.visits("/de/start")
    journey.visits("/de/projects")
    page.get_by_role("link", name="Öffnen: Erstes").click()
    journey.shows(y="2023", palette="greens")


def test_two_who_change_the_same_project_never_overwrite_each_other(
    journey: Journey, browser: Browser, town: list[Path]
) -> None:
    page = made(journey, town, "Erstes")
    other = browser.new_page(locale="de-DE")
    other.goto(page.url)
    expect(card(other, "Erstes")).to_be_visible()
    press(page, "Erstes", "Umbenennen")
    page.get_by_role("textbox", name="Neuer Name").fill("Von der einen")
    page.keyboard.press("Enter")
    expect(card(page, "Von der einen")).to_be_visible()
    press(other, "Erstes", "Umbenennen")
    other.get_by_role("textbox", name="Neuer Name").fill("Von der anderen")
    other.keyboard.press("Enter")
    told = other.locator("dialog.conflict-dialog")
    expect(told).to_contain_text("aus „Erstes“ wurde „Von der einen“")
    told.get_by_role("button", name="Neu laden").click()
    expect(card(other, "Von der einen")).to_be_visible()
    other.close()


def test_public_projects_of_one_city_are_told_apart(journey: Journey, city: Services) -> None:
    ways = {"municipal": "kommunalem Profil", "round10": "Rundung auf 10"}
    for profile in ways:
        atlas = replace(public_toytown(), protection=replace(PROTECTION, profile=profile))
        city.named.publish(replace(atlas, project=public_address(atlas)))
    page = journey.page
    page.goto(journey.url + "/de/projects")
    for said in ways.values():
        made_by = f"veröffentlicht am 31. Januar 2026 nach {said}"
        expect(page.locator(".projects-card", has_text=made_by)).to_have_count(1)
        expect(page.get_by_role("link", name=f"Öffnen: Toytown, {made_by}")).to_be_visible()


def test_without_projects_the_page_says_how_to_get_one(journey: Journey) -> None:
    page = journey.page
    page.goto(journey.url + "/en/projects")
    expect(page.locator("#projects-list")).to_contain_text("No project on this computer yet.")
    page.get_by_role("button", name="as a project").press("Enter")
    expect(page.locator("#projects-told")).to_contain_text("is a project now and saves itself")
    expect(page.locator(".projects-card")).to_have_count(1)


@pytest.mark.parametrize("telephone", [False, True])
def test_nobody_is_shut_out_of_the_page(journey: Journey, town: list[Path], telephone: bool) -> None:
    if telephone:
        journey.page.set_viewport_size(TELEPHONE)
    page = made(journey, town, "Erstes")
    press(page, "Erstes", "Duplizieren")
    press(page, "Erstes (Kopie)", "Löschen")
    page.locator(".projects-bin summary").click()
    page.locator("[data-project-earlier] summary").click()
    expect(page.locator(".projects-states p")).to_be_visible()
    press(page, "Erstes", "Umbenennen")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL_TARGETS) == []


def test_whoever_saves_second_is_asked_how_to_go_on(journey: Journey, town: list[Path], city: Services) -> None:
    page = made(journey, town, "Erstes")
    (kept,) = city.projects.shelf.listed()
    press(page, "Erstes", "Tabelle hinzufügen")
    expect(page.locator(".intake-result .intake-figure")).to_be_visible(timeout=PATIENCE)
    city.named.rename(kept.slug, "Woanders", 1)
    page.locator("#intake-title").fill("Meines")
    page.locator("#intake-go").click()
    dialog = page.get_by_role("dialog", name="Von anderer Stelle geändert")
    expect(dialog).to_contain_text("aus „Erstes“ wurde „Woanders“")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    expect(page.locator("#intake-problem")).to_contain_text("nichts wurde überschrieben")
    page.locator("#intake-go").click()
    dialog.get_by_role("button", name="Als neues Projekt sichern").press("Enter")
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    titles = sorted(one.summary.title for one in city.projects.shelf.listed() if one.summary)
    assert titles == ["Meines (eigener Stand)", "Woanders"]
