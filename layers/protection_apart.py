"""A proof in a process of its own, so that it can be ended and takes no time from the page.

The folder holds ``question.pickle``, which this program wrote itself; beside it come ``answer.json`` for the page,
``public.pickle`` and the report as XLSX, or only the refusal. Nothing that came from a browser is unpickled.
"""

import contextlib
import json
import pickle
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.classification import class_of
from layers.choropleth import Choropleth, choropleth
from layers.columns import column
from layers.protection import RuleBook, audit_workbook, publish
from layers.protection.audit import Audit, Price
from layers.protection.audit_words import names_of
from layers.view import View
from layers.words import Words
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.reasons import Reason

QUESTION, ANSWER, PUBLIC, STEP = "question.pickle", "answer.json", "public.pickle", "step.json"
_SELDOM = 0.3  # seconds between two steps that are told


@dataclass(frozen=True)
class Asked:
    """What is to be proven.

    Attributes
    ----------
    atlas : Atlas
        Internal.
    rules : mapping
        As ``RuleBook.to_json`` writes them, read from the store.
    indicator : str
        What the small maps show; empty for the one of which most is hidden.
    words : tuple of Words
        Languages of the report.
    """

    atlas: Atlas
    rules: dict[str, Any]
    indicator: str
    words: tuple[Words, ...]

    @property
    def key(self) -> str:
        """Name the question, the same for the same."""
        return json.dumps([self.rules, self.indicator], sort_keys=True)


class Telling:
    """Writes down in a folder how far a proof is, as often as somebody may look.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._step, self._told = folder, "", -_SELDOM

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        """Hear of a step."""
        if step == self._step and time.monotonic() - self._told < _SELDOM:
            return
        self._step, self._told = step, time.monotonic()
        with contextlib.suppress(OSError):  # read just now, or no room: the proof goes on, and tells again soon
            _write(self._folder / STEP, {"step": step, "done": done, "of": of})


def proven(asked: Asked, folder: Path) -> dict[str, Any]:
    """Prove, keep the public Atlas and the reports in the folder, and give what the page tells."""
    try:
        made = publish(asked.atlas, RuleBook.from_json(asked.rules), tell=Telling(folder))
    except DataFileError as error:
        return {"refused": error.problem, "found": {"file": error.path, **error.found}}
    (folder / PUBLIC).write_bytes(pickle.dumps(made.atlas))
    for words in asked.words:
        report = audit_workbook(made.audit, words, names_of(asked.atlas, words))
        (folder / f"{words.language}.xlsx").write_bytes(report)
    return {
        "prices": {name: price_told(getattr(made.audit, name)) for name in ("price", "primary", "blunt")},
        "audit": figures(made.audit),
        **_blank_quarters(asked.atlas, made.atlas),
        "map": _maps(asked.atlas, made.atlas, _view(asked, made.audit)),
    }


def _view(asked: Asked, audit: Audit) -> View:
    """Show the indicator that was asked for in its latest year, else the one of which most is hidden or rounded."""
    most = max(audit.by_indicator, key=lambda one: one.hidden, default=None)
    indicator = asked.indicator or (most.indicator if most and most.hidden else "")
    return View.from_query({"i": indicator} if indicator else {}, asked.atlas)


def figures(audit: Audit) -> dict[str, Any]:
    """Give what the report tells on the page: by rule, by indicator, what is not covered; no cell."""
    worst = sorted(audit.by_indicator, key=lambda one: -one.hidden)
    return {
        "by_rule": {rule: n for rule, n in audit.by_rule.items() if n},
        "by_indicator": [[one.indicator, one.values, one.hidden] for one in worst if one.hidden],
        "not_covered": list(audit.not_covered),
        "unjudged": list(audit.unjudged),
        "decided": list(audit.decided),
        "left_out": [[one, *numbers] for one, numbers in audit.left_out.items()],
        "pairs": [list(pair) for pair in audit.pairs],
        "nameless": audit.facilities_left_out,
        "narrowest": dict(audit.narrowest),
    }


def price_told(price: Price) -> dict[str, float]:
    """Give a price as the page shows it."""
    return {"cells": price.cells, "hidden": price.hidden, "share": price.share, "sum": price.sum_share}


def _blank_quarters(before: Atlas, after: Atlas) -> dict[str, int]:
    """Count the quarters of which at least one number is not published."""
    gone = [
        np.isfinite(getattr(before.cubes["quarter"], part)) & np.isnan(getattr(after.cubes["quarter"], part))
        for part in ("value", "numerator")
    ]
    hit = np.any(gone[0] | gone[1], axis=(1, 2))
    return {"quarters": len(hit), "quarters_blank": int(hit.sum())}


def _maps(before: Atlas, after: Atlas, view: View) -> dict[str, Any]:
    """Give the class of every quarter before and after, in the classes of before; -1 blank, -2 suppressed."""
    shown = choropleth(before, view)
    return {
        "colours": list(shown.colours),
        "before": _classes(before, view, shown),
        "after": _classes(after, view, shown),
        "indicator": view.indicator,
        "year": view.year,
    }


def _classes(atlas: Atlas, view: View, shown: Choropleth) -> list[int]:
    numbers = column(atlas, view.level, view.indicator, view.year)
    limits = shown.upper_bounds
    known = np.minimum(numbers.comparable, limits[-1]) if limits else numbers.comparable * np.nan
    found = class_of(known, limits) if limits else np.full(len(known), -1)
    blank = np.where(numbers.reason == Reason.SUPPRESSED, -2, -1)
    return np.where(np.isfinite(known), found, blank).astype(int).tolist()


def keep_answer(folder: Path, found: Mapping[str, Any]) -> None:
    """Write the answer so that nobody reads half of it."""
    _write(folder / ANSWER, found)


def _write(path: Path, found: Mapping[str, Any]) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(json.dumps(found, allow_nan=False), "utf-8")
    beside.replace(path)


def main(folder: Path) -> int:
    """Answer the question that lies in a folder."""
    asked: Asked = pickle.loads((folder / QUESTION).read_bytes())  # noqa: S301 - written by this program, never by a browser
    keep_answer(folder, proven(asked, folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
