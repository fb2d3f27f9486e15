"""What an index is computed from: numbers as delivered, of a public project only what is told."""

from dataclasses import replace

import numpy as np

from layers.columns import column
from layers.index.ingredients import ingredients
from loading.protection import Protection
from tests.layers.index.towns_with_index import index_town, recipe

IDS = ("A2", "A4", "B1", "B5")


def test_an_index_of_a_public_project_is_computed_from_what_is_told_and_nothing_finer() -> None:
    inside = index_town(project="index-inside")
    public = replace(inside, project="index-public", protection=Protection("ba", {"profile": "ba"}))
    found = {atlas.project: ingredients(atlas, "quarter", 2024, recipe()) for atlas in (inside, public)}
    for year, columns in ((2024, found["index-public"].columns), (2022, found["index-public"].earlier)):
        told = np.stack([column(public, "quarter", one, year).comparable for one in IDS], axis=1)
        np.testing.assert_array_equal(columns, told)
        np.testing.assert_array_equal(told, np.round(told, 1))
    kept = [inside.indicator_position(one) for one in IDS]
    usable = np.isfinite(found["index-inside"].columns)
    raw = inside.cubes["quarter"].value[:, kept, inside.year_position(2024)]
    np.testing.assert_array_equal(found["index-inside"].columns[usable], raw[usable])
    assert (found["index-inside"].columns != found["index-public"].columns)[usable].any()
