"""A made city whose types are known, because they were planted."""

import numpy as np
from numpy.typing import NDArray


def planted(
    groups: int, each: int, p: int, apart: float, seed: int = 0
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Scatter ``each`` quarters around every one of ``groups`` centres; give them in random order with their type.

    The nearest two centres are ``apart`` standard deviations from each other; all are, with no more types than
    indicators.
    """
    random = np.random.default_rng(seed)
    centres = np.eye(groups, p) if groups <= p else random.normal(size=(groups, p))
    centres *= apart / np.linalg.norm(centres[:, None] - centres[None], axis=2)[np.triu_indices(groups, 1)].min()
    types = random.permutation(np.repeat(np.arange(groups), each))
    return centres[types] + random.normal(size=(len(types), p)), types


def grid_rows(height: int, width: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the compressed rows of a chessboard of quarters that share an edge."""
    links = [
        sorted(
            (row + down) * width + column + right
            for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1))
            if 0 <= row + down < height and 0 <= column + right < width
        )
        for row in range(height)
        for column in range(width)
    ]
    return np.concatenate([[0], np.cumsum([len(one) for one in links])]), np.concatenate(links).astype(np.intp)
