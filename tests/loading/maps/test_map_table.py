"""A map that brings its own numbers is its own table."""

import numpy as np

from loading.maps.map_table import table_of_map
from tests.loading.squares import squares


def test_columns_of_numbers_are_measures_and_keys_codes_and_areas_are_not() -> None:
    layer = squares(
        {
            "NR": ["1", "2", "3"],
            "SHAPE_AREA": ["10.5", "11.5", "12.5"],
            "PLZ": ["48143", "48145", "48147"],
            "poor": ["5", "0", ""],
            "code7": ["01", "02", "03"],
            "NAME": ["a", "b", "c"],
        }
    )
    found = table_of_map(layer)
    assert found is not None
    assert [measure.title for measure in found.measures] == ["poor"]
    assert found.identifiers == {"NR": ("1", "2", "3")}
    assert found.years == (0,)
    np.testing.assert_array_equal(found.values[:, 0, 0], [5, 0, np.nan])
    assert found.reasons[:, 0, 0].tolist() == [0, 1, 2]


def test_a_map_of_names_only_is_no_table() -> None:
    assert table_of_map(squares({"NR": ["1", "2", "3"], "NAME": ["a", "b", "c"]})) is None
