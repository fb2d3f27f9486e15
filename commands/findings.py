"""``findings``: what the figures of one indicator say, in sentences, with what they rest on."""

import argparse
from collections.abc import Iterable, Mapping
from typing import Any

from commands.answering import Asked, Row, options, run
from layers.findings import told


def declare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    command = commands.add_parser("findings")
    options(command)
    command.set_defaults(run=lambda arguments: run(arguments, answer, rows))


def answer(asked: Asked) -> dict[str, Any]:
    """Give the findings of the view, the most important first.

    Returns
    -------
    dict
        indicator, year, level, n (areas of the level) and findings: code, text, figures, at_least (which of
        these are the least they can be), quarters (ids), weight, view (what of the address shows it, the indicator
        included) and method of each.
    """
    view = asked.view
    about = {"i": view.indicator, "y": str(view.year), "level": view.level}
    return {
        "indicator": view.indicator,
        "year": view.year,
        "level": view.level,
        "n": len(asked.atlas.levels[view.level]),
        "findings": [
            {
                "code": one.code,
                "text": one.text,
                "figures": one.figures,
                "at_least": one.at_least,
                "quarters": one.quarters,
                "weight": one.weight,
                "view": {name: said for name, said in {**about, **one.view}.items() if said},
                "method": one.method,
            }
            for one in told(asked.texts, asked.atlas, view)
        ],
    }


def rows(found: Mapping[str, Any]) -> Iterable[Row]:
    """Give one row for each finding; figures and view stand in one cell as ``name=value``."""
    for one in found["findings"]:
        pairs = {name: [f"{key}={value}" for key, value in one[name].items()] for name in ("figures", "view")}
        yield {**one, **pairs}
