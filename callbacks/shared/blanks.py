"""The rows of a legend for areas without a number: each kind of blank with its look and its count."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from layers.told_protection import blank_told
from loading.atlas import Atlas
from loading.reasons import Reason
from texts import Texts


def blank_rows(
    texts: Texts, atlas: Atlas, blanks: Mapping[str, int], attribute: str = "data_reason_class"
) -> Component:
    """List each kind of blank that occurs; a click selects these areas.

    Parameters
    ----------
    texts : Texts
    atlas : Atlas
    blanks : mapping of str to int
        Areas by label of the reason.
    attribute : str
        Carries the label to the script that answers the click.
    """
    told = {reason: blank_told(atlas, reason.label) for reason in Reason}
    rows = [
        html.Button(
            [
                html.Span(className="legend-swatch blank-swatch", **attributes(data_reason=reason.label)),
                html.Span(texts(f"reasons.{told[reason]}")),
                html.Span(texts.number(blanks[reason.label]), className="legend-count"),
            ],
            className="legend-class is-blank",
            type="button",
            title=_explained(texts, told[reason]),
            **attributes(**{attribute: reason.label}),
        )
        for reason in Reason
        if blanks.get(reason.label)
    ]
    return html.Div(rows, className="legend-blanks")


def _explained(texts: Texts, told: str) -> str:
    return texts(f"protection.{told}" if told == "rounded_zero" else f"reasons_explained.{told}")
