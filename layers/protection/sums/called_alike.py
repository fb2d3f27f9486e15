"""Which counts are called like a total and its groups."""

import re
from collections.abc import Mapping, Sequence

from layers.protection.quantity import Quantities
from loading.atlas import Atlas

Families = Mapping[int, tuple[int, ...]]
_WORD = re.compile(r"[^\W_]+")
_OF_ALL = frozenset(
    ("insgesamt", "gesamt", "zusammen", "summe", "gesamtzahl", "alle", "aller", "total", "all", "overall", "anzahl")
)
_FEWEST_PARTS = 2


def families(atlas: Atlas, found: Quantities) -> Families:
    """Give the counts whose titles are that of another, and more.

    Parameters
    ----------
    atlas : Atlas
    found : Quantities

    Returns
    -------
    mapping of quantity to its groups
        "Arbeitslose insgesamt": "Arbeitslose unter 25 Jahre", "Arbeitslose Frauen", "weibliche Arbeitslose"; words
        alone do not tell whether these add up.
    """
    called = [_titles(atlas, one.roles) for one in found.each]
    return {
        total: parts
        for total, own in enumerate(called)
        if len(parts := tuple(at for at, other in enumerate(called) if at != total and _says_more(other, own)))
        >= _FEWEST_PARTS
    }


def _titles(atlas: Atlas, roles: Sequence[tuple[int, str]]) -> set[tuple[str, ...]]:
    """Give all that a count is called, in words; without those that say "all of them"."""
    titles: list[str] = []
    for at, role in roles:
        if at >= 0:
            indicator = atlas.indicators[at]
            wording = indicator.denominator if role == "denominator" else indicator.numerator
            titles += wording.values()
            titles += indicator.title.values() if role == "numerator" and indicator.kind == "count" else []
    words = {tuple(word for word in map(str.casefold, _WORD.findall(title)) if word not in _OF_ALL) for title in titles}
    return words - {()}


def _says_more(long: set[tuple[str, ...]], short: set[tuple[str, ...]]) -> bool:
    """Tell whether one title begins or ends with another."""
    return any(
        len(more) > len(less) and less in (more[: len(less)], more[-len(less) :]) for more in long for less in short
    )
