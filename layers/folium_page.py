"""The current view as one HTML file by folium: it works with the network off and runs nobody's script."""

import base64
import datetime
import hashlib
import json
import re
from collections.abc import Collection, Mapping
from html import escape
from pathlib import Path
from typing import Any

from layers.caption import caption
from layers.choropleth import choropleth
from layers.columns import column
from layers.difference import plain_view
from layers.page_content import page_content
from layers.page_markup import footer, head_line, legend, patterns
from layers.page_ranking import ranking
from layers.ranked_rows import Ranked
from layers.told_map import told_map
from layers.view import View
from layers.words import Words
from loading.atlas import Atlas

_HERE = Path(__file__).parent
_LEAFLET = _HERE / "vendor" / "leaflet"
_NAME = "quartierblick"
_PAGE = """<!DOCTYPE html>
<html lang="[[language]]">
<head>
{{ this.header.render(**kwargs) }}
</head>
<body>
[[head_line]]
<main aria-label="[[map]]">
{{ this.html.render(**kwargs) }}
[[legend]]
</main>
[[ranking]]
[[footer]]
<script type="application/json" id="quartierblick-content">[[content]]</script>
<script>
{{ this.script.render(**kwargs) }}
</script>
</body>
</html>
"""
_HEAD = """[[policy]]
<title>[[title]]</title>
<style>[[leaflet_css]]</style>
<style>[[css]]</style>
<script>[[leaflet]]</script>
<script>[[js]]</script>"""


def folium_page(
    atlas: Atlas, view: View, words: Words, made_on: datetime.date, selection: Collection[str] = ()
) -> bytes:
    """Write what the map of a view shows as a page that needs nothing but itself.

    Parameters
    ----------
    atlas : Atlas
    view : View
        Of this Atlas.
    words : Words
    made_on : date
        Shown in the footer.
    selection : collection of str
        Ids of areas that are outlined as selected.

    Returns
    -------
    bytes
        HTML in UTF-8. Map, legend, ranking linked by hover and focus, source, method, date, number hidden.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's indicator or year, or a text is missing.

    Notes
    -----
    folium treats every string it is given as a template, names of quarters too. It is therefore given
    placeholders only; what was delivered is escaped and put in afterwards. A content security policy in the
    page allows the page's own scripts, by their hashes, and no request at all.
    """
    answer, told = choropleth(atlas, plain_view(view)), told_map(atlas, view, words)
    words_of = caption(atlas, answer, words, made_on, told)
    indicator = atlas.indicators[atlas.indicator_position(view.indicator)]
    numbers = column(atlas, view.level, view.indicator, view.year)
    ranked = Ranked(answer, indicator, atlas.levels[view.level].names, numbers, told)
    content = page_content(atlas, answer, words, selection, told)
    page = _filled(
        _frame(content["bounds"]),
        {
            "language": escape(words.language),
            "title": escape(words_of.title),
            "map": escape(words("export.map", title=words_of.title)),
            "head_line": head_line(words_of) + patterns(),
            "legend": legend(answer, words_of, words, told),
            "ranking": ranking(ranked, words_of, words),
            "footer": footer(words_of, words),
            "content": script_safe(content),
            **_own_files(),
        },
    )
    return page.replace("[[policy]]", _policy(page), 1).encode()


def script_safe(content: Mapping[str, Any]) -> str:
    r"""Write JSON that cannot end the script element it stands in.

    Examples
    --------
    >>> script_safe({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _frame(bounds: list[list[float]]) -> str:
    """Let folium draw an empty map with placeholders around it."""
    import folium
    from branca.element import Element, Figure, MacroElement
    from jinja2 import Template

    class Drawing(MacroElement):
        _template = Template(
            "{% macro script(this, kwargs) %}quartierblickDraw({{ this._parent.get_name() }});{% endmacro %}"
        )

    (south, west), (north, east) = bounds
    figure = Figure()
    figure._template = Template(_PAGE)
    figure.header.add_child(Element(_HEAD))
    city = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        fade_animation=False,
        zoom_snap=0.25,
        prefer_canvas=False,
    )
    city.default_js, city.default_css = [], []
    city._id = _NAME
    city.add_child(Drawing())
    figure.add_child(city)
    return figure.render()


def _own_files() -> dict[str, str]:
    def read(path: Path) -> str:
        return path.read_text(encoding="utf-8")

    # Leaflet's pictures belong to controls that the page does not have.
    leaflet_css = re.sub(r"url\([^)]*\)", "none", read(_LEAFLET / "leaflet.css"))
    leaflet = re.sub(r"//# sourceMappingURL=\S+", "", read(_LEAFLET / "leaflet.js"))
    return {
        "leaflet_css": leaflet_css,
        "leaflet": f"/*\n{read(_LEAFLET / 'LICENSE')}*/\n{leaflet}",
        "css": read(_HERE / "folium_page.css"),
        "js": read(_HERE / "folium_page.js"),
    }


def _filled(frame: str, parts: Mapping[str, str]) -> str:
    """Put the parts in, in one pass: nothing that was put in is looked at again."""
    return re.sub(r"\[\[(\w+)\]\]", lambda found: parts.get(found[1], found[0]), frame)


def _policy(page: str) -> str:
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(f"'sha256-{one}'" for one in hashes)
    rules = f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}; form-action \'none\'">'
