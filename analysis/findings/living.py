"""How many people live in chosen quarters, and how many of the group."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.findings.figures import Figures, Part
from analysis.people import usable


def living(figures: Figures, members: ArrayLike) -> tuple[dict[str, float], str]:
    """Give per cent of the group and of all people in the chosen quarters; of the reference where residents lack.

    Parameters
    ----------
    figures : Figures
        Of a group that is a part of the people it refers to.
    members : array of int
        Positions.

    Returns
    -------
    shares : dict
        "n" (chosen quarters), "of" (quarters whose numbers are known), "residents_share" (refers to the whole city),
        "group_share" (refers to the quarters whose numbers are known; to the city's own count where some are
        suppressed, so that it is never more than it can be). Each is NaN where that count is not known either.
    suffix : str
        Of the wording: "_of_reference" where the residents are not known everywhere.
    """
    known = usable(figures.group, figures.reference)
    chosen = np.asarray(members, dtype=np.intp)
    counted = chosen[known[chosen]]
    residents = figures.residents[:, figures.now]
    complete = bool(np.isfinite(residents[known]).all() and np.isfinite(residents[chosen]).all())
    people = residents if complete else figures.reference
    shares = {
        "n": len(chosen),
        "of": int(known.sum()),
        "residents_share": float(100 * np.nansum(people[chosen]) / _everybody(figures, people, complete=complete)),
        "group_share": float(100 * figures.group[counted].sum() / whole_group(figures, known)),
    }
    return shares, "" if complete else "_of_reference"


def is_known(shares: Mapping[str, float]) -> bool:
    """Tell whether both shares can be told: neither is one of a city that nobody can count."""
    return bool(np.isfinite(shares["residents_share"]) and np.isfinite(shares["group_share"]))


def whole_group(figures: Figures, known: NDArray[np.bool_]) -> float:
    """Give the size of the group; NaN where some of it is suppressed and nobody knows how many they are."""
    return figures.whole("numerator", float(figures.group[known].sum()))


def _everybody(figures: Figures, people: NDArray[np.float64], *, complete: bool) -> float:
    """Count all residents, or all people referred to; as the city does where some of them are suppressed."""
    part: Part = "residents" if complete or figures.kind == "count" else "denominator"
    return figures.whole(part, float(np.nansum(people)))


def residents_of(figures: Figures, members: ArrayLike) -> dict[str, float]:
    """Give "residents" and "residents_share" (per cent of the city) of the chosen quarters; empty where not known."""
    people = figures.residents[:, figures.now]
    chosen = people[np.asarray(members, dtype=np.intp)]
    whole = _everybody(figures, people, complete=True)
    if not len(chosen) or not np.isfinite(chosen).all() or not whole > 0:
        return {}
    return {"residents": float(chosen.sum()), "residents_share": float(100 * chosen.sum() / whole)}
