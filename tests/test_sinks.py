"""Where text could be taken for markup or for a program: every such place is known, and says why it may be there."""

import re
from collections.abc import Iterator

import pytest

from tests.sources import PRODUCT, ROOT, own_files, place

SINKS = (
    *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment", "DOMParser"),
    *("bindTooltip(", "bindPopup(", "setTooltipContent(", "setPopupContent(", "divIcon(", "DivMarker"),
    *("srcdoc", "srcDoc", "dangerously_", "escape=False", "autoescape=False", "Markup(", "|safe", "render_template"),
    *("eval(", "new Function", "exec(", "os.system(", "shell=True", "pickle.load", "yaml.load(", "setTimeout('"),
    *("content=", "attribution=", "javascript:", "postMessage", "importScripts", "window.open(", "NavLink"),
)
#: By file and sink: why what stands there can hold nothing that was delivered, or cannot run it.
ALLOWED = {
    ("callbacks/publish/shared/proofs.py", "pickle.load"): "out of a folder for its owner alone that the program wrote",
    ("layers/protection_apart.py", "pickle.load"): "out of a folder for its owner alone that the program wrote",
    ("layers/protection_prices.py", "pickle.load"): "out of a folder for its owner alone that the program wrote",
    ("assets/batched.js", "postMessage"): "a channel of the page to itself; carries a zero",
    ("assets/sketch.js", "divIcon("): "gets an element whose text was set by textContent",
    ("loading/basemaps/configuration.py", "attribution="): "a field; assets/basemap.js shows it by textContent",
    ("loading/basemaps/mbtiles.py", "attribution="): "a field; assets/basemap.js shows it by textContent",
    ("assets/maptools.js", "bindTooltip("): "gets an element whose text was set by textContent",
    ("layers/folium_page.js", "bindTooltip("): "gets an element whose text was set by textContent",
    ("layers/folium_page.py", "content="): "the policy itself: fixed words and hashes",
    ("callbacks/frame.py", "content="): "a fixed word of the page's head",
    ("callbacks/later.py", "content="): "addresses of shipped scripts",
    ("callbacks/remembered.py", "content="): "ids of callbacks, escaped",
    ("callbacks/guard/shared/plain_answer.py", "content="): "a fixed word of the page's head",
}
MEANT = re.compile(r"^\s*(?:#|//|\*|/\*)|literal_eval\(|\.exec\(")


def found() -> Iterator[tuple[str, str]]:
    """Every sink in the product's own files; comments and methods of regular expressions are none."""
    for path in own_files(".py", ".js"):
        if place(path).partition("/")[0].removesuffix(".py") not in (*PRODUCT, "assets", "app", "run"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from ((place(path), sink) for sink in SINKS if sink in line and not MEANT.search(line))


def test_every_sink_is_known_and_explained() -> None:
    there = set(found())
    assert sorted(there - set(ALLOWED)) == []
    gone = {(file, sink) for file, sink in set(ALLOWED) - there if (ROOT / file).exists()}
    assert sorted(gone) == [], "explained, but no longer there"


def test_every_workbook_takes_names_for_text() -> None:
    off = {f'"strings_to_{kind}": False' for kind in ("formulas", "urls", "numbers")}
    for path in own_files(".py"):
        text = path.read_text(encoding="utf-8")
        if place(path).partition("/")[0] in PRODUCT and "xlsxwriter.Workbook(" in text:
            assert all(one in text for one in off), place(path)


@pytest.mark.parametrize("line", ["box.innerHTML = name;", "x = eval(text)", "L.tooltip().bindTooltip(name)"])
def test_the_rule_sees_what_it_looks_for(line: str) -> None:
    assert [sink for sink in SINKS if sink in line and not MEANT.search(line)]
