"""What all charts share."""

import re

import pytest

from callbacks.shared.charts import CONFIG, GRID, base_layout, graph, label
from tests.callbacks.questions import attribute, of_kind
from tests.sources import ROOT
from texts import load_texts


def test_a_chart_carries_its_alternative_text() -> None:
    box = graph("a-chart", "Verteilung der Werte")
    assert attribute(box, "role") == "img"
    assert attribute(box, "aria-label") == "Verteilung der Werte"
    assert attribute(box, "id") == "a-chart-box"


def test_a_chart_is_as_high_as_asked_before_and_after_it_is_filled() -> None:
    (chart,) = of_kind(graph("a-chart", "x", 330), "Graph")
    assert chart.style == {"height": "330px"}
    assert chart.figure["layout"]["height"] == 330


def test_no_chart_offers_a_way_to_a_cloud() -> None:
    (chart,) = of_kind(graph("a-chart", "x"), "Graph")
    assert chart.config == CONFIG
    assert CONFIG["showSendToCloud"] is CONFIG["displayModeBar"] is CONFIG["displaylogo"] is False


@pytest.mark.parametrize(("language", "separators"), [("de", ",."), ("en", ".,")])
def test_numbers_follow_the_language(language: str, separators: str) -> None:
    assert base_layout(100, load_texts(language))["separators"] == separators


def test_axes_keep_the_shared_look_and_take_what_is_added() -> None:
    made = base_layout(100, None, xaxis={"ticksuffix": " %"}, yaxis={"gridcolor": "#fff"}, showlegend=True)
    assert made["xaxis"]["ticksuffix"] == " %"
    assert made["xaxis"]["gridcolor"] == GRID
    assert made["yaxis"]["gridcolor"] == "#fff"
    assert made["showlegend"] is True
    assert base_layout(100)["xaxis"]["gridcolor"] == GRID


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Äußerer Nordwesten", "Äußerer Nordwesten"),
        ('<a href="http://x">Ost</a>', '&lt;a href="http://x"&gt;Ost&lt;/a&gt;'),
        ("Markt & Dom", "Markt &amp; Dom"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("", ""),
    ],
)
def test_a_name_is_written_as_it_was_delivered(name: str, shown: str) -> None:
    assert label(name) == shown


def test_a_long_name_is_cut_before_it_is_written() -> None:
    assert label("a" * 20, most=20) == "a" * 20
    assert label("a" * 21, most=20) == "a" * 19 + "…"
    assert label("<" * 30, most=3) == "&lt;&lt;…"


def test_every_colour_that_a_chart_names_has_its_counterpart_in_the_dark() -> None:
    modules = [f"callbacks/{one}" for one in ("shared/charts", "explore/concentration", "explore/scatter")]
    modules += ["callbacks/explore/timelines", "layers/timelines"]
    sources = "".join((ROOT / f"{module}.py").read_text(encoding="utf-8") for module in modules)
    styles = (ROOT / "assets" / "charts.css").read_text(encoding="utf-8")
    named = {
        tuple(int(hexed[at : at + 2], 16) for at in (0, 2, 4)) for hexed in re.findall(r'"#([0-9a-f]{6})"', sources)
    }
    # Readable on both papers as they are: orange of the selection, the middle grey of a line, one light blue.
    both = {(217, 115, 26), (140, 152, 164), (134, 167, 198)}
    missing = [colour for colour in named - both if f"rgb({', '.join(map(str, colour))})" not in styles]
    assert len(named) > 10
    assert missing == []
