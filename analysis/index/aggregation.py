"""Ways of putting standardised indicators together.

All take ``parts``, shape (n, m), complete and with more meaning more disadvantage, and give a :class:`Together`:
what the weights multiply, what each indicator adds, and the result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.index.principal import PrincipalComponent, first_component
from analysis.index.standardisation import minmax, z_population

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Together:
    """Indicators put together.

    Attributes
    ----------
    values : float array, shape (n,)
        The result.
    contributions : float array, shape (n, m)
        What each indicator adds; with ``baseline`` they add up to the values, or to their logarithm.
    baseline : float
        What a quarter without any contribution has.
    terms : float array, shape (n, q)
        What the weights multiply: parts, their logarithms, or the scores of the dimensions.
    weights : float array, shape (q,)
        Of the terms, as they were used.
    scale : {"value", "logarithm"}
        Whether the contributions add up to the values or to their logarithm.
    components : tuple of PrincipalComponent
        One per dimension; empty for the other ways.
    """

    values: Floats
    contributions: Floats
    baseline: float
    terms: Floats
    weights: Floats
    scale: Literal["value", "logarithm"] = "value"
    components: tuple[PrincipalComponent, ...] = ()


def weighted_sum(parts: ArrayLike, weights: Sequence[float]) -> Together:
    """Add up: ``Σ w_j z_ij``. A high number makes up for a low one.

    Examples
    --------
    >>> weighted_sum([[1.0, -2.0], [0.5, 3.0]], [1, 2]).values.tolist()
    [-3.0, 6.5]
    """
    terms, used = np.asarray(parts, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    contributions = terms * used
    return Together(contributions.sum(axis=1), contributions, 0.0, terms, used)


def weighted_mean(parts: ArrayLike, weights: Sequence[float]) -> Together:
    """Take the mean: ``Σ w_j z_ij / Σ w_j``; in the unit of the parts, whatever the weights add up to.

    Examples
    --------
    >>> weighted_mean([[1.0, -2.0], [0.5, 3.5]], [1, 3]).values.tolist()
    [-1.25, 2.75]
    """
    used = np.asarray(weights, dtype=np.float64)
    return weighted_sum(parts, (used / used.sum()).tolist())


def geometric_mean(parts: ArrayLike, weights: Sequence[float]) -> Together:
    """Take the geometric mean: ``Π z_ij ^ (w_j / Σ w)``. A high number makes up for a low one only in part.

    Raises
    ------
    ValueError
        If a part is not above 0; names the positions.

    Notes
    -----
    The way of the Human Development Index since 2010. The contributions add up to the logarithm of the result.

    Examples
    --------
    >>> geometric_mean([[0.25, 1.0], [0.5, 0.5]], [1, 1]).values.tolist()
    [0.5, 0.5]
    """
    numbers, used = np.asarray(parts, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    wrong = np.flatnonzero(~(numbers > 0).all(axis=1))
    if len(wrong):
        raise ValueError(f"a geometric mean needs parts above 0; not so at positions {wrong[:3].tolist()}")
    terms, used = np.log(numbers), used / used.sum()
    contributions = terms * used
    return Together(np.exp(contributions.sum(axis=1)), contributions, 0.0, terms, used, "logarithm")


def principal_components(
    parts: ArrayLike, weights: Sequence[float], dimensions: Mapping[str, Sequence[int]]
) -> Together:
    """Add up one score per dimension, each the first principal component brought to 0 to 1.

    Parameters
    ----------
    parts : array of float, shape (n, m)
    weights : sequence of float, length m
        A dimension weighs as much as its indicators do on average; within it the component decides.
    dimensions : mapping of str to positions
        Every position once.

    Returns
    -------
    Together
        Contributions are measured from a quarter that is average everywhere; the baseline is what it has.

    Notes
    -----
    ``Σ_d w_d (c_d - min c_d) / (max c_d - min c_d)``, c_d the scores of :func:`first_component`: the German
    Index of Socioeconomic Deprivation [1]_.

    References
    ----------
    .. [1] Michalski, N. et al. (2022). German Index of Socioeconomic Deprivation (GISD): revision, update and
       applications. Journal of Health Monitoring 7 (S5).

    Examples
    --------
    >>> together = principal_components([[1, 5, 2], [2, 6, 1], [3, 7, 3]], [1, 1, 1], {"a": [0, 1], "b": [2]})
    >>> together.values.tolist()
    [0.5, 0.5, 2.0]
    """
    numbers, given = np.asarray(parts, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    terms, contributions = np.empty((len(numbers), len(dimensions))), np.zeros(numbers.shape)
    used, components, baseline = np.empty(len(dimensions)), [], 0.0
    for place, members in enumerate(dimensions.values()):
        inside = numbers[:, list(members)]
        component = first_component(inside)
        scores = component.scores
        span = float(np.ptp(scores)) if len(scores) else 0.0
        terms[:, place], used[place] = minmax(scores), given[list(members)].mean()
        step = used[place] / span if span > 0 else 0.0
        contributions[:, list(members)] = z_population(inside) * component.weights * step
        baseline += -float(scores.min()) * step if span > 0 else 0.5 * used[place]
        components.append(component)
    return Together(terms @ used, contributions, baseline, terms, used, components=tuple(components))
