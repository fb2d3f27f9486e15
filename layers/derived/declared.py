"""How a derived indicator is called: the words of its kind, filled with those of the indicator it comes from."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from loading.atlas import Indicator, Kind


@cache
def _wording() -> dict[str, Any]:
    wording: dict[str, Any] = json.loads((Path(__file__).parent / "declared.json").read_text(encoding="utf-8"))
    return wording


def sentence(kind: str, name: str, **values: str) -> dict[str, str]:
    """Give a sentence of a kind in every language, its fields filled.

    Raises
    ------
    KeyError
        If the kind has no such sentence.
    """
    return {language: text.format(**values) for language, text in _wording()[kind][name].items()}


def declared(kind: str, base: Indicator, **changes: Any) -> Indicator:
    """Declare what is derived from an indicator.

    Parameters
    ----------
    kind : str
        Of ``layers.derived``; ``declared.json`` has its title, short title, note, and where they differ unit (or the
        unit by what is counted) and decimals.
    base : Indicator
        Its source, dates, direction and dimension are kept.
    **changes
        Further fields that differ.

    Returns
    -------
    Indicator
        A value without counts, named ``kind:base.id``.

    Raises
    ------
    KeyError
        If the kind has no words.
    """
    words = _wording()[kind]

    def filled(name: str) -> dict[str, str]:
        values = {"title": base.title, "short": base.short}
        return {
            language: text.format(
                **{key: said.get(language) or next(iter(said.values()), base.id) for key, said in values.items()}
            )
            for language, text in words[name].items()
        }

    unit = words.get("unit_of", {}).get(base.counts) or words.get("unit", base.unit)
    kept: dict[str, Any] = {"unit": unit, "decimals": words.get("decimals", base.decimals)}
    made: Kind = "value"
    return replace(
        base,
        **{
            "id": f"{kind}:{base.id}",
            "title": filled("title"),
            "short": filled("short"),
            "note": filled("note"),
            "kind": made,
            "factor": 1.0,
            "numerator": {},
            "denominator": {},
            "share_of": {},
            "counts": "",
            **kept,
            **changes,
        },
    )
