"""Whatever a page asks of somebody else, and however it asks, fails the test that opened it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from callbacks import export
from layers.view import View
from tests.toytown import toytown
from tests.watch import Watch
from texts import load_texts

STRANGER = "stranger.test"
ADD = "(tag, told) => document.body.append(Object.assign(document.createElement(tag), told))"
#: How a page can ask, given the address; each is a function of the page.
WAYS = {
    "fetch": "(to) => void fetch(to).catch(() => 0)",
    "image": "(to) => void (new Image().src = to)",
    "beacon": "(to) => void navigator.sendBeacon(to, 'x')",
    "prefetch": f"(to) => void ({ADD})('link', {{rel: 'prefetch', href: to}})",
    "stylesheet": f"(to) => void ({ADD})('style', {{textContent: `body {{ background: url(${{to}}) }}`}})",
    "script": f"(to) => void ({ADD})('script', {{src: to}})",
    "frame": f"(to) => void ({ADD})('iframe', {{src: to}})",
    "worker": "(to) => void (window.kept = new Worker(URL.createObjectURL(new Blob([`fetch('${to}')`]))))",
    "popup": "(to) => void open(to)",
    "departure": "(to) => void (location.href = to)",
}
SOCKET = "(to) => void (window.kept = new WebSocket(to))"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(reader: BrowserContext, tmp_path: Path) -> Page:
    """A page from the disk, as an exported one is."""
    file = tmp_path / "page.html"
    file.write_text("<!doctype html><title>Page</title>", encoding="utf-8")
    opened = reader.new_page()
    opened.goto(file.as_uri())
    return opened


def found(watch: Watch, page: Page, way: str, address: str) -> str:
    """Let the page ask, and give what the watch says at the end of the test."""
    before = watch.asked
    page.evaluate(way, address)
    for _ in range(100):
        if watch.gate.asked and watch.asked > before:
            break
        page.wait_for_timeout(10)
    with pytest.raises(AssertionError) as told:
        watch.ends()
    watch.ends()  # said once
    return str(told.value)


@pytest.mark.parametrize("way", WAYS)
def test_a_request_to_somebody_else_fails_the_test_and_both_witnesses_have_seen_it(
    watch: Watch, page: Page, way: str
) -> None:
    told = found(watch, page, WAYS[way], f"http://{STRANGER}/{way}")
    assert f"'http://{STRANGER}/{way}" in told
    assert f"'{'POST' if way == 'beacon' else 'GET'} http://{STRANGER}/{way}" in told


def test_so_does_a_web_socket(watch: Watch, page: Page) -> None:
    told = found(watch, page, SOCKET, f"ws://{STRANGER}/")
    assert f"'ws://{STRANGER}/" in told
    assert f"'CONNECT {STRANGER}:80'" in told


def test_so_does_another_server_of_this_machine_and_another_file(
    watch: Watch, page: Page, server_url: str, tmp_path: Path
) -> None:
    (tmp_path / "beside.png").write_bytes(b"")
    for address in (f"{server_url}/health", (tmp_path / "beside.png").as_uri()):
        page.evaluate(WAYS["image"], address)
        page.wait_for_function("() => performance.getEntriesByType('resource').length > 0")
        with pytest.raises(AssertionError, match=address):
            watch.ends()


def test_a_request_that_the_policy_of_a_page_stops_is_a_request(
    watch: Watch, browser: Browser, server_url: str
) -> None:
    page = browser.new_page()
    page.goto(f"{server_url}/health")
    page.route("**/policy", lambda route: route.fulfill(headers={"Content-Security-Policy": "default-src 'self'"}))
    page.goto(f"{server_url}/policy")
    watch.ends()
    with page.expect_console_message():
        page.evaluate(WAYS["fetch"], f"http://{STRANGER}/")
    with pytest.raises(AssertionError, match="stopped by the policy"):
        watch.ends()
    page.close()


def test_a_page_may_ask_the_server_it_was_opened_from_and_itself(
    watch: Watch, browser: Browser, server_url: str
) -> None:
    page, before = browser.new_page(), watch.asked
    page.goto(f"{server_url}/health")
    page.evaluate("(to) => fetch(to)", f"{server_url}/health?again")
    assert watch.asked >= before + 2  # Chromium may ask for the page's icon, too
    watch.ends()
    page.close()


@pytest.mark.parametrize("kind", [kind for kind, (_, media) in export.KINDS.items() if media.startswith("text/html")])
def test_an_exported_page_asks_for_nothing(watch: Watch, page: Page, kind: str, tmp_path: Path) -> None:
    atlas, file = toytown(), tmp_path / f"map.{kind}"
    file.write_bytes(export.content(load_texts("de"), atlas, View.from_query({}, atlas), kind))
    before, asked = watch.asked, list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.locator("tr[data-area]").first.hover()
    assert asked == [file.as_uri()]
    assert watch.asked > before
