"""A long reading in a real browser: what is read just now is shown, a button ends it, the page goes on."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.journey import Journey
from tests.browser.test_intake import chooses
from tests.callbacks.delivered_towns import town_files

_STAGE = "() => document.getElementById('intake-stage')?.textContent.includes('gross_2024.csv')"


def long_delivery(folder: Path) -> list[Path]:
    rows = "".join(f"{row};{row};{row}.5;x{row}\n" for row in range(120_000))
    (folder / "gross_2024.csv").write_text(f"Nr;A 2023;B 2023;Name\n{rows}", encoding="utf-8")
    return [*town_files(folder, "Lindenau", "30", 6), folder / "gross_2024.csv"]


def test_a_long_reading_says_what_it_does_and_is_ended_by_keyboard(journey: Journey, tmp_path: Path) -> None:
    page = journey.page
    page.goto(journey.url + "/de/data")
    chooses(journey, long_delivery(tmp_path))
    page.wait_for_function(_STAGE)
    assert 0 < float(page.locator("#intake-share").get_attribute("value") or 0) < 1
    assert Axe().run(page, context="#intake-reading").response["violations"] == []
    page.locator("#intake-stop").press("Enter")
    expect(page.locator(".intake-refusal")).to_contain_text("Das Lesen wurde abgebrochen")
    expect(page.locator("#intake-reading")).to_be_hidden()
    expect(page.locator("#intake-heading")).to_be_focused()


def test_the_limits_are_told_before_anything_is_delivered(journey: Journey) -> None:
    page = journey.page
    page.goto(journey.url + "/de/data")
    page.locator("#intake-limits summary").press("Enter")
    expect(page.locator("#intake-limits dl")).to_contain_text("100.000 Gebiete")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
