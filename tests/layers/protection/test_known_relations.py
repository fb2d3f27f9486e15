"""What adds up in an Atlas is found: levels, groups, changes, numerators with two denominators; amounts go apart."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.protection import PROFILES
from layers.protection import RuleBook, publish
from layers.protection.known_relations import Known, known
from layers.protection.quantities import quantities
from layers.protection.sums.found import found_sums
from loading.atlas import Atlas, Cube
from loading.reasons import Reason
from tests.layers.protection.guarded_town import BOYS, GIRLS, guarded_town, indicator

LEVELS = ("quarter", "district", "city")


def known_of(atlas: Atlas) -> Known:
    found = known(atlas, quantities(atlas), RuleBook(), amounts=False, fixed=False)
    assert found is not None
    return found


def with_count(atlas: Atlas, name: str, quarters: np.ndarray, **more: object) -> Atlas:
    """Add a number of things, delivered on all levels; its denominator is as given, else none."""
    whole = more.pop("whole", None)
    parents = np.array(atlas.levels["quarter"].parents)
    cubes: dict[str, Cube] = {}
    for level, cube in atlas.cubes.items():
        rows = {"quarter": quarters, "city": quarters.sum(axis=0, keepdims=True)}
        rows["district"] = np.array([quarters[parents == one].sum(axis=0) for one in (0, 1)])
        part = rows[level][:, None]
        below = np.full(part.shape, np.nan) if whole is None else cube.numerator[:, [whole]]  # type: ignore[list-item]
        value = part if whole is None else 100 * part / below
        reason = np.full(part.shape, Reason.VALUE, dtype=np.uint8)
        cubes[level] = Cube(
            np.concatenate([cube.value, value], axis=1),
            np.concatenate([cube.numerator, part], axis=1),
            np.concatenate([cube.denominator, below], axis=1),
            np.concatenate([cube.reason, reason], axis=1),
            cube.residents.copy(),
        )
    kind = {"kind": "count", "factor": 1.0} if whole is None else {}
    return replace(atlas, cubes=cubes, indicators=(*atlas.indicators, indicator(name, **{**kind, **more})))


def test_levels_and_groups_are_tied() -> None:
    found = known_of(guarded_town())
    # Residents, girls, boys, children: two districts and the city in two years.
    assert found.kinds["levels"] == 4 * 3 * 2
    assert found.kinds["groups"] == 9 * 2
    assert np.allclose(found.relations.residuals(found.cells.counts), 0)
    assert len(found.groups) == 1


def test_a_total_of_what_the_source_tells_ties_the_numbers_it_is_made_of() -> None:
    """Somebody has added up the quarters and taken the stars for nothing."""
    atlas = with_count(guarded_town(), "few", np.arange(1.0, 13.0).reshape(6, 2))
    cubes = {}
    for level, without in (("quarter", np.nan), ("district", 1.0), ("city", 1.0)):
        cube = atlas.cubes[level]  # type: ignore[index]
        part, value, reason = cube.numerator.copy(), cube.value.copy(), cube.reason.copy()
        part[0, 3, 0] = value[0, 3, 0] = part[0, 3, 0] - without
        reason[0, 3, 0] = Reason.SUPPRESSED if level == "quarter" else Reason.VALUE
        cubes[level] = replace(cube, numerator=part, value=value, reason=reason)
    before, found = known_of(atlas), known_of(replace(atlas, cubes=cubes))
    lost = before.kinds["levels"] - found.kinds["levels"]
    assert lost == 1
    assert len(found.relations) == len(before.relations)
    assert np.isfinite(found.relations.residuals(found.cells.counts)).all()


def test_what_is_the_same_everywhere_is_one_cell() -> None:
    atlas = guarded_town()
    found = quantities(atlas)
    assert len(found.each) == 4
    assert {found.position[at, "denominator"] for at in range(3)} == {found.position[-1, "residents"]}


def test_a_numerator_with_two_denominators_stands_twice_and_goes_together() -> None:
    atlas = with_count(guarded_town(), "girls-of-children", GIRLS, whole=2)
    found = known_of(atlas)
    assert found.kinds["shared"] == 9 * 2
    cube = publish(atlas, PROFILES["ba"]).atlas.cubes["quarter"]
    assert np.isnan(cube.numerator[1, [0, 3], 0]).all()


def test_a_delivered_change_is_tied_to_its_years() -> None:
    change = np.column_stack([np.full(6, np.nan), GIRLS[:, 1] - GIRLS[:, 0]])
    atlas = with_count(guarded_town(), "change", change, signed=True)
    assert known_of(atlas).kinds["changes"] == 9
    cube = publish(atlas, PROFILES["ba"]).atlas.cubes["quarter"]
    for area in (1, 3):
        years = np.isnan(cube.numerator[area, 0])
        assert years.all() or np.isnan(cube.numerator[area, 3, 1])


def test_a_delivered_total_that_differs_is_told_and_still_proven() -> None:
    atlas = guarded_town()
    city = atlas.cubes["city"]
    other = city.numerator.copy()
    other[0, 0] += 7
    differing = replace(atlas, cubes={**atlas.cubes, "city": replace(city, numerator=other)})
    audit = publish(differing, PROFILES["ba"]).audit
    assert audit.relations["differing"] > 0
    assert publish(atlas, PROFILES["ba"]).audit.relations["differing"] == 0


def test_sums_by_chance_are_not_taken_for_sums() -> None:
    atlas = with_count(guarded_town(), "cases", np.array([[5.0, 8], [3, 9], [1, 4], [7, 2], [6, 6], [2, 5]]))
    found = quantities(atlas)
    assert len(found_sums(found)) == 1


@pytest.mark.parametrize("profile", ["ba", "round5"])
def test_amounts_of_few_people_are_hidden_and_never_rounded(profile: str) -> None:
    few = BOYS.copy()
    few[0] = 20
    euros = np.round(1000.5 * few) + 0.25
    atlas = with_count(guarded_town(), "few", few)
    atlas = with_count(atlas, "income", euros, whole=3, kind="value", counts="things", factor=1.0)
    public = publish(atlas, PROFILES[profile]).atlas
    cube, raw = public.cubes["quarter"], atlas.cubes["quarter"]
    at = public.indicator_position("income")
    assert np.isnan(cube.numerator[0, at]).all()
    told = ~np.isnan(cube.numerator[:, at])
    assert told.any()
    assert np.allclose(cube.numerator[:, at][told], raw.numerator[:, at][told])


def test_a_group_with_many_gaps_is_still_known_to_be_the_rest() -> None:
    """What the source hides of the boys would follow from girls and children."""
    atlas = guarded_town()
    cube = atlas.cubes["quarter"]
    part, value, reason = cube.numerator.copy(), cube.value.copy(), cube.reason.copy()
    for array in (part, value):
        array[:4, 1, 0] = np.nan
        array[2:5, 1, 1] = np.nan
    reason[np.isnan(value)] = Reason.SUPPRESSED
    gaps = replace(cube, numerator=part, value=value, reason=reason)
    found = quantities(replace(atlas, cubes={**atlas.cubes, "quarter": gaps}))
    assert len(found_sums(found)) == 1
