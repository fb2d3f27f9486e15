"""A town of two hundred quarters in which poverty lies together in sixteen of them."""

import numpy as np

from loading.atlas import Atlas
from tests.callbacks.towns import town
from tests.toytown import CHILDREN, POVERTY

ROWS, COLUMNS = 4, 50


def planted_town() -> Atlas:
    """Give four rows of fifty quarters: 10 per cent poor with a little noise, 30 per cent in columns 10 to 13."""
    random = np.random.default_rng(3)
    rate = np.full((ROWS, COLUMNS), 10.0)
    rate[:, 10:14] = 30.0
    poor = np.round(rate.ravel() + random.normal(0, 1, ROWS * COLUMNS), 1)
    return town("planted", (POVERTY, poor.tolist()), (CHILDREN, random.integers(12, 20, ROWS * COLUMNS).tolist()))
