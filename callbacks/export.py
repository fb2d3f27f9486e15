"""Export: the view as a sheet for the council, as one HTML file and as slides; the numbers as a workbook.

What the user sees: a menu in the top bar; a choice downloads the view that the address names, or leads to publishing.
"""

import datetime
import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component
from flask import Flask, Response, abort, request

from callbacks.shared.pieces import icon, opens
from callbacks.shared.services import Services, texts_of
from layers.derived import asked_atlas
from layers.told_map import kind_shown
from layers.told_protection import mode
from layers.view import CITY, View
from loading.atlas import Atlas
from texts import Texts

_LONGEST_NAME = 88
_LONGEST_PART = 40
_FONTS = Path(__file__).parents[1] / "assets" / "fonts"
KINDS = {
    "pdf": ("file-text", "application/pdf"),
    "pptx": ("presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "html": ("file-code", "text/html; charset=utf-8"),
    "xlsx": ("file-spreadsheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def menu(texts: Texts, *, publishes: bool = True) -> Component:
    """Lay out the menu; ``assets/export.js`` sends the choice with the view of the address."""
    further = [("publish", "globe")] if publishes else []
    items = [
        dmc.MenuItem(
            [
                html.B(texts(f"export_menu.{kind}.title")),
                html.Span(texts(f"export_menu.{kind}.text"), className="quiet"),
            ],
            id=f"export-{kind}",
            leftSection=icon(name),
            className="export-item",
        )
        for kind, name in (*((kind, name) for kind, (name, _) in KINDS.items()), *further)
    ]
    target = dmc.MenuTarget(
        [icon("download"), html.Span(texts("export_menu.title"))], boxWrapperProps=opens("button export-open")
    )
    return dmc.Menu(
        [target, dmc.MenuDropdown(items)],
        position="bottom-end",
        width=300,
        withinPortal=False,
    )


def file_name(texts: Texts, atlas: Atlas, view: View, kind: str) -> str:
    """Name the file after city, indicator, year, what else the map shows and whom it is for, in plain letters.

    Examples
    --------
    >>> from tests.toytown import toytown
    >>> from texts import load_texts
    >>> view = View(project="toytown", indicator="A1", year=2024, show="clear")
    >>> file_name(load_texts("de"), toytown(), view, "xlsx")
    'toytown-a1-2024-gegen-stadt-intern.xlsx'
    """
    shown = kind_shown(atlas, view)
    compared = {"bivariate": view.second, "difference": "" if view.against == CITY else view.against}
    beside = [texts(f"export.file.{shown}"), compared.get(shown, "")] if shown else []
    parts = [atlas.title, view.indicator[:_LONGEST_PART], *([str(view.year)] if view.year else []), *beside]
    name = "-".join(filter(None, (_plain(part) for part in parts)))[:_LONGEST_NAME].strip("-")
    return f"{name or 'quartierblick'}-{texts(f'export.file.{mode(atlas)}')}.{kind}"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters.lower())[:_LONGEST_PART].strip("-")


def content(texts: Texts, atlas: Atlas, view: View, kind: str, selection: Collection[str] = ()) -> bytes:
    """Write the file; the writers are imported here, since they are heavy and seldom needed."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    if kind == "pdf":
        from layers.council_sheet import council_sheet

        return council_sheet(atlas, view, texts, today, _FONTS, selection)
    if kind == "html":
        from layers.folium_page import folium_page

        return folium_page(atlas, view, texts, today, selection)
    if kind == "pptx":
        from layers.slides import slides

        return slides(atlas, view, texts, today, selection)
    from layers.workbook import workbook

    return workbook(atlas, view, texts, today)


def register(server: Flask, services: Services) -> None:
    """Add the route of the downloads."""

    @server.get("/export/<language>/<kind>")
    def export(language: str, kind: str) -> Response:
        if kind not in KINDS:
            abort(404)
        try:
            atlas = asked_atlas(services.atlas(request.args.get("p", "")), request.args)
        except KeyError:
            abort(404)
        view = View.from_query(request.args, atlas)
        if not view.indicator:
            abort(404)
        selection = request.args.get("sel", "").split("~")
        texts = texts_of(language)
        made = content(texts, atlas, view, kind, selection)
        response = Response(made, content_type=KINDS[kind][1])
        response.headers["Content-Disposition"] = f'attachment; filename="{file_name(texts, atlas, view, kind)}"'
        return response
