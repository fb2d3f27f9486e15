"""A program that hangs refuses nothing: the page says so within five seconds, and old values are marked as such."""

import math
import os
import re
import signal
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from werkzeug.serving import make_server

from app import make_app
from callbacks.shared.services import Services
from tests.browser.conftest import DESK, PATIENCE
from tests.browser.journey import COUNTING, Journey
from texts import load_texts

# Notes in window.lostAfter how many milliseconds after the freezing the banner came.
_WATCH = """() => {
    const begun = performance.now();
    window.addEventListener("quartierblick:lost", () => (window.lostAfter = performance.now() - begun), {once: true});
}"""
# What a reader sees of an element's first text: the opacities above it taken together.
_OPACITY = """(part) => {
    let [found, at] = [1, part.querySelector("p, b, h2, span, div") ?? part];
    for (; at; at = at.parentElement) {
        const {display, opacity} = getComputedStyle(at);
        if (display !== "contents") found *= opacity;
    }
    return found;
}"""
_PARTS_ASKED = "**/_dash-update-component**"
PARTS = ("#legend-content", "#legend-below", "#findings-content", "#ranking-content")


@pytest.fixture
def program(city: Services) -> Iterator[tuple[int, str]]:
    """A program in a process of its own, and its address."""
    application = make_app(city).server
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    child = os.fork()
    if not child:
        make_server("127.0.0.1", port, application, threaded=True, fd=listening.fileno()).serve_forever()
        os._exit(0)
    listening.close()
    yield child, f"http://127.0.0.1:{port}"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.fixture
def stranger(browser: Browser, program: tuple[int, str]) -> Iterator[Journey]:
    """A window of its own, whose complaints about a lost program are expected."""
    context = browser.new_context(viewport=DESK, locale="de-DE", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    context.add_init_script(f"({COUNTING})()")
    yield Journey(context.new_page(), program[1])
    context.close()
    expect.set_options(timeout=5_000)


def freeze(page: Page, child: int) -> None:
    """Stop the program between two pulses, when the next one is as far away as can be."""
    with page.expect_response("**/health"):
        pass
    page.evaluate(_WATCH)
    os.kill(child, signal.SIGSTOP)


def fetch(page: Page, year: int) -> None:
    """Wait until the map of another year has been fetched in advance, as that of a neighbouring year is anyway."""
    page.evaluate("(y) => window.quartierblick.prefetch.view({y})", year)


def test_a_program_that_hangs_is_noticed_within_five_seconds(stranger: Journey, program: tuple[int, str]) -> None:
    child, _ = program
    page = stranger.loads("/de/map?i=A1&y=2024", i="A1").page
    freeze(page, child)
    banner = page.locator(".offline-banner")
    expect(banner).to_have_text(load_texts("de")("frame.scripts.offline"))
    assert page.evaluate("window.lostAfter") <= 5_000
    # Nothing of this indicator has been fetched: the map is the old one, and says so.
    page.locator("[data-view-indicator=C1]").click()
    page.wait_for_selector("html.is-unconfirmed")
    os.kill(child, signal.SIGCONT)
    expect(banner).to_be_hidden()
    stranger.shows(i="C1")
    page.wait_for_selector("html:not(.is-unconfirmed)")


def test_parts_beside_a_map_that_came_from_memory_are_marked_until_they_are_answered(stranger: Journey) -> None:
    page = stranger.loads("/de/map?i=A1&y=2024", i="A1").page
    fetch(page, 2023)
    page.context.set_offline(True)
    page.locator("[data-view-year='2023']").click()
    page.wait_for_selector("[data-painted*='y=2023']")
    for part in PARTS:
        expect(page.locator(part)).to_have_attribute("aria-busy", "true")
        assert page.locator(part).evaluate(_OPACITY) == pytest.approx(0.3)
    expect(page.locator(".legend-title")).to_contain_text("2024")
    expect(page.locator(".offline-banner")).to_have_text(load_texts("de")("frame.scripts.offline"))
    assert page.locator("html.is-unconfirmed").count() == 0
    page.context.set_offline(False)
    expect(page.locator(".legend-title")).to_contain_text("2023")
    expect(page.locator("[data-unconfirmed], [aria-busy]")).to_have_count(0)
    expect(page.locator(".offline-banner")).to_be_hidden()
    stranger.settles()


def test_what_hangs_is_marked_until_the_program_goes_on(stranger: Journey, program: tuple[int, str]) -> None:
    child, _ = program
    page = stranger.loads("/de/map?i=A1&y=2024&tab=profile", i="A1").page
    fetch(page, 2023)
    os.kill(child, signal.SIGSTOP)
    page.locator("[data-view-year='2023']").click()
    chosen = page.evaluate("() => window.quartierblick.store.get('scene').geometry.ids[5]")
    page.evaluate("(id) => window.quartierblick.selection.replace([id])", chosen)
    for part in ("#legend-content", "#profile-content"):
        expect(page.locator(part)).to_have_attribute("aria-busy", "true")
    page.locator("[data-view-indicator=C1]").click()
    page.wait_for_selector("html.is-unconfirmed")
    os.kill(child, signal.SIGCONT)
    stranger.shows(i="C1", y="2023")
    expect(page.locator("html.is-unconfirmed")).to_have_count(0)
    expect(page.locator("#profile-content")).to_contain_text(chosen)
    expect(page.locator("[data-unconfirmed]")).to_have_count(0)


def test_a_part_answered_with_an_error_is_asked_again_and_offers_another_try(stranger: Journey) -> None:
    page = stranger.loads("/de/map?i=A1&y=2024", i="A1").page
    failures: list[Route] = []

    def fail(route: Route, most: float = math.inf) -> None:
        failures.append(route)
        if len(failures) > most:
            route.continue_()
        else:
            route.fulfill(status=502)

    page.route(_PARTS_ASKED, lambda route: fail(route, most=2))
    page.locator("[data-view-year='2017']").click()
    page.wait_for_selector("#ranking-content[data-unconfirmed]")
    expect(page.locator(".legend-title")).to_contain_text("2017")
    expect(page.locator("[data-unconfirmed]")).to_have_count(0)
    page.unroute(_PARTS_ASKED)
    page.route(_PARTS_ASKED, lambda route: fail(route))
    page.locator("[data-view-year='2016']").click()
    words = load_texts("de").entry("frame.scripts")
    notice = page.locator(".notice")
    expect(notice).to_contain_text(words["part_failed"])
    expect(page.locator("#ranking-content")).to_have_attribute("aria-busy", "true")
    page.unroute(_PARTS_ASKED)
    page.get_by_role("button", name=words["try_again"]).click()
    expect(page.locator(".legend-title")).to_contain_text("2016")
    expect(page.locator("[data-unconfirmed]")).to_have_count(0)
    expect(notice).to_be_hidden()


def test_a_further_map_without_its_answer_is_marked_and_asked_again(stranger: Journey) -> None:
    page = stranger.loads("/de/map?i=A1&y=2024&maps=2&m2=A1.2019.same", i="A1").page
    other = page.locator(".compare-map")
    expect(other).to_have_attribute("data-beside", re.compile("y=2019"))
    page.context.set_offline(True)
    page.locator(".compare-year").nth(1).select_option("2016")
    expect(other).to_have_attribute("aria-busy", "true")
    expect(other).to_have_attribute("data-beside", re.compile("y=2019"))
    page.context.set_offline(False)
    expect(other).to_have_attribute("data-beside", re.compile("y=2016"))
    expect(page.locator("[data-unconfirmed]")).to_have_count(0)
    page.route("**/answer/**y=2018**", lambda route: route.fulfill(status=503))
    with page.expect_response("**/answer/**y=2018**"):
        page.locator(".compare-year").nth(1).select_option("2018")
    expect(other).to_have_attribute("aria-busy", "true")
    page.unroute("**/answer/**y=2018**")
    expect(other).to_have_attribute("data-beside", re.compile("y=2018"))
    expect(page.locator("[data-unconfirmed]")).to_have_count(0)
