"""What the rules are told about clusters: the outcome of a local Moran test, computed elsewhere."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.clusters import ContiguousCluster


@dataclass(frozen=True, eq=False)
class Clustering:
    """Clusters of one indicator in one year; n quarters.

    Attributes
    ----------
    marks : int8 array, shape (n,)
        ``analysis.clusters.QUADRANTS`` where more than chance, else 0.
    clusters : tuple of ContiguousCluster
        Quarters of the same mark that hang together.
    around : float array, shape (n,)
        Mean of the neighbours, in the indicator's unit; NaN where nothing was tested.
    p : float array, shape (n,)
        Two-sided pseudo p-values of the quarters.
    tested : int
        Quarters with a test of their own.
    moran, p_moran : float
        Global Moran's I and its pseudo p-value; NaN where nothing can be told.
    permutations, seed : int
    alpha : float
        Level of the control of false discoveries.
    """

    marks: NDArray[np.int8]
    clusters: tuple[ContiguousCluster, ...]
    around: NDArray[np.float64]
    p: NDArray[np.float64]
    tested: int
    moran: float
    p_moran: float
    permutations: int
    seed: int
    alpha: float
