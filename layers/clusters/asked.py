"""The clusters that a View asks about, and why there are none to show."""

from typing import Literal

from layers.clusters.analysis import ClusterAnalysis, cluster_analysis
from layers.clusters.options import DEFAULT_OPTIONS, ClusterOptions, read_options
from layers.view import View
from loading.atlas import Atlas

Refusal = Literal["", "counts", "second", "weights", "nothing"]


def options_of(view: View) -> ClusterOptions:
    """Give the options a View asks for: the default ones where its map shows no clusters."""
    return read_options(view.how)[0] if view.show == "clusters" else DEFAULT_OPTIONS


def cluster_refusal(atlas: Atlas, view: View, options: ClusterOptions | None = None) -> Refusal:
    """Say why no clusters of a View's indicator are looked for.

    Parameters
    ----------
    atlas : Atlas
    view : View
    options : ClusterOptions, optional
        Those of the view by default.

    Returns
    -------
    {"", "counts", "second", "weights", "nothing"}
        Empty where they are; "counts" (numbers of people follow the size of the areas), "second" (the bivariate method
        needs another indicator that is no count), "weights" (k or distance do not fit the areas), "nothing" (all
        numbers alike, fewer than three, or nobody with neighbours).

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level, indicators or year.
    """
    options = options or options_of(view)
    kinds = {one.id: one.kind for one in atlas.indicators}
    if kinds[view.indicator] == "count":
        return "counts"
    if options.method == "bivariate" and (view.second == view.indicator or kinds.get(view.second, "count") == "count"):
        return "second"
    try:
        found = clusters_of_view(atlas, view, options)
    except ValueError:
        return "weights"
    alike = any(rail.code == "nothing_to_compare" for rail in found.guardrails)
    return "nothing" if alike or not found.tested else ""


def clusters_of_view(atlas: Atlas, view: View, options: ClusterOptions | None = None) -> ClusterAnalysis:
    """Look for clusters as a View asks, see :func:`cluster_analysis`.

    Raises
    ------
    KeyError, ValueError
        As :func:`cluster_analysis`.
    """
    return cluster_analysis(atlas, view.level, view.indicator, view.year, options or options_of(view), view.second)
