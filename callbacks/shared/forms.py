"""The forms in which a share can be shown: smoothed, or measured by the city. What is on show says so itself."""

from dataclasses import replace
from typing import Final

from dash import html
from dash.development.base_component import Component

from callbacks.shared.question import Question
from layers.base_indicator import base_indicator
from layers.derived import derived_id
from layers.derived.counted import has_counts
from loading.atlas import Indicator

SMOOTHED: Final = ("eb", "ebs")
MEASURED: Final = ("smr", "excess")
WITHOUT_COUNTS: Final = ("ratio",)


def base(asked: Question) -> Indicator:
    """Give the indicator that the one on show comes from; most often it is the same."""
    atlas = asked.atlas
    return atlas.indicators[atlas.indicator_position(base_indicator(atlas, asked.view.indicator))]


def form(asked: Question) -> str:
    """Name the form on show, a kind of ``layers.derived``; empty for the indicator itself and for other kinds."""
    kind = asked.view.indicator.partition(":")[0]
    known = (*SMOOTHED, *MEASURED, *WITHOUT_COUNTS)
    return kind if kind in known and base(asked).id != asked.view.indicator else ""


def of_base(asked: Question) -> Question:
    """Ask about the share itself where one of its forms is on show, for statements that rest on what was delivered."""
    if not form(asked):
        return asked
    return replace(asked, view=replace(asked.view, indicator=base(asked).id))


def offered(asked: Question) -> tuple[str, ...]:
    """List the forms that the share on show can take; none where it is no share."""
    if base(asked).kind != "rate" or (base(asked).id != asked.view.indicator and not form(asked)):
        return ()
    return (*SMOOTHED, *MEASURED) if has_counts(asked.atlas, base(asked).id) else WITHOUT_COUNTS


def form_id(asked: Question, kind: str) -> str:
    """Give the id that shows the share in another form."""
    return derived_id(kind, base(asked).id) if kind else base(asked).id


def mark(asked: Question) -> list[Component]:
    """Say visibly that what is shown was smoothed; nothing where it was not."""
    if form(asked) not in SMOOTHED:
        return []
    return [html.P(asked.texts("forms.mark"), className="forms-mark")]
