"""Boundaries in a real browser: a missing reference system, two layers that fit, encoding, strips, undo, keyboard."""

from pathlib import Path

import pytest
import shapely
import shapely.affinity
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.journey import Journey
from tests.loading.made_files import geopackage_of, shapefile
from tests.loading.squares import square

KEYS = tuple(f"{number:02d}" for number in range(1, 10))
NAMES = tuple(f"Köln-{sign}ö" for sign in "ABCDEFGHI")
QUESTION = ".question #intake-heading"


def table(folder: Path) -> Path:
    path = folder / "zahlen.csv"
    rows = "".join(f"{key};{100 + number};{1000 + number}\n" for number, key in enumerate(KEYS))
    path.write_text(f"Nr;Arbeitslose 2024;Einwohner 2024\n{rows}", encoding="utf-8")
    return path


def without_prj(folder: Path) -> list[Path]:
    made = shapefile(folder / "Quartiere.shp", {"NR": KEYS, "NAME": NAMES})
    made.with_suffix(".prj").unlink()
    return [*sorted(folder.glob("Quartiere.*")), table(folder)]


def delivers(journey: Journey, files: list[Path], shows: str) -> None:
    journey.page.goto(journey.url + "/de/data")
    expect(journey.page.locator("#intake-choose")).to_be_visible()
    journey.page.locator("#intake-choose").focus()
    journey.chooses(files)
    expect(journey.page.locator(shows)).to_be_visible()
    journey.settles()


def no_barrier(journey: Journey) -> None:
    found = Axe().run(journey.page).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
    assert journey.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_map_without_a_system_is_asked_about_confirmed_and_shown(journey: Journey, tmp_path: Path) -> None:
    page = journey.page
    delivers(journey, without_prj(tmp_path), QUESTION)
    expect(page.locator(QUESTION)).to_be_focused()
    expect(page.locator(".question-answer").first).to_contain_text("liegt in")
    expect(page.locator(".question-answer").first.locator("svg .outline-dot")).to_have_count(1)
    expect(page.locator("#intake-finish")).to_be_hidden()
    no_barrier(journey)
    page.locator(".question-answer button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".boundaries .intake-facts")).to_contain_text("EPSG:25832")
    expect(page.locator(".boundaries .intake-facts")).to_contain_text("Köln-Aö")
    expect(page.locator("#intake-heading")).to_be_focused()
    no_barrier(journey)
    page.locator("#intake-go").click()
    page.wait_for_url("**/de/map?p=*")
    journey.shows()
    expect(page.locator(".place")).to_contain_text("9 Quartiere")


def test_another_system_is_typed_in_checked_and_taken_back(journey: Journey, tmp_path: Path) -> None:
    page = journey.page
    delivers(journey, without_prj(tmp_path), QUESTION)
    code = page.locator(".question-other input[type=text]")
    code.fill("abc")
    code.press("Enter")
    expect(page.locator(".question-problem")).to_contain_text("vier bis sechs Ziffern")
    code.fill("4326")
    code.press("Enter")
    expect(page.locator(".question")).to_contain_text("WGS 84")
    page.locator("[data-boundaries-undo]").click()
    expect(page.locator(".question")).to_contain_text("fehlt Quartiere.prj")
    expect(page.locator("[data-boundaries-undo]")).to_be_hidden()


def test_two_layers_that_fit_are_asked_about_and_the_other_one_can_be_taken(journey: Journey, tmp_path: Path) -> None:
    page, path = journey.page, tmp_path / "quartiere.gpkg"
    moved = [shapely.affinity.translate(square(number), 120) for number in range(9)]
    geopackage_of(path, "stand_2019", {"NR": KEYS, "NAME": NAMES})
    geopackage_of(path, "stand_2023", {"NR": KEYS, "NAME": NAMES}, moved, append=True)
    delivers(journey, [path, table(tmp_path)], QUESTION)
    expect(page.locator(".question-answer")).to_have_count(2)
    page.locator(".question-answer", has_text="stand_2023").locator("button").click()
    rows = page.locator(".boundaries-layers tbody tr")
    expect(rows.filter(has_text="stand_2023")).to_contain_text("Quartiere")
    rows.filter(has_text="stand_2019").get_by_role("button", name="Als Quartiere nehmen").click()
    expect(rows.filter(has_text="stand_2019").locator(".is-quarters")).to_have_count(1)
    expect(page.locator("#boundaries-heading")).to_be_focused()
    rows.filter(has_text="stand_2023").get_by_role("button", name="Weglassen").click()
    expect(rows.filter(has_text="stand_2023")).to_contain_text("weggelassen")
    rows.filter(has_text="stand_2023").get_by_role("button", name="Wieder aufnehmen").click()
    expect(rows.filter(has_text="stand_2023")).to_contain_text("nicht verwendet")


def test_encoding_and_strips_are_decided_on_the_card(journey: Journey, tmp_path: Path) -> None:
    page = journey.page
    shapes = [square(number) for number in range(9)]
    shapes[1] = shapely.box(501_000 - 2, 5_700_000, 502_000, 5_701_000)
    made = shapefile(tmp_path / "Quartiere.shp", {"NR": KEYS, "NAME": NAMES}, shapes)
    delivers(journey, [*sorted(tmp_path.glob(f"{made.stem}.*")), table(tmp_path)], ".boundaries")
    report = page.locator(".boundaries-report")
    expect(report).to_contain_text("1 × schmale Überlappung")
    report.get_by_role("button", name="schließen").press("Enter")
    expect(report).to_contain_text("Streifen geschlossen")
    expect(page.locator("#boundaries-heading")).to_be_focused()
    select = page.locator("[data-boundaries-encoding] select")
    select.select_option("cp850")
    expect(page.locator(".boundaries .intake-facts")).to_contain_text("gelesen als CP850")
    expect(select).to_be_focused()
    page.evaluate("() => window.quartierblick.intakeDecisions.undo()")
    expect(page.locator(".boundaries .intake-facts")).to_contain_text("gelesen als UTF-8: Köln-Aö")


@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_shut_out_of_the_question(journey: Journey, tmp_path: Path, width: int) -> None:
    journey.page.set_viewport_size({"width": width, "height": 900})
    delivers(journey, without_prj(tmp_path), QUESTION)
    no_barrier(journey)
    assert (
        min(
            journey.page.locator(".question button:visible, .question input").evaluate_all(
                "all => all.map((one) => Math.max(one.getBoundingClientRect().height, one.parentElement.clientHeight))"
            )
        )
        >= 24
    )


def test_where_the_districts_come_from_is_chosen_on_the_card(journey: Journey, tmp_path: Path) -> None:
    page = journey.page
    groups = [f"{number // 3}" for number in range(9)]
    made = shapefile(
        tmp_path / "Quartiere.shp", {"NR": KEYS, "NAME": NAMES, "BEZ": groups}, list(map(square, range(9)))
    )
    delivers(journey, [*sorted(tmp_path.glob(f"{made.stem}.*")), table(tmp_path)], ".boundaries")
    facts = page.locator(".boundaries .intake-facts")
    overview = page.locator("#intake-result .intake-overview .intake-facts")
    expect(overview).to_contain_text("keine Bezirke erkannt")
    select = page.locator("[data-boundaries-districts] select")
    select.select_option(label="3, aus Spalte BEZ")
    expect(overview).to_contain_text("3 Stadtbezirke")
    expect(facts).to_contain_text("3, aus Spalte BEZ")
    expect(select).to_be_focused()
    page.evaluate("() => window.quartierblick.intakeDecisions.undo()")
    expect(overview).to_contain_text("keine Bezirke erkannt")
