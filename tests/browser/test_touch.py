"""Fingers: tap, long press, two fingers, and drawing with one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import PATIENCE, TELEPHONE
from tests.browser.journey import COUNTING, Journey

CURRENT = "window.quartierblick.selection.current()"
ZOOM = "window.quartierblick.map.handle.getZoom()"


@pytest.fixture(scope="module")
def telephone_window(browser: Browser) -> Iterator[Page]:
    """A window of its own, since only its screen can be touched."""
    context = browser.new_context(
        viewport=TELEPHONE,
        locale="de-DE",
        reduced_motion="reduce",
        has_touch=True,
        is_mobile=True,  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({COUNTING})()")
    yield context.new_page()
    context.close()


@pytest.fixture
def held(telephone_window: Page, server_url: str) -> Iterator[Journey]:
    """A telephone in a hand."""
    walked = Journey(telephone_window, server_url)
    yield walked.loads()
    walked.ends()
    assert walked.complaints == []


class Fingers:
    """Puts fingers on a page and moves them."""

    def __init__(self, page: Page) -> None:
        self.devtools: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def down(self, *places: tuple[float, float]) -> None:
        self._send("touchStart", *places)

    def move(self, *places: tuple[float, float]) -> None:
        self._send("touchMove", *places)

    def up(self) -> None:
        self._send("touchEnd")


def test_a_tap_selects_and_a_long_press_adds_or_takes_away(held: Journey) -> None:
    page, fingers = held.page, Fingers(held.page)
    spots = held.spots()
    first, second = sorted(spots)[5], sorted(spots)[40]
    page.touchscreen.tap(*spots[first])
    held.selects([first])
    for wanted in ([first, second], [first]):
        fingers.down(spots[second])
        page.wait_for_function(f"(n) => {CURRENT}.length === n", arg=len(wanted))
        fingers.up()
        held.selects(wanted)
    page.touchscreen.tap(*spots[second])
    held.selects([second])


def test_two_fingers_zoom_and_select_nothing_even_while_a_tool_is_on(held: Journey) -> None:
    page, fingers = held.page, Fingers(held.page)
    page.locator("#map-tool-circle").tap()
    before = page.evaluate(ZOOM)
    fingers.down((130, 300), (190, 300))
    for by in range(0, 50, 7):
        fingers.move((130 - by, 300), (190 + by, 300))
    fingers.up()
    page.wait_for_function(f"(before) => {ZOOM} > before", arg=before)
    expect(page.locator("#choosing-card")).to_be_visible()
    assert page.evaluate(CURRENT) == []


def test_one_finger_draws_a_lasso(held: Journey) -> None:
    page, fingers = held.page, Fingers(held.page)
    page.locator("#map-tool-lasso").tap()
    fingers.down((110, 250))
    for place in ((170, 250), (230, 260), (240, 330), (220, 400), (160, 410), (110, 380), (105, 300)):
        fingers.move(place)
    fingers.up()
    page.wait_for_function(f"() => {CURRENT}.length > 3")
    expect(page.locator("#choosing-card")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"]


def test_a_long_press_on_a_row_adds_its_quarter(held: Journey) -> None:
    page, fingers = held.page, Fingers(held.page)
    rows, shown = page.locator(".ranking-row"), held.rows()
    rows.nth(0).tap()
    held.selects(shown[:1])
    box = rows.nth(2).bounding_box() or {}
    fingers.down((box["x"] + 60, box["y"] + 10))
    page.wait_for_function(f"() => {CURRENT}.length === 2")
    fingers.up()
    held.selects([shown[0], shown[2]])
