"""What comes from one contributor is not told where somebody says how much that is; the column itself never is."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from analysis.protection import PROFILES
from layers.protection import NOT_COVERED, RuleBook, publish
from layers.protection.contributors import without_contributors
from loading.atlas import Atlas
from loading.load import load_atlas
from tests.layers.protection.guarded_town import indicator
from tests.layers.protection.made_town import PARENTS, QUARTERS, town

LARGEST = np.full((QUARTERS, 2), 0.3)
LARGEST[4, 1] = 0.8


def _town_of_places(title: str = "Pflegeplätze größter Träger", largest: np.ndarray = LARGEST) -> Atlas:
    rng = np.random.default_rng(6)
    places, living = (np.round(rng.uniform(low, high, (QUARTERS, 2))) for low, high in ((60, 300), (1500, 9000)))
    atlas = town({"Pflegeplätze": places, title: np.floor(places * largest), "Kinder": living * 0.2 // 1}, living)
    return replace(atlas, indicators=tuple(replace(one, counts="things") for one in atlas.indicators))


def test_a_number_that_mostly_comes_from_one_contributor_is_hidden_and_no_rest_tells_it() -> None:
    atlas = _town_of_places()
    published = publish(atlas, PROFILES["municipal"])
    assert published.audit.by_rule["dominance"] == 1
    public = published.atlas
    at = public.indicator_position("Pflegeplätze")
    hidden = np.isnan(public.cubes["quarter"].numerator[:, at, 1])
    assert hidden[4]
    assert hidden.sum() > 1
    assert not np.isnan(public.cubes["quarter"].numerator[:, at, 0]).any()
    assert [one.id for one in public.indicators] == ["Pflegeplätze", "Kinder"]
    assert public.protection is not None
    assert public.protection.rules["rules"] == {"dominance": 0.5}


@pytest.mark.parametrize("profile", ["round5", "round10"])
def test_what_comes_from_one_contributor_is_hidden_where_all_else_is_rounded(profile: str) -> None:
    atlas = _town_of_places()
    published = publish(atlas, PROFILES[profile])
    assert published.audit.by_rule["dominance"] == 1
    places = published.atlas.cubes["quarter"].numerator[:, published.atlas.indicator_position("Pflegeplätze")]
    assert np.isnan(places[4, 1])
    assert np.isfinite(places[:, 0]).all()
    assert np.isnan(places).sum() < QUARTERS / 2


def test_what_the_rules_say_of_contributors_goes_before() -> None:
    book = RuleBook.from_json({"profile": "municipal", "rules": {"dominance": 0.9}})
    assert publish(_town_of_places(), book).audit.by_rule["dominance"] == 0


@pytest.mark.parametrize("title", ["Pflegeplätze, davon größter Anbieter", "Pflegeplätze des größten Trägers"])
def test_a_column_of_contributors_is_told_by_its_title(title: str) -> None:
    kept, contributors = without_contributors(_town_of_places(title))
    assert list(contributors) == ["Pflegeplätze"]
    assert len(kept.indicators) == 2


@pytest.mark.parametrize("title", ["größter Träger", "Kitaplätze größter Träger", "Pflegeplätze größerer Träger"])
def test_other_columns_stay(title: str) -> None:
    atlas = _town_of_places(title)
    kept, contributors = without_contributors(atlas)
    assert (kept, contributors) == (atlas, {})


def test_a_rate_of_a_largest_contributor_goes_with_it() -> None:
    atlas = _town_of_places()
    again = indicator("Trägeranteil", counts="things")
    cubes = {}
    for level, cube in atlas.cubes.items():
        arrays = (cube.value, cube.numerator, cube.denominator, cube.reason)
        cubes[level] = replace(
            cube,
            **dict(
                zip(
                    ("value", "numerator", "denominator", "reason"),
                    (np.concatenate([array, array[:, 1:2]], axis=1) for array in arrays),
                    strict=True,
                )
            ),
        )
    kept, _ = without_contributors(replace(atlas, cubes=cubes, indicators=(*atlas.indicators, again)))
    assert [one.id for one in kept.indicators] == ["Pflegeplätze", "Kinder"]


def test_amounts_of_a_delivery_are_judged_by_their_largest_payment(tmp_path: Path) -> None:
    """Nobody counts who is behind the euros; the file says how much of them is one payment."""
    keys = [f"{at + 1:04d}" for at in range(9)]
    squares = [
        {"type": "Feature", "properties": {"Nr": key}, "geometry": shapely.geometry.mapping(_square(at))}
        for at, key in enumerate(keys)
    ]
    (tmp_path / "karte.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    head = "Nr;Ausgaben Hilfe zur Pflege in EUR;Ausgaben Hilfe zur Pflege in EUR, größter Träger"
    rows = [f"{key};{1000.25 + at};{900.5 if at == 1 else 200.5}" for at, key in enumerate(keys)]
    (tmp_path / "pflege.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    public = publish(load_atlas([tmp_path / "karte.geojson", tmp_path / "pflege.csv"]), PROFILES["municipal"]).atlas
    assert [one.title["de"] for one in public.indicators] == ["Ausgaben Hilfe zur Pflege"]
    told = public.cubes["quarter"].value[:, 0, 0]
    assert np.flatnonzero(np.isnan(told)).tolist() == [1]
    assert told[0] == 1000.25


def _square(at: int) -> shapely.Polygon:
    return shapely.box(6.9 + 0.01 * (at % 3), 50.9 + 0.01 * (at // 3), 6.91 + 0.01 * (at % 3), 50.91 + 0.01 * (at // 3))


def test_the_report_says_what_is_judged_of_contributors_and_of_other_vintages() -> None:
    assert {"dominance", "vintages"} <= set(NOT_COVERED)


def _largest_of(atlas: Atlas, district: float, city: float) -> Atlas:
    """Deliver other largest contributors of districts and the city."""
    cubes = dict(atlas.cubes)
    for level, number in (("district", district), ("city", city)):
        part, value = atlas.cubes[level].numerator.copy(), atlas.cubes[level].value.copy()  # type: ignore[index]
        part[:, 1] = value[:, 1] = number
        cubes[level] = replace(atlas.cubes[level], numerator=part, value=value)  # type: ignore[index]
    return replace(atlas, cubes=cubes)


@pytest.mark.parametrize(("district", "city"), [(np.nan, np.nan), (3.0, 7.0), (9000.0, 50_000.0)])
def test_of_districts_and_the_city_the_contributor_is_the_same_in_all_quarters_or_what_is_delivered(
    district: float, city: float
) -> None:
    atlas = _town_of_places()
    own = atlas.cubes["quarter"].numerator[:, 1]
    sums = np.array([own[np.array(PARENTS) == at].sum(axis=0) for at in range(4)])
    told = without_contributors(_largest_of(atlas, district, city))[1]["Pflegeplätze"]
    expected = [own, np.fmax(sums, district), np.fmax(own.sum(axis=0, keepdims=True), city)]
    np.testing.assert_array_equal(told, np.concatenate(expected))


def test_a_district_whose_places_one_provider_may_own_is_hidden_too() -> None:
    largest = np.where(np.arange(QUARTERS)[:, None] < 6, [0.3, 0.8], 0.3)
    atlas = _largest_of(_town_of_places(largest=largest), np.nan, np.nan)
    published = publish(atlas, PROFILES["municipal"])
    named = {(one.level, one.area) for one in published.audit.entries if one.rule == "dominance"}
    assert named == {*(("quarter", f"{at:02d}") for at in range(1, 7)), ("district", "1")}
    assert np.isnan(published.atlas.cubes["district"].numerator[0, 0, 1])
