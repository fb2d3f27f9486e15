"""How tests start a browser: the Chromium of the machine, which asks nothing of the network by itself, watched."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.watch import Gate, Watch


@pytest.fixture(scope="session")
def watch() -> Iterator[Watch]:
    """The watch over all pages of this run; at the end of each test it is asked what it saw, see ``nobody_else``."""
    gate = Gate()
    watching = Watch(gate)
    yield watching
    gate.shutdown()
    gate.server_close()
    watching.ends()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], watch: Watch) -> dict[str, Any]:
    """Start what ``run.py test`` has found, behind the gate."""
    return {**browser_type_launch_args, **watch.gate.launch_options()}


@pytest.fixture(scope="session")
def browser(browser: Browser, watch: Watch) -> Browser:
    """The only browser of the tests: no page of it is opened without the watch, whoever opens it."""
    watch.follows(browser)
    return browser


@pytest.fixture(autouse=True)
def nobody_else(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose pages have asked anything but servers and files that the test has opened."""
    watching = request.getfixturevalue("watch") if "browser" in request.fixturenames else None
    yield
    if watching:
        watching.ends()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where ``run.py test`` found none; it says so in its last lines."""
    if os.environ.get("CHROMIUM") == "":
        left_out = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
