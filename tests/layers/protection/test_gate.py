"""The gate: what comes out holds protected numbers only, and an attacker with all of it learns too little."""

import datetime
import pickle
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.protection import PROFILES, NothingFitsError, Rules, attack
from analysis.protection import known as known_by_rules
from layers.protection import RuleBook, preview, publish
from layers.protection.known_relations import known
from layers.protection.quantities import quantities
from layers.protection_apart import figures
from loading.atlas import Atlas
from loading.errors import DataFileError
from loading.project_file.public import write_public
from loading.project_file.reading import read_project
from loading.reasons import Reason
from loading.recognised import Facility
from tests.layers.protection.guarded_town import BOYS, GIRLS, guarded_town, with_ready_made
from tests.layers.protection.made_town import children_town, town
from tests.loading.project_file.made_projects import differences

DAY = datetime.date(2026, 1, 31)


def test_small_counts_are_hidden_with_their_rates_and_what_would_give_them_away() -> None:
    public = publish(guarded_town(), PROFILES["ba"], DAY).atlas
    cube = public.cubes["quarter"]
    for area, at, year in ((1, 0, 0), (3, 0, 1), (3, 1, 0)):
        assert np.isnan(cube.numerator[area, at, year])
        assert np.isnan(cube.value[area, at, year])
        assert cube.reason[area, at, year] == Reason.SUPPRESSED
    # Boys and all children would give the two girls away, and so would their district.
    assert np.isnan(cube.numerator[1, 1:, 0]).any()
    assert np.isnan(cube.numerator[[0, 2], 0, 0]).any() or np.isnan(public.cubes["district"].numerator[0, 0, 0])


def test_places_without_a_name_of_their_own_are_not_published() -> None:
    named = (Facility("Kita 3", "Kita", 9.01, 51.46), Facility("Treff Nord", "Treff", 9.02, 51.46))
    nameless = tuple(Facility(name, "Hilfen", 9.03, 51.46) for name in ("1", "H0001", "Fall 12"))
    published = publish(replace(guarded_town(), facilities=(*nameless, *named)), PROFILES["ba"], DAY)
    assert published.atlas.facilities == named
    assert published.audit.facilities_left_out == len(nameless)
    assert figures(published.audit)["nameless"] == len(nameless)


def test_sums_that_contradict_each_other_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def contradicted(*_: object) -> None:
        raise NothingFitsError

    monkeypatch.setattr("layers.protection.gate.protect", contradicted)
    with pytest.raises(DataFileError) as refused:
        publish(guarded_town(), PROFILES["round5"], DAY)
    assert refused.value.problem == "gate.nothing_fits"


def test_what_is_told_is_true() -> None:
    atlas = guarded_town()
    public = publish(atlas, PROFILES["ba"], DAY).atlas
    for level, cube in public.cubes.items():
        for part in ("value", "numerator", "denominator", "residents"):
            told, true = getattr(cube, part), getattr(atlas.cubes[level], part)
            assert np.allclose(told[~np.isnan(told)], true[~np.isnan(told)])


@pytest.mark.parametrize("profile", PROFILES)
def test_an_attacker_with_the_public_file_is_left_in_the_dark(profile: str, tmp_path: Path) -> None:
    atlas, rules = guarded_town(), PROFILES[profile]
    path = write_public(tmp_path / "town.gpkg", publish(atlas, rules, DAY).atlas)
    read, _ = read_project(path)
    assert narrow_cells(atlas, read.atlas, rules) == []


def narrow_cells(atlas: Atlas, public: Atlas, rules: Rules) -> list[tuple[float, float, float]]:
    """Attack the numbers of a public Atlas; give true count and bounds of small counts placed too closely."""
    raw, told = quantities(atlas), quantities(public)
    cells = known(atlas, raw, RuleBook(rules), amounts=False, fixed=False)
    assert cells is not None
    numbers = np.full(len(cells.cells), np.nan)
    for where, quantity in raw.position.items():
        if where in told.position:
            numbers[cells.of(quantity)] = told.each[told.position[where]].numbers.ravel()
    low, high = known_by_rules(numbers, rules)
    given = np.full(len(numbers), np.nan) if rules.base > 1 else numbers
    bounds = attack(given, cells.relations, low, high, denominator=cells.cells.denominator)
    counts = cells.cells.counts
    small = (counts > 0) & (counts < rules.minimum_numerator) & cells.cells.sensitive
    assert small.any()
    least = (rules.base - 1) // 2 if rules.base > 1 else rules.minimum_numerator
    narrow = np.flatnonzero(small & (bounds.high - bounds.low < least))
    return [(float(counts[at]), float(bounds.low[at]), float(bounds.high[at])) for at in narrow]


def test_a_leak_is_noticed_by_the_attacker() -> None:
    atlas, rules = guarded_town(), PROFILES["ba"]
    public = publish(atlas, rules, DAY).atlas
    cube = public.cubes["quarter"]
    numerator = cube.numerator.copy()
    numerator[:, :, 0] = atlas.cubes["quarter"].numerator[:, :, 0]
    numerator[1, 0, 0] = np.nan
    planted = replace(public, cubes={**public.cubes, "quarter": replace(cube, numerator=numerator)})
    assert (2.0, 2.0, 2.0) in narrow_cells(atlas, planted, rules)


def test_nothing_raw_is_reachable() -> None:
    atlas = guarded_town()
    public = publish(atlas, PROFILES["ba"], DAY).atlas
    hidden = hidden_counts(atlas, public)
    assert 4711.0 in hidden or len(hidden) > 4
    written = pickle.dumps(public)
    for number in hidden - {1.0, 2.0}:
        assert np.float64(number).tobytes() not in written
        assert str(int(number)).encode() not in written
    raw = {id(array) for cube in atlas.cubes.values() for array in vars(cube).values()}
    assert not raw & reachable(public)


def hidden_counts(atlas: Atlas, public: Atlas) -> set[float]:
    found: set[float] = set()
    for level, cube in public.cubes.items():
        gone = np.isnan(cube.numerator)
        found |= set(atlas.cubes[level].numerator[gone].tolist())
    told = {number for cube in public.cubes.values() for number in cube.numerator.ravel().tolist()}
    return found - told


def reachable(value: Any, seen: set[int] | None = None) -> set[int]:
    """Identities of everything an object leads to, arrays and what they are views of among them."""
    seen = set() if seen is None else seen
    if id(value) in seen or isinstance(value, str | int | float | bytes):
        return seen
    seen.add(id(value))
    if isinstance(value, np.ndarray):
        reachable(value.base, seen)
    elif is_dataclass(value):
        for one in fields(value):
            reachable(getattr(value, one.name), seen)
    elif isinstance(value, dict):
        for one in value.values():
            reachable(one, seen)
    elif isinstance(value, tuple | list):
        for one in value:
            reachable(one, seen)
    return seen


def test_the_bytes_of_the_file_hold_no_hidden_number(tmp_path: Path) -> None:
    atlas = guarded_town()
    public = publish(atlas, PROFILES["ba"], DAY).atlas
    content = write_public(tmp_path / "town.gpkg", public).read_bytes()
    for number in hidden_counts(atlas, public) - {1.0, 2.0}:
        # SQLite keeps whole numbers in a DOUBLE column as integers of two or four bytes.
        assert np.float64(number).astype(">f8").tobytes() not in content
        assert str(int(number)).encode() not in content


def test_a_public_file_gives_the_same_atlas_back(tmp_path: Path) -> None:
    public = publish(with_ready_made(guarded_town()), PROFILES["municipal"], DAY).atlas
    read, doubts = read_project(write_public(tmp_path / "town.gpkg", public))
    assert differences(read.atlas, public) == []
    assert doubts == ()


def test_findings_totals_and_flags_tell_no_hidden_number() -> None:
    public = publish(guarded_town(), PROFILES["ba"], DAY).atlas
    assert [one.code for one in public.findings] == ["boundaries.repaired"]
    assert public.join.totals == ()
    assert all(1 not in one.quarters for one in public.flagged)


def test_ready_made_numbers_go_where_what_they_are_made_of_goes() -> None:
    public = publish(with_ready_made(guarded_town()), PROFILES["ba"], DAY).atlas
    cube = public.cubes["quarter"]
    change, index = (public.indicator_position(name) for name in ("change", "index"))
    girls = np.isnan(cube.value[:, 0, :])
    assert girls.any()
    assert np.isnan(cube.value[girls.any(axis=1), change, 1]).all()
    assert np.isnan(cube.value[:, index, :])[girls].all()
    assert (cube.reason[girls.any(axis=1), change, 1] == Reason.SUPPRESSED).all()
    assert np.isfinite(cube.value[~girls.any(axis=1), change, 1]).all()


def test_rounded_numbers_are_multiples_and_rates_come_from_them() -> None:
    public = publish(guarded_town(), PROFILES["round10"], DAY).atlas
    cube = public.cubes["quarter"]
    assert (cube.numerator % 10 == 0).all()
    assert np.allclose(cube.value, 100 * cube.numerator / cube.denominator)


def test_the_public_is_told_figures_and_no_cell() -> None:
    published = publish(guarded_town(), PROFILES["ba"], DAY)
    said = published.atlas.protection
    assert said is not None
    assert (said.profile, said.published) == ("ba", "2026-01-31")
    assert said.hidden >= 3
    assert set(said.figures) == {"by_indicator", "by_level", "relations", "decimals", "unjudged", "decided"}
    assert published.audit.by_rule["primary"] == 3
    assert {one.rule for one in published.audit.entries} >= {"primary", "secondary"}
    small = [one for one in published.audit.entries if one.rule == "primary"]
    assert {(one.area, one.year, one.indicators[0]) for one in small} == {
        ("02", 2023, "girls"),
        ("04", 2024, "girls"),
        ("04", 2023, "boys"),
    }


def test_every_state_has_another_address() -> None:
    atlas = guarded_town()
    addresses = {publish(atlas, PROFILES[name], DAY).atlas.project for name in ("ba", "municipal", "round5")}
    assert len(addresses | {atlas.project}) == 4


def test_what_is_public_is_not_published_again() -> None:
    public = publish(guarded_town(), PROFILES["ba"], DAY).atlas
    with pytest.raises(DataFileError) as refused:
        publish(public, PROFILES["ba"], DAY)
    assert refused.value.problem == "gate.already_public"


def test_small_areas_stay_out_of_an_index() -> None:
    book = RuleBook.from_json({"profile": "ba", "rules": {"minimum_population": 20_025}})
    public = publish(with_ready_made(guarded_town()), book, DAY).atlas
    assert public.minimum_residents == 20_025
    index = public.indicator_position("index")
    assert (public.cubes["quarter"].reason[2, [2, index], 0] == Reason.TOO_SMALL).all()
    assert (public.cubes["quarter"].reason[4, [0, index], 0] == Reason.VALUE).all()


def test_areas_that_may_be_too_small_stay_out_of_an_index_where_their_people_are_rounded() -> None:
    counts, living = children_town()
    living[5], living[6] = 298, 310
    public = publish(town({"supported": counts["supported"]}, living, {"supported": living}), PROFILES["round5"]).atlas
    cube = public.cubes["quarter"]
    assert (cube.residents[5, 0], cube.residents[6, 0]) == (300, 310)
    assert [Reason(one).name for one in cube.reason[[5, 6], 0, 0]] == ["TOO_SMALL", "VALUE"]


def test_the_price_stands_beside_simpler_ways() -> None:
    told = preview(guarded_town(), RuleBook(PROFILES["ba"]))
    assert told.unproven == 0
    assert told.primary.hidden == 3
    assert told.primary.hidden < told.price.hidden <= told.price.cells
    assert told.price.sum_share < told.blunt.sum_share
    assert GIRLS.shape == BOYS.shape
