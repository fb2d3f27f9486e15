"""Class breaks: six ways to cut the values of a map into a few classes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.natural_breaks import natural_breaks

Scheme = Literal["quantile", "equal_interval", "natural_breaks", "standard_deviation", "head_tail", "own"]
Note = Literal["", "no_values", "fewer_distinct_values", "fewer_classes", "limits_outside_values"]

SCHEMES: tuple[Scheme, ...] = (
    "quantile",
    "equal_interval",
    "natural_breaks",
    "standard_deviation",
    "head_tail",
    "own",
)


@dataclass(frozen=True)
class ClassBreaks:
    """The classes of one map.

    A value belongs to the first class whose upper bound it does not exceed.

    Attributes
    ----------
    scheme : str
        How the classes were made.
    lowest : float
        Lower end of the first class; NaN without values.
    upper_bounds : tuple of float
        Ascending; the last is the largest value. Empty without values.
    counts : tuple of int
        Values per class.
    note : str
        ``"no_values"``; ``"fewer_distinct_values"`` where there are fewer distinct values than classes asked
        for; ``"fewer_classes"`` where equal limits fell together or the scheme found fewer than asked
        for (see ``empty_below`` for standard deviations); ``"limits_outside_values"`` where own limits lie
        beyond the values, so that a class shown is empty; otherwise ``""``.
    empty_below, empty_above : int
        Standard deviation only: outer classes that were left out because they hold no value. With a
        palette of k colours, the classes use the colours from ``empty_below`` on, so that the city's value
        stays in its middle.
    """

    scheme: Scheme
    lowest: float
    upper_bounds: tuple[float, ...]
    counts: tuple[int, ...]
    note: Note = ""
    empty_below: int = 0
    empty_above: int = 0

    def __str__(self) -> str:
        rows = [f"{self.scheme}: {len(self.upper_bounds)} classes from {self.lowest:g}"]
        rows += [f"  to {upper:g}: {count}" for upper, count in zip(self.upper_bounds, self.counts, strict=True)]
        return "\n".join(rows)


def class_breaks(
    values: ArrayLike, scheme: Scheme, k: int, *, centre: float | None = None, own: Sequence[float] = ()
) -> ClassBreaks:
    """Cut values into classes.

    Parameters
    ----------
    values : array of float, shape (n,)
        In the indicator's unit; NaN (every kind of blank) is left out.
    scheme : str
        One of ``SCHEMES``.
    k : int
        Number of classes asked for, at least 1; the most that head/tail may make. Ignored with own limits.
    centre : float, optional
        The city's value, for the standard deviation; the mean of the values where it is not known.
    own : sequence of float
        Limits between the classes, for the scheme ``"own"``. All of them are kept, also outside the values,
        so that a class means the same in every year.

    Returns
    -------
    ClassBreaks

    Raises
    ------
    ValueError
        If the scheme is unknown, ``k`` is below 1, or own limits are missing or not finite.

    Notes
    -----
    Quantile: equal numbers of quarters, interpolated linearly (type 7). Equal interval: equal steps from the
    smallest to the largest value. Natural breaks: see :func:`analysis.natural_breaks.natural_breaks`.
    Standard deviation: limits one population standard deviation (ddof = 0) apart, symmetrical around the
    city's value: at -1.5, -0.5, +0.5 and +1.5 for five classes. Head/tail [1]_: cut at the mean, then again
    at the mean of what lies above it, as long as more than one distinct value lies above.

    References
    ----------
    .. [1] Jiang, B. (2013). Head/tail breaks. The Professional Geographer 65, 482-494.

    Examples
    --------
    >>> breaks = class_breaks([1, 2, 3, 10, 11, 30, float("nan")], "natural_breaks", 3)
    >>> breaks.upper_bounds, breaks.counts
    ((3.0, 11.0, 30.0), (3, 2, 1))
    """
    if scheme not in SCHEMES:
        raise ValueError(f"unknown scheme {scheme!r}; known are {', '.join(SCHEMES)}")
    if k < 1:
        raise ValueError(f"at least one class is needed, got k={k}")
    limits = np.unique(np.asarray(own, dtype=np.float64))
    if scheme == "own" and not (len(limits) and np.isfinite(limits).all()):
        raise ValueError(f"own classes need finite limits, got {tuple(own)}")
    numbers = np.asarray(values, dtype=np.float64).ravel()
    numbers = numbers[np.isfinite(numbers)]
    if not len(numbers):
        return ClassBreaks(scheme, float("nan"), (), (), "no_values")
    if scheme == "own":
        return _own(numbers, limits)
    if scheme == "standard_deviation":
        return _standard_deviation(numbers, k, centre)
    return _finished(scheme, numbers, _BOUNDS[scheme](numbers, k), k)


def class_of(values: ArrayLike, upper_bounds: Sequence[float]) -> NDArray[np.intp]:
    """Give the class of each value.

    Parameters
    ----------
    values : array of float, any shape
    upper_bounds : sequence of float
        Ascending.

    Returns
    -------
    array of int, same shape
        0 is the lowest class; -1 where the value is NaN or there are no classes. Values above the last
        bound (of another year, for example) belong to the last class.

    Examples
    --------
    >>> class_of([1, 3, 3.1, float("nan"), 99], (3.0, 11.0, 30.0)).tolist()
    [0, 0, 1, -1, 2]
    """
    numbers = np.asarray(values, dtype=np.float64)
    classes = np.minimum(np.searchsorted(np.asarray(upper_bounds), numbers, side="left"), len(upper_bounds) - 1)
    return np.where(np.isnan(numbers), -1, classes)


def _quantile(numbers: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    return np.quantile(numbers, np.arange(1, k + 1) / k)


def _equal_interval(numbers: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    return np.linspace(numbers.min(), numbers.max(), k + 1)[1:]


def _natural(numbers: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    return np.array(natural_breaks(numbers, k))


def _head_tail(numbers: NDArray[np.float64], k: int) -> NDArray[np.float64]:
    head = numbers
    bounds: list[float] = []
    while len(bounds) < k - 1 and head.min() < head.max():
        bounds.append(float(head.mean()))
        head = head[head > bounds[-1]]
    return np.array([*bounds, numbers.max()])


_BOUNDS: dict[Scheme, Callable[[NDArray[np.float64], int], NDArray[np.float64]]] = {
    "quantile": _quantile,
    "equal_interval": _equal_interval,
    "natural_breaks": _natural,
    "head_tail": _head_tail,
}


def _finished(scheme: Scheme, numbers: NDArray[np.float64], bounds: NDArray[np.float64], k: int) -> ClassBreaks:
    distinct = np.unique(numbers)
    bounds = distinct if len(distinct) < k else np.unique(bounds)
    note: Note = "fewer_distinct_values" if len(distinct) < k else "fewer_classes" if len(bounds) < k else ""
    return ClassBreaks(scheme, float(distinct[0]), tuple(bounds.tolist()), _counts(numbers, bounds), note)


def _standard_deviation(numbers: NDArray[np.float64], k: int, centre: float | None) -> ClassBreaks:
    lowest, highest = float(numbers.min()), float(numbers.max())
    if lowest == highest:
        return _finished("standard_deviation", numbers, numbers[:1], k)
    middle = float(numbers.mean()) if centre is None or np.isnan(centre) else centre
    limits = middle + (np.arange(k - 1) - (k - 2) / 2) * numbers.std()
    below, above = int((limits < lowest).sum()), int((limits >= highest).sum())
    bounds = np.append(limits[below : k - 1 - above], highest)
    note: Note = "fewer_classes" if below or above else ""
    counts = _counts(numbers, bounds)
    return ClassBreaks("standard_deviation", lowest, tuple(bounds.tolist()), counts, note, below, above)


def _own(numbers: NDArray[np.float64], limits: NDArray[np.float64]) -> ClassBreaks:
    lowest, highest = float(numbers.min()), float(numbers.max())
    bounds = np.append(limits, max(highest, limits[-1]))
    note: Note = "limits_outside_values" if limits[0] < lowest or limits[-1] >= highest else ""
    return ClassBreaks("own", min(lowest, float(limits[0])), tuple(bounds.tolist()), _counts(numbers, bounds), note)


def _counts(numbers: NDArray[np.float64], bounds: NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(np.bincount(class_of(numbers, bounds.tolist()), minlength=len(bounds)).tolist())
