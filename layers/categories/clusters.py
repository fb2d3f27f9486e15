"""Where like lies with like more than by chance, and which areas stand out from their neighbours."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from layers.categories.sorted_areas import Outline, Sorted
from layers.clusters import ClusterAnalysis, Method, cluster_refusal, clusters_of_view, read_options
from layers.clusters.named import UNTESTED, category_of, untested
from layers.columns import column
from layers.view import View
from loading.atlas import Atlas
from loading.reasons import Reason

# Dark plum and blue, pale pink and pale blue: apart in lightness and for all kinds of colour vision; the map's orange
# means "selected".
_HIGH, _HIGH_ALONE, _LOW_ALONE, _LOW = "#6d1346", "#d98fb6", "#a9d3ee", "#2a78b5"
_NONE, _ALONE, _ALIKE, _UNLIKE = "#eceef0", "#c9ced3", "#8a949e", "#f2de7a"
#: Categories of each method in the order of the legend, with their colours.
LOOKS: Final[Mapping[Method, Mapping[str, str]]] = {
    "moran": {"high_high": _HIGH, "high_low": _HIGH_ALONE, "low_high": _LOW_ALONE, "low_low": _LOW, "none": _NONE},
    "bivariate": {
        "bi_high_high": _HIGH,
        "bi_high_low": _HIGH_ALONE,
        "bi_low_high": _LOW_ALONE,
        "bi_low_low": _LOW,
        "none": _NONE,
    },
    "gi": {"gathered_high": _HIGH, "gathered_low": _LOW, "none": _NONE},
    "geary": {"alike_high": _HIGH, "alike_low": _LOW, "alike": _ALIKE, "unlike": _UNLIKE, "none": _NONE},
    "join": {"together": _HIGH, "apart": _HIGH_ALONE, "without": _NONE},
}


def clusters(atlas: Atlas, view: View) -> Sorted:
    """Sort the areas by what a local test says about them and their neighbours.

    Parameters
    ----------
    atlas : Atlas
    view : View
        ``how`` as ``layers.clusters.read_options`` reads it; the bivariate method looks at ``second`` in the
        neighbours.

    Returns
    -------
    Sorted
        ``outlines`` are the areas that lie among their like and hang together. Nothing is sorted where
        ``layers.clusters.cluster_refusal`` says why.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicators or year.
    """
    refused = cluster_refusal(atlas, view)
    if refused:
        numbers = column(atlas, view.level, view.indicator, view.year)
        reason = np.where(numbers.reason == Reason.VALUE, Reason.NOT_DELIVERED, numbers.reason).astype(np.uint8)
        return Sorted((), (), np.full(len(reason), -1, dtype=np.intp), reason, refused=refused)
    found = clusters_of_view(atlas, view)
    names, colours = looks(found)
    return Sorted(
        names=names,
        colours=colours,
        category=np.array([names.index(name) if name else -1 for name in category_of(found)], dtype=np.intp),
        reason=found.reason.copy(),
        beside={
            "p": found.result.two_sided.copy(),
            "statistic": found.result.statistic.copy(),
            "around": found.around.copy(),
        },
        figures=_figures(found, view),
        notes=_notes(found, view),
        outlines=tuple(Outline(one.members, one.residents, "residents" in one.at_least) for one in found.gathered),
    )


def looks(found: ClusterAnalysis) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give names and colours of the categories, in the order of the legend."""
    look = dict(LOOKS[found.options.method])
    if untested(found).any():
        look[UNTESTED] = _ALONE
    return tuple(look), tuple(look.values())


def _figures(found: ClusterAnalysis, view: View) -> dict[str, float | str | Mapping[str, str]]:
    options = found.options
    return {
        "n": found.n,
        "found": int((found.marks > 0).sum()),
        "permutations": options.permutations,
        "seed": str(options.seed),
        "alpha": 100 * options.alpha,
        "passed_over": ", ".join(read_options(view.how)[1]),
        "chance": round(2 * options.alpha * found.tested),
    }


def _notes(found: ClusterAnalysis, view: View) -> tuple[str, ...]:
    passed_over = read_options(view.how)[1]
    notes = {
        "nothing": not found.marks.any(),
        "uncontrolled": not found.options.controlled,
        "smoothed": found.options.smoothed,
        "passed_over": bool(passed_over),
        f"method_{found.options.method}": True,
    }
    return tuple(name for name, applies in notes.items() if applies)
