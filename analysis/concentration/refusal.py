"""When concentration is not measured at all."""

from typing import Literal

from numpy.typing import ArrayLike

from analysis.people import counted

LEAST_AREAS = 10
LEAST_PEOPLE = 100

Refusal = Literal["", "few_areas", "few_people"]


def refusal(group: ArrayLike, residents: ArrayLike) -> Refusal:
    """Say why concentration is not measured: too few areas, or too few people in the group.

    Parameters and errors as in :func:`analysis.concentration.lorenz_curve`; areas with a blank do not count.

    Returns
    -------
    {"", "few_areas", "few_people"}
        Empty where it can be measured. Fewer than 10 areas or fewer than 100 people make the measures jump with
        every move of a family.

    Examples
    --------
    >>> refusal([60] * 10, [600] * 10), refusal([60] * 9, [600] * 9), refusal([9] * 11, [600] * 11)
    ('', 'few_areas', 'few_people')
    """
    places, part, _ = counted(group, residents)
    if len(places) < LEAST_AREAS:
        return "few_areas"
    return "few_people" if part.sum() < LEAST_PEOPLE else ""
