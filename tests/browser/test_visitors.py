"""A server for visitors: from the start page to the map, through its tabs, and nothing that is closed is asked for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Response

from app import make_app, open_services
from callbacks.guard.visitors import CLOSED
from tests import serving
from tests.browser.journey import Journey
from tests.loading.project_file.test_public import public_toytown


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that shows a public town."""
    services = open_services(tmp_path_factory.mktemp("visited"))
    kept = services.named.publish(public_toytown())
    first = kept.summary.project if kept.summary else ""
    app = make_app(replace(services, first=first, for_visitors=True))
    with serving.served(app.server) as address:
        yield address


def test_visitors_look_and_find_no_tool_that_changes_anything(window: Page, visited: str) -> None:
    window.goto("about:blank")
    walk = Journey(window, visited)
    refused: list[str] = []

    def hear(answer: Response) -> None:
        refused.extend([answer.url] if answer.status >= 400 else [])

    window.on("response", hear)
    window.goto(f"{visited}/de/start")
    window.get_by_role("link", name="Toytown").click()
    walk.shows()
    for name in ("profile", "table"):
        walk.tab(name)
        walk.settles()
    window.locator(".export-open").click()
    assert window.locator("#export-html").is_visible()
    assert window.locator("#export-publish, .saved-mark").count() == 0
    links = window.eval_on_selector_all("a[href]", "(links) => links.map((link) => new URL(link.href).pathname)")
    assert [one for one in links if one.endswith(("/data", "/projects", "/publish"))] == []
    window.evaluate("dispatchEvent(new Event('pagehide'))")
    walk.settles()
    walk.ends()
    window.remove_listener("response", hear)
    assert [address for address in walk.asked if address.removeprefix(visited).startswith(CLOSED)] == []
    assert (refused, walk.complaints, walk.foreign()) == ([], [], [])
