"""What types are called: their number, and in neutral words what sets them apart most."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from analysis.types.description import Difference, TypeDescription
from analysis.types.sorting import Method
from loading.atlas import Indicator

LANGUAGES: Final = ("de", "en")
#: Standard deviations from the mean of all areas.
FAR, CLEAR = 1.0, 0.4


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    return words


def place(difference: Difference) -> str:
    """Say where a type lies: ``far_`` from one standard deviation on, ``slightly_`` below 0.4.

    Examples
    --------
    >>> place(Difference(0, 1.2, 9.0)), place(Difference(0, -0.2, -1.5))
    ('far_above', 'slightly_below')
    """
    side = "above" if difference.sd > 0 else "below"
    if abs(difference.sd) >= FAR:
        return f"far_{side}"
    return side if abs(difference.sd) >= CLEAR else f"slightly_{side}"


def type_name(number: int) -> dict[str, str]:
    """Call a type by its number alone, from 1.

    Examples
    --------
    >>> type_name(0)
    {'de': 'Typ 1', 'en': 'Type 1'}
    """
    return {language: _words()[language]["name"].format(number=number + 1) for language in LANGUAGES}


def type_described(one: TypeDescription, indicators: tuple[Indicator, ...]) -> dict[str, str]:
    """Call a type by its number and by its strongest difference; no name judges those who live there."""
    if not one.differences:
        return type_name(one.number)
    strongest = one.differences[0]
    short = indicators[strongest.indicator].short
    fallback = next(iter(short.values()), indicators[strongest.indicator].id)
    return {
        language: _words()[language]["described"].format(
            number=one.number + 1,
            indicator=short.get(language, fallback),
            place=_words()[language]["places"][place(strongest)],
        )
        for language in LANGUAGES
    }


def method_named(method: Method) -> Mapping[str, str]:
    """Give the name of a method in every language."""
    return {language: _words()[language]["methods"][method] for language in LANGUAGES}
