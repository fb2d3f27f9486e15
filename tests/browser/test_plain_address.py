"""The address that is typed or printed by the program names no language and no page; all works from there."""

import pytest
from playwright.sync_api import expect

from tests.browser.journey import Journey


@pytest.mark.parametrize("path", ["/", "/?i=A2", "/fr/map"])
def test_without_a_language_of_the_program_the_page_is_german_and_says_so(journey: Journey, path: str) -> None:
    page = journey.loads(path).page
    assert page.locator("html").get_attribute("lang") == "de"
    assert journey.texts()("legend.classes") in page.locator(".legend-open").inner_text()


def test_the_view_is_exported_from_the_plain_address(journey: Journey) -> None:
    taken = journey.loads("/").takes("html")
    assert taken.suggested_filename == "stadt-ahrenfurt-a1-2024-intern.html"
    assert "<footer>" in taken.path().read_text(encoding="utf-8")


def test_a_page_is_found_without_a_language(journey: Journey) -> None:
    journey.page.goto(f"{journey.url}/projects")
    expect(journey.page.get_by_role("heading", level=1)).to_have_text(journey.texts()("projects_page.heading"))
