"""Findings by severity: what was found, where, what is proposed; those put aside with their reason."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.refusal import worded
from callbacks.shared.pieces import attributes, icon
from loading.atlas import Atlas
from loading.errors import Finding, Spot
from texts import Texts

SEVERITIES = ("error", "warning", "info")
MOST_SHOWN = 6
MOST_PLACES = 3
MOST_YEARS = 30
_ICONS = {"error": "triangle-alert", "warning": "triangle-alert", "info": "info"}


@dataclass(frozen=True)
class Item:
    """Findings that read alike, shown as one.

    Attributes
    ----------
    findings : tuple of Finding
        At least one; of the same severity, and put aside for the same reason.
    text, repair : str
        In words.
    """

    findings: tuple[Finding, ...]
    text: str
    repair: str

    @property
    def first(self) -> Finding:
        """The first of them, which stands for all."""
        return self.findings[0]

    @property
    def marks(self) -> str:
        """What tells them from all others, as JSON."""
        return json.dumps([finding.mark for finding in self.findings], ensure_ascii=False)


Actions = Callable[[Item], Sequence[Component]]


def items(texts: Texts, findings: Sequence[Finding]) -> list[Item]:
    """Put findings together that read alike, in their order."""
    alike: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.severity, *worded(texts, finding), finding.ignored), []).append(finding)
    return [Item(tuple(found), text, repair) for (_, text, repair, _), found in alike.items()]


def groups(texts: Texts, atlas: Atlas, found: Sequence[Item], actions: Actions) -> list[Component]:
    """Lay out what is open by severity, notes folded away; then what was put aside."""
    listed = []
    for severity in SEVERITIES:
        of_one = [one for one in found if one.first.severity == severity and not one.first.ignored]
        if of_one:
            listed.append(_group(texts, atlas, severity, of_one, actions))
    if not listed:
        said = "nothing_open" if found else "none"
        listed.append(html.P([icon("check"), html.Span(texts(f"checks.part.{said}"))], className="intake-fine"))
    aside = [one for one in found if one.first.ignored]
    return [*listed, *([_aside(texts, atlas, aside, actions)] if aside else [])]


def _group(texts: Texts, atlas: Atlas, severity: str, found: Sequence[Item], actions: Actions) -> Component:
    lines = [_line(texts, atlas, one, actions, beyond=at >= MOST_SHOWN) for at, one in enumerate(found)]
    content: list[Component] = [html.Ul(lines, className="checks-list")]
    if len(found) > MOST_SHOWN:
        more = html.Button(
            texts("checks.part.show_all", n=len(found)),
            type="button",
            className="button is-small checks-all",
            **attributes(data_checks_all=severity),
        )
        content.append(more)
    count = html.Span(texts.number(len(found)), className="heading-note")
    title = [html.Span(texts(f"checks.part.severities.{severity}")), count]
    explained = html.Span(texts(f"checks.part.explained.{severity}"), className="quiet")
    marked = attributes(data_checks_group=severity)
    classes = f"checks-group is-{severity}"
    if severity == "info":
        folded = html.Summary([html.Span(title, className="heading"), explained])
        return html.Details([folded, *content], className=classes, **marked)
    return html.Div([html.H3([*title, explained], className="heading"), *content], className=classes, **marked)


def _aside(texts: Texts, atlas: Atlas, found: Sequence[Item], actions: Actions) -> Component:
    count = html.Span(texts.number(len(found)), className="heading-note")
    summary = html.Summary(html.Span([texts("checks.part.ignored"), count], className="heading"))
    lines = [_line(texts, atlas, one, actions) for one in found]
    return html.Details(
        [summary, html.Ul(lines, className="checks-list")],
        className="checks-group is-aside",
        **attributes(data_checks_group="aside"),
    )


def _line(texts: Texts, atlas: Atlas, one: Item, actions: Actions, *, beyond: bool = False) -> Component:
    first = one.first
    said = [
        html.P(
            [
                html.Span(texts(f"checks.part.severity_of_one.{first.severity}") + ": ", className="visually-hidden"),
                one.text,
            ],
            className="checks-text",
        ),
        html.P([html.B(texts("checks.part.reason")), " ", first.ignored], className="checks-reason")
        if first.ignored
        else None,
        html.P([html.Span(texts("checks.part.proposal")), " ", one.repair], className="checks-repair")
        if one.repair and not first.ignored
        else None,
        html.P(_places(texts, one), className="intake-place"),
        _numbers(texts, atlas, first.spot) if first.spot else None,
    ]
    wanted = actions(one)
    buttons = html.Div(list(wanted), className="checks-actions") if wanted else None
    return html.Li(
        [icon(_ICONS[first.severity]), html.Div([*said, buttons])],
        className=f"checks-finding is-{first.severity}" + (" is-beyond" if beyond else ""),
        **attributes(data_checks_marks=one.marks, data_checks_file=file_of(atlas, first), data_checks_short=short(one)),
    )


def _places(texts: Texts, one: Item) -> str:
    different = list(dict.fromkeys(place_in_words(texts, finding) for finding in one.findings))
    more = f" {texts('intake.more', n=len(different) - MOST_PLACES)}" if len(different) > MOST_PLACES else ""
    return "; ".join(different[:MOST_PLACES]) + more


def place_in_words(texts: Texts, finding: Finding) -> str:
    """Say where to look a finding up, with the line where it is known."""
    line = finding.values.get("line")
    return texts("checks.part.line", place=finding.place, line=line) if line else finding.place


def short(one: Item) -> str:
    """Name what a finding speaks of in a few words, for the list of steps."""
    named = [str(one.first.values[name]) for name in ("quarter", "title", "year", "years") if name in one.first.values]
    return ", ".join(named) or one.first.place


def file_of(atlas: Atlas, finding: Finding) -> str:
    """Give the delivered file a finding stands in; empty where it names none."""
    names = [note.name for note in atlas.files if finding.place.startswith(note.name)]
    return max(names, key=len, default="")


def _numbers(texts: Texts, atlas: Atlas, spot: Spot) -> Component | None:
    """Lay out a quarter's numbers by year, beside the middle of all quarters."""
    ids, quarters = [indicator.id for indicator in atlas.indicators], atlas.levels["quarter"]
    if spot.indicator not in ids:
        return None
    position = ids.index(spot.indicator)
    indicator, values = atlas.indicators[position], atlas.cubes["quarter"].value[:, position]
    years = np.flatnonzero(np.isfinite(values).any(axis=0))[-MOST_YEARS:]
    rows = [(texts("checks.part.city"), np.nanmedian(values[:, years], axis=0))] if len(years) else []
    if spot.quarter in quarters.ids:
        at = quarters.ids.index(spot.quarter)
        rows.insert(0, (quarters.names[at], values[at, years]))
    if not rows or (len(years) < 2 and not spot.quarter):
        return None
    named = [html.Th(str(atlas.years[year] or "\N{EN DASH}"), scope="col") for year in years]
    heads = html.Tr([html.Th(texts("checks.part.quarter"), scope="col"), *named])
    lines = [
        html.Tr(
            [
                html.Th(name, scope="row"),
                *(
                    html.Td(
                        texts.number(float(value), indicator.decimals),
                        className="is-meant" if atlas.years[year] == spot.year and name == rows[0][0] else None,
                    )
                    for year, value in zip(years.tolist(), of_row.tolist(), strict=True)
                ),
            ]
        )
        for name, of_row in rows
    ]
    title = indicator.title.get(texts.language) or next(iter(indicator.title.values()), indicator.id)
    unit = indicator.unit.get(texts.language, "")
    table = html.Table([html.Caption(f"{title} ({unit})" if unit else title), html.Thead(heads), html.Tbody(lines)])
    scrolling = html.Div(
        table, className="checks-scroll", tabIndex=0, role="region", **attributes(aria_label=f"{title}: {rows[0][0]}")
    )
    return html.Details([html.Summary(texts("checks.part.numbers")), scrolling], className="checks-numbers")


def map_address(texts: Texts, atlas: Atlas, spot: Spot) -> str:
    """Give the address of the map that shows a number of an opened project."""
    query = {"p": atlas.project, "i": spot.indicator}
    query |= {"y": str(spot.year)} if spot.year is not None else {}
    query |= {"sel": spot.quarter} if spot.quarter else {}
    return f"/{texts.language}/map?{urlencode(query)}"
