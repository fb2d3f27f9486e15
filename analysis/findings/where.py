"""Rules on place: in how few quarters the group lives, and whether these lie together."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.concentration import refusal, smallest_set
from analysis.findings.figures import Figures
from analysis.findings.living import is_known, living, whole_group
from analysis.findings.statement import Statement
from analysis.people import usable
from analysis.weights import connected_groups

FOCUS_LIMIT = 1 / 6
MOST_OF_THE_CITY = 0.5
TIMES = (1.5, 2, 3)
HALF_LIMIT = 0.45
MATERIAL = 1.05
MOST_NAMES = 3
_NO_VALUES: Mapping[str, object] = {}
_ALL_KNOWN = ("findings_part.half", "findings_part.fewer")
_AT_LEAST = ("findings_part.half_at_least", "findings_part.fewer_at_least")


def where(figures: Figures) -> Iterator[Statement]:
    """Say where the group is concentrated."""
    if not figures.is_group:
        return
    if figures.kind == "rate":
        members, times = focus(figures)
        yield from _concentration(figures, members, times)
        if figures.clustering is None:
            yield from _lying_together(figures, members)
            yield from _island(figures)
        yield from _no_difference(figures)
    if figures.side > 0 and (figures.kind == "count" or figures.beyond_chance):
        yield from _half(figures)


def focus(figures: Figures) -> tuple[NDArray[np.intp], float]:
    """Choose the quarters that stand out most clearly on the side of interest.

    Returns
    -------
    members : int array
        Positions; empty where no quarter differs clearly, or more than half of them do.
    times : float
        The multiple of the city's value that their whole range exceeds: 1, or more where over a sixth of all
        judged quarters are clearly above the city's value. It is then the smallest multiple that leaves at most
        a sixth of them, but at least two.
    """
    judged = int(np.isfinite(figures.shown).sum())
    members, chosen = np.flatnonzero(figures.clear() == figures.side), 1.0
    for times in TIMES if figures.side > 0 else ():
        fewer = np.flatnonzero(figures.clear(times) == 1)
        if len(members) <= FOCUS_LIMIT * judged or len(fewer) < 2:
            break
        if len(fewer) < len(members):
            members, chosen = fewer, times
    return (members[:0], 1.0) if len(members) > MOST_OF_THE_CITY * judged else (members, chosen)


def _no_difference(figures: Figures) -> Iterator[Statement]:
    """Say plainly that there is nothing to be told apart, and whether that holds for all quarters taken together."""
    alone = figures.outside()
    known = np.isfinite(alone)
    if not known.any() or (figures.beyond_chance and (alone[known] != 0).any()):
        return
    outside = int((alone[known] != 0).sum())
    if outside and figures.chance is None:  # of a single quarter nobody can say what all together are
        return
    code = "small_differences" if figures.beyond_chance else "within_chance" if outside else "no_clear_difference"
    values = {"of": int(known.sum()), "outside": outside, "city": figures.city_now}
    if figures.chance is not None:
        values["p"] = figures.chance.p
    yield Statement(f"findings.{code}", values, ("city",), weight=100, shown_by="clear")


def _concentration(figures: Figures, members: NDArray[np.intp], times: float) -> Iterator[Statement]:
    if not len(members):
        return
    shares, suffix = living(figures, members)
    if not is_known(shares):  # the city's value is told, but not how many people that are
        shares, suffix = {"n": len(members)}, "_alone"
    elif not _is_material(figures, shares):
        return
    code = "concentration" if times == 1 else "concentration_times"
    if figures.side < 0:
        code = "concentration_low"
    yield Statement(
        f"findings.{code}{suffix}",
        {**shares, "of": int(np.isfinite(figures.shown).sum()), "times": times, "city": figures.city_now},
        ("city",),
        {"names": tuple(members[:MOST_NAMES].tolist())},
        tuple(members.tolist()),
        100,
        shown_by="clear" if times == 1 else "map",
    )


def _is_material(figures: Figures, shares: Mapping[str, float]) -> bool:
    more, less = (shares["group_share"], shares["residents_share"])[:: figures.side]
    return more >= MATERIAL * less


def _half(figures: Figures) -> Iterator[Statement]:
    if refusal(figures.group, figures.reference):
        return
    known = usable(figures.group, figures.reference)
    summed = float(figures.group[known].sum())
    reach = summed / whole_group(figures, known)
    if not reach >= 0.5:  # so much is suppressed, or how much is, that nobody can say where half of the group lives
        return
    members = smallest_set(figures.group, figures.reference, 0.5, known=(reach, 1)).members
    shares, suffix = living(figures, members)
    if shares["residents_share"] < 100 * HALF_LIMIT:
        names = {"names": tuple(members[:MOST_NAMES].tolist())}
        chosen = tuple(members.tolist())
        half, fewer = _AT_LEAST if reach < 1 else _ALL_KNOWN
        quotes = {"half": (half, _NO_VALUES), "fewer": (fewer, _NO_VALUES)}
        code = f"findings.half{suffix}"
        yield Statement(code, shares, (), names, chosen, 50, shown_by="concentration", quotes=quotes)


def _lying_together(figures: Figures, members: NDArray[np.intp]) -> Iterator[Statement]:
    if len(members) < 2 or not figures.neighbours:
        return
    groups = connected_groups(members, figures.neighbours)
    joined = [group for group in groups if len(group) > 1]
    centres = tuple(max(group, key=lambda quarter: figures.group[quarter]) for group in joined)
    chosen = tuple(members.tolist())
    if not joined:
        yield Statement("findings.scattered", {"n": len(members)}, quarters=chosen, weight=90)
    elif len(groups) == 1:
        yield Statement("findings.one_area", {"n": len(members)}, (), {"names": centres}, chosen, 90)
    elif len(joined) == len(groups):
        values = {"n": len(joined), "areas": len(members)}
        yield Statement("findings.joined_areas", values, (), {"names": centres[:MOST_NAMES]}, chosen, 90)
    else:
        values = {"n": len(joined), "areas": len(members), "joined": sum(map(len, joined))}
        values["single"] = len(members) - values["joined"]
        yield Statement("findings.several_areas", values, (), {"names": centres[:MOST_NAMES]}, chosen, 90)


def _island(figures: Figures) -> Iterator[Statement]:
    """The quarter that stands out most among those whose neighbours all lie on the other side of the city."""
    if not figures.neighbours:
        return
    other_side = (figures.shown - figures.city_now) * figures.side < 0
    islands = [
        quarter
        for quarter in np.flatnonzero(figures.clear() == figures.side).tolist()
        if len(figures.neighbours[quarter]) > 1 and other_side[list(figures.neighbours[quarter])].all()
    ]
    if islands:
        quarter = max(islands, key=lambda place: figures.shown[place] * figures.side)
        values = {
            "n": len(figures.neighbours[quarter]),
            "value": float(figures.shown[quarter]),
            "city": figures.city_now,
        }
        code = "findings.island" if figures.side > 0 else "findings.island_low"
        yield Statement(code, values, ("value", "city"), {"names": (quarter,)}, (quarter,), 55)
