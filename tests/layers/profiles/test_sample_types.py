"""Types of the sample city: stable, describable, the same with every seed, and on time."""

from pathlib import Path

import numpy as np
import pytest

from analysis.types.agreement import adjusted_rand
from layers.profiles.area_profiles import area_profiles
from layers.profiles.correlations import correlations
from layers.profiles.similar import similar_areas
from layers.profiles.types import area_types, types_proposal
from loading.atlas import Atlas
from loading.load import load_atlas

SAMPLE = Path(__file__).parents[3] / "sample_data"


@pytest.fixture(scope="module")
def city() -> Atlas:
    return load_atlas(sorted(path for path in SAMPLE.iterdir() if path.suffix in (".zip", ".xlsx", ".csv", ".geojson")))


def test_the_default_profile_covers_many_sides_of_life_and_most_quarters(city: Atlas) -> None:
    found = area_profiles(city, "quarter", 2024)
    assert len({one.dimension for one in found.indicators}) == len(found.indicators) >= 4
    assert all(one.direction != "context" for one in found.indicators)
    assert found.n >= 0.8 * len(city.levels["quarter"])
    assert sum(found.blanks().values()) == len(found.reason) - found.n


def test_the_proposed_types_are_stable_and_say_the_same_with_every_seed(city: Atlas) -> None:
    first = area_types(city, "quarter", 2024)
    assert first.proposal is not None
    assert first.proposal.stable
    assert first.proposal.structure in ("reasonable", "strong")
    for seed in (1, 2, 3):
        again = area_types(city, "quarter", 2024, (), "k_means", first.k, seed)
        assert (again.label == first.label).all()


@pytest.mark.parametrize("k", [3, 4])
def test_types_rise_in_poverty_and_each_has_three_differences_and_a_typical_quarter(city: Atlas, k: int) -> None:
    found = area_types(city, "quarter", 2024, (), "k_means", k)
    poverty = [one.id for one in found.profiles.indicators].index("A1")
    means = [one.mean[poverty] for one in found.types]
    assert means == sorted(means)
    for number, one in enumerate(found.types):
        assert len(one.differences) == 3
        assert found.label[one.typical] == number
        assert one.residents > 0
    assert sum(one.residents_share for one in found.types) < 1


def test_with_the_same_indicators_types_two_years_earlier_are_much_the_same(city: Atlas) -> None:
    same = tuple(one.id for one in area_profiles(city, "quarter", 2024).indicators)
    now, before = (area_types(city, "quarter", year, same, "k_means", 3) for year in (2024, 2022))
    both = (now.label >= 0) & (before.label >= 0)
    assert adjusted_rand(now.label[both], before.label[both]) > 0.5


def test_every_level_and_year_has_an_answer_or_a_reason(city: Atlas) -> None:
    for level in city.levels:
        for year in (city.years[0], city.years[-1]):
            found = area_types(city, level, year, (), "ward")
            assert bool(found.refusal) == (found.k == 0)
            assert (found.refusal != "") == (level != "quarter")


def test_quarters_like_the_poorest_are_poor_as_well(city: Atlas) -> None:
    found = area_profiles(city, "quarter", 2024)
    poverty = found.profiles.values[:, [one.id for one in found.indicators].index("A1")]
    poorest = int(found.profiles.members[poverty.argmax()])
    answer = similar_areas(city, "quarter", 2024, city.levels["quarter"].ids[poorest])
    assert answer.found is not None
    rich = np.median(poverty)
    at = {int(member): place for place, member in enumerate(found.profiles.members)}
    assert all(poverty[at[one.quarter]] > rich for one in answer.found.counterparts)


def test_what_measures_the_same_stands_together_in_the_matrix(city: Atlas) -> None:
    found = correlations(city, "quarter", 2024)
    names = [found.indicators[at].id for at in found.matrix.order]
    assert abs(names.index("A2") - names.index("A3")) == 1
    assert found.matrix.r[names.index("A2"), names.index("A2")] == 1
    one, other = ([indicator.id for indicator in found.indicators].index(name) for name in ("A1", "B5"))
    assert found.matrix.r[one, other] < 0


def test_no_proposal_is_computed_twice(city: Atlas) -> None:
    question = ("quarter", 2024, (), "k_means", 0)
    assert types_proposal(city, *question) is types_proposal(city, *question)
    assert area_types(city, "quarter", 2024).proposal is types_proposal(city, *question)
