"""A register in a real browser: asked about, counted, and no row of it on the page."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.journey import Journey
from tests.browser.test_intake import chooses
from tests.callbacks.delivered_towns import town_files
from tests.loading.registers.made_registers import KINDS, MARK, as_zip


def test_the_answer_about_a_register_counts_its_cases_and_keeps_no_row(journey: Journey, tmp_path: Path) -> None:
    page = journey.page
    page.goto(journey.url + "/de/data")
    chooses(journey, [*town_files(tmp_path / "town", "Lindenau", "30", 6), as_zip(tmp_path / "faelle.zip")])
    question = page.locator(".question")
    expect(question.get_by_role("heading", name="Eine Frage zu Ihrem Register")).to_be_visible()
    expect(question).to_contain_text("faelle.zip ist ein Register: 12 Zeilen")
    answer = question.get_by_role("button", name="Fälle je Quartier zählen, getrennt nach „Leistung“", exact=False)
    answer.press("Enter")
    expect(page.locator(".intake-indicators")).to_be_visible()
    journey.settles()
    expect(page.locator("main")).to_contain_text("Von 12 Fällen in faelle.zip liegen 10 in Quartieren")
    titles = [one.input_value() for one in page.locator(".intake-title").all()]
    assert {kind for kind in KINDS if any(kind in title for title in titles)} == set(KINDS)
    assert MARK not in page.content()
