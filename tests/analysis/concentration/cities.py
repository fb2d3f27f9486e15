"""Cities for the tests of concentration: made ones, and one with as much segregation as was put into it."""

import numpy as np
from hypothesis import strategies as st

QUARTER = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
CITY = st.lists(QUARTER, min_size=1, max_size=12).map(lambda pairs: np.array(pairs, dtype=float).T)

# Twelve quarters on a grid of four by three, row by row.
GROUP = np.array([5, 10, 20, 40, 8, 9, 30, 50, 2, 7, 12, 25])
RESIDENTS = np.array([100, 120, 90, 110, 80, 100, 130, 95, 60, 105, 70, 85])


def planted(spread: float, n: int = 86, people: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """Residents and true shares of n quarters; the logits of the shares have the given standard deviation."""
    random = np.random.default_rng(7)
    residents = np.maximum(20, random.gamma(2, people / 2, n)).astype(int)
    return residents, 1 / (1 + 4 * np.exp(-spread * random.standard_normal(n)))


def true_dissimilarity(residents: np.ndarray, share: np.ndarray) -> float:
    """D of the chances themselves, without what happens by chance."""
    members = residents * share
    others = residents - members
    return float(np.abs(members / members.sum() - others / others.sum()).sum() / 2)
