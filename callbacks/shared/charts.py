"""What all plotly charts share: fonts, colours, locale, and no way to a cloud."""

from collections.abc import Mapping
from html import escape
from textwrap import wrap
from typing import Any, cast

from dash import dcc, html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from texts import Texts

INK = "#33414f"
QUIET = "#6b7885"
GRID = "#e6eaee"
MAIN = "#42669b"
SELECTED = "#d9731a"
CONFIG: dict[str, object] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "doubleClick": False,
    "scrollZoom": False,
}


def graph(graph_id: str, label: str, height: int = 220) -> Component:
    """Lay out an empty chart; its wrapper carries the alternative text, since plotly's drawing has none."""
    chart = dcc.Graph(
        id=graph_id,
        figure={"data": [], "layout": base_layout(height)},
        config=cast(dcc.Graph.Config, CONFIG),
        responsive=True,
        style={"height": f"{height}px"},
        className="chart",
    )
    return html.Div(chart, className="chart-box", id=f"{graph_id}-box", role="img", **attributes(aria_label=label))


def label(text: str, most: int = 48) -> str:
    """Write a name into a chart: plotly reads ``<b>`` and links in texts, which no delivered name may bring along.

    Parameters
    ----------
    text : str
        As delivered.
    most : int
        Characters shown; a longer text ends with an ellipsis.

    Examples
    --------
    >>> label("<b>Markt</b> & Ost")
    '&lt;b&gt;Markt&lt;/b&gt; &amp; Ost'
    >>> label("Äußerer Nordwesten", most=9)
    'Äußerer …'
    """
    return escape(text if len(text) <= most else f"{text[: most - 1]}…", quote=False)


def in_two_lines(text: str, most: int = 48) -> str:
    """Write a text into a chart as :func:`label`, but break it once before it is cut.

    Parameters
    ----------
    text : str
        As delivered.
    most : int
        Characters of a line.

    Examples
    --------
    >>> in_two_lines("Schloßstraße (Bezirk 04)", most=18)
    'Schloßstraße<br>(Bezirk 04)'
    >>> in_two_lines("Am <b>alten</b> Nordwesthafen am Fluss", most=18)
    'Am &lt;b&gt;alten&lt;/b&gt;<br>Nordwesthafen am …'
    """
    return "<br>".join(label(line, most) for line in wrap(text, most, max_lines=2, placeholder=" …"))


def base_layout(height: int, texts: Texts | None = None, **more: Any) -> dict[str, Any]:
    """Give the layout every chart starts from.

    Parameters
    ----------
    height : int
        Pixels.
    texts : Texts or None
        Sets decimal mark and thousands separator of the language.
    **more : object
        Further layout entries; ``xaxis`` and ``yaxis`` are merged with the shared look.
    """
    axis = {
        "gridcolor": GRID,
        "zeroline": False,
        "linecolor": "#c5ccd3",
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
        "exponentformat": "none",
    }
    german = texts is None or texts.language == "de"
    look: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 10, "t": 8, "b": 8, "pad": 2},
        "font": {"family": "Inter, system-ui, sans-serif", "size": 11.5, "color": QUIET},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",." if german else ".,",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {**axis, **_mapping(more.pop("xaxis", {}))},
        "yaxis": {**axis, **_mapping(more.pop("yaxis", {}))},
    }
    return {**look, **more}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
