"""Types of areas on the map: sorted by their profile in many indicators at once."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from layers.categories.sorted_areas import Sorted
from layers.profiles.in_words import method_named, type_described
from layers.profiles.options import asked_options, types_asked
from layers.profiles.types import AreaTypes
from layers.view import View
from loading.atlas import Atlas
from loading.reasons import Reason

#: Type 1 to 9, of which the first k are taken; where a torn city has more regions, they begin again. Neither a ramp,
#: nor red against green, nor the orange of the selection; any two differ by at least COLOURS_APART in CIELAB, also for
#: people without red, green or blue cones.
COLOURS: Final = (
    "#3f8fd0",
    "#f0dc78",
    "#882255",
    "#332288",
    "#88ccee",
    "#8d6f3a",
    "#5a3a26",
    "#b49a84",
    "#5d4691",
)
COLOURS_APART: Final = 17.0


def types(atlas: Atlas, view: View) -> Sorted:
    """Sort the areas into types.

    Parameters
    ----------
    atlas : Atlas
    view : View
        ``how``: method, number, seed and indicators, see :func:`layers.profiles.options.read_options`.

    Returns
    -------
    Sorted
        Types in rising order of disadvantage. ``beside``: "doubtful" where another type fits better. ``figures``:
        "method" (in every language), "n" (areas with a type), "k", "indicators" (how many), "explained" (per cent),
        "left_out", "doubtful", "isolates", "passed_over" (ids that could not be used).

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level or year.
    """
    options, passed_over = asked_options(atlas, view.how)
    found = types_asked(atlas, view.level, view.year, options)
    inside = found.label >= 0
    # An area with all its numbers is without a type only where regions leave it out.
    why = np.where(found.profiles.reason == Reason.VALUE, Reason.EXCLUDED, found.profiles.reason)
    return Sorted(
        names=tuple(f"type_{one.number + 1}" for one in found.types),
        colours=tuple(COLOURS[at % len(COLOURS)] for at in range(found.k)),
        category=found.label.copy(),
        reason=np.where(inside, Reason.VALUE, why).astype(np.uint8),
        beside={"doubtful": found.silhouette < 0},
        figures={**_figures(found), "passed_over": ", ".join(passed_over)},
        notes=(*_notes(found), *(("passed_over",) if passed_over else ())),
        own_names=tuple(type_described(one, found.profiles.indicators) for one in found.types),
        refused=found.refusal,
    )


def _figures(found: AreaTypes) -> dict[str, float | Mapping[str, str]]:
    return {
        "method": method_named(found.method),
        "n": int((found.label >= 0).sum()),
        "k": found.k,
        "indicators": len(found.profiles.indicators),
        "explained": 100 * found.explained,
        "left_out": int((found.profiles.reason != Reason.VALUE).sum()),
        "doubtful": len(found.doubtful),
        "isolates": len(found.isolates),
    }


def _notes(found: AreaTypes) -> tuple[str, ...]:
    cases = {
        "unstable": found.proposal is not None and not found.proposal.stable,
        "doubtful": bool(len(found.doubtful)),
        "isolates": bool(found.isolates),
        "repeated": found.k > len(COLOURS),
    }
    return tuple(name for name, applies in cases.items() if applies)
