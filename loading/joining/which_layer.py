"""Several layers that fit the tables equally well: their owner is asked which one holds the quarters."""

from collections.abc import Sequence

import shapely

from loading.choices.layers import LayerChoice
from loading.joining.naming import key_column, name_column
from loading.locating.candidates import picture, thinned
from loading.maps.crs import to_degrees
from loading.questions import OpenQuestion, Option
from loading.recognised import Boundaries
from loading.vectors.attributes import examples

AS_MANY_MATCHED = 0.98
AS_MANY_AREAS = 0.95


def require_one(best: Boundaries, candidates: Sequence[tuple[Boundaries, float]]) -> None:
    """Ask where other layers fit as well as the best one; one that is chosen, or the same map again, is no rival.

    Parameters
    ----------
    best : Boundaries
        Fits the tables best.
    candidates : sequence of (Boundaries, float)
        All layers that fit, ``best`` among them, with the share of polygons matched.

    Raises
    ------
    OpenQuestion
        ``questions.which_layer``; each answer takes one layer and leaves the other rivals to be districts or nothing.
    """
    if best.use:
        return
    most = next(share for layer, share in candidates if layer is best)
    rivals = [
        (layer, share)
        for layer, share in candidates
        if layer is best or (share >= AS_MANY_MATCHED * most and _as_many(layer, best) and not _same(layer, best))
    ]
    if len(rivals) < 2:
        return
    options = [_option(layer, share) for layer, share in sorted(rivals, key=lambda rival: -rival[1])]
    named = "; ".join(layer.place for layer, _ in rivals)
    raise OpenQuestion(best.file, "questions.which_layer", options, LayerChoice(best.file, best.layer), layers=named)


def _as_many(layer: Boundaries, best: Boundaries) -> bool:
    fewer, more = sorted((len(layer.geometry), len(best.geometry)))
    return fewer >= AS_MANY_AREAS * more


def _same(layer: Boundaries, best: Boundaries) -> bool:
    """Tell whether two layers are the same map, delivered twice."""
    if len(layer.geometry) != len(best.geometry) or layer.crs != best.crs:
        return False
    return bool(shapely.equals_exact(layer.geometry, best.geometry, tolerance=1e-6).all())


def _option(layer: Boundaries, share: float) -> Option:
    number = len(layer.geometry)
    names = layer.columns.get(name_column(layer.columns) or key_column(layer.columns) or "", ())
    values = {"layer": layer.layer or layer.file, "file": layer.file, "n": number, "examples": examples(names)}
    vintage = [("questions.layer_vintage", {"vintage": layer.vintage})] if layer.vintage else []
    return Option(
        "questions.layer",
        values,
        (LayerChoice(layer.file, layer.layer, use=True),),
        (("questions.layer_matches", {"matched": round(share * number), "n": number}), *vintage),
        picture(to_degrees(thinned(layer.geometry), layer.crs)),
    )
