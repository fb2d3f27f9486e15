"""Answers that the browser keeps: those of callbacks that only read a question about a frozen Atlas.

An Atlas never changes under its content hash, so that such a callback always gives the same answer. The page's
head names these callbacks; ``assets/remembered.js`` keeps their answers.
"""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from dash import Dash

# A question about an Atlas: at least one of these must be read ...
QUESTIONS = frozenset({"choropleth.data", "table-wanted.data"})
# ... and nothing but these: each is a value that stands in the request itself.
PURE = QUESTIONS | {
    "address-page.data",
    "address-selection.data",
    "panel-tabs.value",
    "ranking-highest.n_clicks_timestamp",
    "ranking-lowest.n_clicks_timestamp",
    "types-asked.data",
}


def reads(callback: Mapping[str, Any]) -> set[str]:
    """Give what a callback reads: inputs and states as ``id.property``."""
    return {f"{part['id']}.{part['property']}" for part in (*callback["inputs"], *callback["state"])}


def kept(app: Dash) -> list[str]:
    """Name the callbacks whose answers may be kept, by their outputs as a request names them.

    Parameters
    ----------
    app : Dash
        With every callback registered.
    """
    on_server = {output: one for output, one in app.callback_map.items() if "callback" in one}
    found = {output: reads(one) for output, one in on_server.items()}
    return sorted(output for output, read in found.items() if read & QUESTIONS and read <= PURE)


def register(app: Dash) -> None:
    """Write the list into the page's head; comes after everything else is wired."""
    named = f'<meta name="remembered" content="{escape(json.dumps(kept(app)))}">'
    app.index_string = app.index_string.replace("</head>", f"{named}\n</head>")
