"""The repairs of a join as cards: what is done and why, how far it helps, examples, and the switch."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes, icon
from loading.joining.repairs import Example, Repair
from texts import Texts

MOST_TABLES = 3
MOST_EXAMPLES = 200


def repair_cards(texts: Texts, repairs: Sequence[Repair], quarters: int, *, fits: bool) -> list[Component]:
    """Show proposals first, then the repairs of spellings that are in use; one card for each kind of repair.

    Parameters
    ----------
    texts : Texts
    repairs : sequence of Repair
    quarters : int
        How many the map has.
    fits : bool
        Whether nothing is left over; without repairs that is good news, otherwise not.
    """
    groups = {True: [one for one in repairs if one.needs_a_yes], False: [one for one in repairs if not one.needs_a_yes]}
    shown: list[Component] = []
    for needs_a_yes, of_group in groups.items():
        if not of_group:
            continue
        name = "proposals" if needs_a_yes else "spellings"
        kinds = dict.fromkeys(one.name for one in of_group)
        cards = [_card(texts, [one for one in of_group if one.name == kind], quarters) for kind in kinds]
        waiting = [one for one in of_group if not one.wanted]
        every = _button(texts, "accept_every", "accept_every", "") if needs_a_yes and len(waiting) > 1 else None
        title = html.Div([html.H3(texts(f"doctor.{name}"), className="heading"), every], className="row")
        lead = html.P(texts(f"doctor.{name}_text"), className="quiet")
        shown.append(html.Div([title, lead, *cards], className=f"doctor-repairs is-{name}"))
    if shown:
        return shown
    if fits:
        return [html.P([icon("check"), html.Span(texts("doctor.no_repairs"))], className="intake-fine")]
    return [html.P(texts("doctor.no_proposal"))]


def _card(texts: Texts, repairs: Sequence[Repair], quarters: int) -> Component:
    name = repairs[0].name
    tables = [_table(texts, one, quarters) for one in repairs]
    content = [_folded(texts, repairs, tables, quarters)] if len(tables) > MOST_TABLES else tables
    return html.Div(
        [
            html.H4(texts(f"doctor.repairs.{name}.title")),
            html.P(texts(f"doctor.repairs.{name}.reason"), className="doctor-reason"),
            *content,
        ],
        className="doctor-repair",
    )


def _folded(texts: Texts, repairs: Sequence[Repair], tables: list[Component], quarters: int) -> Component:
    """Fold many tables away behind the effect on the one that gains most, and one button for all."""
    largest = max(repairs, key=lambda one: one.after - one.before)
    in_use = [one for one in repairs if one.wanted and not one.needs_a_yes]
    switch = _button(texts, "off_all", "switch_off_all", "", replace(largest, place=texts("doctor.all_tables")))
    fold = html.Details(
        [html.Summary(texts("doctor.tables", n=len(repairs))), *tables], **attributes(data_doctor_fold=largest.name)
    )
    return html.Div([effect(texts, largest, quarters), switch if in_use else None, fold], className="doctor-folded")


def _table(texts: Texts, repair: Repair, quarters: int) -> Component:
    """Show what a repair does to one table, and let it be switched."""
    same = repair.before == repair.after and not repair.needs_a_yes
    said = [
        html.Span(repair.place, className="doctor-place"),
        html.Span(texts("doctor.rows", n=repair.rows), className="quiet"),
        html.Span(texts("doctor.from_source", source=repair.source), className="quiet") if repair.source else None,
        _state(texts, repair),
    ]
    return html.Div(
        [
            html.Div(said, className="doctor-where"),
            effect(texts, repair, quarters),
            html.P(texts("doctor.same_without"), className="quiet") if same else None,
            _examples(texts, repair),
            _switch(texts, repair),
        ],
        className="doctor-table" + ("" if repair.wanted or repair.needs_a_yes else " is-off"),
    )


def _state(texts: Texts, repair: Repair) -> Component | None:
    if repair.needs_a_yes:
        return html.Span(texts("doctor.is_accepted"), className="doctor-state") if repair.wanted else None
    return None if repair.wanted else html.Span(texts("doctor.is_off"), className="doctor-state")


def effect(texts: Texts, repair: Repair, quarters: int) -> Component:
    """Show how many quarters have a row without and with a repair, as a bar and in figures."""
    before, after = (100 * number / max(quarters, 1) for number in (repair.before, repair.after))
    values = {"before": repair.before, "after": repair.after, "n": quarters}
    bar = html.Div(
        [
            html.Div(className="doctor-bar-before", style={"width": f"{min(before, 100):.1f}%"}),
            html.Div(className="doctor-bar-gain", style={"width": f"{max(min(after, 100) - before, 0):.1f}%"}),
        ],
        className="doctor-bar",
        **attributes(aria_hidden="true"),
    )
    spoken = html.Span(texts("doctor.effect_label", **values), className="visually-hidden")
    shown = html.Span(texts("doctor.effect", **values), className="doctor-figures", **attributes(aria_hidden="true"))
    return html.Div([bar, shown, spoken], className="doctor-effect")


def _examples(texts: Texts, repair: Repair) -> Component:
    items = [_example(texts, repair, one) for one in repair.examples[:MOST_EXAMPLES]]
    return html.Ul(items, className="doctor-examples")


def _example(texts: Texts, repair: Repair, example: Example) -> Component:
    """Show what becomes of a row; where it needs its own yes, with a button for it."""
    said: list[Component] = [
        html.Span([html.Code(_visible(one)) for one in example.texts], className="doctor-from"),
        html.Span("\N{RIGHTWARDS ARROW}", className="doctor-arrow"),
        html.Span([html.Code(_visible(one)) for one in example.quarters], className="doctor-to"),
    ]
    if not np.isnan(example.score):
        said.append(html.Span(texts("doctor.score", percent=round(100 * example.score)), className="quiet"))
    one_by_one = repair.needs_a_yes and repair.name != "crosswalk"
    if one_by_one:
        action = "decline" if example.accepted else "accept"
        said.append(_button(texts, action, action, example.row, repair))
    return html.Li(said, className="is-accepted" if one_by_one and example.accepted else "")


def _visible(text: str) -> str:
    """Make blanks at the ends and non-breaking ones visible, since they may be what is repaired."""
    blank = "\N{OPEN BOX}"
    shown = text.replace("\N{NO-BREAK SPACE}", blank).replace("\N{ZERO WIDTH NO-BREAK SPACE}", blank)
    inner = shown.strip(" ")
    before = len(shown) - len(shown.lstrip(" "))
    return blank * before + inner + blank * (len(shown) - before - len(inner))


def _switch(texts: Texts, repair: Repair) -> Component | None:
    if not repair.needs_a_yes:
        action = ("off", "switch_off") if repair.wanted else ("on", "switch_on")
        return _button(texts, *action, "", repair)
    if repair.name == "crosswalk":
        action = ("decline", "decline") if repair.wanted else ("accept", "accept")
        return _button(texts, *action, "", repair)
    waiting = sum(not one.accepted for one in repair.examples)
    return _button(texts, "accept_all", "accept_all", "", repair) if waiting > 1 else None


def _button(texts: Texts, action: str, wording: str, row: str, repair: Repair | None = None) -> Component:
    """Draw a button; the script finds in its data what it decides, the reader in its label what it is about."""
    what = (
        texts("doctor.what", repair=texts(f"doctor.repairs.{repair.name}.title"), place=repair.place) if repair else ""
    )
    about = f"{row}, {what}" if row else what
    label = texts("doctor.one_of", action=texts(f"doctor.{wording}"), row=about) if about else None
    data = {"data_doctor_do": action, "data_what": what, "data_row": row}
    if repair:
        data |= {"data_place": repair.place, "data_repair": repair.name}
    primary = " is-primary" if action in ("accept_all", "accept_every") else ""
    named = {"aria_label": label} if label else {}
    return html.Button(
        texts(f"doctor.{wording}"), type="button", className="button is-small" + primary, **attributes(**data, **named)
    )
