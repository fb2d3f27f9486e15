"""The pictures of the tables in a real browser: changed by mouse and by keyboard, undone, taken over next year."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.journey import Journey
from tests.callbacks.delivered_towns import ids
from tests.loading.made_files import degrees, feature, geojson

TABLE = "statistik_{year}.csv"


def files(folder: Path, year: int, *above: str) -> list[Path]:
    """A town whose table has a class that is no measure, a sign, and its legend."""
    folder.mkdir(exist_ok=True)
    numbers = ids("30")
    features = [feature(degrees(place), NR=number, NAME=f"Gebiet {place}") for place, number in enumerate(numbers)]
    rows = [f"{number};Gebiet {place};{1000 + place};{place + 5};{place % 4}" for place, number in enumerate(numbers)]
    rows[3] = f"{numbers[3]};Gebiet 3;.;9;1"
    head = f"Nr;Name;Einwohner {year};Arbeitslose {year};Lageklasse"
    table = folder / TABLE.format(year=year)
    table.write_text("\n".join([*above, head, *rows, ". = geheim zu halten"]), encoding="utf-8")
    return [geojson(folder / "karte.geojson", features), table]


def arrives(journey: Journey, delivered: list[Path]) -> Page:
    page = journey.page
    page.goto(journey.url + "/de/data")
    expect(page.locator("#intake-choose")).to_be_visible()
    page.locator("#intake-choose").focus()
    journey.chooses(delivered)
    expect(page.locator(".tables-picture")).to_be_visible()
    journey.settles()
    return page


def role(page: Page, column: int) -> Locator:
    return page.locator(f"[data-mark=role-{column}]")


def test_the_picture_says_what_every_column_row_and_sign_is(journey: Journey, tmp_path: Path) -> None:
    page = arrives(journey, files(tmp_path, 2023, "Statistik der Stadt"))
    assert [role(page, column).input_value() for column in range(5)] == ["key", "name", "measure", "measure", "measure"]
    heads = page.locator(".tables-picture tbody th span").all_inner_texts()
    assert heads[:3] == ["Titel", "Kopf", "Daten"]
    assert heads[-1] == "Fußzeile"
    expect(page.locator(".tables-became")).to_have_text(["geheim"])
    expect(page.locator(".tables-signs")).to_contain_text("geheim zu halten")


def test_a_role_is_changed_the_reader_stays_there_and_undo_takes_it_back(journey: Journey, tmp_path: Path) -> None:
    page = arrives(journey, files(tmp_path, 2023))
    role(page, 4).select_option("ignored")
    expect(page.locator(".tables-picture th.is-ignored")).to_have_count(1)
    expect(role(page, 4)).to_be_focused()
    expect(page.locator(".tables-legend")).to_contain_text("nicht benutzt1")
    page.evaluate("() => window.quartierblick.intakeDecisions.undo()")
    expect(page.locator(".tables-picture th.is-ignored")).to_have_count(0)
    expect(role(page, 4)).to_have_value("measure")


def test_a_column_is_renamed_by_keyboard_and_escape_changes_nothing(journey: Journey, tmp_path: Path) -> None:
    page = arrives(journey, files(tmp_path, 2023))
    button = page.locator("[data-mark=column-3]")
    button.press("Enter")
    form = page.locator("dialog.tables-form")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(button).to_be_focused()
    button.press("Enter")
    form.get_by_label("Titel", exact=True).fill("Erwerbslose")
    form.get_by_label("Jahr", exact=True).fill("2022")
    form.get_by_label("Jahr", exact=True).press("Enter")
    expect(button).to_contain_text("Erwerbslose")
    expect(button).to_be_focused()
    expect(page.locator("th:has([data-mark=column-3]) small")).to_have_text("2022")


def test_a_sign_gets_another_meaning(journey: Journey, tmp_path: Path) -> None:
    page = arrives(journey, files(tmp_path, 2023))
    meaning = page.get_by_label("Bedeutung von „.“")
    meaning.select_option("zero")
    expect(page.locator(".tables-became")).to_have_text(["null"])
    expect(page.get_by_label("Bedeutung von „.“")).to_be_focused()


def test_the_data_end_where_a_row_says_so(journey: Journey, tmp_path: Path) -> None:
    page = arrives(journey, files(tmp_path, 2023))
    page.locator("[data-mark=row-12]").press("Enter")
    page.locator("dialog.tables-form").get_by_role("button", name="Die Daten enden hier").press("Enter")
    expect(page.locator("[data-mark=body-last]")).to_have_value("12")
    expect(page.locator("[data-mark=row-12]")).to_be_focused()
    page.locator("[data-mark=body-last]").fill("13")
    page.locator("[data-mark=body-last]").press("Tab")
    expect(page.locator("[data-mark=body-last]")).to_have_value("13")
    page.locator("[data-mark=reset]").click()
    expect(page.locator("[data-mark=reset]")).to_have_count(0)


def test_what_cannot_be_done_is_told_and_the_picture_stays(journey: Journey, tmp_path: Path) -> None:
    page = arrives(journey, files(tmp_path, 2023))
    role(page, 1).select_option("year")
    expect(page.locator(".intake-result")).to_contain_text("In der Spalte B („Name“) stehen keine Jahre.")
    expect(role(page, 1)).to_have_value("name")


def test_there_is_a_way_back_from_a_decision_that_leaves_nothing_to_join(journey: Journey, tmp_path: Path) -> None:
    delivered = files(tmp_path, 2023)
    text = delivered[1].read_text(encoding="utf-8")
    delivered[1].write_text(
        re.sub(r";Gebiet (\d+)", lambda name: f";Ort {'abcdefghijkl'[int(name[1])]}", text), "utf-8"
    )
    page = arrives(journey, delivered)
    role(page, 0).select_option("ignored")
    expect(page.locator(".intake-refusal")).to_be_visible()
    page.locator("[data-intake-back]").press("Enter")
    expect(role(page, 0)).to_have_value("key")
    expect(page.locator("#intake-heading")).to_be_focused()


def test_next_years_file_of_the_same_shape_takes_one_click(journey: Journey, tmp_path: Path) -> None:
    page = arrives(journey, files(tmp_path / "a", 2023))
    role(page, 4).select_option("ignored")
    expect(page.locator(".tables-picture th.is-ignored")).to_have_count(1)
    page.get_by_label("Bedeutung von „.“").select_option("zero")
    expect(page.locator(".tables-became")).to_have_text(["null"])
    journey.settles()
    page.locator("#intake-go").press("Enter")
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    arrives(journey, files(tmp_path / "b", 2024, "Ein Titel mehr", "Stand: 31.12.2024"))
    expect(page.locator(".tables-offer")).to_contain_text("sieht aus wie „statistik_2023.csv“ vom")
    page.locator("[data-mark=adopt]").press("Enter")
    expect(page.locator(".tables-offer")).to_have_count(0)
    expect(role(page, 4)).to_have_value("ignored")
    expect(page.locator(".tables-became")).to_have_text(["null"])
    page.evaluate("() => window.quartierblick.intakeDecisions.undo()")
    expect(page.locator(".tables-offer")).to_have_count(1)
    expect(role(page, 4)).to_have_value("measure")


@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_shut_out_of_the_pictures(journey: Journey, tmp_path: Path, width: int) -> None:
    journey.page.set_viewport_size({"width": width, "height": 900})
    page = arrives(journey, files(tmp_path, 2023))
    found = Axe().run(page, context=".intake-tables").response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found]
    page.locator("[data-mark=column-2]").press("Enter")
    found = Axe().run(page, context="dialog.tables-form").response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found]
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
