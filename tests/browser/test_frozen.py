"""A program that hangs refuses nothing: the page says so within five seconds, and old values are marked as such."""

import os
import signal
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from app import make_app
from callbacks.shared.services import Services
from tests.browser.journey import COUNTING, Journey
from texts import load_texts

# Notes in window.lostAfter how many milliseconds after the freezing the banner came.
_WATCH = """() => {
    const begun = performance.now();
    window.addEventListener("quartierblick:lost", () => (window.lostAfter = performance.now() - begun), {once: true});
}"""


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
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE", reduced_motion="reduce")
    context.add_init_script(f"({COUNTING})()")
    yield Journey(context.new_page(), program[1])
    context.close()


def freeze(page: Page, child: int) -> None:
    """Stop the program between two pulses, when the next one is as far away as can be."""
    with page.expect_response("**/health"):
        pass
    page.evaluate(_WATCH)
    os.kill(child, signal.SIGSTOP)


def test_a_program_that_hangs_is_noticed_within_five_seconds(stranger: Journey, program: tuple[int, str]) -> None:
    child, _ = program
    page = stranger.loads("/de/map?i=A1&y=2024", i="A1").page
    freeze(page, child)
    # Nothing of this indicator has been fetched: the map is the old one, and says so.
    page.locator("[data-view-indicator=C1]").click()
    banner = page.locator(".offline-banner")
    expect(banner).to_have_text(load_texts("de")("frame.scripts.offline"), timeout=10_000)
    assert page.evaluate("window.lostAfter") <= 5_000
    page.wait_for_selector("html.is-unconfirmed")
    os.kill(child, signal.SIGCONT)
    expect(banner).to_be_hidden(timeout=5_000)
    stranger.shows(i="C1")
    page.wait_for_selector("html:not(.is-unconfirmed)")
