"""Districts above the quarters: from a column, a second layer or the keys, and only where they follow the ground."""

import numpy as np
import pytest
import shapely

from loading.choices import Choices
from loading.choices.districts import DistrictChoice
from loading.joining.hierarchy import dissolve, find_hierarchy, outline_of, possible_hierarchies
from loading.joining.join import join
from loading.recognised import Boundaries
from tests.loading.squares import CRS, squares, table

KEYS = [f"{district}{number}" for district in range(1, 7) for number in range(1, 7)]
ROWS = [number // 6 for number in range(36)]
NAMES = ["Süd", "Mitte", "West", "Ost", "Nord", "Außen"]


def town(**columns: list[str]) -> Boundaries:
    return squares({"NR": KEYS, **columns}, width=6)


def test_a_column_with_key_and_name_gives_the_districts() -> None:
    found = find_hierarchy(
        squares({"ID": [f"q{n}x" for n in range(36)], "BEZIRK": [f"{r} {NAMES[r]}" for r in ROWS]}, 6), "ID"
    )
    assert found is not None
    assert (found.source, found.place) == ("columns", "BEZIRK")
    assert found.ids == ("0", "1", "2", "3", "4", "5")
    assert found.names == tuple(NAMES)
    assert found.parents.tolist() == ROWS


def test_a_column_of_keys_and_a_column_of_names_are_taken_together() -> None:
    found = find_hierarchy(town(BEZ_NR=[str(r + 1) for r in ROWS], BEZ_NAME=[NAMES[r] for r in ROWS]), "NR")
    assert found is not None
    assert found.place == "BEZ_NR, BEZ_NAME"
    assert found.ids[0] == "1"
    assert found.names[0] == "Süd"


def test_the_beginning_of_the_keys_gives_the_districts() -> None:
    found = find_hierarchy(town(), "NR")
    assert found is not None
    assert (found.source, found.ids) == ("key_prefix", ("1", "2", "3", "4", "5", "6"))


def test_a_running_number_has_no_districts() -> None:
    layer = squares({"NR": [f"{number:02d}" for number in range(1, 37)]}, width=6)
    assert find_hierarchy(layer, "NR") is None


def test_a_column_strewn_over_the_map_is_no_district() -> None:
    layer = squares({"ID": [f"q{n}x" for n in range(36)], "TYP": [str(n * 7 % 5) for n in range(36)]}, width=6)
    assert find_hierarchy(layer, "ID") is None


def test_dates_are_no_districts() -> None:
    layer = squares({"ID": [f"q{n}x" for n in range(36)], "STAND": [f"2020-01-0{r + 1}" for r in ROWS]}, width=6)
    assert find_hierarchy(layer, "ID") is None


def test_a_second_layer_with_fewer_polygons_gives_the_districts() -> None:
    shapes = np.array([shapely.box(500_000, 5_700_000 + 1000 * r, 506_000, 5_701_000 + 1000 * r) for r in range(6)])
    layer = Boundaries(
        "bezirke.zip", None, "shapefile", None, {"NR": tuple("123456"), "NAME": tuple(NAMES)}, shapes, CRS
    )
    found = find_hierarchy(town(TYP=[str(r) for r in ROWS]), "NR", [layer])
    assert found is not None
    assert (found.source, found.place) == ("layer", "bezirke.zip")
    assert found.names == tuple(NAMES)
    assert found.parents.tolist() == ROWS


def test_a_second_layer_elsewhere_is_not_used() -> None:
    shapes = np.array([shapely.box(0, 1000 * r, 6000, 1000 + 1000 * r) for r in range(6)])
    layer = Boundaries("anderswo.zip", None, "shapefile", None, {"NR": tuple("123456")}, shapes, CRS)
    found = find_hierarchy(town(), "NR", [layer])
    assert found is not None
    assert found.source == "key_prefix"


def test_a_hamlet_of_three_quarters_has_no_districts() -> None:
    assert find_hierarchy(squares({"NR": ["11", "12", "21"]}), "NR") is None


@pytest.mark.parametrize("shift", [0.0, 0.3])
def test_districts_are_their_quarters_united_even_where_edges_overlap(shift: float) -> None:
    parts = np.array([shapely.box(0, 0, 1, 1), shapely.box(1 - shift, 0, 2, 1), shapely.box(5, 5, 6, 6)], dtype=object)
    united = dissolve(parts, np.array([0, 0, 1]), 2)
    assert united[0].equals(shapely.box(0, 0, 2, 1))
    assert united[1].equals(parts[2])


def test_a_known_outline_is_taken_only_where_it_covers_what_its_areas_cover() -> None:
    parts = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], dtype=object)
    right, stale = shapely.box(0, 0, 2, 1), shapely.box(0, 0, 3, 1)
    assert outline_of(parts, right) is right
    assert shapely.equals(outline_of(parts, stale), right)


def strewn() -> Boundaries:
    return town(BEZ=[str(number % 3) for number in range(36)])


def test_other_districts_than_those_recognised_can_be_chosen_even_if_they_do_not_follow_the_ground() -> None:
    possible = possible_hierarchies(strewn(), "NR")
    assert [(one.source, one.place, len(one.ids)) for one in possible] == [
        ("columns", "BEZ", 3),
        ("key_prefix", "NR", 6),
    ]
    found = find_hierarchy(strewn(), "NR", chosen=DistrictChoice("columns", "BEZ", 3))
    assert found is not None
    assert (found.place, found.ids) == ("BEZ", ("0", "1", "2"))


def test_no_districts_can_be_chosen() -> None:
    assert find_hierarchy(strewn(), "NR", chosen=DistrictChoice("none")) is None


def test_chosen_districts_that_are_gone_are_recognised_anew_and_said_to_be_gone() -> None:
    rows = table({"NR": KEYS}, {"Einwohner": range(100, 136)})
    choices = Choices(districts=DistrictChoice("columns", "GIBT ES NICHT", 4))
    joined = join([strewn()], [rows], choices)
    assert joined.hierarchy is not None
    assert joined.hierarchy.source == "key_prefix"
    assert [one.code for one in joined.findings if one.code.startswith("hierarchy")] == ["hierarchy.chosen_missing"]
