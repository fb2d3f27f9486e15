"""What was recognised, as sections of the page: the figure of the join, facts of the map, files."""

from collections.abc import Sequence

import numpy as np
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, heading, icon
from loading.atlas import Atlas, Join
from texts import Texts

MOST_SHOWN = 20
_SHEETS = ("xlsx", "xls", "ods", "csv", "json")


def years_text(texts: Texts, years: Sequence[int]) -> str:
    """Write years as ranges.

    Examples
    --------
    >>> from texts import load_texts
    >>> years_text(load_texts("de"), (2015, 2016, 2017, 2019))
    '2015–2017, 2019'
    """
    named = [year for year in years if year]
    if not named:
        return texts("intake.no_year")
    starts = [year for year in named if year - 1 not in named]
    ends = [year for year in named if year + 1 not in named]
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))


def years_of(atlas: Atlas, position: int) -> tuple[int, ...]:
    """Give the years in which an indicator has at least one number."""
    filled = np.isfinite(atlas.cubes["quarter"].value[:, position]).any(axis=0)
    return tuple(year for year, has_number in zip(atlas.years, filled, strict=True) if has_number)


def join_figure(texts: Texts, atlas: Atlas) -> Component:
    """Show how many quarters have numbers, large, with a bar, and the repairs that helped."""
    matched, number = len(atlas.join.matched), len(atlas.levels["quarter"])
    share = 100 * matched / number if number else 0.0
    complete = "intake-bar is-complete" if matched == number else "intake-bar"
    repairs = [html.Li(texts(f"intake.repairs.{name}")) for name in atlas.join.repairs]
    return html.Div(
        [
            html.P(
                [html.B(texts.number(matched)), html.Span(texts("intake.of_quarters", n=number))],
                className="intake-figure",
            ),
            html.Div(html.Div(style={"width": f"{share:.1f}%"}), className=complete, **attributes(aria_hidden="true")),
            html.P(texts("intake.joined_by", key=atlas.join.key), className="quiet"),
            html.Div([html.P(texts("intake.repaired")), html.Ul(repairs)], className="intake-repairs")
            if repairs
            else None,
        ],
        className="intake-join",
    )


def map_facts(texts: Texts, atlas: Atlas) -> Component:
    """List what the map is: quarters, districts, coordinates, what it is valid for."""
    quarters, districts = atlas.levels["quarter"], atlas.levels.get("district")
    code = quarters.crs.to_epsg()
    facts = {
        "level": texts("intake.n_quarters", n=len(quarters)),
        "districts": texts("intake.n_districts", n=len(districts)) if districts else texts("intake.no_districts"),
        "key": atlas.join.key,
        "crs": f"{quarters.crs.name} (EPSG:{code})" if code else quarters.crs.name,
        "vintage": atlas.vintage or texts("intake.not_stated"),
        "years": years_text(texts, atlas.years),
        **({"facilities": texts.number(len(atlas.facilities))} if atlas.facilities else {}),
        **({"scenery": texts.number(len(atlas.scenery))} if atlas.scenery else {}),
    }
    rows = [html.Div([html.Dt(texts(f"intake.facts.{name}")), html.Dd(value)]) for name, value in facts.items()]
    return html.Dl(rows, className="intake-facts")


def sets(texts: Texts, atlas: Atlas) -> list[Component]:
    """List what did not match, at most twenty of each, and the rows recognised as totals."""
    quarters = atlas.levels["quarter"]
    names = dict(zip(quarters.ids, quarters.names, strict=True))
    join: Join = atlas.join
    listed = {
        "only_map": [_with_name(key, names) for key in join.only_map],
        "only_table": list(join.only_table),
        "duplicates": [_with_name(key, names) for key in join.duplicates],
        "totals": list(join.totals),
    }
    return [_set(texts, name, entries) for name, entries in listed.items()]


def totals_set(texts: Texts, atlas: Atlas) -> Component:
    """List the rows recognised as totals; what did not match is the join doctor's."""
    return _set(texts, "totals", list(atlas.join.totals))


def _with_name(key: str, names: dict[str, str]) -> str:
    return f"{key} {names[key]}" if names.get(key, key) != key else key


def _set(texts: Texts, name: str, entries: list[str]) -> Component:
    title = [html.B(texts.number(len(entries))), html.Span(texts(f"intake.sets.{name}.title"))]
    if not entries:
        return html.Div(title, className="intake-set is-empty")
    rest = len(entries) - MOST_SHOWN
    more = [html.Li(texts("intake.more", n=rest), className="quiet")] if rest > 0 else []
    content = [
        html.P(texts(f"intake.sets.{name}.text"), className="quiet"),
        html.Ul([*map(html.Li, entries[:MOST_SHOWN]), *more]),
    ]
    return html.Details([html.Summary(title), *content], className="intake-set")


def files_card(texts: Texts, atlas: Atlas) -> Component:
    """List the files: name, format, encoding, layers or sheets."""
    rows = []
    for note in atlas.files:
        kind = "sheets" if note.format in _SHEETS else "layers"
        said = [texts(f"intake.formats.{note.format}"), *([note.encoding.upper()] if note.encoding else [])]
        parts = list(note.parts[:MOST_SHOWN])
        said += [texts(f"intake.{kind}", n=len(note.parts), names=", ".join(parts))] if parts else []
        name = "file-spreadsheet" if kind == "sheets" else "map"
        rows.append(
            html.Li([icon(name), html.Div([html.B(note.name), html.Span(" · ".join(said), className="quiet")])])
        )
    return html.Section(
        [heading(texts("intake.files"), texts.number(len(rows))), html.Ul(rows, className="intake-files")],
        className="card intake-card",
    )
