"""The rows of a legend for areas without a number: each kind of blank with its look and its count."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from callbacks.shared.pieces import attributes
from loading.reasons import Reason
from texts import Texts


def blank_rows(texts: Texts, blanks: Mapping[str, int], attribute: str = "data_reason_class") -> Component:
    """List each kind of blank that occurs; a click selects these areas.

    Parameters
    ----------
    texts : Texts
    blanks : mapping of str to int
        Areas by label of the reason.
    attribute : str
        Carries the label to the script that answers the click.
    """
    rows = [
        html.Button(
            [
                html.Span(className="legend-swatch blank-swatch", **attributes(data_reason=reason.label)),
                html.Span(texts(f"reasons.{reason.label}")),
                html.Span(texts.number(blanks[reason.label]), className="legend-count"),
            ],
            className="legend-class is-blank",
            type="button",
            title=texts(f"reasons_explained.{reason.label}"),
            **attributes(**{attribute: reason.label}),
        )
        for reason in Reason
        if blanks.get(reason.label)
    ]
    return html.Div(rows, className="legend-blanks")
