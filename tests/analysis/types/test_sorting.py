"""Methods asked for by name give what the method itself gives."""

import numpy as np
import pytest

from analysis.types.hierarchical import ward
from analysis.types.k_means import k_means
from analysis.types.regions import regions
from analysis.types.sorting import sorted_into
from tests.planted_types import grid_rows


def test_each_name_leads_to_its_method() -> None:
    z = np.random.default_rng(0).normal(size=(25, 2))
    rows = grid_rows(5, 5)
    assert (sorted_into(z, [4], "k_means", seed=2)[0].labels == k_means(z, 4, seed=2).labels).all()
    assert (sorted_into(z, [3, 4], "ward")[1].labels == ward(z, 4).labels).all()
    assert (sorted_into(z, [4], "regions", rows)[0].labels == regions(z, *rows, 4, least=2).partition.labels).all()
    with pytest.raises(ValueError, match="contiguity"):
        sorted_into(z, [2], "regions")
