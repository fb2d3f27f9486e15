"""A town of sixty quarters, and what a page would tell of it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
QUARTERS, SIDE, THRESHOLD = 60, 10, 5


@dataclass(frozen=True)
class Town:
    """Counts of one indicator, with everything else that is public.

    ``counts`` and ``earlier`` are NaN where they are left out of what is told; ``hidden`` says which counts must not
    be known.
    """

    counts: Floats
    residents: Floats
    earlier: Floats
    others: Floats
    hidden: NDArray[np.bool_]
    neighbours: tuple[tuple[int, ...], ...]

    @property
    def rates(self) -> Floats:
        """Per cent of residents."""
        return 100 * self.counts / self.residents

    @property
    def protected(self) -> "Town":
        """The town as one gate leaves it: hidden counts are gone."""
        return replace(self, counts=np.where(self.hidden, np.nan, self.counts))


def town(seed: int) -> Town:
    rng = np.random.default_rng(seed)
    residents = np.round(rng.lognormal(6.6, 0.6, QUARTERS)) + 60
    counts = rng.poisson(residents * rng.gamma(1.6, 0.013, QUARTERS)).astype(float)
    counts = np.minimum(counts, residents)
    earlier = np.maximum(np.round(counts * rng.uniform(0.6, 1.5, QUARTERS)) + 5, THRESHOLD)
    others = rng.normal(0, 1, (QUARTERS, 3))
    place = [(i // SIDE, i % SIDE) for i in range(QUARTERS)]
    near = tuple(tuple(j for j, b in enumerate(place) if abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1) for a in place)
    return Town(counts, residents, earlier, others, (counts > 0) & (counts < THRESHOLD), near)


def told_index(shown: Town, decimals: int, kind: str) -> tuple[Floats, float, float]:
    """An index of the rate and three public indicators, with the centre and the scale told in its method."""
    rate = shown.rates
    centre, scale = (
        (float(np.nanmean(rate)), float(np.nanstd(rate)))
        if kind == "z"
        else (float(np.nanmin(rate)), float(np.nanmax(rate) - np.nanmin(rate)))
    )
    return np.round(((rate - centre) / scale + shown.others.sum(axis=1)) / 4, decimals), centre, scale


def told_lag(shown: Town, decimals: int) -> tuple[Floats, tuple[tuple[int, ...], ...]]:
    """The mean rate of the neighbours that have one, and which these are."""
    used = tuple(tuple(j for j in near if not np.isnan(shown.counts[j])) for near in shown.neighbours)
    means = [shown.rates[list(near)].mean() if near else np.nan for near in used]
    return np.round(np.array(means), decimals), used


def told_rank(shown: Town) -> Floats:
    """1 for the highest rate; NaN without one."""
    return np.array([np.nan if np.isnan(r) else 1 + np.nansum(shown.rates > r) for r in shown.rates])


def told_classes(shown: Town, scheme: str, k: int = 5) -> tuple[NDArray[np.int64], Floats]:
    """The class of each rate (-1 without one) and the limits of classes, as the legend tells them."""
    rate = shown.rates[~np.isnan(shown.rates)]
    if scheme == "quantile":
        limits = np.quantile(rate, np.linspace(0, 1, k + 1))
    else:
        limits = np.linspace(rate.min(), rate.max(), k + 1)
    limits = np.round(limits, 1)
    classes = np.clip(np.searchsorted(limits[1:-1], np.nan_to_num(shown.rates), side="left"), 0, k - 1)
    return np.where(np.isnan(shown.rates), -1, classes), limits


def told_colour(shown: Town) -> tuple[Floats, float, float]:
    """The position of each rate on a scale of 256 colours whose two ends the legend names."""
    least, most = float(np.nanmin(shown.rates)), float(np.nanmax(shown.rates))
    return np.round(255 * (shown.rates - least) / (most - least)), least, most


def told_change(shown: Town) -> Floats:
    """Per cent of change since the earlier year, one decimal."""
    return np.round(100 * (shown.counts / shown.earlier - 1), 1)
