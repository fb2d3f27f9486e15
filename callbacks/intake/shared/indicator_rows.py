"""The indicators of a delivery, one row each: wanted or not, title, kind, direction; and what was changed there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import dash_mantine_components as dmc
from dash import ALL, State, html
from dash.development.base_component import Component

from callbacks.intake.shared.summary import years_of, years_text
from callbacks.shared.pieces import heading
from loading.atlas import Atlas, Direction, Indicator, Kind
from loading.catalogue import catalogue
from loading.choices import IndicatorChoice
from texts import Texts

_FIELDS = {"include": "checked", "name": "value", "kind": "value", "direction": "value"}


@dataclass(frozen=True)
class Edit:
    """What stands in one row of the page."""

    id: str
    include: bool
    title: str
    kind: str
    direction: str


def row_id(part: str, indicator: str) -> dict[str, str]:
    """Name a control of one row; there is one per indicator."""
    return {"part": f"intake-{part}", "indicator": indicator}


def row_states() -> list[State]:
    """Name everything that :func:`edits` reads, in its order."""
    values = [State(row_id(part, ALL), prop) for part, prop in _FIELDS.items()]
    return [State(row_id("include", ALL), "id"), *values]


def edits(ids: Sequence[Mapping[str, str]], *columns: Sequence[Any]) -> dict[str, Edit]:
    """Read the rows: ids, then wanted, titles, kinds and directions in the same order."""
    rows = zip(ids, *columns, strict=True)
    return {
        one["indicator"]: Edit(one["indicator"], bool(include), str(title or "").strip(), str(kind), str(direction))
        for one, include, title, kind, direction in rows
    }


def proposed(atlas: Atlas) -> dict[str, Any]:
    """Give what is proposed for each indicator, as plain data."""
    return {
        one.id: {"titles": list(one.title.values()), "kind": one.kind, "direction": one.direction}
        for one in atlas.indicators
    }


def choice(edit: Edit, before: Mapping[str, Any]) -> IndicatorChoice:
    """Keep of a row only what differs from the proposal."""
    changed = edit.title and edit.title not in before["titles"]
    return IndicatorChoice(
        edit.id,
        title=edit.title if changed else None,
        kind=edit.kind if edit.kind in get_args(Kind) and edit.kind != before["kind"] else None,  # type: ignore[arg-type]  # checked before
        direction=edit.direction
        if edit.direction in get_args(Direction) and edit.direction != before["direction"]
        else None,  # type: ignore[arg-type]  # checked before
        leave_out=not edit.include,
    )


def indicators_card(texts: Texts, atlas: Atlas, kept: Mapping[str, Edit]) -> Component:
    """Show all indicators by dimension; rows that were edited before keep what was entered."""
    known = {one.id for one in catalogue()}
    groups: dict[str, list[Component]] = {}
    for position, indicator in enumerate(atlas.indicators):
        years = years_text(texts, years_of(atlas, position))
        row = _row(texts, indicator, years, kept.get(indicator.id), indicator.id in known)
        groups.setdefault(indicator.dimension, []).append(row)
    heads = [
        html.Th(texts(f"intake.columns.{name}"), scope="col")
        for name in ("include", "name", "years", "kind", "direction")
    ]
    bodies = [html.Tbody([_group(texts, dimension), *rows]) for dimension, rows in groups.items()]
    toggles = [
        html.Button(texts(f"intake.{name}"), type="button", className="button is-small", **{"data-intake-all": value})
        for name, value in {"all": "true", "none": "false"}.items()
    ]
    title = heading(texts("intake.indicators"), texts.number(len(atlas.indicators)))
    return html.Section(
        [
            html.Div([title, html.Div(toggles, className="intake-toggles")], className="row"),
            html.P(texts("intake.indicators_how"), className="quiet"),
            html.Table([html.Thead(html.Tr(heads)), *bodies], className="intake-indicators"),
        ],
        className="card intake-card",
    )


def _group(texts: Texts, dimension: str) -> Component:
    return html.Tr(html.Th(texts(f"dimensions.{dimension}"), colSpan=5, scope="rowgroup"), className="intake-dimension")


def _row(texts: Texts, indicator: Indicator, years: str, edit: Edit | None, known: bool) -> Component:
    title = indicator.title.get(texts.language) or next(iter(indicator.title.values()), indicator.id)
    unit = indicator.unit.get(texts.language, "")
    source = texts("intake.of_catalogue", id=indicator.id) if known else texts("intake.of_file")
    controls = [
        dmc.Checkbox(
            id=row_id("include", indicator.id),
            checked=edit.include if edit else True,
            **{"aria-label": texts("intake.include_label", title=title)},
        ),
        [
            dmc.TextInput(
                id=row_id("name", indicator.id),
                value=edit.title if edit and edit.title else title,
                size="xs",
                variant="unstyled",
                className="intake-title",
                **{"aria-label": texts("intake.title_label", title=title)},
            ),
            html.Span(" · ".join([source, *([unit] if unit else [])]), className="quiet"),
        ],
        years,
        _select(texts, "kind", indicator, edit.kind if edit else indicator.kind, get_args(Kind), title),
        _select(
            texts, "direction", indicator, edit.direction if edit else indicator.direction, get_args(Direction), title
        ),
    ]
    names = ("include", "name", "years", "kind", "direction")
    cells = [html.Td(control, className=f"is-{name}") for name, control in zip(names, controls, strict=True)]
    return html.Tr(cells)


def _select(texts: Texts, part: str, indicator: Indicator, value: str, options: Sequence[str], title: str) -> Component:
    return dmc.Select(
        id=row_id(part, indicator.id),
        data=[{"value": option, "label": texts(f"intake.{part}s.{option}")} for option in options],
        value=value,
        size="xs",
        allowDeselect=False,
        className=f"intake-{part}",
        **{"aria-label": texts(f"intake.{part}_label", title=title)},
    )
