"""What an own indicator would show, while its formula is being typed."""

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import msgspec
import numpy as np

from analysis.histogram import histogram
from callbacks.intake.shared.intakes import Intakes
from callbacks.intake.shared.read import read
from callbacks.intake.shared.refusal import worded
from loading.atlas import Cube, LevelName
from loading.choices import Choices, OwnIndicator
from loading.cubes.building import LevelNumbers, build_cube, level_numbers
from loading.declaring.declaration import Declaration
from loading.declaring.merging import Series
from loading.formulas.errors import FormulaError
from loading.formulas.own import own_declaration
from loading.load import Recognition, placed_tables
from loading.reasons import Reason
from texts import Texts

MOST_KEPT = 3
BARS = 24


@dataclass(frozen=True)
class Filled:
    """A delivery whose tables lie on the map, ready for any formula.

    Attributes
    ----------
    recognition : Recognition
    levels : mapping of level to LevelNumbers
    by_name : mapping of str to Series
        Columns a formula can call.
    """

    recognition: Recognition
    levels: dict[LevelName, LevelNumbers]
    by_name: dict[str, Series]


@dataclass
class _Kept:
    lock: Lock = field(default_factory=Lock)
    filled: Filled | None = None


class FilledDeliveries:
    """The deliveries previewed last; without them every key press would read and join the files again.

    Parameters
    ----------
    intakes : Intakes
    most : int
        How many are kept.

    Notes
    -----
    A cache by delivery and decisions, not by reader: what is kept is a pure function of both.
    """

    def __init__(self, intakes: Intakes, most: int = MOST_KEPT) -> None:
        self._intakes = intakes
        self._most = most
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def of(self, token: str, choices: Choices) -> Filled:
        """Give a delivery with all that was decided before indicators are declared.

        Raises
        ------
        KeyError
            If the delivery is gone.
        DataFileError
            If it cannot be used.
        """
        before = msgspec.structs.replace(choices, indicators=(), own=(), ignored=(), title=None)
        key = json.dumps([token, before.to_json()], sort_keys=True)
        with self._lock:
            kept = self._kept.setdefault(key, _Kept())
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        with kept.lock:  # one reads, others that ask for the same wait; whoever asks for another does not
            if kept.filled is None:
                kept.filled = filled(read(self._intakes, token, before).recognition)
            return kept.filled


def filled(recognition: Recognition) -> Filled:
    """Put the tables of a delivery onto the map."""
    joined = recognition.joined
    levels = level_numbers(placed_tables(recognition), joined.hierarchy, len(recognition.years), len(joined.ids))
    return Filled(recognition, levels, recognition.declared.by_name())


def preview(texts: Texts, ready: Filled, own: OwnIndicator) -> dict[str, Any]:
    """Say what an own indicator would show.

    Parameters
    ----------
    texts : Texts
    ready : Filled
    own : OwnIndicator
        As far as it has been typed.

    Returns
    -------
    dict
        Ready for JSON. ``problem`` {start, end, text, repair} where the formula cannot be computed. Otherwise
        ``kind``, ``remark`` on larger levels, ``warnings`` [{text, repair}], ``year``, ``counts`` of quarters by
        reason, ``facts`` [{label, value, place}], ``bars`` (heights from 0 to 1), ``spread`` in words.
    """
    try:
        declaration = own_declaration(own, ready.by_name)
    except FormulaError as error:
        return {"problem": _problem(texts, error)}
    matched = ready.recognition.joined.matched
    quarters = build_cube(ready.levels["quarter"], [declaration], ready.recognition.residents, ~matched)
    city = build_cube(ready.levels["city"], [declaration], ready.recognition.residents)
    year = _latest(quarters)
    warnings = [worded(texts, finding) for finding in declaration.findings]
    return {
        "kind": texts(f"intake.kinds.{declaration.indicator.kind}"),
        "remark": texts(f"declare.preview.kinds.{_remark(declaration)}"),
        "warnings": [{"text": text, "repair": repair} for text, repair in warnings],
        **_of_year(texts, ready.recognition, declaration, quarters, city, year),
    }


def _problem(texts: Texts, error: FormulaError) -> dict[str, Any]:
    found = {"title": "", **error.found}
    said = {part: texts(f"{error.code}.{part}", **found) for part in ("text", "repair")}
    return {"start": error.start, "end": error.end, **said}


def _latest(quarters: Cube) -> int:
    filled_years = np.flatnonzero(np.isfinite(quarters.value[:, 0]).any(axis=0))
    return int(filled_years[-1]) if len(filled_years) else quarters.value.shape[2] - 1


def _remark(declaration: Declaration) -> str:
    formula = declaration.formula
    if formula is None or declaration.indicator.kind != "value":
        return declaration.indicator.kind
    if not formula.meaning.from_sums:
        return "quarters"
    return "value" if all(column.adds_up for column in formula.columns.values()) else "delivered"


def _of_year(
    texts: Texts, recognition: Recognition, declaration: Declaration, quarters: Cube, city: Cube, year: int
) -> dict[str, Any]:
    values, reasons = quarters.value[:, 0, year], quarters.reason[:, 0, year]
    judged = np.isfinite(values) & (reasons != Reason.TOO_SMALL)
    named = recognition.years[year]
    bars = histogram(values[judged], BARS)
    ends = {"low": bars.edges[0], "high": bars.edges[-1]} if bars.counts else {}
    spread = {name: _shown(texts, declaration, edge) for name, edge in ends.items()}
    return {
        "year": texts("declare.preview.of_year", year=str(named)) if named else texts("declare.preview.no_year"),
        "counts": _counts(texts, judged, reasons),
        "facts": [
            *_places(texts, recognition, declaration, values, judged),
            _city(texts, declaration, float(city.value[0, 0, year])),
        ],
        "bars": [count / max(bars.counts) for count in bars.counts],
        "spread": texts("declare.form.histogram", **spread) if bars.counts else "",
    }


def _counts(texts: Texts, judged: np.ndarray, reasons: np.ndarray) -> list[str]:
    """Say how many quarters have a value, and why the others have none."""
    said = [texts("declare.preview.with_value", n=int(judged.sum()), all=len(judged))]
    for reason in Reason:
        number = int((reasons == reason).sum())
        if number and reason is not Reason.VALUE:
            said.append(f"{texts.number(number)} {texts(f'reasons.{reason.label}')}")
    return said


def _places(
    texts: Texts, recognition: Recognition, declaration: Declaration, values: np.ndarray, judged: np.ndarray
) -> list[dict[str, str]]:
    """Give lowest, middle and highest quarter; the middle one is that closest to the median."""
    at = np.flatnonzero(judged)
    if not len(at):
        return []
    median = float(np.median(values[at]))
    order = {
        "lowest": at[np.argmin(values[at])],
        "median": at[np.argmin(np.abs(values[at] - median))],
        "highest": at[np.argmax(values[at])],
    }
    return [
        {
            "label": texts(f"declare.preview.{name}"),
            "value": _shown(texts, declaration, median if name == "median" else float(values[position])),
            "place": recognition.joined.names[position],
        }
        for name, position in order.items()
    ]


def _city(texts: Texts, declaration: Declaration, value: float) -> dict[str, str]:
    shown = texts("declare.preview.no_city") if np.isnan(value) else _shown(texts, declaration, value)
    return {"label": texts("declare.preview.city"), "value": shown, "place": ""}


def _shown(texts: Texts, declaration: Declaration, value: float) -> str:
    indicator = declaration.indicator
    unit = indicator.unit.get(texts.language, "")
    return f"{texts.number(value, indicator.decimals)} {unit}".strip()
