"""How near two pseudo p-values from different draws have to lie."""

import numpy as np


def monte_carlo_error(p: np.ndarray, permutations: int) -> np.ndarray:
    """Five standard errors of a folded pseudo p-value, and the step between two values."""
    tail = np.minimum(p, 0.5)
    return 5 * np.sqrt(tail * (1 - tail) / permutations) + 2 / permutations


def agree(ours: np.ndarray, theirs: np.ndarray, permutations: int) -> bool:
    """Whether p-values agree within the error of the coarser of both."""
    return bool((np.abs(ours - theirs) <= monte_carlo_error(ours, permutations)).all())
