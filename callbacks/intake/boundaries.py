"""The boundaries of a delivery, to be checked: a picture, facts, layers, and what was wrong with the outlines.

What the user sees: the quarters with their districts, where they lie, three names with umlauts, where the districts
come from; each layer with what it is used for; every repair and doubt with areas before and after.
``assets/intake_boundaries.js`` turns what is chosen into decisions.
"""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import shapely
from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.districts_choice import districts_choice, wording
from callbacks.intake.shared.outline_picture import in_germany, outline_picture
from callbacks.intake.shared.read import Read
from callbacks.shared.pieces import attributes, heading, icon
from callbacks.shared.still import still
from layers.small_map import small_map
from loading.choices.layers import LayerChoice
from loading.joining.naming import key_column, name_column
from loading.maps.crs import to_degrees
from loading.recognised import Boundaries
from loading.vectors.attributes import examples
from loading.vectors.flaws import Flaw, can_be_mended
from loading.vectors.metres import in_metres
from loading.vectors.row_labels import row_labels
from texts import Texts

WIDTH, HEIGHT = 340, 340
MOST_DRAWN = 3_000
MOST_FLAWS = 100
ENCODINGS = ("utf-8", "cp1252", "cp850", "iso8859-15", "mac_roman")
_UMLAUTS = 3
_CHANGED = ("repaired", "mended")


def section(texts: Texts, found: Read) -> Component:
    """Lay out the card."""
    layer = _layer_of(found)
    card = html.Section(
        [
            html.H2(texts("boundaries_card.heading"), id="boundaries-heading", tabIndex=-1, className="heading"),
            html.P(texts("boundaries_card.lead"), className="quiet"),
            html.Div([_pictures(texts, found), _facts(texts, found, layer)], className="boundaries-overview"),
            _layers(texts, found),
            _report(texts, found, layer),
        ],
        className="card intake-card boundaries",
        **attributes(aria_label=texts("boundaries_card.heading")),
    )
    return html.Div(still(card), **attributes(data_boundaries=json.dumps(found.choices.to_json(), ensure_ascii=False)))


def _layer_of(found: Read) -> Boundaries:
    """Give the layer as read that the quarters come from; they may be its areas united."""
    used, layers = found.recognition.joined.boundaries, found.recognition.delivery.layers
    same = [layer for layer in layers if layer.file == used.file]
    return next((layer for layer in same if layer.layer == used.layer), same[0] if same else used)


def _pictures(texts: Texts, found: Read) -> Component:
    """Draw the quarters, their districts above them, and where in Germany they lie."""
    quarters, districts = found.atlas.levels["quarter"], found.atlas.levels.get("district")
    fine = quarters.geometry if len(quarters) <= MOST_DRAWN else found.atlas.levels["city"].geometry
    coarse = districts.geometry if districts else np.empty(0, dtype=object)
    every = np.concatenate([fine, coarse])
    drawn = small_map(replace(quarters, **_anonymous(len(every)), geometry=every), WIDTH, HEIGHT)
    kinds = ["area"] * len(fine) + ["district"] * len(coarse)
    paths = [[kind, path] for kind, path in zip(kinds, drawn.paths, strict=True)]
    picture = {"width": drawn.width, "height": drawn.height, "paths": paths, "dot": None}
    west, south, east, north = shapely.total_bounds(to_degrees(found.atlas.levels["city"].geometry, quarters.crs))
    where = in_germany(float(west + east) / 2, float(south + north) / 2)
    shown = [outline_picture(picture, texts("boundaries_card.picture", n=len(quarters)), "is-map")]
    if where["dot"]:
        shown.append(outline_picture(where, texts("boundaries_card.locator"), "is-germany"))
    return html.Div(shown, className="boundaries-pictures")


def _anonymous(number: int) -> dict[str, Any]:
    numbers = tuple(map(str, range(number)))
    return {"ids": numbers, "names": numbers, "parents": (-1,) * number}


def _facts(texts: Texts, found: Read, layer: Boundaries) -> Component:
    quarters, code = found.atlas.levels["quarter"], layer.crs.to_epsg()
    named = f"{layer.crs.name} (EPSG:{code})" if code else texts("boundaries_card.own_system", name=layer.crs.name)
    area = float(shapely.area(in_metres(found.atlas.levels["city"].geometry, quarters.crs)).sum()) / 1e6
    facts: dict[str, list[Component | str]] = {
        "place": [layer.place],
        "areas": [texts.number(len(quarters))],
        "size": [texts("boundaries_card.square_kilometres", area=area)],
        "districts": [_districts(texts, found), *districts_choice(texts, found)],
        "crs": [named],
        "encoding": _encoding(texts, found, layer),
        "vintage": [layer.vintage or texts("boundaries_card.not_stated")],
    }
    rows = [
        html.Div([html.Dt(texts(f"boundaries_card.facts.{name}")), html.Dd([*values])])
        for name, values in facts.items()
    ]
    return html.Dl(rows, className="intake-facts")


def _districts(texts: Texts, found: Read) -> str:
    hierarchy = found.recognition.joined.hierarchy
    if hierarchy is None:
        return texts("boundaries_card.no_districts")
    return wording(texts, hierarchy)


def umlauts(layer: Boundaries) -> list[str]:
    """Give up to three values with letters beyond ASCII, which tell whether the encoding is right."""
    special = (value for values in layer.columns.values() for value in values if not value.isascii())
    return list(dict.fromkeys(special))[:_UMLAUTS]


def _encoding(texts: Texts, found: Read, layer: Boundaries) -> list[Component | str]:
    shown = umlauts(layer)
    encoding = (layer.encoding or "utf-8").upper()
    code = "names" if shown else "no_umlauts"
    said = html.Span(texts(f"boundaries_card.{code}", encoding=encoding, names=", ".join(shown)))
    if layer.format != "shapefile":
        return [said]
    chosen = found.choices.of_layer(layer.file, layer.layer).encoding
    data = {
        "file": layer.file,
        "layer": layer.layer,
        "shown": chosen or "",
        "options": [["", texts("boundaries_card.encoding_automatic")], *([one, one.upper()] for one in ENCODINGS)],
        "words": {
            "encoding": texts("boundaries_card.encoding"),
            "step": texts.entry("boundaries_card.step_encoding"),
        },
    }
    return [said, html.Div(**attributes(data_boundaries_encoding=json.dumps(data, ensure_ascii=False)))]


def _layers(texts: Texts, found: Read) -> Component | None:
    """List all layers and what each is used for; nothing where there is only one."""
    layers = found.recognition.delivery.layers
    left_out = [choice for choice in found.choices.layers if choice.use is False]
    if len(layers) + len(left_out) < 2:
        return None
    heads = [
        html.Th(texts(f"boundaries_card.columns.{name}"), scope="col")
        for name in ("layer", "n", "examples", "crs", "role", "change")
    ]
    rows = [*(_layer_row(texts, found, layer) for layer in layers), *(_left_out_row(texts, one) for one in left_out)]
    return html.Div(
        [
            heading(texts("boundaries_card.layers"), texts.number(len(rows))),
            html.P(texts("boundaries_card.layers_lead"), className="quiet"),
            html.Div(
                html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="intake-table"),
                className="boundaries-scroll",
                tabIndex=0,
                role="group",
                **attributes(aria_label=texts("boundaries_card.layers")),
            ),
        ],
        className="boundaries-layers",
    )


def _layer_row(texts: Texts, found: Read, layer: Boundaries) -> Component:
    role = _role(found, layer)
    names = layer.columns.get(name_column(layer.columns) or key_column(layer.columns) or "", ())
    code = layer.crs.to_epsg()
    others = len(found.recognition.delivery.layers) > 1
    changes = [] if role == "quarters" else [_change(texts, layer, "take", use=True)]
    changes += [_change(texts, layer, "leave_out", use=False)] if others and role != "quarters" else []
    cells = [
        html.Th(layer.place, scope="row"),
        html.Td(texts.number(len(layer.geometry))),
        html.Td(examples(names)),
        html.Td(f"EPSG:{code}" if code else layer.crs.name),
        html.Td(texts(f"boundaries_card.roles.{role}"), className=f"is-{role}"),
        html.Td(html.Div(changes, className="question-buttons")),
    ]
    return html.Tr(cells)


def _role(found: Read, layer: Boundaries) -> str:
    if layer is _layer_of(found):
        return "quarters"
    hierarchy = found.recognition.joined.hierarchy
    is_source = hierarchy is not None and hierarchy.source == "layer" and hierarchy.place in (layer.file, layer.place)
    return "districts" if is_source and len(layer.geometry) >= len(hierarchy.ids if hierarchy else ()) else "unused"


def _left_out_row(texts: Texts, choice: LayerChoice) -> Component:
    named = f"{choice.file} / {choice.layer}" if choice.layer else choice.file
    button = _decision(
        texts("boundaries_card.take_back"),
        texts("boundaries_card.step_take_back", layer=named),
        {"file": choice.file, "layer": choice.layer, "use": None},
        named,
    )
    role = texts("boundaries_card.roles.left_out")
    return html.Tr([html.Th(named, scope="row"), html.Td("", colSpan=3), html.Td(role), html.Td(button)])


def _change(texts: Texts, layer: Boundaries, what: str, *, use: bool) -> Component:
    choice = msgspec.to_builtins(LayerChoice(layer.file, layer.layer, use=use))
    label = texts(f"boundaries_card.step_{what}", layer=layer.place)
    return _decision(texts(f"boundaries_card.{what}"), label, choice, layer.place)


def _decision(word: str, label: str, choice: dict[str, Any], about: str = "") -> Component:
    """Draw a button that decides something about a layer."""
    data = json.dumps({"label": label, "layers": [choice], "back": "#boundaries-heading"}, ensure_ascii=False)
    named = {"aria_label": f"{word}: {about}"} if about else {}
    return html.Button(
        word, type="button", className="button is-small", **attributes(data_boundaries_answer=data, **named)
    )


def _report(texts: Texts, found: Read, layer: Boundaries) -> Component:
    """Say what is or was wrong with the outlines; the list itself is folded away."""
    title = heading(texts("boundaries_card.report"))
    wanted = found.choices.of_layer(layer.file, layer.layer).mend
    if not layer.flaws:
        said: Component = html.P(
            [icon("check"), html.Span(texts("boundaries_card.faultless"))], className="intake-fine"
        )
        return html.Div([title, said], className="boundaries-report")
    numbers = Counter(flaw.kind for flaw in layer.flaws)
    counted = " · ".join(
        texts("boundaries_card.counted", n=number, kind=texts(f"boundaries_card.kinds.{kind}"))
        for kind, number in numbers.items()
    )
    fold = html.Details([html.Summary(counted), _flaws(texts, layer)], **attributes(data_boundaries_fold="report"))
    choice = {"file": layer.file, "layer": layer.layer}
    mend = (
        [_decision(*_said(texts, "mend_not"), {**choice, "mend": False})]
        if wanted
        else [_decision(*_said(texts, "mend"), {**choice, "mend": True})]
        if can_be_mended(layer.flaws)
        else []
    )
    return html.Div([title, fold, *mend], className="boundaries-report")


def _said(texts: Texts, what: str) -> tuple[str, str]:
    return texts(f"boundaries_card.{what}"), texts(f"boundaries_card.step_{what}")


def _flaws(texts: Texts, layer: Boundaries) -> Component:
    labels = row_labels(layer.columns, len(layer.geometry))
    heads = [
        html.Th(texts(f"boundaries_card.flaws.{name}"), scope="col")
        for name in ("kind", "areas", "size", "before", "after")
    ]
    rows = [_flaw(texts, flaw, labels) for flaw in layer.flaws[:MOST_FLAWS]]
    rest = len(layer.flaws) - MOST_FLAWS
    more = [html.P(texts("boundaries_card.more_flaws", n=rest), className="quiet")] if rest > 0 else []
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="intake-table boundaries-flaws")
    scroll = html.Div(
        table,
        className="boundaries-scroll",
        tabIndex=0,
        role="group",
        **attributes(aria_label=texts("boundaries_card.report")),
    )
    return html.Div([scroll, *more])


def _flaw(texts: Texts, flaw: Flaw, labels: list[str]) -> Component:
    before, after = (texts.number(flaw.before, 4), texts.number(flaw.after, 4)) if flaw.kind in _CHANGED else ("", "")
    size = texts.number(flaw.size) if flaw.size and flaw.kind != "far_away" else ""
    return html.Tr(
        [
            html.Th(texts(f"boundaries_card.kinds.{flaw.kind}"), scope="row"),
            html.Td(" / ".join(labels[row] for row in flaw.rows[:4]) or "\N{EN DASH}"),
            html.Td(size),
            html.Td(before),
            html.Td(after),
        ]
    )
