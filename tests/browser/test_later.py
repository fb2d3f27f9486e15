"""Scripts that the first map does not wait for come when they are needed, and only those."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request

from texts import load_texts

DOT = "#scatter-chart .scatterlayer .point"
NOTES_WHEN_THE_CHARTS_ARE_ASKED_FOR = """
new MutationObserver(() => {
    if (window.early === undefined && document.querySelector("script[src*=plotly]"))
        window.early = !document.querySelector("[data-painted]");
}).observe(document, {childList: true, subtree: true});
"""


class Visitor:
    """A browser that has seen nothing yet, and the scripts it fetches."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.scripts: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.resource_type == "script":
            self.scripts.append(request.url.rpartition("/")[2].partition("?")[0])

    def comes(self) -> Page:
        self.page.goto(f"{self.url}/de/map")
        self.page.wait_for_selector(DOT, state="attached")
        return self.page

    def named(self, part: str) -> list[str]:
        return [script for script in self.scripts if part in script]


@pytest.fixture
def visitor(browser: Browser, server_url: str) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Visitor(context.new_page(), server_url)
    context.close()


def test_the_charts_are_drawn_by_the_small_library_alone(visitor: Visitor) -> None:
    visitor.comes()
    assert visitor.named("plotly") == ["plotly-cartesian.min.js"]


def test_the_charts_library_is_asked_for_when_the_map_stands(visitor: Visitor) -> None:
    visitor.page.add_init_script(NOTES_WHEN_THE_CHARTS_ARE_ASKED_FOR)
    assert visitor.comes().evaluate("window.early") is False


def test_the_table_and_its_library_come_when_it_is_first_opened(visitor: Visitor) -> None:
    page = visitor.comes()
    assert visitor.named("ag_grid") == []
    tab, other = (
        page.get_by_role("tab", name=load_texts("de")(f"panel.{one}"), exact=True) for one in ("table", "time")
    )
    tab.click()
    page.wait_for_selector(".ag-row")
    assert len(visitor.named("ag_grid")) == 1
    other.click()
    tab.click()
    assert page.locator(".ag-row").first.is_visible()
    assert len(visitor.named("ag_grid")) == 1
