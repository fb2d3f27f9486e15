"""Ranges of the measures: how far chance alone could move them in a city of these sizes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.concentration.binomial_draws import BinomialDraws
from analysis.concentration.boundary_adjusted import Contacts
from analysis.concentration.dissimilarity import dissimilarities, dissimilarity
from analysis.concentration.dissimilarity_adjusted import behind, dissimilarity_adjusted
from analysis.concentration.gini import gini
from analysis.concentration.isolation import isolation
from analysis.concentration.theil import entropy, theil
from analysis.people import counted

Numbers = NDArray[np.float64]
_AT_ONCE = 2**20


@dataclass(frozen=True)
class Range:
    """One measure with its range.

    Attributes
    ----------
    value : float
        As measured.
    adjusted : float
        Less the bias that chance puts into it; the range is that of this figure, not of ``value``.
    low, high : float
        0 to 1.
    """

    value: float
    adjusted: float
    low: float
    high: float


@dataclass(frozen=True)
class Ranges:
    """The measures of concentration with their ranges.

    Attributes
    ----------
    dissimilarity, gini, isolation, theil : Range
    dissimilarity_raw : Range
        Of D as it is measured, bias and all: what D could be in another year of the same city.
    boundary_adjusted : Range or None
        None where no contacts were given.
    share_in_set : Range
        The share of the group in the ``set_size`` quarters that hold most of it.
    set_size : int
    confidence : float
    draws, seed : int
        How many draws, and the seed that gives the same ones again.
    """

    dissimilarity: Range
    gini: Range
    isolation: Range
    theil: Range
    dissimilarity_raw: Range
    boundary_adjusted: Range | None
    share_in_set: Range
    set_size: int
    confidence: float
    draws: int
    seed: int


def bootstrap_ranges(
    group: ArrayLike,
    residents: ArrayLike,
    *,
    contacts: Contacts | None = None,
    share: float = 0.5,
    draws: int = 999,
    seed: int = 0,
    confidence: float = 0.95,
) -> Ranges | None:
    """Give the ranges of D, Gini, isolation, Theil's index and the share in the smallest set.

    Parameters
    ----------
    group, residents : arrays of float, shape (n,)
        People; NaN where not known. Fractions of residents are rounded.
    contacts : Contacts, optional
        Among the quarters that count, for the range of the boundary-adjusted D.
    share : float
        The set is the smallest that holds this fraction of the group, 0 to 1.
    draws : int
        At least 1.
    seed : int
        The same seed gives the same draws.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Ranges, or None
        None where the group is nobody or everybody.

    Raises
    ------
    ValueError
        If the group is not a part of the residents (names the positions), fewer than one draw is wanted, or the
        confidence is not between 0 and 1.

    Notes
    -----
    Parametric bootstrap: in each draw the count of a quarter is binomial with the share that lies behind the observed
    one (:func:`analysis.concentration.dissimilarity_adjusted`), so that chance is in it once, not twice. The measures
    are biased upwards, and so are percentiles of draws. The limits of D are therefore the adjusted D of
    ``D - (D*_high - mean D*)`` and ``D - (D*_low - mean D*)``; in simulated cities, also without any segregation,
    they hold the true D in 93 of a hundred. The other measures have the basic range [1]_ around
    ``M - (mean M* - M of the shares behind)``; the boundary-adjusted D that of D, less the mean difference of
    adjoining quarters without its bias. For the share in the set the quarters with most of the group are
    chosen anew in each draw: that they were chosen for their high counts is a part of the bias.

    Registers are full counts: the ranges are not sampling error, they express the random fluctuation of small
    quarters.

    References
    ----------
    .. [1] Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application, 5.2. Cambridge.

    Examples
    --------
    >>> found = bootstrap_ranges([10, 30, 20, 60] * 3, [100, 150, 120, 200] * 3, seed=1)
    >>> found.set_size, found.dissimilarity.low < found.dissimilarity.adjusted < found.dissimilarity.high
    (3, True)
    """
    if draws < 1:
        raise ValueError(f"at least one draw is needed, got {draws}")
    if not 0 < confidence < 1:
        raise ValueError(f"the confidence must lie between 0 and 1, got {confidence}")
    _, part, whole = counted(group, residents)
    if not 0 < part.sum() < whole.sum():
        return None
    held = np.cumsum(np.sort(part)[::-1]) / part.sum()
    size = int(np.searchsorted(held, share * (1 - 1e-12))) + 1
    pattern = behind(part, whole)
    people, shares = pattern.people, pattern.shares(pattern.width_for(dissimilarity(part, whole)))
    measured = np.array(
        [dissimilarity(part, whole), gini(part, whole), isolation(part, whole), theil(part, whole), held[size - 1]]
    )
    if contacts:
        measured = np.append(measured, contacts.difference(part / whole))

    def measures(counts: NDArray[np.signedinteger] | Numbers) -> Numbers:
        found = _measures(counts, people, size)
        return np.vstack([found, _differences(counts, people, contacts)]) if contacts else found

    drawn = BinomialDraws(people, shares, seed).in_parts(draws)
    chance = np.nan_to_num(np.concatenate([measures(counts) for counts in drawn], axis=1))
    middle = chance.mean(axis=1)
    above, below = np.quantile(chance, [(1 + confidence) / 2, (1 - confidence) / 2], axis=1) - middle
    adjusted = measured - (middle - measures((people * shares)[:, None])[:, 0])
    figures = np.stack([measured, adjusted, adjusted - above, adjusted - below], axis=1)
    figures[0, 1] = dissimilarity_adjusted(part, whole)
    figures[0, 2:] = [pattern.dissimilarity_for(measured[0] - off) for off in (above[0], below[0])]
    raw = [measured[0], measured[0], measured[0] + below[0], measured[0] + above[0]]
    d, g, isolated, h, in_set, *apart = (Range(*each) for each in np.clip(figures, 0.0, 1.0).tolist())
    plain, across = Range(*np.clip(raw, 0.0, 1.0).tolist()), _less(d, apart[0]) if apart else None
    return Ranges(d, g, isolated, h, plain, across, in_set, size, confidence, draws, seed)


def _less(dissimilarity: Range, apart: Range) -> Range:
    """Take the mean difference of adjoining quarters, without what chance puts into it, off D and its range."""
    kept = (one - apart.adjusted for one in (dissimilarity.adjusted, dissimilarity.low, dissimilarity.high))
    return Range(dissimilarity.value - apart.value, *kept)


def _measures(counts: NDArray[np.signedinteger] | Numbers, people: Numbers, size: int) -> Numbers:
    """Measure each draw: D, Gini, isolation, Theil's index, share in the set; shape (5, draws)."""
    group = counts.sum(axis=0, dtype=np.float64)
    each = np.ascontiguousarray(counts.T, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        isolations = np.square(each) @ (1 / people) / group
        first = np.partition(each, len(people) - size, axis=1)[:, len(people) - size :].sum(axis=1) / group
        mixtures = 1 - _mixed(each, people) / (people.sum() * entropy(group / people.sum()))
    return np.stack([dissimilarities(counts, people), _ginis(each, people), isolations, mixtures, first])


def _mixed(each: Numbers, people: Numbers) -> Numbers:
    """Add up how mixed the residents' quarters are, shape (draws,); some draws at a time, for the memory."""
    size = max(1, _AT_ONCE // len(people))
    parts = [entropy(each[start : start + size] / people) @ people for start in range(0, len(each), size)]
    return np.concatenate(parts)


def _differences(counts: NDArray[np.signedinteger] | Numbers, people: Numbers, contacts: Contacts) -> Numbers:
    """Give the mean difference of adjoining quarters in each draw, shape (draws,); draw by draw, for the memory."""
    return np.array([contacts.difference(counts[:, draw] / people) for draw in range(counts.shape[1])])


def _ginis(counts: Numbers, people: Numbers) -> Numbers:
    """Give Gini of each draw; counts of shape (draws, n)."""
    order = np.argsort(counts / people, axis=1)
    group = np.cumsum(np.take_along_axis(counts, order, axis=1), axis=1)
    others = people[order] - np.diff(group, axis=1, prepend=0)
    twice = (2 * group * others).sum(axis=1) - (np.diff(group, axis=1, prepend=0) * others).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - twice / (group[:, -1] * others.sum(axis=1)))
