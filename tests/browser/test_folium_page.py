"""The stand-alone page in a real browser with the network off."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from layers.folium_page import folium_page
from layers.view import View
from loading.atlas import Atlas
from tests.layers.test_folium_page import HOSTILE, hostile_town
from tests.layers.towns_with_clusters import planted_town
from tests.toytown import toytown
from texts import load_texts

SELECTED, POINTED = "#e07b1f", "#1c2b3a"


class Reader:
    """A browser without a network that notes whatever should not happen."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def opens(self, atlas: Atlas, /, **query: str) -> Page:
        """Save the page under a name with blanks and umlauts and open it."""
        file = self.folder / "Übersicht für den Rat.html"
        day = datetime.date(2025, 3, 9)
        chosen = query.pop("sel", "").split("~")
        file.write_bytes(folium_page(atlas, View.from_query(query, atlas), load_texts("de"), day, chosen))
        self.page.goto(file.as_uri())
        self.page.wait_for_selector("path.area")
        return self.page


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    yield Reader(context.new_page(), tmp_path)
    context.close()


def test_the_map_is_drawn_and_no_request_leaves(reader: Reader) -> None:
    page = reader.opens(toytown(), i="A1", y="2023")
    fills = page.eval_on_selector_all("path.area", "paths => paths.map((path) => path.getAttribute('fill'))")
    assert len(fills) == 9
    assert fills[6:] == ["url(#blank-zero)", "url(#blank-suppressed)", "url(#blank-not_delivered)"]
    box = page.locator("path.area").nth(4).bounding_box()
    assert box
    assert box["width"] > 100
    assert [url for url in reader.asked if not url.startswith("file:")] == []
    assert reader.complaints == []


def test_the_legend_does_not_cover_the_city(reader: Reader) -> None:
    page = reader.opens(toytown(), i="A1", y="2023")
    legend, city = page.locator(".legend").bounding_box(), page.locator("path.area").nth(0).bounding_box()
    assert legend
    assert city
    assert legend["x"] + legend["width"] <= city["x"]


@pytest.mark.parametrize("width", [1440, 1366, 390])
def test_the_card_of_no_quarter_touches_the_legend(reader: Reader, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 860})
    page = reader.opens(toytown(), i="A1", y="2023")
    legend = page.locator(".legend").bounding_box()
    assert legend
    for row in page.locator("tr[data-area]").all():
        row.dispatch_event("mouseenter")
        card = page.locator(".leaflet-tooltip.told").bounding_box()
        assert card
        across = min(card["x"] + card["width"], legend["x"] + legend["width"]) - max(card["x"], legend["x"])
        down = min(card["y"] + card["height"], legend["y"] + legend["height"]) - max(card["y"], legend["y"])
        assert min(across, down) <= 0
        row.dispatch_event("mouseleave")


def test_pointing_at_a_row_lights_the_quarter_on_the_map(reader: Reader) -> None:
    page = reader.opens(toytown(), i="A1", y="2024")
    page.get_by_role("row", name="Markt").hover()
    ring = page.locator("path.ring")
    assert ring.get_attribute("stroke") == POINTED
    assert ring.get_attribute("d") == page.locator("path.area").nth(4).get_attribute("d")
    told = page.locator(".told").inner_text()
    assert all(text in told for text in ("Markt", "20,0", "4 von 9", "200 von 1.000", "+2,0 Punkte", "Mitte"))


def test_the_selection_of_the_view_is_outlined(reader: Reader) -> None:
    atlas = toytown()
    first, second, *_ = atlas.levels["quarter"].ids
    page = reader.opens(atlas, i="A1", y="2024", sel=f"{first}~{second}")
    assert page.locator("path.chosen").get_attribute("stroke") == SELECTED
    assert reader.opens(atlas, i="A1", y="2024").locator("path.chosen").count() == 0


def test_pointing_at_the_map_lights_the_row(reader: Reader) -> None:
    page = reader.opens(toytown(), i="A1", y="2024")
    page.locator("path.area").nth(2).hover()
    assert page.locator("tr.lit th").inner_text() == "Süd-Ost"
    page.mouse.move(5, 5)
    assert page.locator("tr.lit").count() == 0
    assert page.locator("path.ring").count() == 0


def test_the_ranking_can_be_read_with_the_keyboard(reader: Reader) -> None:
    page = reader.opens(toytown(), i="A1", y="2024")
    page.locator("tr[data-area]").first.focus()
    page.keyboard.press("Tab")
    lit = page.locator("tr.lit")
    assert lit.count() == 1
    assert page.locator(".told strong").inner_text() == lit.locator("th").inner_text()


def test_counts_are_circles_with_their_sizes_in_the_legend(reader: Reader) -> None:
    page = reader.opens(toytown(), i="population")
    assert page.locator(".leaflet-overlay-pane path:not(.area)").count() == 9
    assert page.locator(".legend circle").count() == 3
    assert reader.complaints == []


def test_a_map_of_clusters_shows_what_it_found_and_how(reader: Reader) -> None:
    page = reader.opens(planted_town(), i="A1", y="2024", show="clusters", how="p999")
    fills = page.eval_on_selector_all("path.area", "paths => paths.map((path) => path.getAttribute('fill'))")
    swatches = page.eval_on_selector_all(".legend rect", "all => all.map((one) => one.getAttribute('fill'))")
    assert set(fills) <= set(swatches)
    high = fills.index(swatches[0])
    assert fills.count(swatches[0]) == int(page.locator(".legend tbody tr").first.locator(".number").first.inner_text())
    assert page.locator("path.group").count() >= 2
    page.locator(f"tr[data-area='{high}']").hover()
    told = page.locator(".told").inner_text()
    assert all(word in told for word in ("Nachbarn auch hoch", "Pseudo-p-Wert", "SGB II-Quote", "Rang"))
    assert "999 Permutationen, Startwert 1" in page.locator("footer").inner_text()
    assert page.locator(".legend").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert reader.complaints == []


def test_hostile_names_are_shown_and_not_run(reader: Reader) -> None:
    page = reader.opens(hostile_town(), i="A1", y="2024")
    shown = page.locator(".ranking tbody th").all_inner_texts()
    assert {"".join(text.split()) for text in shown} == {"".join(name.split()) for name in HOSTILE}
    for number in range(9):
        page.locator(f"tr[data-area='{number}']").hover()
        assert page.locator(".told strong").text_content() == HOSTILE[number]
    assert page.evaluate("window.broken") is None
    assert page.locator("img").count() == 0
    assert reader.complaints == []
    assert [url for url in reader.asked if not url.startswith("file:")] == []


def test_a_script_that_got_into_the_page_would_not_run(reader: Reader) -> None:
    page = reader.opens(toytown())
    page.evaluate(
        "() => { const one = document.createElement('img'); one.setAttribute('onerror', 'window.broken = 1');"
        " one.src = 'data:,'; document.body.append(one); }"
    )
    page.wait_for_function("() => document.images[0].complete")
    assert page.evaluate("window.broken") is None
    assert any("Content Security Policy" in text for text in reader.complaints)


def test_on_a_telephone_map_legend_and_ranking_stand_one_below_the_other(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 844})
    page = reader.opens(toytown(), i="A1", y="2023")
    boxes = [page.locator(name).bounding_box() for name in (".folium-map", ".legend", ".ranking", "footer")]
    bottoms = [box["y"] + box["height"] for box in boxes if box]
    assert all(box and box["y"] >= bottom - 1 for box, bottom in zip(boxes[1:], bottoms, strict=False))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
