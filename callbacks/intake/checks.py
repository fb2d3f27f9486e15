"""The check: what stands out in the numbers and files, repaired with one click or put aside with a reason.

What the user sees: findings by severity with place, example and proposal; a choice of severity and file; on each a
button for the repair where the program can carry it out, one to put it aside, and its numbers by year.
``assets/intake_checks.js`` turns what is clicked into decisions.
"""

import json
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.finding_list import SEVERITIES, Item, file_of, groups, items
from callbacks.intake.shared.read import Read
from callbacks.shared.pieces import attributes, heading
from callbacks.shared.still import still
from loading.atlas import Atlas
from loading.errors import Remedy
from texts import Texts


def section(texts: Texts, found: Read) -> Component:
    """Lay out the card."""
    return still(card(texts, found.atlas))


def card(texts: Texts, atlas: Atlas) -> Component:
    """Lay out all findings of a delivery, ready to be decided about."""
    listed = items(texts, atlas.findings)
    return html.Section(
        [
            heading(texts("checks.part.title")),
            filters(texts, atlas, listed),
            html.Div(className="checks-said", **attributes(data_checks_said="")),
            *groups(texts, atlas, listed, lambda one: actions(texts, one)),
            html.P(texts("checks.part.nothing_here"), className="quiet checks-nothing", hidden=True),
        ],
        className="card intake-card checks",
        id="intake-checks",
        **attributes(
            aria_label=texts("checks.part.title"),
            data_checks_words=json.dumps(texts.entry("checks.scripts"), ensure_ascii=False),
        ),
    )


def filters(texts: Texts, atlas: Atlas, listed: Sequence[Item]) -> Component | None:
    """Offer the severities and files that occur among what is open."""
    opened = [one for one in listed if not one.first.ignored]
    numbers = {name: sum(one.first.severity == name for one in opened) for name in SEVERITIES}
    files = sorted({file_of(atlas, one.first) for one in opened})
    if len(opened) < 2:
        return None
    choices = {"all": len(opened), **{name: number for name, number in numbers.items() if number}}
    segments = [
        html.Button(
            [_severity(texts, name), " ", html.Span(texts.number(number), className="heading-note")],
            type="button",
            className="segment",
            **attributes(data_checks_severity=name, aria_pressed="true" if name == "all" else "false"),
        )
        for name, number in choices.items()
    ]
    shown: list[Component] = [
        html.Div(segments, className="segments", role="group", **attributes(aria_label=texts("checks.part.filter")))
    ]
    if len(files) > 1:
        options = [html.Option(texts("checks.part.all_files"), value="*")]
        options += [html.Option(name or texts("checks.part.other_files"), value=name) for name in files]
        named = attributes(aria_label=texts("checks.part.file"), data_checks_files="")
        shown.append(html.Select(options, className="intake-select checks-files", **named))
    return html.Div(shown, className="checks-filters")


def _severity(texts: Texts, name: str) -> str:
    return texts("checks.part.all") if name == "all" else texts(f"checks.part.severities.{name}")


def actions(texts: Texts, one: Item) -> list[Component]:
    """Offer what can be done about a finding."""
    if one.first.ignored:
        again = html.Button(
            texts("checks.part.again"), type="button", className="button is-small", **attributes(data_checks_again="")
        )
        return [again]
    ignore = html.Button(
        texts("checks.part.ignore"), type="button", className="button is-small", **attributes(data_checks_ignore="")
    )
    remedy = one.first.remedy if len(one.findings) == 1 else None
    if remedy and remedy.takes_back:
        return [_repair(texts, remedy)]
    return [*([_repair(texts, remedy)] if remedy else []), ignore]


def _repair(texts: Texts, remedy: Remedy) -> Component:
    change = {
        "part": remedy.part,
        "same": remedy.same,
        "entries": remedy.entries,
        "takesBack": remedy.takes_back,
        "done": texts(f"checks.remedies.{remedy.name}.done"),
    }
    return html.Button(
        texts(f"checks.remedies.{remedy.name}.label"),
        type="button",
        className="button is-small checks-remedy",
        **attributes(data_checks_remedy=json.dumps(change, ensure_ascii=False)),
    )
