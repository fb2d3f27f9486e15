"""No test opens a browser but the watched one, see ``tests.watch``."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.sources import ROOT, imported, own_files, place

#: The files that make a watched browser: for all tests, and for a program that is run by hand.
MAKES_IT = ("tests/conftest.py", "tests/leaks/in_chromium.py")
#: Leads a browser through the gate, for those.
LEADS_IT = "tests/watch.py"
#: The fixtures that nobody may put others in place of.
WATCHED = ("browser", "watch", "nobody_else")
OTHERWISE = re.compile(
    r"\b(launch\w*|connect_over_cdp|browser_type|chromium|firefox|webkit|playwright|selenium|webbrowser"
    r"|browser_type_launch_args|(sync|async)_playwright)\b"
)


def openings(source: str) -> Iterator[str]:
    """Whatever gives a browser: names of Playwright, other drivers, fixtures that take the place of the watched one."""
    if not (OTHERWISE.search(source) or re.search(rf"def ({'|'.join(WATCHED)})\b", source)):
        return
    tree = ast.parse(source)
    for name in imported(tree):
        if OTHERWISE.search(name) and not name.startswith(("playwright.sync_api.", "axe_playwright_python.")):
            yield name
        if name in ("playwright.sync_api.sync_playwright", "playwright.sync_api.Playwright"):
            yield name
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            wanted = [one.arg for one in (*node.args.args, *node.args.kwonlyargs)]
            yield from (one for one in wanted if OTHERWISE.fullmatch(one))
            if node.name in WATCHED and node.decorator_list:
                yield f"def {node.name}"
        elif isinstance(node, ast.Attribute) and OTHERWISE.fullmatch(node.attr):
            yield node.attr


def test_no_test_opens_a_browser_otherwise() -> None:
    tests = [path for path in own_files(".py") if place(path).startswith("tests/")]
    tests = [path for path in tests if place(path) not in (*MAKES_IT, LEADS_IT)]
    found = {place(path): sorted(set(openings(path.read_text(encoding="utf-8")))) for path in tests}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("path", MAKES_IT)
def test_whoever_makes_a_browser_sends_it_through_the_gate_and_asks_the_watch(path: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    assert ".gate.launch_options()" in source
    assert "follows(browser)" in source
    assert re.search(r"watch(ing\.ends|\.found)\(\)", source)


@pytest.mark.parametrize(
    "source",
    [
        "from playwright.sync_api import sync_playwright",
        "import playwright.async_api",
        "from selenium import webdriver",
        "def test_it(browser_type): ...",
        "def test_it(launch_browser): ...",
        "def test_it(browser): browser.browser_type.launch()",
        "@pytest.fixture\ndef browser(): ...",
        "@pytest.fixture(autouse=True)\ndef nobody_else(): ...",
    ],
)
def test_every_other_way_to_a_browser_is_seen(source: str) -> None:
    assert list(openings(source))


@pytest.mark.parametrize(
    "source",
    [
        "from playwright.sync_api import Browser, expect\ndef test_it(browser): browser.new_context()",
        "from axe_playwright_python.sync_playwright import Axe",
    ],
)
def test_the_watched_browser_may_be_used(source: str) -> None:
    assert not list(openings(source))
