"""Types of areas: the planted ones, numbered from low to high disadvantage, with reasons where there are none."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from analysis.types.agreement import adjusted_rand
from analysis.types.sorting import Method
from layers.profiles.types import area_types
from loading.atlas import Atlas
from tests.made_profiles import PLANTED, made_city

WITH_ALL = np.arange(36) != 6


@pytest.fixture(scope="module")
def city() -> Atlas:
    return made_city()


@pytest.mark.parametrize("method", ["k_means", "ward", "regions"])
def test_planted_types_are_proposed_found_and_numbered_by_disadvantage(city: Atlas, method: Method) -> None:
    found = area_types(city, "quarter", 2024, (), method)
    assert (found.refusal, found.k) == ("", 3)
    assert adjusted_rand(found.label[WITH_ALL], PLANTED[WITH_ALL]) == 1.0
    assert (found.label[WITH_ALL] == PLANTED[WITH_ALL]).all()
    assert found.label[6] == -1
    assert found.proposal is not None
    assert found.proposal.stable


def test_a_low_rate_of_employment_counts_as_disadvantage(city: Atlas) -> None:
    found = area_types(city, "quarter", 2024, ("B5", "E1"))
    assert [one.mean[0] for one in found.types] == sorted((one.mean[0] for one in found.types), reverse=True)


def test_each_type_is_described_in_the_units_of_its_indicators(city: Atlas) -> None:
    found = area_types(city, "quarter", 2024)
    assert [len(one.members) for one in found.types] == [11, 12, 12]
    assert [one.residents for one in found.types] == [11_000, 12_000, 12_000]
    poorest = found.types[2]
    strongest = poorest.differences[0]
    assert len(poorest.differences) == 3
    assert strongest.units == pytest.approx(
        poorest.mean[strongest.indicator] - found.profiles.profiles.values[:, strongest.indicator].mean()
    )
    assert poorest.typical in np.flatnonzero(PLANTED == 2)


def test_the_number_asked_for_is_kept_within_what_the_areas_allow(city: Atlas) -> None:
    assert area_types(city, "quarter", 2024, (), "k_means", 5).k == 5
    assert area_types(city, "quarter", 2024, (), "k_means", 99).k == 9
    assert area_types(city, "quarter", 2024, (), "k_means", 1).k == 2


def test_areas_that_another_type_would_fit_better_are_told(city: Atlas) -> None:
    found = area_types(city, "quarter", 2024, (), "regions", 8)
    assert np.isnan(found.silhouette[6])
    assert (found.silhouette[found.doubtful] < 0).all()
    assert len(area_types(city, "quarter", 2024).doubtful) == 0


def test_an_island_belongs_to_no_region(city: Atlas) -> None:
    quarters = city.levels["quarter"]
    geometry = quarters.geometry.copy()
    geometry[35] = shapely.transform(geometry[35], lambda points: points + 50_000)
    island = replace(city, levels={**city.levels, "quarter": replace(quarters, geometry=geometry)}, project="island")
    found = area_types(island, "quarter", 2024, (), "regions")
    assert found.isolates == (35,)
    assert found.label[35] == -1
    assert area_types(island, "quarter", 2024).label[35] == 2


def test_where_types_cannot_be_told_the_reason_is(city: Atlas) -> None:
    alike = replace(city.cubes["quarter"], value=np.ones(city.cubes["quarter"].value.shape))
    apart = replace(city.levels["quarter"], geometry=np.array([shapely.box(9 * x, 0, 9 * x + 1, 1) for x in range(36)]))
    cities: dict[str, Atlas] = {
        "all_alike": replace(city, cubes={**city.cubes, "quarter": alike}, project="alike"),
        "no_neighbours": replace(city, levels={**city.levels, "quarter": apart}, project="apart"),
    }
    assert area_types(cities["all_alike"], "quarter", 2024).refusal == "all_alike"
    assert area_types(cities["no_neighbours"], "quarter", 2024, (), "regions").refusal == "no_neighbours"
    assert area_types(city, "city", 2024, ("A1", "B5")).refusal == "too_few_areas"
    refused = area_types(city, "quarter", 2024, ("A1", "population"))
    assert (refused.refusal, refused.k, refused.types, refused.proposal) == ("too_few_indicators", 0, (), None)
    assert (refused.label == -1).all()
    assert refused.profiles.unused == {"population": "count"}


def test_another_seed_keeps_types_and_numbers(city: Atlas) -> None:
    first = area_types(city, "quarter", 2024)
    assert (area_types(city, "quarter", 2024, (), "k_means", 0, 7).label == first.label).all()
