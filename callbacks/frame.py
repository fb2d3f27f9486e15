"""The frame: top bar, the page that the address asks for, and the stores every part reads.

What the user sees: logo, name of the city, the ways to data and export, the look, the language.
"""

import json
from base64 import b64encode
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from callbacks.shared.banner import banner
from callbacks.shared.basemaps import carried
from callbacks.shared.pages import Page
from callbacks.shared.pieces import attributes, empty_state, icon_button, link_button
from callbacks.shared.saved import saved_mark
from callbacks.shared.services import Services, UnusableProjectError, texts_of
from layers.palettes import BLANK_LOOKS, PATTERNS
from layers.told_protection import rounded_to
from loading.atlas import Atlas
from loading.reasons import Reason
from texts import LANGUAGES, Texts

# Runs before anything is painted, so that a dark page never flashes white; assets/theme.js does the rest.
FIRST_LOOK = (
    '{let look;try{look=localStorage.getItem("quartierblick-theme")}catch{}'
    'document.documentElement.dataset.theme=look==="dark"||'
    '(look!=="light"&&matchMedia("(prefers-color-scheme: dark)").matches)?"dark":"light"}'
)
# Inline, and no SVG: a browser that keeps no icons fetches and reads it at every change of the address.
_ICON_FILE = Path(__file__).parents[1] / "assets" / "icon.png"
ICON = f"data:image/png;base64,{b64encode(_ICON_FILE.read_bytes()).decode()}"
INDEX = (
    """<!DOCTYPE html>
<html lang="de" data-languages="LANGUAGES">
<head>
<script>FIRST_LOOK</script>
{%metas%}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{%title%}</title>
<link rel="icon" href="ICON" type="image/png">
{%css%}
</head>
<body>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>""".replace("LANGUAGES", " ".join(LANGUAGES))
    .replace("FIRST_LOOK", FIRST_LOOK)
    .replace("ICON", ICON)
)
Pages = Mapping[str, Page]
THEME = {
    "primaryColor": "blue",
    "fontFamily": "Inter, system-ui, sans-serif",
    "defaultRadius": "md",
    "colors": {
        "blue": [
            "#eef2f7",
            "#dbe4ee",
            "#b6c9dd",
            "#86a7c6",
            "#6288b3",
            "#42669b",
            "#345588",
            "#2a3f73",
            "#22345f",
            "#1c2b4b",
        ],
        # Mantine's greys of the dark look, from text to ground, in step with assets/theme.css.
        "dark": [
            "#ccd5dd",
            "#b8c3cd",
            "#9caab7",
            "#8794a1",
            "#455260",
            "#28333e",
            "#222c36",
            "#1b242d",
            "#151d24",
            "#11171d",
        ],
    },
    "primaryShade": {"light": 6, "dark": 5},
}


def layout() -> Component:
    """Lay out what every page has; the address fills it."""
    return dmc.MantineProvider(
        theme=THEME,
        children=[
            dcc.Store(id="address-boot", data=0),
            dcc.Store(id="address-page"),
            dcc.Store(id="address-selection", data=[]),
            dcc.Store(id="choropleth"),
            html.Div(id="frame-page", className="frame"),
            html.Div(id="frame-spoken", className="visually-hidden", role="status"),
        ],
    )


def page_href(language: str, page: str, project: str = "") -> str:
    """Write the address of a page of the app."""
    return f"/{language}/{page}" + (f"?{urlencode({'p': project})}" if project else "")


def words(texts: Texts, *, rounded: bool = False) -> str:
    """Give the wording and looks that scripts need, as JSON; counts may be told as rounded."""
    scripts = texts.entry("frame.scripts")
    zero = {"zero": texts("reasons.rounded_zero")} if rounded else {}
    looks = {
        reason: {"fill": look.fill, "stroke": look.stroke, "path": PATTERNS[look.pattern]}
        for reason, look in BLANK_LOOKS.items()
    }
    return json.dumps(
        {
            **scripts,
            "counts": texts.entry("frame.counts_rounded") if rounded else scripts["counts"],
            "reasons": {reason.label: texts(f"reasons.{reason.label}") for reason in Reason} | zero,
            "flags": texts.entry("flags"),
            "ranges": texts.entry("ranges"),
            "looks": looks,
        }
    )


def _language_links(texts: Texts) -> Component:
    links = [
        html.A(
            language.upper(),
            href=f"/{language}/map",
            hrefLang=language,
            lang=language,
            title=texts(f"frame.languages.{language}"),
            className="language is-current" if language == texts.language else "language",
            **attributes(data_visit="language"),
        )
        for language in LANGUAGES
    ]
    return html.Nav(links, className="languages", **attributes(aria_label=texts("frame.language")))


def _look_button(texts: Texts) -> Component:
    """Draw the switch between light, dark, and as the system; ``assets/theme.js`` says which is on."""
    said = {f"data_{choice}": texts(f"frame.look.{choice}") for choice in ("system", "light", "dark")}
    return icon_button("frame-theme", "sun-moon", texts("frame.look.system"), **attributes(**said))


def top_bar(
    texts: Texts,
    atlas: Atlas | None,
    page: str,
    own: Component | None = None,
    saved: Component | None = None,
    pages: Collection[str] = ("projects", "data", "map"),
) -> Component:
    """Draw the bar with logo, city, when it was saved, ways to the other pages, and the page's own actions."""
    project = atlas.project if atlas else ""
    ways = {"projects": ("folder-open", False), "data": ("database", False), "map": ("map", True)}
    actions: list[Component] = [
        link_button(page_href(texts.language, way, project), name, texts(f"frame.{way}"), primary=primary)
        for way, (name, primary) in ways.items()
        if way != page and way in pages
    ]
    actions.extend([own] if own else [])
    return html.Header(
        [
            html.A(
                [html.Span(className="logo", **attributes(aria_hidden="true")), html.Span("Quartierblick")],
                href=page_href(texts.language, "start"),
                className="brand",
                title=texts("frame.start"),
                **attributes(data_visit="page"),
            ),
            html.Span(place_line(texts, atlas) if atlas else "", className="place"),
            saved,
            html.Nav(actions, className="actions", **attributes(aria_label=texts("frame.actions"))),
            _look_button(texts),
            _language_links(texts),
        ],
        className="top-bar",
    )


def place_line(texts: Texts, atlas: Atlas) -> str:
    """Say which city is open: name, number of quarters, latest year."""
    quarters = texts("frame.quarters", n=len(atlas.levels["quarter"]))
    years = [year for year in atlas.years if year]
    parts = [atlas.title, quarters, *([texts("frame.latest", year=years[-1])] if years else [])]
    return " · ".join(parts)


def _lost(texts: Texts, gone: KeyError) -> Component:
    """Say why a project cannot be shown, and the way out."""
    said, advice = texts("frame.lost"), texts("frame.lost_advice")
    if isinstance(gone, UnusableProjectError):
        refusal = gone.refusal
        said, advice = (texts(f"{refusal.problem}.{part}", **refusal.found) for part in ("problem", "repair"))
    return html.Main(
        [
            html.H1(texts("frame.lost_title"), className="visually-hidden"),
            empty_state(said, advice),
            link_button(page_href(texts.language, "start"), "arrow-left", texts("frame.start"), primary=True),
        ],
        id="main",
        className="centred",
    )


def content(services: Services, pages: Pages, asked: Mapping[str, Any]) -> list[Component]:
    """Build the page that the address asks for; an unknown project gets a way out."""
    texts = texts_of(asked.get("language"))
    page = str(asked.get("page")) if str(asked.get("page")) in pages else "map"
    basemaps = carried(texts, services.basemaps)
    given = attributes(data_words=words(texts), data_basemaps=basemaps)
    skip = html.A(texts("frame.skip"), href="#main", className="skip-link")
    try:
        atlas = services.atlas(str(asked.get("project") or ""))
    except KeyError as gone:
        return [_given(given), skip, top_bar(texts, None, "start", pages=pages), _lost(texts, gone)]
    shown = pages[page]
    mark = saved_mark(texts, services.kept(atlas))
    if atlas.protection is not None:
        given |= attributes(data_public="", data_words=words(texts, rounded=rounded_to(atlas) > 1))
    bar = top_bar(texts, atlas, page, shown.actions(texts), mark, pages)
    head = html.Div([bar, banner(texts, atlas, publishes="publish" in pages)], className="frame-head")
    return [_given(given), skip, head, shown.layout(texts, atlas)]


def _given(carried_words: Mapping[str, Any]) -> Component:
    return html.Div(id="frame-words", hidden=True, **carried_words)


def register(app: Dash, services: Services, pages: Pages) -> None:
    """Wire the address to the page."""
    app.clientside_callback(
        ClientsideFunction("address", "boot"),
        Output("address-page", "data"),
        Input("address-boot", "data"),
    )

    @app.callback(Output("frame-page", "children"), Input("address-page", "data"), prevent_initial_call=True)
    def show_page(asked: Mapping[str, Any]) -> list[Component]:
        return content(services, pages, asked)
