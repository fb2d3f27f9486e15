"""Whether what was found would stand there, too, if the hidden number were another.

Among thousands of hidden numbers of six digits some stand somewhere by chance. A project that comes out of the gate the
same, whatever the number is, tells nothing of it, wherever it is asked: its address is a hash of all that it says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from analysis.protection import Rules
from layers.protection import publish
from loading.atlas import Atlas
from tests.leaks.hidden_numbers import Secret

_A_LITTLE, _DIGITS = 1.001, 5


def by_chance(found: Sequence[str], hidden: Iterable[Secret], inside: Atlas, rules: Rules) -> list[str]:
    """Those findings about ready-made numbers that would be the same about others; none unless that is proven."""
    named = {str(secret): secret for secret in hidden if np.isnan(secret.count)}
    about = {one: named.get(one[one.rfind("Secret(") :]) for one in found}
    suspected = {secret for secret in about.values() if secret}
    if not suspected or publish(inside, rules).atlas.project != publish(other(inside, suspected), rules).atlas.project:
        return []
    return [one for one, secret in about.items() if secret]


def other(inside: Atlas, changed: Iterable[Secret]) -> Atlas:
    """The same city, but with other numbers at some places."""
    values = {level: cube.value.copy() for level, cube in inside.cubes.items()}
    for secret in changed:
        at = secret.area, inside.indicator_position(secret.indicator), secret.year
        values[secret.level][at] = np.round(secret.rate * _A_LITTLE, _DIGITS)  # type: ignore[index]
    return replace(inside, cubes={level: replace(cube, value=values[level]) for level, cube in inside.cubes.items()})
