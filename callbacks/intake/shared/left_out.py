"""What was taken out of a delivery because nobody could look into it: said as long as the delivery is looked at."""

import json
from collections.abc import Iterable
from pathlib import Path

from callbacks.intake.shared.intakes import Intakes
from loading.errors import Finding
from loading.projects.unwritable import writing_told

_NOTED = "left_out.json"


def note(intakes: Intakes, token: str, findings: Iterable[Finding]) -> None:
    """Note refusals of files of which nothing is left but their names.

    Raises
    ------
    KeyError
        If the delivery is gone.
    DataFileError
        Where the disk does not take it: as :meth:`callbacks.intake.shared.intakes.Intakes.receive`.
    """
    noted = {(one.place, one.code): one for one in (*_all(intakes, token), *findings)}
    plain = [[one.place, one.code, dict(one.values)] for one in noted.values()]
    if plain:
        place = _place(intakes, token)
        beside = place.with_name(f".{_NOTED}")
        with writing_told(intakes.folder):
            try:
                beside.write_text(json.dumps(plain, ensure_ascii=False, default=str), encoding="utf-8")
                beside.replace(place)
            finally:
                beside.unlink(missing_ok=True)


def noted(intakes: Intakes, token: str) -> list[Finding]:
    """Give these refusals, except of files that have come again since.

    Raises
    ------
    KeyError
        If the delivery is gone.
    """
    there = {name.rpartition("/")[2] for name in intakes.files(token)}
    return [one for one in _all(intakes, token) if one.place not in there]


def carry_over(intakes: Intakes, before: str, token: str) -> None:
    """Let a delivery that completes another one say it too."""
    try:
        note(intakes, token, noted(intakes, before))
    except KeyError:
        return


def _place(intakes: Intakes, token: str) -> Path:
    intakes.files(token)
    return intakes.folder / token / _NOTED


def _all(intakes: Intakes, token: str) -> list[Finding]:
    try:
        found = json.loads(_place(intakes, token).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Finding("error", place, code, values, is_refusal=True) for place, code, values in found]
